#include "tails.hpp"

#include <boost/math/distributions/non_central_t.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

#include <cmath>
#include <numbers>

namespace pawl::stats {
namespace {

namespace policies = boost::math::policies;

/// In double throughout: long double would take five times as long for digits that nobody sees.
/// Beyond what a double can hold lies infinity.
using Policy = policies::policy<policies::promote_double<false>,
                                policies::overflow_error<policies::ignore_error>>;
using Student = boost::math::students_t_distribution<double, Policy>;
using NonCentral = boost::math::non_central_t_distribution<double, Policy>;

}  // namespace

double normal_tail(double z) {
  return std::erfc(z / std::numbers::sqrt2) / 2;
}

double normal_beyond(double tail) {
  return quantile(complement(boost::math::normal(), tail));
}

double student_tail(double t, double degrees) {
  return cdf(complement(Student(degrees), t));
}

double student_beyond(double tail, double degrees) {
  return quantile(complement(Student(degrees), tail));
}

double tolerance_factor(std::size_t n, double tail, double risk) {
  const double root = std::sqrt(static_cast<double>(n));
  const NonCentral shifted(static_cast<double>(n - 1), normal_beyond(tail) * root);
  return quantile(complement(shifted, risk)) / root;
}

}  // namespace pawl::stats
