#include "environment.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace pawl::stats {
namespace {

constexpr double most = 0.75;

/// Rows whose two-sided p stays below this are off zero shift.
constexpr double surely = 0.05;

bool moved_by(const Comparison& row, double common, double tolerance) {
  const double off = std::abs(slowdown(row) - common);
  return row.p < surely && off <= std::max(tolerance, 2 * row.shift.error);
}

}  // namespace

bool shares_environment(const Comparison& row) {
  return row.evidence != Evidence::none && row.evidence != Evidence::exact &&
         row.situation == Situation::same_testbed && std::isfinite(row.shift.error);
}

double slowdown(const Comparison& row) {
  return row.better == Better::lower ? row.shift.estimate : -row.shift.estimate;
}

std::optional<EnvironmentEvent> environment_event(std::span<const Comparison> rows,
                                                  const Policy& policy) {
  std::vector<double> shifts;
  for (const Comparison& row : rows)
    if (shares_environment(row)) shifts.push_back(slowdown(row));
  if (shifts.size() < fewest_for_event) return std::nullopt;
  const std::size_t of = shifts.size();
  const double common = median(std::move(shifts));
  const double threshold = std::log1p(policy.threshold);
  if (std::abs(common) < threshold / 2) return std::nullopt;
  const auto moved = std::count_if(rows.begin(), rows.end(), [&](const Comparison& row) {
    return shares_environment(row) && moved_by(row, common, threshold);
  });
  if (static_cast<double>(moved) < most * static_cast<double>(of)) return std::nullopt;
  return EnvironmentEvent{std::exp(common), static_cast<std::size_t>(moved), of};
}

}  // namespace pawl::stats
