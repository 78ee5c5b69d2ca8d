#pragma once
/// The saddlepoint gives the bootstrap distribution of a mean, or of the difference of two means,
/// without resampling.
///
/// Daniels 1954 and Davison & Hinkley 1988 (doi 10.1093/biomet/75.3.417), in Barndorff-Nielsen's
/// form: P(S ≤ s) ≈ Φ(r*), r* = w + log(u / w) / w. The relative error is of order n^-3/2: closer
/// to the bootstrap distribution than 10,000 resamples are from n = 10 on.

#include <span>

namespace pawl::stats {

/// A sum of resampled means of one or two samples, each times a factor; centred samples.
struct ResampledPart {
  std::span<const double> values;  ///< of the order of 1
  double factor = 1;
};

/// Cumulants of the resampled sum: its mean, variance and skewness.
struct Cumulants {
  double mean = 0;
  double variance = 0;
  double skewness = 0;
};
Cumulants cumulants(std::span<const ResampledPart> parts);

/// The normal deviate z with Φ(z) = P(sum ≤ at) under resampling; ∓infinity at and beyond the ends
/// of what can occur.
double resampled_deviate(std::span<const ResampledPart> parts, double at);

}  // namespace pawl::stats
