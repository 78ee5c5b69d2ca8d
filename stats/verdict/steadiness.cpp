#include "steadiness.hpp"

#include "stats/autocorrelation.hpp"
#include "stats/sample.hpp"

#include <boost/math/constants/constants.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace pawl::stats {
namespace {

/// Launches a side whose correlation means something as one of many rows'.
constexpr std::size_t fewest_of_many = 5;
constexpr double strongest = 0.9;  ///< beyond, a sample is one long wave and the factor meaningless

/// So that few launches still show a change of many times their spread.
constexpr double fewest_degrees = 5;

/// Normal quantiles: 5 % one-sided, 2.5 % and 1 %.
constexpr double five_percent = 1.6449, two_sided_five_percent = 1.96, one_percent = 2.3263;

/// What the line through the medians of the first and the last third leaves (Tukey 1977), two
/// values or more. One by least squares would go through the few that are far out and leave a slope
/// in all others.
std::vector<double> without_trend(std::span<const double> values) {
  const std::size_t third = (values.size() + 2) / 3;
  const double apart = static_cast<double>(values.size() - third);
  const auto median_of = [](std::span<const double> part) {
    return median(std::vector(part.begin(), part.end()));
  };
  const double slope = (median_of(values.last(third)) - median_of(values.first(third))) / apart;
  std::vector<double> rest(values.begin(), values.end());
  for (std::size_t i = 0; i < rest.size(); ++i) rest[i] -= slope * static_cast<double>(i);
  return rest;
}

double product(const std::vector<double>& a, const std::vector<double>& b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

/// The lag-1 correlation of ranks, corrected for its bias: E ≈ ρ − (1 + 3ρ) / n (Kendall 1954). 0
/// where there is nothing to see.
double correlation_within(std::span<const double> in_time_order) {
  const std::vector<double> ranks = centred_ranks(in_time_order);
  const double total = product(ranks, ranks);
  if (total == 0) return 0;
  const double lag = std::inner_product(ranks.begin() + 1, ranks.end(), ranks.begin(), 0.0) / total;
  const double count = static_cast<double>(ranks.size());
  return (lag * count + 1) / (count - 3);
}

/// 0 where the launches are too few to tell by themselves.
double own_correlation(std::span<const double> before, std::span<const double> now) {
  if (std::min(before.size(), now.size()) < fewest_to_correlate) return 0;
  return stats::neighbour_correlation(before, now).value_or(0);
}

/// How many standard errors the logarithms of two deviations are apart.
double contrast(double a, std::size_t n, double b, std::size_t m) {
  if (a == b) return 0;
  const double error =
      std::sqrt(0.5 / static_cast<double>(n - 1) + 0.5 / static_cast<double>(m - 1));
  return std::abs(std::log(a / b)) / error;
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

std::optional<double> neighbour_correlation(std::span<const double> before,
                                            std::span<const double> now) {
  if (std::min(before.size(), now.size()) < fewest_of_many) return std::nullopt;
  const double n = static_cast<double>(before.size()), m = static_cast<double>(now.size());
  return (n * correlation_within(before) + m * correlation_within(now)) / (n + m);
}

double inflation_by(double correlation) {
  const double rho = std::clamp(correlation, 0.0, strongest);
  return std::sqrt((1 + rho) / (1 - rho));
}

Dependence dependence(std::span<const double> before, std::span<const double> now) {
  const double seen = own_correlation(before, now);
  if (seen <= 0) return {};
  const double launches = static_cast<double>(before.size() + now.size());
  const double error = 1 / std::sqrt(launches);
  const double rho = std::min(seen + error * std::min(1.0, seen / error), strongest);
  const double inflation = inflation_by(rho);
  // As many launches are worth launches / inflation² independent ones. The factor is uncertain too:
  // d log inflation² / dρ = 2 / (1 − ρ²), and var ρ = (1 − ρ²) / launches.
  const double left = std::max(1.0, launches / (inflation * inflation) - 2);
  const double known = launches * (1 - rho * rho) / 2;
  return {inflation, std::max(fewest_degrees, 1 / (1 / left + 1 / known))};
}

Steadiness steadiness(std::span<const double> before, std::span<const double> now, double steady,
                      double disturbed) {
  const double a = gini_deviation({before.begin(), before.end()});
  const double b = gini_deviation({now.begin(), now.end()});
  const double shown = std::max(shown_deviation(a, before.size()), shown_deviation(b, now.size()));
  const double alike =
      own_correlation(before, now) * std::sqrt(static_cast<double>(before.size() + now.size()));
  const bool scatters = shown > steady;
  const bool apart = contrast(a, before.size(), b, now.size()) > two_sided_five_percent;
  return {std::max(a, b), shown > disturbed || alike > one_percent ||
                              (scatters && (apart || alike > five_percent))};
}

bool move_together(std::span<const double> before, std::span<const double> now) {
  const std::size_t n = before.size();
  if (n != now.size() || n < fewest_to_correlate) return false;
  const std::vector<double> a = centred_ranks(without_trend(before));
  const std::vector<double> b = centred_ranks(without_trend(now));
  const double scale = std::sqrt(product(a, a) * product(b, b));
  // Spearman's ρ √(n − 1) is about normal; the line costs one more.
  return scale > 0 && product(a, b) / scale * std::sqrt(static_cast<double>(n) - 2) > one_percent;
}

}  // namespace pawl::stats
