#include "judge.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace pawl::stats {
namespace {

std::vector<double> adjusted(std::span<const Comparison> comparisons) {
  std::vector<std::size_t> order(comparisons.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return comparisons[a].p > comparisons[b].p; });
  std::vector<double> result(comparisons.size());
  const double rows = static_cast<double>(comparisons.size());
  double least = 1;
  double rank = rows;
  for (const std::size_t row : order) {
    least = std::min(least, comparisons[row].p * rows / rank);
    result[row] = least;
    rank -= 1;
  }
  return result;
}

Judgement judged(const Comparison& row, double p_adjusted, const Policy& policy) {
  Judgement result{.p_adjusted = p_adjusted, .comparison = row};
  const double change = std::abs(row.ratio.estimate - 1);
  const double absolute = std::abs(row.now.median - row.before.median);
  if (row.situation == Situation::incomparable) {
    result.reason = Reason::incomparable;
  } else if (row.evidence == Evidence::none) {
    result.reason = Reason::too_few_launches;
  } else if (p_adjusted <= policy.alpha && change > policy.threshold &&
             absolute > policy.absolute_floor) {
    const bool worse = (row.ratio.estimate > 1) == (row.better == Better::lower);
    result.verdict = worse ? Verdict::regression : Verdict::improvement;
    result.reason = Reason::changed;
  } else if (row.ratio.low >= 1 - policy.threshold && row.ratio.high <= 1 + policy.threshold) {
    result.verdict = Verdict::unchanged;
    result.reason = Reason::within_threshold;
  }
  return result;
}

}  // namespace

SuiteJudgement judge(std::span<const Comparison> comparisons, const Policy& policy) {
  const std::vector<double> p = adjusted(comparisons);
  SuiteJudgement result;
  for (std::size_t i = 0; i < comparisons.size(); ++i)
    result.rows.push_back(judged(comparisons[i], p[i], policy));
  return result;
}

}  // namespace pawl::stats
