#pragma once
/// A Policy says what counts: how sure a verdict must be, and which changes are worth a word.

#include <cstdint>

namespace pawl::stats {

/// What a series is summed up by. All are taken over launches' own statistic first where a launch
/// holds several iterations.
enum class Statistic : std::uint8_t { median, mean, minimum, p90, p95, p99 };

/// What before and now have in common; it decides which evidence counts.
enum class Situation : std::uint8_t {
  interleaved,   ///< measured in turns in one job: launch i of before beside launch i of now
  same_testbed,  ///< the same kind of machine at another time: sessions may differ by themselves
  incomparable,  ///< another machine, toolchain or setting: numbers, but no evidence
};

/// How the error rate is shared among the rows of a report.
enum class Correction : std::uint8_t { none, benjamini_hochberg, holm };

/// What alpha may be: less asks of distributions' tails what no benchmark's follow, more is a coin's
/// toss. Confidences are 1 less these.
inline constexpr double least_alpha = 1e-6, most_alpha = 0.5;

/// The defaults are those whose error rates stats/README.md lists.
struct Policy {
  double alpha = 0.01;        ///< rate of false alarms, over a whole report; least_alpha to most_alpha
  double threshold = 0.02;    ///< relative changes up to this are not worth a word; ≥ 0
  double absolute_floor = 0;  ///< nor are changes of the statistic up to this, in base units; ≥ 0
  /// Assumed standard deviation of a session's level, relative, where too few sessions show it (see
  /// steadiness.hpp); ≥ 0.
  double noise_floor = 0.005;
  /// Where launches of one session are shown to vary by more than this, relative, the machine
  /// wanders and one session does not speak for it; ≥ 0.
  double unsteady = 0.03;
  Correction correction = Correction::benjamini_hochberg;
  Statistic statistic = Statistic::median;
  double confidence = 0.95;  ///< of the printed intervals; 1 − most_alpha to 1 − least_alpha
};

}  // namespace pawl::stats
