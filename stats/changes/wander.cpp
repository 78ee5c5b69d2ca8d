#include "wander.hpp"

#include "segment.hpp"
#include "stats/sample.hpp"

#include <algorithm>
#include <cmath>

namespace pawl::stats {
namespace {

constexpr std::size_t longest_that_counts = 32;
constexpr double expected_weight = 20;

double count(std::size_t n) {
  return static_cast<double>(n);
}

/// Residuals from the medians of levels that end at `ends`.
std::vector<double> residuals_of(std::span<const double> values,
                                 std::span<const std::size_t> ends) {
  std::vector<double> residuals(values.begin(), values.end());
  std::size_t begin = 0;
  for (const std::size_t end : ends) {
    const auto level = values.subspan(begin, end - begin);
    const double middle = median({level.begin(), level.end()});
    for (; begin < end; ++begin) residuals[begin] -= middle;
  }
  return residuals;
}

/// Lag-1, of residuals drawn in to three spreads; not below 0. Its bias by −(1 + 3ρ)/n (Kendall
/// 1954) is taken back, once for each level and once for each place, which was chosen as well.
double autocorrelation_of(std::span<const double> residuals, std::span<const std::size_t> ends,
                          double spread) {
  double squares = 0, products = 0;
  std::size_t begin = 0;
  for (const std::size_t end : ends) {
    double last = 0;
    for (; begin < end; ++begin) {
      const double score = std::clamp(residuals[begin] / spread, -3.0, 3.0);
      squares += score * score;
      products += score * last;
      last = score;
    }
  }
  const double raw = squares > 0 ? products / squares : 0;
  const double chosen = 2 * count(ends.size()) - 1;
  return std::clamp(raw + chosen * (1 + 3 * raw) / count(residuals.size()), 0.0, 0.9);
}

/// The inflation of averages of `width` points of a first-order autoregressive series.
double expected_inflation(double rho, std::size_t width) {
  double inflation = 1, power = rho;
  for (std::size_t lag = 1; lag < width && power > 1e-4; ++lag, power *= rho)
    inflation += 2 * (1 - count(lag) / count(width)) * power;
  return inflation;
}

/// The differences of adjacent averages of `width` points, a quarter of it apart, none
/// across the end of a level. `sums`: of the values before each point.
std::vector<double> differences(std::span<const double> sums, std::span<const std::size_t> ends,
                                std::size_t width) {
  std::vector<double> found;
  const std::size_t step = std::max<std::size_t>(1, width / 4);
  auto end = ends.begin();
  for (std::size_t middle = width; middle + width < sums.size(); middle += step) {
    while (*end <= middle - width) ++end;
    if (middle + width > *end) continue;
    const double after = sums[middle + width] - sums[middle];
    const double before = sums[middle] - sums[middle - width];
    found.push_back((after - before) / count(width));
  }
  return found;
}

/// The standard deviation of normal values that have the same median distance from their median: a
/// steady drift is no wander.
double typical_distance(std::vector<double> values) {
  const double middle = median(values);
  for (double& value : values) value = std::abs(value - middle);
  return 1.4826 * median(std::move(values));
}

std::vector<double> inflation_of(std::span<const double> residuals,
                                 std::span<const std::size_t> ends, double spread, double rho) {
  std::vector<double> sums(residuals.size() + 1);
  for (std::size_t i = 0; i < residuals.size(); ++i)
    sums[i + 1] = sums[i] + std::clamp(residuals[i] / spread, -6.0, 6.0);
  std::vector<double> inflation;
  for (const std::size_t width : widths()) {
    if (2 * width + 2 > residuals.size()) break;
    const double expected = expected_inflation(rho, width);
    std::vector<double> adjacent = differences(sums, ends, width);
    const std::size_t step = std::max<std::size_t>(1, width / 4);
    const double averages = adjacent.size() < 3 ? 0 : count(adjacent.size() * step) / count(width);
    const double typical = averages > 0 ? typical_distance(std::move(adjacent)) : 0;
    const double seen = typical * typical * count(width) / 2;
    inflation.push_back(
        std::max({1.0, expected,
                  (averages * seen + expected_weight * expected) / (averages + expected_weight)}));
  }
  return inflation;
}

}  // namespace

std::span<const std::size_t> widths() {
  static const std::vector<std::size_t> all = [] {
    std::vector<std::size_t> some = {3, 4, 5, 6, 7};
    for (double width = 8; width < 1e9; width *= 1.19)
      if (some.back() != static_cast<std::size_t>(width))
        some.push_back(static_cast<std::size_t>(width));
    return some;
  }();
  return all;
}

double Wander::at(std::size_t width) const {
  if (inflation.empty()) return 1;
  const auto longer = std::upper_bound(widths().begin(), widths().end(), width);
  const auto index =
      static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, longer - widths().begin() - 1));
  return inflation[std::min(index, inflation.size() - 1)];
}

double Wander::largest() const {
  double largest = 1;
  for (std::size_t i = 0; i < inflation.size() && widths()[i] <= longest_that_counts; ++i)
    largest = std::max(largest, inflation[i]);
  return largest;
}

Wander wander_of(std::span<const double> values, std::span<const std::size_t> places,
                 double grain) {
  constexpr double odd = 3.5;
  std::vector<std::size_t> ends(places.begin(), places.end());
  ends.push_back(values.size());
  const std::vector<double> residuals = residuals_of(values, ends);
  const double between = spread_of_neighbours(values);
  const double provisional = std::max(between, grain);
  if (!(provisional > 0)) return {.odd_share = 0.5 / count(values.size() + 1)};
  const double rho = autocorrelation_of(residuals, ends, provisional);
  const double about = spread_of(residuals), neighbours = between / std::sqrt(1 - rho);
  const double spread = std::max(grain, about > 0 ? std::min(about, neighbours) : neighbours);
  const auto odd_ones = std::count_if(residuals.begin(), residuals.end(), [&](double residual) {
    return std::abs(residual) > odd * spread;
  });
  return {.spread = spread,
          .odd_share = (static_cast<double>(odd_ones) + 0.5) / count(values.size() + 1),
          .inflation = inflation_of(residuals, ends, spread, rho)};
}

}  // namespace pawl::stats
