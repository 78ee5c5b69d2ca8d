#include "live.hpp"

#include <utility>

namespace pawl::tools::dashboard {

Live::Live(std::vector<std::filesystem::path> paths) : paths_(std::move(paths)) {
  listing_ = listed(paths_);
  model_ = std::make_shared<const Model>(read_model(listing_));
}

Live::~Live() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  end_.notify_all();
  if (watcher_.joinable()) watcher_.join();
}

std::shared_ptr<const Model> Live::model() const {
  const std::lock_guard lock(mutex_);
  return model_;
}

bool Live::refresh() {
  Listing now = listed(paths_);
  if (now == listing_) return false;
  listing_ = std::move(now);
  auto model = std::make_shared<const Model>(read_model(listing_));
  const std::lock_guard lock(mutex_);
  model_ = std::move(model);
  return true;
}

void Live::watch(std::chrono::milliseconds period, std::function<void(std::size_t)> changed) {
  watcher_ = std::thread([this, period, changed = std::move(changed)] {
    std::size_t changes = 0;
    std::unique_lock lock(mutex_);
    while (!end_.wait_for(lock, period, [this] { return ending_; })) {
      lock.unlock();
      if (refresh()) changed(++changes);
      lock.lock();
    }
  });
}

}  // namespace pawl::tools::dashboard
