#include "lane.hpp"

#include "baselines/error.hpp"
#include "http1_connection.hpp"
#include "http2_connection.hpp"

#include <sys/epoll.h>
#include <sys/prctl.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <csignal>
#include <utility>

namespace pawl::tools::load {

namespace {

constexpr double look_after_seconds = 0.02;
constexpr double rest_seconds = 0.01;

/// As the plan's protocol has it. Events of its socket go to `epoll` under `number`.
std::unique_ptr<Connection> connection_of(const Plan& plan, int epoll, std::uint64_t number) {
  if (plan.is_http2) return std::make_unique<Http2Connection>(plan, epoll, number);
  return std::make_unique<Http1Connection>(plan, epoll, number);
}

/// Slots are dealt out to the lanes one by one; each lane has one at least.
std::size_t share(std::size_t slots, std::size_t index, std::size_t of) {
  return std::max<std::size_t>(1, slots / of + (index < slots % of ? 1 : 0));
}

std::optional<Pacer> pacer_of(const Plan& plan, std::size_t index) {
  if (!plan.rate) return std::nullopt;
  return plan.is_poisson ? Pacer::poisson(*plan.rate, plan.seed, index, plan.threads)
                         : Pacer::constant(*plan.rate, index, plan.threads);
}

timespec to_timespec(double seconds) {
  const double whole = std::floor(seconds);
  return {static_cast<time_t>(whole), static_cast<long>((seconds - whole) * 1e9)};
}

using Events = std::array<epoll_event, 64>;

/// How many came within `seconds`. Where the kernel knows no finer clock (gVisor, before Linux
/// 5.11), that is rounded up to milliseconds. Error (Fault::io) when it fails for good.
int await(int epoll, Events& events, double seconds) {
  const timespec patience = to_timespec(seconds);
  const int most = static_cast<int>(events.size());
  int count = ::epoll_pwait2(epoll, events.data(), most, &patience, nullptr);
  if (count < 0 && errno == ENOSYS)
    count = ::epoll_wait(epoll, events.data(), most, static_cast<int>(std::ceil(seconds * 1e3)));
  if (count < 0 && errno != EINTR) throw io_error("load", "waiting for answers failed");
  return count;
}

/// OpenSSL writes to sockets as to pipes: a server that went away would end the program by SIGPIPE.
/// Of this thread alone.
void block_broken_pipes() {
  sigset_t set;
  ::sigemptyset(&set);
  ::sigaddset(&set, SIGPIPE);
  ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

bool is_failure_of_connection(Outcome outcome) {
  return outcome == Outcome::malformed || outcome == Outcome::broken ||
         outcome == Outcome::not_connected || outcome == Outcome::timed_out;
}

}  // namespace

Lane::Lane(const Plan& plan, std::size_t index, const Common& common, Watcher watcher)
    : plan_(plan),
      common_(common),
      watcher_(std::move(watcher)),
      most_slots_(share(plan.concurrency, index, plan.threads)),
      epoll_(::epoll_create1(EPOLL_CLOEXEC), "load: epoll"),
      pacer_(pacer_of(plan, index)),
      buffer_(std::size_t{64} << 10),
      tally_(plan.most_samples, plan.timeout, plan.seed + index) {
  slots_.reserve(most_slots_);
}

double Lane::now() const {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - common_.begin).count();
}

bool Lane::has_due() const {
  return pacer_ ? pacer_->due() < plan_.duration : now_ < plan_.duration;
}

bool Lane::is_over() const {
  const bool is_late = now_ >= plan_.duration + plan_.timeout;
  return busy_ == 0 && (!has_due() || is_late);
}

Tally Lane::run() {
  ::prctl(PR_SET_TIMERSLACK, 1UL);  // nanosecond: sleeping threads are else woken 50 µs late
  block_broken_pipes();
  for (now_ = now(); !is_over() && !common_.must_end; now_ = now()) {
    start_due();
    if (now_ >= looks_after_at_) look_after();
    wait_for_events();
  }
  if (!common_.must_end) give_up_unsent();
  for (const auto& connection : connections_) tally_.count_sent_again(connection->sent_again());
  return std::move(tally_);
}

/// What need not be done with every event.
void Lane::look_after() {
  looks_after_at_ = now_ + look_after_seconds;
  end_late();
  wake_rested();
  if (!watcher_ || now_ < watches_at_) return;
  watches_at_ = now_ + 0.5;
  watcher_(tally_, now_);
}

std::optional<std::size_t> Lane::free_slot() {
  if (free_.empty() && slots_.size() < most_slots_) {
    if (slots_.size() % plan_.streams == 0)
      connections_.push_back(connection_of(plan_, epoll_.number(), connections_.size()));
    slots_.emplace_back();
    free_.push_back(slots_.size() - 1);
  }
  if (free_.empty()) return std::nullopt;
  const std::size_t slot = free_.back();
  free_.pop_back();
  return slot;
}

/// Sends what is due as far as connections are free. In the open model what is not sent now stays
/// due from then on, and that is what it waited.
void Lane::start_due() {
  if (now_ < 0 || now_ >= plan_.duration + plan_.timeout) return;
  while (has_due() && (!pacer_ || pacer_->due() <= now_)) {
    const std::optional<std::size_t> slot = free_slot();
    if (!slot) break;
    const double intended = pacer_ ? pacer_->due() : now_;
    if (pacer_) pacer_->advance();
    start(*slot, intended);
  }
  flush();
}

void Lane::flush() {
  for (const std::size_t connection : unflushed_) {
    connections_[connection]->flush(ends_);
    take_ends(connection);
  }
  unflushed_.clear();
}

void Lane::start(std::size_t number, double intended) {
  Slot& slot = slots_[number];
  slot.is_busy = true;
  ++busy_;
  if (pacer_) now_ = now();
  slot.exchange = {.intended = intended, .sent = now_};
  const std::size_t connection = number / plan_.streams;
  connections_[connection]->start(number % plan_.streams, ends_);
  if (unflushed_.empty() || unflushed_.back() != connection) unflushed_.push_back(connection);
  take_ends(connection);
}

void Lane::handle(std::size_t connection) {
  connections_[connection]->proceed(buffer_, ends_);
  take_ends(connection);
}

void Lane::take_ends(std::size_t connection) {
  for (const Ended& ended : ends_) {
    const Outcome outcome = judged(ended);
    if (outcome == Outcome::wrong_status) tally_.count_status(ended.status);
    finish(connection * plan_.streams + ended.stream, outcome);
  }
  ends_.clear();
}

Outcome Lane::judged(const Ended& ended) const {
  switch (ended.how) {
    case Ended::How::responded:
      break;
    case Ended::How::malformed:
      return Outcome::malformed;
    case Ended::How::lost:
      return Outcome::broken;
    case Ended::How::never_connected:
      return Outcome::not_connected;
  }
  const bool has_status =
      plan_.expected_status == 0 ? ended.status / 100 == 2 : ended.status == plan_.expected_status;
  if (!has_status) return Outcome::wrong_status;
  const bool has_body = ended.body.find(plan_.expected_body) != std::string_view::npos;
  return has_body ? Outcome::good : Outcome::wrong_body;
}

void Lane::finish(std::size_t number, Outcome outcome) {
  Slot& slot = slots_[number];
  now_ = now();
  slot.exchange.ended = now_;
  tally_.record(slot.exchange, outcome);
  slot.is_busy = false;
  --busy_;
  if (is_failure_of_connection(outcome)) {
    slot.rests_until = now_ + rest_seconds;
    resting_.push_back(number);
  } else {
    free_.push_back(number);
  }
}

void Lane::end_late() {
  for (std::size_t number = 0; number < slots_.size(); ++number) {
    const Slot& slot = slots_[number];
    if (!slot.is_busy || now_ - slot.exchange.sent < plan_.timeout) continue;
    connections_[number / plan_.streams]->abandon(number % plan_.streams);
    finish(number, Outcome::timed_out);
  }
}

void Lane::wake_rested() {
  std::erase_if(resting_, [this](std::size_t number) {
    if (slots_[number].rests_until > now_) return false;
    free_.push_back(number);
    return true;
  });
}

/// Requests that were due while no connection came free belong to the truth as well.
void Lane::give_up_unsent() {
  for (; pacer_ && pacer_->due() < plan_.duration; pacer_->advance())
    tally_.record({.intended = pacer_->due(), .sent = pacer_->due(), .ended = now_},
                  Outcome::unsent);
}

/// Seconds from the begin at which something is to be done though nothing comes.
double Lane::next_wake() const {
  const bool can_send = !free_.empty() || slots_.size() < most_slots_;
  if (now_ < 0) return std::min(0.0, looks_after_at_);
  if (!can_send || !has_due()) return looks_after_at_;
  return pacer_ ? std::min(pacer_->due(), looks_after_at_) : now_;
}

void Lane::wait_for_events() {
  Events events;
  const int count =
      await(epoll_.number(), events, std::clamp(next_wake() - now(), 0.0, look_after_seconds));
  for (int i = 0; i < count; ++i) {
    handle(events[static_cast<std::size_t>(i)].data.u64);
    if (!pacer_) start_due();
  }
}

}  // namespace pawl::tools::load
