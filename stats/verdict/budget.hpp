#pragma once
/// A Budget is an absolute limit that a metric must keep: mean < 100 ms, p95 < 200 ms. It is judged
/// by an interval, so that luck neither keeps nor breaks it.

#include "stats/better.hpp"
#include "stats/policy.hpp"
#include "stats/sample.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace pawl::stats {

struct Budget {
  std::optional<double> quantile{};  ///< in (0, 1); none: the mean
  double limit = 0;                  ///< in base units
  /// lower: the metric must not exceed the limit. higher: it must not fall short of it.
  Better better = Better::lower;
};

enum class BudgetVerdict : std::uint8_t {
  kept,      ///< the whole interval is within the limit
  broken,    ///< the whole interval is beyond it
  unproven,  ///< the limit lies within the interval: more units would tell
};

struct BudgetJudgement {
  /// The mean or the quantile (type 7). Of very few values (p99 of two) a far quantile's may lie
  /// below `low`, or above `high`, which are bounds by ranks.
  double estimate = 0;
  double low = 0;   ///< −infinity where there are too few units
  double high = 0;  ///< +infinity where there are too few units
  BudgetVerdict verdict = BudgetVerdict::unproven;
  /// What is left of the limit, as a share of it, at least if kept; at most −headroom too much, if
  /// broken; by the estimate, if unproven. NaN never: 0 where the limit is 0.
  double headroom = 0;
  /// What counted as independent: values, launches, sessions, or stretches of one long launch.
  std::size_t units = 0;
};

/// Judges one budget, at a two-sided confidence in (0, 1).
///
/// Quantiles have exact binomial intervals: p95 cannot be shown to be kept by fewer than 72 values
/// at 0.95, though it can be shown to be broken. Where values are not independent (clusters.hpp), a
/// quantile's ranks are those of its effective size, and a mean is that of the units' means. Where
/// ranks do not reach, five launches of several positive values have a bound all the same: the
/// log-normal tolerance bound of their extremes.
BudgetJudgement judge_budget(const Sample& sample, const Budget& budget, double confidence);

}  // namespace pawl::stats
