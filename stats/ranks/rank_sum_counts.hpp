#pragma once
/// Rank-sum counts: how many ways of dealing two labels to pooled values give each rank sum. As
/// doubles, since there are up to C(200, 100) = 9e58 ways; each is right to about 1e-14 (relative)
/// up to 100 values a side, the rarest too, and to 2e-6 at 256.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace pawl::stats {

/// Ways to reach U = 0, 1, …, nm without ties: the coefficients of the Gaussian binomial
/// (n + m choose n)_q. Takes about n²m/2 additions, n the smaller.
std::vector<double> untied_counts(std::size_t n, std::size_t m);

/// Ways to choose `k` items that sum to lowest, lowest + 1, … where group g has `sizes[g]` items of
/// `scores[g]` each, scores ascending from 0, and `lowest` is the sum of the k smallest items.
/// Streitberg & Röhmel's shift algorithm (1986, Stat. Softw. Newsl. 12:10), a group at a time.
std::vector<double> subset_sum_counts(std::size_t k, std::span<const std::size_t> sizes,
                                      std::span<const std::int64_t> scores);

}  // namespace pawl::stats
