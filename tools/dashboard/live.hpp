#pragma once
/// A Live model is read anew when its sources change, while others go on reading the last one.

#include "model.hpp"
#include "sources.hpp"

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
  explicit Live(std::vector<std::filesystem::path> paths);
  ~Live();
  Live(const Live&) = delete;
  Live& operator=(const Live&) = delete;

  std::shared_ptr<const Model> model() const;
  /// Looks at the sources; whether there was something new, which model() then has.
  bool refresh();
  /// Looks every `period` from another thread, and calls `changed` with the number of changes so
  /// far, until the end.
  void watch(std::chrono::milliseconds period, std::function<void(std::size_t)> changed);

 private:
  std::vector<std::filesystem::path> paths_;
  Listing listing_;  ///< of the last refresh
  mutable std::mutex mutex_;
  std::shared_ptr<const Model> model_;
  bool ending_ = false;
  std::condition_variable end_;
  std::thread watcher_;
};

}  // namespace pawl::tools::dashboard
