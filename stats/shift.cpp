#include "shift.hpp"

#include "tails.hpp"

#include <algorithm>
#include <cmath>

namespace pawl::stats {

bool are_equal(std::span<const double> logs) {
  const auto [least, most] = std::ranges::minmax(logs);
  return most - least <= rounding_of_logs;
}

double two_sided_p(const Shift& shift) {
  if (shift.estimate == 0) return 1;
  if (shift.error == 0) return 0;
  return 2 * student_tail(std::abs(shift.estimate) / shift.error, shift.degrees);
}

double half_width(const Shift& shift, double confidence) {
  return shift.error * student_beyond((1 - confidence) / 2, shift.degrees);
}

double detectable(const Shift& shift, double alpha, double power) {
  const double sure = student_beyond(alpha / 2, shift.degrees);
  return shift.error * (sure + student_beyond(1 - power, shift.degrees));
}

}  // namespace pawl::stats
