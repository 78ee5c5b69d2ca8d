#include "shape.hpp"

#include "stats/intervals/clusters.hpp"
#include "stats/summary.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace pawl::stats {
namespace {

/// One side: its values in order, and the parts of them that are independent.
struct Side {
  std::vector<double> ascending;
  Clusters clusters;

  explicit Side(const Sample& sample)
      : ascending(sorted(sample.values())), clusters(independent_clusters(sample)) {}
};

double size_that_counts(const Side& side, double q, double confidence) {
  return std::max(1.0, effective_size(side.clusters, side.ascending, q, confidence));
}

/// The interval as if the sides were as large as their effective sizes.
Interval effective(Interval interval, const Side& before, const Side& now, double q,
                   double confidence) {
  const double a = size_that_counts(before, q, confidence),
               b = size_that_counts(now, q, confidence);
  if (std::min(a, b) < static_cast<double>(smallest_size(q, confidence)))
    return {interval.estimate, 0, std::numeric_limits<double>::infinity(), IntervalMethod::none};
  const double lacking = std::max(static_cast<double>(before.ascending.size()) / a,
                                  static_cast<double>(now.ascending.size()) / b);
  const double centre = interval.estimate, factor = std::sqrt(lacking);
  interval.low = centre * std::pow(interval.low / centre, factor);
  interval.high = centre * std::pow(interval.high / centre, factor);
  return interval;
}

QuantileShift shift(const Side& before, const Side& now, double q, double confidence) {
  QuantileShift result{q, quantile(before.ascending, q), quantile(now.ascending, q), {}};
  const auto ratio = quantile_ratio(before.ascending, now.ascending, q, confidence);
  if (ratio) result.ratio = effective(*ratio, before, now, q, confidence);
  return result;
}

}  // namespace

std::vector<QuantileShift> quantile_shifts(const Sample& before, const Sample& now,
                                           double confidence) {
  const Side a(before), b(now);
  std::vector<QuantileShift> result;
  for (const double q : shape_quantiles) result.push_back(shift(a, b, q, confidence));
  return result;
}

}  // namespace pawl::stats
