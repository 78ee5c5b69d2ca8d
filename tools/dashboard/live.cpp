#include "live.hpp"

#include "tools/system/refused_threads.hpp"

#include <algorithm>
#include <exception>
#include <iterator>
#include <system_error>
#include <utility>

namespace pawl::tools::dashboard {

Live::Live(std::vector<std::filesystem::path> paths, std::shared_ptr<StoredHistories> store,
           std::string repository)
    : paths_(std::move(paths)), store_(std::move(store)), repository_(std::move(repository)) {
  listing_ = listed(paths_);
  if (store_) store_->refresh();
  model_ = read();
}

Live::~Live() {
  stop();
}

void Live::stop() {
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

std::shared_ptr<const Model> Live::read() {
  ModelBuilder builder;
  live_files_ = add_files(builder, listing_);
  if (store_) store_->add_to(builder);
  Model model = std::move(builder).model();
  model.store = store_;
  model.number = ++number_;
  model.store_number = store_number_;
  model.repository = repository_;
  return std::make_shared<const Model>(std::move(model));
}

/// As read() where nothing but measurements in progress went on: the others are not read anew each
/// second, on a machine that measures. nullptr where those cannot be read by themselves.
std::shared_ptr<const Model> Live::read_what_is_live() {
  Listing some;
  std::ranges::copy_if(listing_.files, std::back_inserter(some.files),
                       [this](const SourceFile& file) { return live_files_.contains(file.path); });
  ModelBuilder builder;
  if (add_files(builder, some) != live_files_) return nullptr;
  Model model = *this->model();
  model.live = std::move(builder).model().live;
  model.number = ++number_;
  return std::make_shared<const Model>(std::move(model));
}

/// What cannot be read now is looked at again the next time; what it said last is shown.
bool Live::refresh() {
  Listing now = listed(paths_);
  std::shared_ptr<const Model> model;
  try {
    const bool is_stored_anew = store_ && store_->refresh();
    if (is_stored_anew) ++store_number_;
    const bool is_more = is_stored_anew || is_behind_;
    if (now == listing_ && !is_more) return false;
    const bool is_live = !is_more && differ_only_in(live_files_, listing_, now);
    listing_ = std::move(now);
    if (is_live) model = read_what_is_live();
    if (!model) model = read();
    is_behind_ = false;
  } catch (const std::exception& error) {
    is_behind_ = true;
    return warn("what is shown is not the newest, which cannot be read: " +
                std::string(error.what()));
  }
  const std::lock_guard lock(mutex_);
  model_ = std::move(model);
  return true;
}

/// Adds the sentence to the model that is shown, unless it is there already.
bool Live::warn(const std::string& sentence) {
  Model model = *this->model();
  if (std::ranges::find(model.warnings, sentence) != model.warnings.end()) return false;
  model.warnings.push_back(sentence);
  model.number = ++number_;
  const std::lock_guard lock(mutex_);
  model_ = std::make_shared<const Model>(std::move(model));
  return true;
}

void Live::watch(std::chrono::milliseconds period, std::function<void(std::size_t)> changed,
                 std::function<bool(const Model&)> also) {
  const auto look_on = [this, period, changed = std::move(changed), also = std::move(also)] {
    std::size_t changes = 0;
    std::unique_lock lock(mutex_);
    while (!end_.wait_for(lock, period, [this] { return ending_; })) {
      lock.unlock();
      try {
        const bool is_new = refresh();
        const bool is_more = also && also(*model());
        if (is_new || is_more) changed(++changes);
      } catch (const std::exception&) {
        // Short of memory, say: what was seen last stays, and the next look is another try.
      }
      lock.lock();
    }
  };
  try {
    watcher_ = std::thread(look_on);
  } catch (const std::system_error& refusal) {
    throw refused_thread("serve", refusal,
                         "to look at the files, so that no page would show what is new");
  }
}

}  // namespace pawl::tools::dashboard
