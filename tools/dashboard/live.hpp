#pragma once
/// A Live model is read anew when its sources change, while others go on reading the last one.

#include "model.hpp"
#include "sources.hpp"
#include "stored_histories.hpp"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace pawl::tools::dashboard {

class Live {
 public:
  /// Of what `paths` hold and, where there is one, of a store. Throws Error when the store cannot
  /// be read.
  explicit Live(std::vector<std::filesystem::path> paths,
                std::shared_ptr<StoredHistories> store = {}, std::string repository = {});
  ~Live();
  Live(const Live&) = delete;
  Live& operator=(const Live&) = delete;

  std::shared_ptr<const Model> model() const;
  /// Looks at the sources; whether there was something new, which model() then has.
  bool refresh();
  /// Looks every `period` from another thread, at what else `also` looks at, too, and calls
  /// `changed` with the number of changes so far, until the end. `also` says whether there was
  /// something new. A look that ends in an exception is made again after the next period. Error
  /// (Fault::io) where the machine grants no thread for it.
  void watch(std::chrono::milliseconds period, std::function<void(std::size_t)> changed,
             std::function<bool(const Model&)> also = {});
  /// Ends the watching: afterwards neither function is called any more.
  void stop();

 private:
  std::shared_ptr<const Model> read();
  bool warn(const std::string& sentence);

  std::vector<std::filesystem::path> paths_;
  std::shared_ptr<StoredHistories> store_;
  std::string repository_;
  std::size_t number_ = 0;  ///< of the model read last
  Listing listing_;         ///< of the last refresh
  bool is_behind_ = false;  ///< the model could not be read since something changed
  mutable std::mutex mutex_;
  std::shared_ptr<const Model> model_;
  bool ending_ = false;
  std::condition_variable end_;
  std::thread watcher_;
};

}  // namespace pawl::tools::dashboard
