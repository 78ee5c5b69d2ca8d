#pragma once
/// A Live model is read again whenever its sources change, while readers keep the one they have.

#include "model.hpp"
#include "sources.hpp"
#include "stored_histories.hpp"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

namespace pawl::tools::dashboard {

class Live {
 public:
  /// Made of what `paths` hold and of the store, if there is one. Throws Error when the store
  /// cannot be read.
  explicit Live(std::vector<std::filesystem::path> paths,
                std::shared_ptr<StoredHistories> store = {}, std::string repository = {});
  ~Live();
  Live(const Live&) = delete;
  Live& operator=(const Live&) = delete;

  std::shared_ptr<const Model> model() const;
  /// Looks at the sources; returns whether there was something new, which model() then has.
  bool refresh();
  /// On another thread, refreshes and calls `also` every `period`, until the end; when either
  /// returns that there was something new, calls `changed` with the number of changes so far. A
  /// look that ends in an exception is repeated after the next period. Error (Fault::io) where the
  /// machine grants no thread for it.
  void watch(std::chrono::milliseconds period, std::function<void(std::size_t)> changed,
             std::function<bool(const Model&)> also = {});
  /// Ends the watching: afterwards neither function is called any more.
  void stop();

 private:
  std::shared_ptr<const Model> read();
  std::shared_ptr<const Model> read_what_is_live();
  bool warn(const std::string& sentence);

  std::vector<std::filesystem::path> paths_;
  std::shared_ptr<StoredHistories> store_;
  std::string repository_;
  std::size_t number_ = 0;                      ///< of the model read last
  std::size_t store_number_ = 0;                ///< likewise, as the model has it
  Listing listing_;                             ///< of the last refresh
  std::set<std::filesystem::path> live_files_;  ///< of it those of measurements in progress
  bool is_behind_ = false;  ///< the model could not be read since something changed
  mutable std::mutex mutex_;
  std::shared_ptr<const Model> model_;
  bool ending_ = false;
  std::condition_variable end_;
  std::thread watcher_;
};

}  // namespace pawl::tools::dashboard
