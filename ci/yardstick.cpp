#include "yardstick.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace pawl::ci {
namespace {

constexpr std::size_t fewest_launches = 5;

std::vector<double> logs_of(const baselines::Series& series) {
  std::vector<double> logs;
  const auto sample = stats::Sample::from_sessions(series.sessions);
  if (!sample) return logs;
  for (const double level : sample->launch_medians()) {
    if (level <= 0) return {};
    logs.push_back(std::log(level));
  }
  return logs;
}

/// Variance of the median of these values, from their median absolute deviation, as for the normal
/// distribution (1.4826² · π/2 / n).
double variance_of_median(const std::vector<double>& values) {
  const double middle = stats::median(values);
  std::vector<double> deviations;
  for (const double value : values) deviations.push_back(std::abs(value - middle));
  const double deviation = 1.4826 * stats::median(deviations);
  return deviation * deviation * std::numbers::pi / 2 / static_cast<double>(values.size());
}

}  // namespace

std::optional<stats::YardstickShift> yardstick_shift(const baselines::Run& before,
                                                     const baselines::Run& now) {
  const auto* const then = baselines::find(before, yardstick_benchmark, "wall_time");
  const auto* const today = baselines::find(now, yardstick_benchmark, "wall_time");
  if (then == nullptr || today == nullptr) return std::nullopt;
  const std::vector<double> a = logs_of(*then);
  const std::vector<double> b = logs_of(*today);
  if (std::min(a.size(), b.size()) < fewest_launches) return std::nullopt;
  return stats::YardstickShift{std::exp(stats::median(b) - stats::median(a)),
                               variance_of_median(a) + variance_of_median(b)};
}

std::optional<stats::YardstickShift> acting_on(std::string_view unit,
                                               std::optional<stats::YardstickShift> shift) {
  if (!shift) return std::nullopt;
  if (unit == "s") return shift;
  if (unit == "1/s" || unit == "B/s")
    return stats::YardstickShift{1 / shift->ratio, shift->log_variance};
  return std::nullopt;
}

}  // namespace pawl::ci
