#pragma once
/// A Comparison is what two samples of one benchmark show about the ratio now / before, with how
/// sure that is, before anything is decided: deciding needs the whole report (judge.hpp).

#include "policy.hpp"
#include "sample.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace pawl::stats {

/// A ratio now / before. `low` may be 0 and `high` +infinity where the data do not bound it.
struct RatioInterval {
  double estimate = 1;
  double low = 0;
  double high = 0;
};

/// One side of a comparison, in base units, by the policy's statistic.
struct Side {
  std::size_t n = 0;         ///< values
  std::size_t launches = 0;  ///< processes
  std::size_t sessions = 0;  ///< jobs
  double median = 0;         ///< the policy's statistic (named for the default)
  double low = 0;            ///< its interval at the policy's confidence; -infinity where too few
  double high = 0;           ///< +infinity where too few
};

/// What the reader of a comparison should know; the text is made where it is shown.
enum class WarningKind : std::uint8_t {
  few_launches,      ///< amount: launches of the smaller side
  single_session,    ///< amount: the assumed standard deviation of sessions, relative
  unsteady_machine,  ///< the level wandered within a session; amount: lag-1 autocorrelation
  multimodal,        ///< amount: modes of the side that has more
  quantised,         ///< the timer's step is coarse; amount: step, relative to the median
  incomparable,      ///< the sides come from different settings; amount: 0
  yardstick_used,    ///< amount: the shift of the yardstick divided out, as a ratio
  not_positive,      ///< values ≤ 0: the ratio is of raw differences; amount: 0
};

struct Warning {
  WarningKind kind{};
  double amount = 0;
  bool operator==(const Warning&) const = default;
};

/// How far the yardstick program moved between the two sides, to be divided out.
struct YardstickShift {
  double ratio = 1;         ///< now / before of the yardstick, > 0
  double log_variance = 0;  ///< variance of log(ratio), ≥ 0
};

/// Which evidence p and the interval rest on.
enum class Evidence : std::uint8_t {
  none,         ///< too little, or incomparable: p is 1
  rank_sum,     ///< Mann-Whitney U on launch medians, inverted for the interval
  signed_rank,  ///< Wilcoxon signed rank on pairs of launches, inverted for the interval
  moderated_t,  ///< t on log launch medians, variance shrunk over the suite
};

/// A variance on the log scale with its degrees of freedom (0: nothing known).
struct Variance {
  double value = 0;
  double degrees = 0;
};

struct Comparison {
  Side before{};
  Side now{};
  Better better = Better::lower;
  Situation situation = Situation::same_testbed;
  RatioInterval ratio{};  ///< of the policy's statistic; the interval at the policy's confidence
  double p = 1;           ///< two-sided, of "the code did not change", same evidence as `ratio`
  Evidence evidence = Evidence::none;
  double a12 = 0.5;  ///< P(a value of now > one of before), ties half
  double minimum_detectable =
      0;  ///< smallest relative change found with power 0.8; may be infinity
  /// Launches a side that would find a change of the threshold; nullopt: more launches don't help
  /// (what limits is the spread of sessions), or none are needed.
  std::optional<std::size_t> launches_needed{};
  std::vector<Warning> warnings{};

  /// For judge(): what is moderated over the suite.
  double log_ratio = 0;     ///< log of the ratio's estimate, yardstick divided out
  double log_variance = 0;  ///< of log_ratio, from launches within sessions
  Variance launch{};        ///< of a launch's level within its session
  Variance session{};       ///< of a session's level
};

/// Compares one series. Pure and thread-safe; depends on no random numbers.
Comparison compare(const Sample& before, const Sample& now, Better better, Situation situation,
                   const Policy& policy, std::optional<YardstickShift> yardstick = {});

}  // namespace pawl::stats
