#include "shift.hpp"

#include <boost/math/distributions/students_t.hpp>

#include <cmath>

namespace pawl::stats {
namespace {

/// In double throughout: long double would take five times as long for digits that nobody sees.
using Student = boost::math::students_t_distribution<
    double, boost::math::policies::policy<boost::math::policies::promote_double<false>>>;

}  // namespace

double student_beyond(double tail, double degrees) {
  return quantile(complement(Student(degrees), tail));
}

double two_sided_p(const Shift& shift) {
  if (shift.estimate == 0) return 1;
  if (shift.error == 0) return 0;
  return 2 * cdf(complement(Student(shift.degrees), std::abs(shift.estimate) / shift.error));
}

double half_width(const Shift& shift, double confidence) {
  return shift.error * student_beyond((1 - confidence) / 2, shift.degrees);
}

double detectable(const Shift& shift, double alpha, double power) {
  const double sure = student_beyond(alpha / 2, shift.degrees);
  return shift.error * (sure + student_beyond(1 - power, shift.degrees));
}

}  // namespace pawl::stats
