#pragma once
/// A Shift is how far a level moved between before and now, on the log scale, and how sure that is.

#include <span>

namespace pawl::stats {

struct Shift {
  double estimate = 0;  ///< log(now / before)
  double error = 0;     ///< its standard error, ≥ 0
  double degrees = 1;   ///< of freedom of `error`, > 0
};

/// What rounding may part the logs of equal values by, or of equal ratios, such as 11 / 10 and
/// 33 / 30.
inline constexpr double rounding_of_logs = 1e-12;

/// Whether logs, one or more, are all the same but for rounding.
bool are_equal(std::span<const double> logs);

/// P(|T| ≥ |estimate| / error) for Student's t. With error 0: 1 where the estimate is 0, else 0.
double two_sided_p(const Shift& shift);

/// Half the width of the interval of the estimate at `confidence` in (0, 1).
double half_width(const Shift& shift, double confidence);

/// The smallest true shift (> 0) that is found significant at `alpha` with the given power.
double detectable(const Shift& shift, double alpha, double power);

}  // namespace pawl::stats
