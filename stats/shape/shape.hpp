#pragma once
/// A shape is how the two samples differ along their quantiles: a change of the tail alone leaves
/// the median where it was.

#include "stats/intervals/interval.hpp"
#include "stats/sample.hpp"

#include <array>
#include <optional>
#include <vector>

namespace pawl::stats {

/// The quantiles that are looked at.
inline constexpr std::array shape_quantiles{0.5, 0.9, 0.95, 0.99};

struct QuantileShift {
  double quantile = 0.5;
  double before = 0;  ///< in base units
  double now = 0;     ///< in base units
  /// now / before. None where a value is ≤ 0; method none, 0 to infinity, where n is too small.
  std::optional<Interval> ratio{};
};

/// One row for each of shape_quantiles, of all values, at a confidence in (0, 1). Where values are
/// not independent (clusters.hpp), the interval is widened on the logarithmic scale by the root of
/// what the less telling side lacks of its size.
std::vector<QuantileShift> quantile_shifts(const Sample& before, const Sample& now,
                                           double confidence);

}  // namespace pawl::stats
