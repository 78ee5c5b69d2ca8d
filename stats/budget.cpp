#include "budget.hpp"

#include "clusters.hpp"
#include "interval.hpp"
#include "summary.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <span>
#include <vector>

namespace pawl::stats {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
/// The ranks that so many independent values would have, stretched to the ranks of the n there are.
QuantileRanks effective_ranks(const Clusters& clusters, std::span<const double> ascending, double q,
                              double confidence) {
  const std::size_t n = ascending.size();
  if (clusters.size() == n) return quantile_ranks(n, q, confidence);
  const double size = effective_size(clusters, ascending, q, confidence);
  const auto whole = std::max(std::size_t{1}, static_cast<std::size_t>(size));
  const QuantileRanks ranks = quantile_ranks(whole, q, confidence);
  const double stretch = static_cast<double>(n + 1) / static_cast<double>(whole + 1);
  return {static_cast<std::size_t>(std::floor(static_cast<double>(ranks.low) * stretch)),
          static_cast<std::size_t>(std::ceil(static_cast<double>(ranks.high) * stretch)),
          ranks.confidence};
}

Interval quantile_of(const Sample& sample, const Clusters& clusters, double q, double confidence) {
  const std::vector<double> ascending = sorted(sample.values());
  const QuantileRanks ranks = effective_ranks(clusters, ascending, q, confidence);
  return {quantile(ascending, q), ranks.low == 0 ? -infinity : ascending[ranks.low - 1],
          ranks.high > ascending.size() ? infinity : ascending[ranks.high - 1],
          IntervalMethod::order_statistics};
}

Interval mean_of(const Clusters& clusters, double confidence) {
  std::vector<double> means;
  for (const auto cluster : clusters) means.push_back(mean(cluster));
  return mean_estimate(means, confidence);
}

/// The verdict where the metric must not exceed the limit.
BudgetVerdict verdict_of(double low, double high, double limit) {
  if (high <= limit) return BudgetVerdict::kept;
  return low > limit ? BudgetVerdict::broken : BudgetVerdict::unproven;
}

double deciding_end(const Interval& interval, BudgetVerdict verdict, bool lower_is_better) {
  switch (verdict) {
    case BudgetVerdict::kept:
      return lower_is_better ? interval.high : interval.low;
    case BudgetVerdict::broken:
      return lower_is_better ? interval.low : interval.high;
    case BudgetVerdict::unproven:
      return interval.estimate;
  }
  assert(false);
  return interval.estimate;
}

}  // namespace

BudgetJudgement judge_budget(const Sample& sample, const Budget& budget, double confidence) {
  const Clusters clusters = independent_clusters(sample);
  const Interval interval = budget.quantile
                                ? quantile_of(sample, clusters, *budget.quantile, confidence)
                                : mean_of(clusters, confidence);
  const bool lower = budget.better == Better::lower;
  const BudgetVerdict verdict = lower ? verdict_of(interval.low, interval.high, budget.limit)
                                      : verdict_of(-interval.high, -interval.low, -budget.limit);
  const double left = lower ? budget.limit - deciding_end(interval, verdict, lower)
                            : deciding_end(interval, verdict, lower) - budget.limit;
  return {interval.estimate,
          interval.low,
          interval.high,
          verdict,
          budget.limit == 0 ? 0 : left / std::abs(budget.limit),
          clusters.size()};
}

}  // namespace pawl::stats
