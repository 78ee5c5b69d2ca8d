#include "effect.hpp"

#include "rank_sum_null.hpp"
#include "stats/tails.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>

namespace pawl::stats {
namespace {

constexpr double most_needed = 1e6;

/// How many standard errors the effect must lie from none.
double errors_apart(const Aim& aim) {
  return normal_beyond(aim.alpha / 2) + normal_beyond(1 - aim.power);
}

/// Values a side that the normal approximation falls short by (Guenther 1981, Am. Stat. 35:243).
double shortfall(const Aim& aim) {
  return std::pow(normal_beyond(aim.alpha / 2), 2) / 4;
}

}  // namespace

std::optional<double> minimum_detectable_effect(std::size_t n, std::size_t m, double spread,
                                                Aim aim) {
  assert(n > 0 && m > 0 && spread >= 0);
  const double a_side = 2 / (1 / static_cast<double>(n) + 1 / static_cast<double>(m));
  const double counted = a_side - shortfall(aim);
  if (smallest_p(n, m) > aim.alpha || counted <= 0) return std::nullopt;
  const double error = spread * std::sqrt(std::numbers::pi / 3 * 2 / counted);
  return std::expm1(errors_apart(aim) * error);
}

std::size_t values_needed(double effect, double spread, Aim aim) {
  assert(effect > -1 && effect != 0 && spread >= 0);
  const double errors = errors_apart(aim) * spread / std::log1p(effect);
  const double needed = std::numbers::pi / 3 * 2 * errors * errors + shortfall(aim);
  const auto whole = static_cast<std::size_t>(std::min(std::ceil(needed), most_needed));
  return std::max(whole, fewest_values(aim.alpha));
}

std::size_t fewest_values(double alpha) {
  assert(alpha > 0);
  std::size_t n = 1;
  while (smallest_p(n, n) > alpha) ++n;
  return n;
}

}  // namespace pawl::stats
