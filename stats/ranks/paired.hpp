#pragma once
/// A paired comparison is of launches run in turns, before and now side by side, so that whatever
/// the machine was up to struck both: only the ratio within each pair counts.
///
/// Assumes that pairs are independent and that, if the code did not change, a pair's ratio is as
/// likely r as 1 / r: what dealing the order within each pair at random brings about.

#include "stats/ratio_interval.hpp"

#include <cstddef>
#include <optional>
#include <span>

namespace pawl::stats {

struct SignedRank {
  double w = 0;           ///< sum of the ranks of pairs with now > before
  double p = 1;           ///< two-sided
  double p_greater = 1;   ///< small where now is larger
  double p_less = 1;      ///< small where now is smaller
  double smallest_p = 1;  ///< the least two-sided p that these pairs could have given
  bool exact = true;      ///< all signs counted; beyond, Edgeworth
};

/// Wilcoxon's signed-rank test of log(now / before), by midranks; pairs without a difference are
/// ranked and then dropped (Pratt 1959, J. Am. Stat. Assoc. 54:655), since dropping them first can
/// make a change more significant by adding evidence against it. `before[i]` was run with `now[i]`:
/// as many, not empty; nullopt where a value is ≤ 0.
std::optional<SignedRank> signed_rank(std::span<const double> before, std::span<const double> now);

/// The pseudo-median of the pairs' ratios (the median of the Walsh averages of their logs: Hodges &
/// Lehmann 1963), with the interval of confidence 1 − alpha got by inverting signed_rank: it
/// excludes 1 where signed_rank(before, now)->p ≤ alpha, and only there. [0, infinity] where too
/// few.
std::optional<RatioInterval> ratio_of_pairs(std::span<const double> before,
                                            std::span<const double> now, double alpha);

/// Which way pairs moved, whatever their sign.
struct SignTest {
  std::size_t more = 0;  ///< pairs with now > before
  std::size_t less = 0;
  double p = 1;  ///< two-sided, exact: each pair that moved is as likely to be the one as the other
};

/// The sign test, for values that may have no ratio; pairs without a difference are left out (Dixon
/// & Mood 1946, J. Am. Stat. Assoc. 41:557). As many before as now.
SignTest sign_test(std::span<const double> before, std::span<const double> now);

}  // namespace pawl::stats
