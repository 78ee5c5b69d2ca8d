#pragma once
/// The rank bootstrap is the bootstrap distribution of an order statistic, known exactly: drawing n
/// values with replacement yields as k-th smallest the J-th smallest of the sample, and J's
/// distribution depends on n and k alone. No resampling, no random numbers.

#include "stats/summary.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace pawl::stats {

/// The rank k = ⌈n q⌉, 1 ≤ k ≤ n, of quantile q in [0, 1] by the inverse of the sample's
/// distribution.
std::size_t quantile_rank(std::size_t n, double q);

/// P(J ≤ j) for j = 0 … n: I_{j/n}(k, n − k + 1), the regularised incomplete beta function, with an
/// absolute error ≤ 1e-13. 1 ≤ k ≤ n.
std::vector<double> bootstrap_rank_cdf(std::size_t n, std::size_t k);

/// The percentiles (1 ∓ confidence) / 2 of the bootstrap distribution of the ratio
/// quantile(now) / quantile(before), exactly: the smallest ratio r that can occur with
/// P(ratio ≤ r) ≥ level. Values > 0, ascending, one or more a side.
Bounds bootstrap_quantile_ratio(std::span<const double> before, std::span<const double> now,
                                double q, double confidence);

/// P(quantile(now) / quantile(before) ≤ ratio) under the same distribution.
double bootstrap_quantile_ratio_cdf(std::span<const double> before, std::span<const double> now,
                                    double q, double ratio);

}  // namespace pawl::stats
