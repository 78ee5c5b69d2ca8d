#include "courier.hpp"

#include "baselines/error.hpp"
#include "ci/format.hpp"
#include "ci/http/curl_http.hpp"
#include "ci/http/curl_smtp.hpp"
#include "telling.hpp"
#include "tools/system/refused_threads.hpp"

#include <algorithm>
#include <exception>
#include <system_error>
#include <utility>

namespace pawl::tools {

namespace {

using std::chrono::milliseconds;

/// What ends a delivery that waits for its next try.
struct Stopped : std::exception {};

}  // namespace

milliseconds pause_after(std::size_t failures, const CourierOptions& options) {
  if (failures == 0) return options.round;
  const std::size_t doublings = std::min<std::size_t>(failures - 1, 20);
  return std::min<milliseconds>(options.first_pause * (1 << doublings), options.longest_pause);
}

/// Delegates to another constructor first, so that what is thrown here calls the destructor, which
/// ends the threads there are.
AlertCourier::AlertCourier(CourierOptions options) : AlertCourier() {
  options_ = std::move(options);
  for (const std::string& name : options_.destinations) {
    const ci::AlertDestination& destination = alert_destination(name);
    during(name, [&] { ci::demand_settings(destination, options_.environment); });
  }
  for (const std::string& name : options_.destinations) {
    if (std::ranges::find(lanes_, name, &Lane::destination) != lanes_.end()) continue;
    Lane& lane = lanes_.emplace_back(Lane{.destination = name});
    try {
      lane.thread = std::thread([this, &lane] { run(lane); });
    } catch (const std::system_error& refusal) {
      throw refused_thread(name, refusal, "to tell it of alerts");
    }
  }
}

AlertCourier::~AlertCourier() {
  stop();
}

void AlertCourier::look() {
  {
    const std::lock_guard lock(mutex_);
    ++looks_;
  }
  wake_.notify_all();
}

void AlertCourier::stop() {
  {
    std::unique_lock lock(mutex_);
    is_ending_ = true;
    wake_.notify_all();
    idle_.wait_for(lock, options_.grace,
                   [this] { return std::ranges::none_of(lanes_, &Lane::is_busy); });
  }
  give_up_.request_stop();
  for (Lane& lane : lanes_)
    if (lane.thread.joinable()) lane.thread.join();
}

std::vector<std::string> AlertCourier::troubles() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> sentences;
  for (const Lane& lane : lanes_)
    if (!lane.trouble.empty()) sentences.push_back(lane.trouble);
  return sentences;
}

/// Looks when something is new, after a pause when the last try failed, and now and then: a silence
/// ends without a change of the book.
void AlertCourier::run(Lane& lane) {
  std::unique_lock lock(mutex_);
  while (!is_ending_) {
    lane.looks = looks_;
    lane.is_busy = true;
    lock.unlock();
    std::string trouble = try_once(lane);
    lock.lock();
    lane.is_busy = false;
    idle_.notify_all();
    lane.failures = trouble.empty() ? 0 : lane.failures + 1;
    const bool is_news = !trouble.empty() && trouble != lane.trouble;
    lane.trouble = std::move(trouble);
    if (is_ending_) return;
    if (is_news) options_.say(lane.trouble + "; kept, and tried again");
    const milliseconds pause = pause_after(lane.failures, options_);
    wake_.wait_for(lock, pause,
                   [&] { return is_ending_ || (lane.failures == 0 && lane.looks != looks_); });
  }
}

/// Why the destination could not be told; empty when it could, or there was nothing to tell.
std::string AlertCourier::try_once(const Lane& lane) try {
  ci::CurlHttp http({}, give_up_.get_token());
  ci::CurlSmtp smtp(give_up_.get_token());
  ci::Clock clock = ci::real_clock();
  clock.sleep = [this](ci::Clock::Pause pause) { wait_while_retrying(pause); };
  const auto told = during(lane.destination, [&] {
    return tell_alerts(lane.destination, {.file = options_.file,
                                          .environment = options_.environment,
                                          .http = http,
                                          .smtp = smtp,
                                          .clock = clock,
                                          .now = options_.now(),
                                          .retry = options_.retry});
  });
  if (!told) return lane.destination + ": another process is telling it";
  if (*told > 0) options_.say(lane.destination + " is told of " + ci::count(*told, "alert"));
  return {};
} catch (const Stopped&) {
  return {};
} catch (const std::exception& error) {
  return error.what();
}

void AlertCourier::wait_while_retrying(milliseconds pause) {
  std::unique_lock lock(mutex_);
  if (wake_.wait_for(lock, pause, [this] { return is_ending_; })) throw Stopped();
}

}  // namespace pawl::tools
