#include "mann_whitney.hpp"

#include "stats/summary.hpp"

#include <cassert>

namespace pawl::stats {
namespace {

/// How many values at the front are equal to `value`; they are taken off.
std::size_t take_equal(std::span<const double>& values, double value) {
  std::size_t count = 0;
  while (count < values.size() && values[count] == value) ++count;
  values = values.subspan(count);
  return count;
}

}  // namespace

Ranking rank(std::span<const double> before, std::span<const double> now) {
  Ranking ranking;
  ranking.groups.reserve(before.size() + now.size());
  std::size_t smaller = 0;  // values of before that were passed
  while (!before.empty() || !now.empty()) {
    const bool next_is_now = before.empty() || (!now.empty() && now.front() < before.front());
    const double value = next_is_now ? now.front() : before.front();
    const std::size_t equal = take_equal(before, value), moved = take_equal(now, value);
    ranking.w += static_cast<std::int64_t>(moved * (2 * smaller + equal));
    ranking.groups.push_back(equal + moved);
    smaller += equal;
  }
  return ranking;
}

MannWhitney mann_whitney(std::span<const double> before, std::span<const double> now) {
  assert(!before.empty() && !now.empty());
  const Ranking ranking = rank(sorted(before), sorted(now));
  const RankSumNull null(before.size(), now.size(), ranking.groups);
  const double u = static_cast<double>(ranking.w) / 2;
  return {.u = u,
          .a12 = u / static_cast<double>(before.size()) / static_cast<double>(now.size()),
          .p = null.two_sided(ranking.w),
          .p_greater = null.at_least(ranking.w),
          .p_less = null.at_most(ranking.w),
          .smallest_p = null.smallest_p(),
          .method = null.method()};
}

}  // namespace pawl::stats
