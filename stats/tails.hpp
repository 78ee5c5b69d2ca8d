#pragma once
/// A tail is what of a distribution lies beyond a value.

#include <cstddef>

namespace pawl::stats {

/// P(Z ≥ z) for a standard normal Z.
double normal_tail(double z);
/// The z that this is the tail of; tail in (0, 1).
double normal_beyond(double tail);

/// P(T ≥ t) for Student's t with so many degrees of freedom, > 0.
double student_tail(double t, double degrees);
/// The t that this is the tail of; tail in (0, 1).
double student_beyond(double tail, double degrees);

/// How many standard deviations from the mean of `n` ≥ 2 normal values a bound must lie to have no
/// more than `tail` of their distribution beyond it, but for a chance of `risk`; both in (0, 1). By
/// the non-central t (Owen 1968, Technometrics 10).
double tolerance_factor(std::size_t n, double tail, double risk);

}  // namespace pawl::stats
