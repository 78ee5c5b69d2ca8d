#include "modes.hpp"

#include "stats/autocorrelation.hpp"
#include "stats/summary.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <limits>

namespace pawl::stats {
namespace {

constexpr std::size_t fewest = 10;
/// A deeper valley, in standard errors, is no chance: rates of error in stats/README.md.
constexpr double significant = 2;
/// Half of Silverman's 0.9.
constexpr double narrowness = 0.45;
constexpr double deepest_valley = 0.5;
constexpr std::size_t fewest_in_mode = 3;
constexpr double smallest_weight = 0.05;
/// Values further out than this many spreads count as that far, which bounds the grid.
constexpr double reach = 20;
/// Shares of the largest value that differ by less are too near to 0 for a grid.
constexpr double least_bandwidth = 1e-300;
constexpr std::size_t bins_per_bandwidth = 4;
constexpr std::size_t kernel_reach = 4 * bins_per_bandwidth;  ///< in bins: four deviations
/// ∫ K² of the normal kernel: 1 / (2 √π).
constexpr double roughness = 0.28209479177387814;

/// A density on a grid, each value spread by a normal kernel; in values per bandwidth.
struct Density {
  double low = 0, bin = 1;     ///< the least value, which is in bin kernel_reach
  std::vector<double> height;  ///< by bin

  double place(std::size_t i) const {
    return low + bin * (static_cast<double>(i) - static_cast<double>(kernel_reach));
  }
};

/// A sample's spread, not widened by outliers; 0 where the values are equal.
double spread(std::span<const double> ascending) {
  const double quartiles = (quantile(ascending, 0.75) - quantile(ascending, 0.25)) / 1.349;
  const double deviation = standard_deviation(ascending);
  return quartiles > 0 ? std::min(quartiles, deviation) : deviation;
}

Density density(std::span<const double> ascending, double width, double bandwidth) {
  const double low = std::max(ascending.front(), quantile(ascending, 0.25) - reach * width);
  const double high = std::min(ascending.back(), quantile(ascending, 0.75) + reach * width);
  Density result{low, bandwidth / bins_per_bandwidth, {}};
  // Counted from the least value: where values differ by their last digits, no bin lies below it.
  const auto bins_up_to = [&](double value) {
    return static_cast<std::size_t>(std::lround((value - low) / result.bin));
  };
  result.height.assign(bins_up_to(high) + 2 * kernel_reach + 1, 0.0);
  std::array<double, 2 * kernel_reach + 1> kernel{};
  for (std::size_t i = 0; i < kernel.size(); ++i) {
    const double away = (static_cast<double>(i) - kernel_reach) / bins_per_bandwidth;
    kernel[i] = 0.3989422804014327 * std::exp(-away * away / 2);
  }
  for (const double value : ascending) {
    double* const at = &result.height[bins_up_to(std::clamp(value, low, high))];
    for (std::size_t i = 0; i < kernel.size(); ++i) at[i] += kernel[i];
  }
  return result;
}

/// Two peaks and the valley between them, as bins of the grid.
struct Valley {
  std::size_t left, bottom, right;
};

/// The valley's depth in standard errors; 0 where it is too shallow to matter.
double depth(const Valley& valley, const std::vector<double>& height) {
  const double peak = std::min(height[valley.left], height[valley.right]);
  const double bottom = height[valley.bottom];
  if (bottom > deepest_valley * peak) return 0;
  return (peak - bottom) / std::sqrt(roughness * (peak + bottom));
}

std::vector<Valley> valleys(const std::vector<double>& height) {
  std::vector<Valley> result;
  std::size_t peak = 0, bottom = 0;
  bool falling = false;
  for (std::size_t i = 1; i < height.size(); ++i) {
    if (!falling && height[i] < height[i - 1]) {
      if (bottom > 0) result.push_back({peak, bottom, i - 1});
      peak = i - 1;
      falling = true;
    } else if (falling && height[i] > height[i - 1]) {
      bottom = i - 1;
      falling = false;
    }
  }
  return result;
}

/// Joins the humps on either side of valley `i`: the neighbours then border on the higher peak.
void fill(std::vector<Valley>& valleys, std::size_t i, const std::vector<double>& height) {
  const Valley gone = valleys[i];
  valleys.erase(valleys.begin() + static_cast<std::ptrdiff_t>(i));
  const std::size_t peak = height[gone.left] >= height[gone.right] ? gone.left : gone.right;
  if (i > 0) valleys[i - 1].right = peak;
  if (i < valleys.size()) valleys[i].left = peak;
}

/// Where the shallowest valleys are filled until all that is left is significant.
std::vector<double> cuts(const Density& density) {
  std::vector<Valley> left = valleys(density.height);
  const auto shallower = [&](const Valley& a, const Valley& b) {
    return depth(a, density.height) < depth(b, density.height);
  };
  for (;;) {
    const auto shallowest = std::min_element(left.begin(), left.end(), shallower);
    if (shallowest == left.end() || depth(*shallowest, density.height) >= significant) break;
    fill(left, static_cast<std::size_t>(shallowest - left.begin()), density.height);
  }
  std::vector<double> result;
  for (const Valley& valley : left) result.push_back(density.place(valley.bottom));
  return result;
}

/// What a small difference is divided by on the scale the humps are looked for.
double unit(std::span<const double> ascending) {
  if (ascending.front() > 0) return quantile(ascending, 0.25);
  return std::max({-ascending.front(), ascending.back(), std::numeric_limits<double>::min()});
}

/// The values on that scale: logarithms if all are > 0, else shares of the largest.
std::vector<double> on_scale(std::vector<double> ascending) {
  const bool positive = ascending.front() > 0;
  const double largest = unit(ascending);
  for (double& value : ascending) value = positive ? std::log(value) : value / largest;
  return ascending;
}

/// Not below the step of a coarse timer, each tick of which were a hump.
double bandwidth(std::span<const double> ascending, double width) {
  const double silverman =
      narrowness * width * std::pow(static_cast<double>(ascending.size()), -0.2);
  const auto coarse = quantisation(ascending);
  return std::max(silverman, coarse ? coarse->step / unit(ascending) : 0);
}

/// The number of values below each cut, ending with all of them; cuts that leave too small a part
/// are dropped.
std::vector<std::size_t> ends(std::span<const double> scaled, std::span<const double> cuts) {
  const std::size_t n = scaled.size();
  const auto least =
      std::max(fewest_in_mode,
               static_cast<std::size_t>(std::ceil(smallest_weight * static_cast<double>(n))));
  std::vector<std::size_t> result;
  std::size_t begin = 0;
  for (const double cut : cuts) {
    const auto end = static_cast<std::size_t>(std::lower_bound(scaled.begin(), scaled.end(), cut) -
                                              scaled.begin());
    if (end - begin < least || n - end < least) continue;
    result.push_back(begin = end);
  }
  result.push_back(n);
  return result;
}

}  // namespace

std::vector<Mode> modes(std::span<const double> values) {
  assert(!values.empty());
  const std::vector<double> ascending = sorted(values);
  const std::vector<double> scaled = on_scale(ascending);
  const double width = spread(scaled);
  std::vector<double> between;
  const double step = width > 0 ? bandwidth(ascending, width) : 0;
  // A kernel as wide as all of the values makes one hump of them.
  if (values.size() >= fewest && step > least_bandwidth && step < scaled.back() - scaled.front())
    between = cuts(density(scaled, width, step));
  std::vector<Mode> result;
  std::size_t begin = 0;
  for (const std::size_t end : ends(scaled, between)) {
    const auto part = std::span(ascending).subspan(begin, end - begin);
    const double weight = static_cast<double>(part.size()) / static_cast<double>(values.size());
    result.push_back({quantile(part, 0.5), weight, part.front(), part.back()});
    begin = end;
  }
  return result;
}

}  // namespace pawl::stats
