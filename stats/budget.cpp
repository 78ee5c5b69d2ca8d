#include "budget.hpp"

#include "interval.hpp"
#include "summary.hpp"

#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>
#include <span>
#include <vector>

namespace pawl::stats {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr std::size_t fewest_sessions = 6;
constexpr std::size_t fewest_for_stretches = 200;
constexpr std::size_t stretches = 20;

using Units = std::vector<std::span<const double>>;

/// The parts of a sample that are independent of each other, as far as it can tell.
Units independent_units(const Sample& sample) {
  Units units;
  if (sample.sessions() >= fewest_sessions) {
    for (std::size_t i = 0; i < sample.sessions(); ++i) units.push_back(sample.session(i));
  } else if (sample.launches() > 1) {
    for (std::size_t i = 0; i < sample.launches(); ++i) units.push_back(sample.launch(i));
  } else {
    const std::size_t n = sample.size(), parts = n < fewest_for_stretches ? n : stretches;
    for (std::size_t i = 0; i < parts; ++i)
      units.push_back(sample.values().subspan(i * n / parts, (i + 1) * n / parts - i * n / parts));
  }
  return units;
}

double student_quantile(double level, std::size_t units) {
  const double degrees = std::max(1.0, static_cast<double>(units) - 1);
  return boost::math::quantile(boost::math::students_t(degrees), level);
}

/// How many independent values would tell as much about the quantile `value` as the units do.
double effective_size(const Units& units, std::size_t n, double value, double confidence) {
  const auto size = static_cast<double>(n), groups = static_cast<double>(units.size());
  std::vector<double> above;
  for (const auto unit : units)
    above.push_back(static_cast<double>(
        std::count_if(unit.begin(), unit.end(), [&](double v) { return v > value; })));
  const double share = std::accumulate(above.begin(), above.end(), 0.0) / size;
  double squares = 0;
  for (std::size_t i = 0; i < units.size(); ++i) {
    const double excess = above[i] - share * static_cast<double>(units[i].size());
    squares += excess * excess;
  }
  const double variance = squares * groups / (groups - 1) / (size * size);
  const double design_effect = share > 0 ? variance / (share * (1 - share) / size) : 1;
  const double level = 0.5 + confidence / 2;
  const double lost = student_quantile(level, units.size()) / student_quantile(level, n);
  return size / std::max(1.0, design_effect) / (lost * lost);
}

/// The ranks that so many independent values would have, stretched to the ranks of the n there are.
QuantileRanks effective_ranks(const Units& units, std::span<const double> ascending, double q,
                              double confidence) {
  const std::size_t n = ascending.size();
  if (units.size() == n) return quantile_ranks(n, q, confidence);
  if (units.size() == 1) return {0, n + 1, 1};
  const double value = quantile(ascending, q, QuantileType::inverse_cdf);
  const double size = effective_size(units, n, value, confidence);
  const auto whole = std::max(std::size_t{1}, static_cast<std::size_t>(size));
  const QuantileRanks ranks = quantile_ranks(whole, q, confidence);
  const double stretch = static_cast<double>(n + 1) / static_cast<double>(whole + 1);
  return {static_cast<std::size_t>(std::floor(static_cast<double>(ranks.low) * stretch)),
          static_cast<std::size_t>(std::ceil(static_cast<double>(ranks.high) * stretch)),
          ranks.confidence};
}

Interval quantile_of(const Sample& sample, const Units& units, double q, double confidence) {
  const std::vector<double> ascending = sorted(sample.values());
  const QuantileRanks ranks = effective_ranks(units, ascending, q, confidence);
  return {quantile(ascending, q), ranks.low == 0 ? -infinity : ascending[ranks.low - 1],
          ranks.high > ascending.size() ? infinity : ascending[ranks.high - 1],
          IntervalMethod::order_statistics};
}

Interval mean_of(const Units& units, double confidence) {
  std::vector<double> means;
  for (const auto unit : units) means.push_back(mean(unit));
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
  const Units units = independent_units(sample);
  const Interval interval = budget.quantile
                                ? quantile_of(sample, units, *budget.quantile, confidence)
                                : mean_of(units, confidence);
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
          units.size()};
}

}  // namespace pawl::stats
