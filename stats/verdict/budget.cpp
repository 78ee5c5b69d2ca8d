#include "budget.hpp"

#include "stats/intervals/clusters.hpp"
#include "stats/intervals/interval.hpp"
#include "stats/summary.hpp"
#include "stats/tails.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <span>
#include <vector>

namespace pawl::stats {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
/// Of so many launches the spread of their extremes is known.
constexpr std::size_t fewest_to_bound = 5;

/// The ranks that so many independent values would have, stretched to the ranks of the n there are.
QuantileRanks effective_ranks(const Clusters& clusters, std::span<const double> ascending, double q,
                              double confidence) {
  const std::size_t n = ascending.size();
  if (clusters.size() == n) return quantile_ranks(n, q, confidence);
  const double size = effective_size(clusters, ascending, q, confidence);
  const auto whole = std::max(std::size_t{1}, static_cast<std::size_t>(size));
  const QuantileRanks ranks = quantile_ranks(whole, q, confidence);
  // Outwards, and in whole numbers: no rounding tells one that falls on a value from its neighbour.
  return {ranks.low * (n + 1) / (whole + 1), (ranks.high * (n + 1) + whole) / (whole + 1),
          ranks.confidence};
}

/// Beyond it, `side` 1 being above and −1 below, lie the extremes of no more than `tail` of all
/// launches, hence no more of their values, if the extremes' logarithms are normal: a bound far
/// out, for where ranks give none. Infinite where launches are too few, or a value is not positive.
double bound_of_launches(const Clusters& clusters, double tail, double confidence, int side) {
  if (clusters.size() < fewest_to_bound) return side * infinity;
  std::vector<double> extremes;
  for (const auto cluster : clusters) {
    const auto [least, most] = std::minmax_element(cluster.begin(), cluster.end());
    if (!(*least > 0)) return side * infinity;
    extremes.push_back(side > 0 ? *most : *least);
  }
  // From the first one on: where all are the same, so is the bound, to the last digit.
  const double first = extremes.front();
  std::vector<double> logs;
  for (const double extreme : extremes)
    logs.push_back(side * (std::log(extreme) - std::log(first)));
  const double factor = tolerance_factor(logs.size(), tail, (1 - confidence) / 2);
  return first * std::exp(side * (mean(logs) + factor * standard_deviation(logs)));
}

Interval quantile_of(const Sample& sample, const Clusters& clusters, double q, double confidence) {
  const std::vector<double> ascending = sorted(sample.values());
  const std::size_t n = ascending.size();
  const QuantileRanks ranks = effective_ranks(clusters, ascending, q, confidence);
  const auto bound = [&](double tail, int side) {
    return clusters.size() < n ? bound_of_launches(clusters, tail, confidence, side)
                               : side * infinity;
  };
  const double low =
      ranks.low > 0 ? ascending[ranks.low - 1] : std::min(ascending.front(), bound(q, -1));
  const double high =
      ranks.high <= n ? ascending[ranks.high - 1] : std::max(ascending.back(), bound(1 - q, 1));
  return {quantile(ascending, q), low, high, IntervalMethod::order_statistics};
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
