#include "slope.hpp"

#include "segment.hpp"
#include "stats/shift.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace pawl::stats {
namespace {

constexpr std::size_t fewest = 24, most_averages = 16, least_part = 3;
constexpr double surely = 0.001, least_effect = 2;

/// 1 + 2ρ of a random walk's averages.
constexpr double of_random_walk = 1.5;

/// Of the newest points where they are no multiple of `part`.
std::vector<double> averages(std::span<const double> values, std::size_t part, double usual) {
  std::vector<double> all;
  for (std::size_t i = values.size() % part; i < values.size(); i += part)
    all.push_back(level_of(values.subspan(i, part), usual).middle);
  return all;
}

}  // namespace

std::optional<Slope> slope_of(std::span<const double> values) {
  if (values.size() < fewest) return std::nullopt;
  const double usual = spread_of_neighbours(values);
  const std::size_t part =
      std::max(least_part, (values.size() + most_averages - 1) / most_averages);
  const std::vector<double> all = averages(values, part, usual);
  const double moves = static_cast<double>(all.size() - 1);
  const double change = all.back() - all.front();
  double squares = 0;
  for (std::size_t i = 1; i < all.size(); ++i)
    squares += std::pow(all[i] - all[i - 1] - change / moves, 2);
  const Shift shift{change, std::sqrt(of_random_walk * squares / (moves - 1) * moves), moves - 1};
  const double p = two_sided_p(shift);
  if (change == 0 || p > surely || std::abs(change) < least_effect * usual) return std::nullopt;
  return Slope{part, change, shift.error, shift.degrees, p};
}

}  // namespace pawl::stats
