#include "rank_sum_counts.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace pawl::stats {
namespace {

/// From the lower half of (m + i − 1 choose i − 1)_q that of (m + i choose i)_q: times 1 − q^(m+i),
/// divided by 1 − q^i. Up to the middle both steps keep every coefficient positive.
void grow(std::vector<double>& old, std::vector<double>& grown, std::size_t m, std::size_t i) {
  const std::size_t old_top = (i - 1) * m, top = i * m / 2;
  for (std::size_t u = old_top / 2 + 1; u <= top; ++u) old[u] = u <= old_top ? old[old_top - u] : 0;
  const auto step = [&](std::size_t begin, std::size_t end, auto value) {
    for (std::size_t u = begin; u < std::min(end, top + 1); ++u) grown[u] = value(u);
  };
  step(0, i, [&](std::size_t u) { return old[u]; });
  step(i, m + i, [&](std::size_t u) { return old[u] + grown[u - i]; });
  step(m + i, top + 1, [&](std::size_t u) { return old[u] - old[u - m - i] + grown[u - i]; });
}

/// Prefix sums of the scores, item by item: the sum of the i smallest.
std::vector<std::int64_t> smallest_sums(std::span<const std::size_t> sizes,
                                        std::span<const std::int64_t> scores) {
  std::vector<std::int64_t> sums{0};
  for (std::size_t g = 0; g < sizes.size(); ++g)
    for (std::size_t i = 0; i < sizes[g]; ++i) sums.push_back(sums.back() + scores[g]);
  return sums;
}

/// counts[a][s]: ways to choose a of the items seen so far so that they sum to smallest[a] + s.
struct SubsetSums {
  std::vector<std::int64_t> smallest;
  std::vector<std::vector<double>> counts;

  SubsetSums(std::size_t k, std::vector<std::int64_t> prefix_sums)
      : smallest(std::move(prefix_sums)), counts(k + 1) {
    const std::size_t all = smallest.size() - 1;
    for (std::size_t a = 0; a <= k; ++a)
      counts[a].resize(static_cast<std::size_t>(smallest[all] - smallest[all - a] - smallest[a]) +
                       1);
    counts[0][0] = 1;
  }

  /// Adds `ways` times the ways that choose `j` fewer, each item chosen now having `score`.
  void shift(std::size_t a, std::size_t j, std::size_t seen, std::int64_t score, double ways) {
    const std::size_t fewer = a - j;
    const std::int64_t width = smallest[seen] - smallest[seen - fewer] - smallest[fewer] + 1;
    const std::int64_t offset =
        smallest[fewer] + static_cast<std::int64_t>(j) * score - smallest[a];
    const double* const from = counts[fewer].data();
    double* const to = counts[a].data() + offset;
    for (std::int64_t s = 0; s < width; ++s) to[s] += ways * from[s];
  }
};

}  // namespace

std::vector<double> untied_counts(std::size_t n, std::size_t m) {
  if (n > m) std::swap(n, m);
  std::vector<double> counts(n * m + 1), grown(n * m / 2 + 1);
  counts[0] = 1;
  for (std::size_t i = 1; i <= n; ++i) {
    grow(counts, grown, m, i);
    std::copy_n(grown.begin(), i * m / 2 + 1, counts.begin());
  }
  for (std::size_t u = 0; u < counts.size() / 2; ++u) counts[n * m - u] = counts[u];
  return counts;
}

std::vector<double> subset_sum_counts(std::size_t k, std::span<const std::size_t> sizes,
                                      std::span<const std::int64_t> scores) {
  SubsetSums sums(k, smallest_sums(sizes, scores));
  const std::size_t all = sums.smallest.size() - 1;
  assert(k <= all);
  std::size_t seen = 0;
  for (std::size_t g = 0; g < sizes.size(); ++g) {
    const std::size_t with_group = seen + sizes[g], left = all - with_group;
    // Downwards, so that the rows below are still those without this group.
    for (std::size_t a = std::min(k, with_group); a >= 1 && a + left >= k; --a) {
      double ways = 1;
      for (std::size_t j = 1; j <= std::min(a, sizes[g]); ++j) {
        ways = ways * static_cast<double>(sizes[g] - j + 1) / static_cast<double>(j);
        if (a - j <= seen) sums.shift(a, j, seen, scores[g], ways);
      }
    }
    seen = with_group;
  }
  return std::move(sums.counts[k]);
}

}  // namespace pawl::stats
