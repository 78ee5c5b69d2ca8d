#pragma once
/// The yardstick is a fixed reference program that is run between the benchmarks: how far it moved
/// between two sessions is how far the machine moved.

#include "baselines/run/run.hpp"
#include "stats/policy.hpp"
#include "stats/verdict/compare.hpp"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace pawl::ci {

using baselines::yardstick_benchmark;

/// Whether the series moves as the yardstick does: wall time and rates of whole processes.
/// Processor time is hardly moved by what competes for the machine, nor is the median of many short
/// iterations within a process; dividing them only adds the yardstick's own noise (stats/README.md,
/// Yardstick).
bool follows_the_yardstick(const baselines::Series& series);

/// What the yardstick says of two runs.
class Yardstick {
 public:
  static constexpr std::size_t fewest_sessions_to_see = 3;

  /// A session's level on the log scale, and the variance of that level.
  struct Level {
    double log_median = 0, variance = 0;
  };

  /// Needs it at least five times, all positive, in every session of both runs; and where `before`
  /// has sessions enough to see (three), that levelling brings them together. Otherwise a sentence
  /// that says why it is left out: empty where neither run has it, or nothing would follow it.
  static std::variant<Yardstick, std::string> between(const baselines::Run& before,
                                                      const baselines::Run& now);

  /// Whether some series of `before` had enough sessions to show that levelling brings them
  /// together; otherwise nobody knows whether the benchmarks follow the yardstick.
  bool is_proven() const { return is_proven_; }

  /// Whether it was measured in each session of this series of `before`: a baseline's series may
  /// have sessions that others lack. Without their ids, where it has as many.
  bool knows(const baselines::Series& before) const { return !levels_in(before).empty(); }

  /// The sessions of a series of `before` that it knows, each brought to the speed that the machine
  /// usually had in them. As they are where a double cannot hold what a value would be. The series
  /// follows the yardstick.
  std::vector<stats::Sample::Session> levelled(const baselines::Series& before) const;

  /// How far the machine has moved since the sessions of that series of `before`, as it acts on it
  /// (rates go against it); it follows the yardstick, which knows it.
  stats::YardstickShift shift_of(const baselines::Series& before) const;

 private:
  bool may_serve(const baselines::Series& before) const;
  std::vector<Level> levels_in(const baselines::Series& before) const;
  std::string why_it_drives_apart(const baselines::Run& before) const;

  std::vector<std::string> ids_;  ///< of the sessions of before, where they have any
  std::vector<Level> levels_;     ///< one a session of before
  Level present_;
  bool is_proven_ = false;
};

/// How many times as long the machine itself takes as in the sessions of `before`, by the fastest
/// processor time of the yardstick in each, which other load hardly moves. 1 where that is no
/// change at the policy's confidence and beyond its threshold, or nobody knows: before must have
/// three sessions, each run five launches of it in every session.
double machine_slowdown(const baselines::Run& before, const baselines::Run& now,
                        stats::Policy policy);

/// By how much that moves a series that goes as the machine does: times grow, rates fall, the rest
/// stays (1).
double moved_by(double slowdown, const baselines::Series& series);

}  // namespace pawl::ci
