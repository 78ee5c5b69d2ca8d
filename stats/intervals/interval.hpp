#pragma once
/// An interval says between which values a statistic of one sample, or the ratio now / before of
/// two, lies at a given confidence, and how that was found.
///
/// None of these needs random numbers: the bootstrap distribution of an order statistic is known
/// exactly, that of a mean by saddlepoint (README.md says how well). bootstrap.hpp resamples, which
/// is their check, and serves nested samples.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace pawl::stats {

/// How the ends of an interval were found.
enum class IntervalMethod : std::uint8_t {
  none,                 ///< too few values: −infinity (0 for a ratio) to +infinity
  order_statistics,     ///< exact ranks, interpolated (summary.hpp)
  exact_bootstrap,      ///< percentiles of the exact bootstrap distribution of a quantile
  bca_saddlepoint,      ///< bias-corrected accelerated percentiles of the bootstrap of a mean
  student,              ///< t, where a bootstrap misbehaves: fewer than fewest_for_bootstrap
  two_level_bootstrap,  ///< sessions, launches, values resampled in turn (bootstrap.hpp)
};

/// Below this many values the bootstrap of a mean covers too rarely (0.87–0.89 instead of 0.95 at
/// n = 5), and t is used.
inline constexpr std::size_t fewest_for_bootstrap = 10;

struct Interval {
  double estimate = 0;
  double low = 0;
  double high = 0;
  IntervalMethod method = IntervalMethod::none;
  double degrees = 0;  ///< of freedom of the t that it is as wide as; 0 where there is none
};

/// The ratio now / before of quantile q in (0, 1), of values in any order. nullopt when a value is
/// ≤ 0. Method none, 0 to infinity, where a side is smaller than smallest_size(q, confidence);
/// for the median, where either has fewer than 5.
std::optional<Interval> quantile_ratio(std::span<const double> before, std::span<const double> now,
                                       double q, double confidence);

/// Quantile q of one sample, with interpolated_quantile_interval; method none below
/// smallest_size(q, confidence).
Interval quantile_estimate(std::span<const double> values, double q, double confidence);

/// The mean: BCa from ten values (its percentiles widened as t widens the normal, Hesterberg 2015,
/// doi 10.1080/00031305.2015.1089789), t below, none for one value.
Interval mean_estimate(std::span<const double> values, double confidence);

/// The ratio now / before of means: BCa where both sides have ten values; else t on the logarithm
/// (delta method; Welch's degrees of freedom, or the smaller side's own where it has under five
/// values), none where a side has one value. nullopt when a value is ≤ 0.
std::optional<Interval> mean_ratio(std::span<const double> before, std::span<const double> now,
                                   double confidence);

}  // namespace pawl::stats
