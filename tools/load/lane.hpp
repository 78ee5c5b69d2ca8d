#pragma once
/// A Lane is one thread of a load: its connections, its share of the requests, its tally.

#include "connection.hpp"
#include "pacer.hpp"
#include "plan.hpp"
#include "tally.hpp"
#include "tools/launch/descriptor.hpp"

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace pawl::tools::load {

/// What the lanes of a load have in common.
struct Common {
  std::chrono::steady_clock::time_point begin;  ///< when the first requests are due
  std::atomic<bool> must_end{false};            ///< give up what is under way, uncounted
};

class Lane {
 public:
  /// Called every half second with the tally so far and the seconds from the begin, from the lane's
  /// thread; may be empty.
  using Watcher = std::function<void(const Tally&, double seconds)>;

  /// The `index`-th of plan.threads lanes.
  Lane(const Plan& plan, std::size_t index, const Common& common, Watcher watcher);

  /// Loads until nothing is due and nothing under way any more. Error (Fault::io) when this machine
  /// refuses what that takes.
  Tally run();

 private:
  /// A place for one request under way; plan.streams of them are one connection's.
  struct Slot {
    Exchange exchange{};
    bool is_busy = false;
    double rests_until = 0;  ///< closed model: after a failure, so that it does not spin
  };

  double now() const;
  bool is_over() const;
  bool has_due() const;
  std::optional<std::size_t> free_slot();
  void start_due();
  void start(std::size_t slot, double intended);
  void flush();
  void handle(std::size_t connection);
  void take_ends(std::size_t connection);
  void finish(std::size_t slot, Outcome outcome);
  Outcome judged(const Ended& ended) const;
  void end_late();
  void wake_rested();
  void give_up_unsent();
  double next_wake() const;
  void wait_for_events();
  void look_after();

  const Plan& plan_;
  const Common& common_;
  Watcher watcher_;
  std::size_t most_slots_;
  Descriptor epoll_;
  std::optional<Pacer> pacer_;  ///< open model
  std::vector<Slot> slots_;
  std::vector<std::unique_ptr<Connection>> connections_;
  std::vector<std::size_t> unflushed_;  ///< connections
  Connection::Ends ends_;               ///< scratch
  std::vector<std::size_t> free_, resting_;
  std::size_t busy_ = 0;
  double now_ = 0;                                ///< seconds from the begin, as last read
  double looks_after_at_ = 0, watches_at_ = 0.5;  ///< next; seconds from the begin
  std::vector<char> buffer_;
  Tally tally_;
};

}  // namespace pawl::tools::load
