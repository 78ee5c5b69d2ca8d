#pragma once
/// Edgeworth's series corrects a normal tail by the higher cumulants of the distribution that it
/// stands for (Hall 1992, The Bootstrap and Edgeworth Expansion, section 2.4).

namespace pawl::stats {

/// Standardised: the r-th divided by the standard deviation to the r.
struct Cumulants {
  double third = 0, fourth = 0, sixth = 0;
};

/// P(Z ≥ z) of a standardised variable with these cumulants; in (0, 1] unless it underflows.
double edgeworth_tail(double z, const Cumulants& cumulants);

/// Half-way between its values a lattice variable agrees with a smooth one, which it is rounded:
/// the continuity correction. Rounding to a step adds the cumulants of a uniform step (B_2r step^2r
/// / 2r), so the smooth one lacks them (Sheppard 1898, Proc. Lond. Math. Soc. 29:353).
struct UniformStep {
  double second, fourth, sixth;
  explicit UniformStep(double step);
};

}  // namespace pawl::stats
