#include "session_spread.hpp"

#include "environment.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace pawl::stats {
namespace {

constexpr std::size_t fewest_a_side = 5;

/// Of the standard normal distribution's |z|: its median, and the 10 % point of z.
constexpr double median_deviation = 0.6745, ten_percent = 1.2816;

/// log 2: no two sessions of one machine are expected further apart.
constexpr double furthest = 0.6931;

struct Moved {
  double shift = 0;
  double error = 0;
};

/// How far the middle one of the rows lies off, in standard errors.
double middle_of(const std::vector<Moved>& rows, double variance) {
  std::vector<double> off;
  for (const Moved& row : rows)
    off.push_back(std::abs(row.shift) / std::sqrt(row.error * row.error + variance));
  return median(std::move(off));
}

/// What must be added to the rows' variances for the middle one to be where it is expected.
double excess(const std::vector<Moved>& rows) {
  const auto further =
      static_cast<double>(std::count_if(rows.begin(), rows.end(), [](const Moved& row) {
        return std::abs(row.shift) > median_deviation * row.error;
      }));
  const double n = static_cast<double>(rows.size());
  if (further - n / 2 <= ten_percent * std::sqrt(n) / 2) return 0;
  double low = 0, high = furthest * furthest;
  for (int i = 0; i < 50; ++i) {
    const double half = (low + high) / 2;
    (middle_of(rows, half) > median_deviation ? low : high) = half;
  }
  return low;
}

}  // namespace

double independent_error(const Comparison& row) {
  const double own = std::pow(row.shift.error, 2) - row.assumed;
  return std::sqrt(std::max(0.0, own)) / row.inflation;
}

std::optional<Variance> session_spread(std::span<const Comparison> rows) {
  std::vector<Moved> slower, faster;
  for (const Comparison& row : rows) {
    const Moved moved{slowdown(row), independent_error(row)};
    if (moved.shift >= 0) slower.push_back(moved);
    if (moved.shift <= 0) faster.push_back(moved);
  }
  if (std::min(slower.size(), faster.size()) < fewest_a_side) return std::nullopt;
  const double by_slower = excess(slower), by_faster = excess(faster);
  const auto& less = by_slower < by_faster ? slower : faster;
  const double value = std::min(by_slower, by_faster);
  if (value == 0) return std::nullopt;
  return Variance{value, static_cast<double>(less.size())};
}

}  // namespace pawl::stats
