#include "session_spread.hpp"

#include "environment.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace pawl::stats {
namespace {

/// By itself a side of fewer rows tells nothing; of two it cannot be said whether they differ.
constexpr std::size_t fewest_a_side = 5, fewest_to_differ = 3;

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

double count_beyond_middle(const std::vector<Moved>& rows, double variance) {
  const auto is_beyond = [=](const Moved& row) {
    return std::abs(row.shift) > median_deviation * std::sqrt(row.error * row.error + variance);
  };
  return static_cast<double>(std::count_if(rows.begin(), rows.end(), is_beyond));
}

/// As many more than half of n as chance makes in one of ten.
double by_chance(std::size_t n) {
  return ten_percent * std::sqrt(static_cast<double>(n)) / 2;
}

bool explains(double variance, const std::vector<Moved>& rows) {
  const double half = static_cast<double>(rows.size()) / 2;
  return std::abs(count_beyond_middle(rows, variance) - half) <= by_chance(rows.size());
}

/// What must be added to the rows' variances for the middle one to be where it is expected.
double excess(const std::vector<Moved>& rows) {
  const double half = static_cast<double>(rows.size()) / 2;
  if (count_beyond_middle(rows, 0) - half <= by_chance(rows.size())) return 0;
  double low = 0, high = furthest * furthest;
  for (int i = 0; i < 50; ++i) {
    const double middle = (low + high) / 2;
    (middle_of(rows, middle) > median_deviation ? low : high) = middle;
  }
  return low;
}

std::optional<Variance> told_by(double variance, const std::vector<Moved>& rows) {
  if (variance == 0) return std::nullopt;
  return Variance{variance, static_cast<double>(rows.size())};
}

}  // namespace

double independent_error(const Comparison& row) {
  const double own = std::pow(row.shift.error, 2) - row.assumed;
  return std::sqrt(std::max(0.0, own)) / row.inflation;
}

std::optional<Variance> session_spread(std::span<const Comparison> rows) {
  std::vector<Moved> all, slower, faster;
  for (const Comparison& row : rows) {
    const Moved moved{slowdown(row), independent_error(row)};
    all.push_back(moved);
    if (moved.shift >= 0) slower.push_back(moved);
    if (moved.shift <= 0) faster.push_back(moved);
  }
  const std::size_t fewer = std::min(slower.size(), faster.size());
  if (fewer < fewest_to_differ) return std::nullopt;
  const double common = excess(all);
  if (explains(common, slower) && explains(common, faster)) return told_by(common, all);
  if (fewer < fewest_a_side) return std::nullopt;
  const double by_slower = excess(slower), by_faster = excess(faster);
  return by_slower < by_faster ? told_by(by_slower, slower) : told_by(by_faster, faster);
}

}  // namespace pawl::stats
