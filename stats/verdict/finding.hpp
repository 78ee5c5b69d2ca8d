#pragma once
/// A Finding is what one kind of evidence says about log(now / before): p and interval together, of
/// the same test.

#include "comparison.hpp"
#include "steadiness.hpp"
#include "units.hpp"

#include <optional>
#include <span>

namespace pawl::stats {

struct Finding {
  Evidence evidence = Evidence::none;
  Shift shift{};
  double p = 1;
  double low = 0;  ///< of the interval of shift.estimate at the policy's confidence
  double high = 0;
  Variance unit{};         ///< as in Comparison
  double unit_weight = 0;  ///< likewise
  double assumed = 0;      ///< likewise
};

/// Mann-Whitney's U and its inversion. Values > 0, of independent launches.
Finding rank_sum_finding(std::span<const double> before, std::span<const double> now,
                         double confidence);

/// Mann-Whitney's U alone, for values that have no ratio. Nothing bounds the shift, which is
/// infinite where there is one, unless all values of both sides are equal.
Finding order_finding(std::span<const double> before, std::span<const double> now);

/// Student's t on sessions' levels themselves, likewise for values that have no ratio: p alone.
/// Together at least three sessions. nullopt where the levels are all the same within each side.
std::optional<Finding> levels_finding(const Units& before, const Units& now);

/// Wilcoxon's signed rank on pairs and its inversion. Values > 0, equally many.
Finding signed_rank_finding(std::span<const double> before, std::span<const double> now,
                            double confidence);

/// Student's t on logarithms, one variance for both sides. Values > 0; together at least three.
Finding launches_finding(std::span<const double> before, std::span<const double> now,
                         double confidence);

/// Student's t on logarithms of the pairs' ratios. Values > 0; two or more, equally many. nullopt
/// where the ratios are all the same and yet not 1, as coarse timers make them: that would pass for
/// certainty.
std::optional<Finding> pairs_finding(std::span<const double> before, std::span<const double> now,
                                     double confidence);

/// Student's t on logarithms of sessions' levels: a prediction, s √(1/R + 1/R'). Values > 0;
/// together at least three sessions. nullopt where the levels are all the same within each side and
/// yet differ between them, likewise.
std::optional<Finding> sessions_finding(const Units& before, const Units& now, double confidence);

/// The interval of the ratio of means or of a quantile, over launches, with the p that agrees with
/// it. Values > 0. nullopt where launches are too few, and where the statistic shifts as the
/// launches' own do: the median, the minimum, and quantiles of launches that hold several values.
std::optional<Finding> statistic_finding(const Units& before, const Units& now, Statistic statistic,
                                         double confidence);

/// The same finding with the variance `assumed` ≥ 0 added.
Finding with_assumed(Finding finding, double assumed, double confidence);

/// The same finding, its standard error grown because its launches depend on each other.
Finding with_dependence(Finding finding, const Dependence& dependence, double confidence);

}  // namespace pawl::stats
