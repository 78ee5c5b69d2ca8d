#pragma once
/// A tail is what of a distribution lies beyond a value.

namespace pawl::stats {

/// P(Z ≥ z) for a standard normal Z.
double normal_tail(double z);
/// The z that this is the tail of; tail in (0, 1).
double normal_beyond(double tail);

/// P(T ≥ t) for Student's t with so many degrees of freedom, > 0.
double student_tail(double t, double degrees);
/// The t that this is the tail of; tail in (0, 1).
double student_beyond(double tail, double degrees);

}  // namespace pawl::stats
