#include "side.hpp"

#include "stats/intervals/interval.hpp"
#include "stats/summary.hpp"

#include <algorithm>
#include <limits>

namespace pawl::stats {
namespace {

constexpr Bounds unbounded{-std::numeric_limits<double>::infinity(),
                           std::numeric_limits<double>::infinity()};

Bounds bounds_of(const Interval& interval) {
  return interval.method == IntervalMethod::none ? unbounded : Bounds{interval.low, interval.high};
}

Bounds median_bounds(const Units& units, double confidence) {
  return interpolated_quantile_interval(sorted(units.launches), 0.5, confidence)
      .value_or(unbounded);
}

Bounds quantile_bounds(const Units& units, double q, double confidence) {
  if (!units.single_valued) return median_bounds(units, confidence);
  return bounds_of(quantile_estimate(units.launches, q, confidence));
}

Bounds bounds_of(const Units& units, const Policy& policy) {
  switch (policy.statistic) {
    case Statistic::median:
      return median_bounds(units, policy.confidence);
    case Statistic::mean:
      return bounds_of(mean_estimate(units.launches, policy.confidence));
    case Statistic::minimum:
      return unbounded;
    case Statistic::p90:
      return quantile_bounds(units, 0.90, policy.confidence);
    case Statistic::p95:
      return quantile_bounds(units, 0.95, policy.confidence);
    case Statistic::p99:
      return quantile_bounds(units, 0.99, policy.confidence);
  }
  return unbounded;
}

}  // namespace

Side side_of(const Sample& sample, const Units& units, const Policy& policy) {
  const double level = statistic_of(sample.values(), policy.statistic);
  const Bounds bounds = bounds_of(units, policy);
  return {.n = sample.size(),
          .launches = sample.launches(),
          .sessions = sample.sessions(),
          .median = level,
          .low = std::min(level, bounds.low),
          .high = std::max(level, bounds.high)};
}

}  // namespace pawl::stats
