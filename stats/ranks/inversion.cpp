#include "inversion.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace pawl::stats {

std::size_t first_accepted(std::size_t rejected, std::size_t accepted, std::size_t guess,
                           const std::function<bool(std::size_t)>& accepts) {
  std::size_t next = std::clamp(guess, rejected + 1, accepted), step = 1;
  while (accepted - rejected > 1) {
    next = std::clamp(next, rejected + 1, accepted - 1);
    const bool holds = accepts(next);
    (holds ? accepted : rejected) = next;
    if (rejected + 2 * step >= accepted) {
      next = rejected + (accepted - rejected) / 2;
    } else {
      next = holds ? accepted - step : rejected + step;
    }
    step *= 2;
  }
  return accepted;
}

std::optional<std::vector<double>> sorted_logs(std::span<const double> values) {
  std::vector<double> logs(values.begin(), values.end());
  for (double& value : logs) {
    if (!(value > 0)) return std::nullopt;
    value = std::log(value);
  }
  std::sort(logs.begin(), logs.end());
  return logs;
}

double ratio_of_log(double log) {
  using limits = std::numeric_limits<double>;
  if (std::isinf(log)) return log < 0 ? 0 : limits::infinity();
  return std::clamp(std::exp(log), limits::denorm_min(), limits::max());
}

RatioInterval agreeing_at_one(RatioInterval interval, bool rejects, bool larger) {
  if (!rejects) {
    interval.low = std::min(interval.low, 1.0);
    interval.high = std::max(interval.high, 1.0);
  } else if (interval.low <= 1 && interval.high >= 1) {
    const double beside = std::nextafter(1.0, larger ? 2.0 : 0.0);
    if (larger)
      interval.low = beside, interval.high = std::max(interval.high, beside);
    else
      interval.high = beside, interval.low = std::min(interval.low, beside);
  }
  return interval;
}

}  // namespace pawl::stats
