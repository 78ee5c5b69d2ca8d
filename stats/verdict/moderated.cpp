#include "moderated.hpp"

#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/polygamma.hpp>
#include <boost/math/special_functions/trigamma.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

namespace pawl::stats {
namespace {

/// x > 0 with trigamma(x) = y > 0, by Newton on 1/trigamma, which is almost linear and convex
/// (Smyth's appendix).
double inverse_trigamma(double y) {
  if (y > 1e7) return 1 / std::sqrt(y);
  if (y < 1e-6) return 1 / y;
  double x = 0.5 + 1 / y;
  for (int i = 0; i < 50; ++i) {
    const double value = boost::math::trigamma(x);
    const double step = value * (1 - value / y) / boost::math::polygamma(2, x);
    x += step;
    if (-step / x < 1e-8) break;
  }
  return x;
}

/// log of a variance without the bias its degrees of freedom give a logarithm.
double unbiased_log(const Variance& row) {
  const double half = row.degrees / 2;
  return std::log(row.value) - boost::math::digamma(half) + std::log(half);
}

}  // namespace

std::optional<Variance> variance_prior(std::span<const Variance> rows) {
  std::vector<Variance> known;
  std::copy_if(rows.begin(), rows.end(), std::back_inserter(known),
               [](const Variance& row) { return row.degrees > 0 && row.value > 0; });
  if (known.size() < fewest_to_moderate) return std::nullopt;
  const double n = static_cast<double>(known.size());
  double mean = 0, chance = 0, most = 0;
  for (const Variance& row : known) {
    mean += unbiased_log(row) / n;
    chance += boost::math::trigamma(row.degrees / 2) / n;
    most += row.degrees;
  }
  double spread = 0;
  for (const Variance& row : known) spread += std::pow(unbiased_log(row) - mean, 2) / (n - 1);
  if (spread <= chance) return Variance{std::exp(mean), most};
  const double half = inverse_trigamma(spread - chance);
  return Variance{std::exp(mean + boost::math::digamma(half) - std::log(half)),
                  std::min(2 * half, most)};
}

Variance moderated(const Variance& row, const Variance& prior) {
  const double degrees = row.degrees + prior.degrees;
  if (!(degrees > 0)) return row;
  return {(row.value * row.degrees + prior.value * prior.degrees) / degrees, degrees};
}

}  // namespace pawl::stats
