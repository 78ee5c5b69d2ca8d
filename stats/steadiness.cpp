#include "steadiness.hpp"

#include <boost/math/constants/constants.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace pawl::stats {
namespace {

constexpr std::size_t fewest_to_correlate = 8;
constexpr double strongest = 0.9;  ///< beyond, a sample is one long wave and the factor meaningless

/// Midranks less their mean.
std::vector<double> centred_ranks(std::span<const double> values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  std::vector<double> ranks(values.size());
  const double middle = (static_cast<double>(values.size()) - 1) / 2;
  for (std::size_t first = 0; first < order.size();) {
    std::size_t last = first;
    while (last + 1 < order.size() && values[order[last + 1]] == values[order[first]]) ++last;
    for (std::size_t i = first; i <= last; ++i)
      ranks[order[i]] = static_cast<double>(first + last) / 2 - middle;
    first = last + 1;
  }
  return ranks;
}

}  // namespace

double gini_deviation(std::vector<double> values) {
  const std::size_t n = values.size();
  if (n < 2) return 0;
  std::sort(values.begin(), values.end());
  double sum = 0;
  for (std::size_t i = 0; i < n; ++i)
    sum += values[i] * (2 * static_cast<double>(i) + 1 - static_cast<double>(n));
  const double pairs = static_cast<double>(n) * static_cast<double>(n - 1);
  return std::max(0.0, sum) / pairs * boost::math::constants::root_pi<double>();
}

double shown_deviation(double deviation, std::size_t values) {
  if (values < 2) return 0;
  // The 95 % quantile of chi-squared / degrees, by Wilson & Hilferty 1931.
  const double part = 2 / (9 * static_cast<double>(values - 1));
  return deviation / std::sqrt(std::pow(1 - part + 1.6449 * std::sqrt(part), 3));
}

double error_inflation(std::span<const double> in_time_order) {
  const std::size_t n = in_time_order.size();
  if (n < fewest_to_correlate) return 1;
  const std::vector<double> ranks = centred_ranks(in_time_order);
  const double total = std::inner_product(ranks.begin(), ranks.end(), ranks.begin(), 0.0);
  if (total == 0) return 1;
  const double lag = std::inner_product(ranks.begin() + 1, ranks.end(), ranks.begin(), 0.0) / total;
  // E[lag] ≈ ρ − (1 + 3ρ) / n  (Kendall 1954).
  const double count = static_cast<double>(n);
  const double correlation = std::clamp((lag * count + 1) / (count - 3), 0.0, strongest);
  return std::sqrt((1 + correlation) / (1 - correlation));
}

}  // namespace pawl::stats
