#pragma once
/// Wander is what averages of neighbouring points of a series vary by beyond what independent
/// points would: the noise that a change of level has to stand out from.

#include <cstddef>
#include <span>
#include <vector>

namespace pawl::stats {

/// The lengths of averages that are looked at: 3, 4 … 8, then growing by about a fifth, without
/// end in practice.
std::span<const std::size_t> widths();

struct Wander {
  double spread = 0;     ///< of single points
  double odd_share = 0;  ///< of points beyond 3.5 spreads of their level, one half more than seen
  /// For each of widths() that half the series holds: how much more averages of so many vary than
  /// independent ones would, as a ratio of variances, ≥ 1.
  std::vector<double> inflation{};

  /// The inflation of averages of `width` points; of the longest known for longer ones.
  double at(std::size_t width) const;
  /// The largest of those of up to 32 points.
  double largest() const;
};

/// What a series of finite values shows that is parted into levels at `places`. The lag-1
/// autocorrelation of residuals tells what averages would vary by if nothing longer were at work;
/// the typical difference of adjacent averages within a level (as in Allan's variance, 1966, but
/// by its median) tells what they do vary by. The larger counts, the latter drawn to the former by
/// twenty averages' worth. `grain`: what single values are uncertain by at least. About n
/// operations.
Wander wander_of(std::span<const double> values, std::span<const std::size_t> places, double grain);

}  // namespace pawl::stats
