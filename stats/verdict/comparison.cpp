#include "comparison.hpp"

#include <algorithm>
#include <cmath>

namespace pawl::stats {

bool is_held(double value, double scaled) {
  return std::isfinite(scaled) && (scaled == 0) == (value == 0);
}

double session_weight(const Comparison& row) {
  return 1 / static_cast<double>(row.before.sessions) + 1 / static_cast<double>(row.now.sessions);
}

double growth_of_error(const Comparison& row, double growth) {
  if (row.assumed == 0) return growth;
  const double assumed = std::min(1.0, row.assumed / (row.shift.error * row.shift.error));
  return std::sqrt(assumed + (1 - assumed) * growth * growth);
}

void widen(Comparison& row, double reach) {
  const double low = row.shift.estimate - std::log(row.ratio.low);
  const double high = std::log(row.ratio.high) - row.shift.estimate;
  row.ratio.low = std::exp(row.shift.estimate - std::hypot(low, reach));
  row.ratio.high = std::exp(row.shift.estimate + std::hypot(high, reach));
}

}  // namespace pawl::stats
