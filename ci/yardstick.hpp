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

/// Its series' benchmark.
inline constexpr std::string_view yardstick_benchmark = "pawl/yardstick";

/// Whether the series moves as the yardstick does: wall time and rates of whole processes.
/// Processor time is hardly moved by what competes for the machine, nor is the median of many short
/// iterations within a process; dividing them only adds the yardstick's own noise (stats/README.md,
/// Yardstick).
bool follows_the_yardstick(const baselines::Series& series);

/// What the yardstick says of two runs.
class Yardstick {
 public:
  static constexpr std::size_t fewest_sessions_to_see = 3;

  /// Needs it at least five times, all positive, in every session of both runs; and where `before`
  /// has sessions enough to see (three), that levelling brings them together. Otherwise a sentence
  /// that says why it is left out: empty where neither run has it, or nothing would follow it.
  static std::variant<Yardstick, std::string> between(const baselines::Run& before,
                                                      const baselines::Run& now);

  /// Whether `before` had enough sessions to show that levelling brings them together; otherwise
  /// nobody knows whether the benchmarks follow the yardstick.
  bool is_proven() const { return levels_.size() >= fewest_sessions_to_see; }

  /// The sessions of a series of `before`, each brought to the speed that the machine usually had
  /// in them. As they are where the series lacks a session, or a double cannot hold what a value
  /// would be. The series follows the yardstick.
  std::vector<stats::Sample::Session> levelled(const baselines::Series& before) const;

  /// How far the machine has moved since, as it acts on that series (rates go against it), which
  /// follows the yardstick.
  stats::YardstickShift shift_of(const baselines::Series& series) const;

 private:
  std::string why_it_drives_apart(const baselines::Run& before) const;

  std::vector<double> levels_;  ///< log medians, one a session of before
  double usual_ = 0;            ///< their median
  stats::YardstickShift shift_;
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
