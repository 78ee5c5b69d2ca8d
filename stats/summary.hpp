#pragma once
/// A summary is one number that stands for many: mean, quantile, spread; with the exact interval
/// that order statistics give for a quantile whatever the distribution.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace pawl::stats {

/// In ascending order: what the quantile functions take.
std::vector<double> sorted(std::span<const double> values);

/// The power of two just below the largest magnitude, by which values are divided before they are
/// squared or summed, so that nothing overflows or vanishes and no digit changes; 1 when all are 0.
double common_scale(std::span<const double> values);

/// The arithmetic mean of one or more values, compensated (Neumaier), without overflow.
double mean(std::span<const double> values);

/// The square root of the unbiased variance, without overflow or underflow; 0 for a single value.
double standard_deviation(std::span<const double> values);

/// The median absolute deviation from the median, not rescaled; of one or more values.
double median_absolute_deviation(std::span<const double> values);

/// The definitions of Hyndman & Fan 1996 (doi 10.2307/2684934) in use.
enum class QuantileType : std::uint8_t {
  inverse_cdf = 1,      ///< the smallest value with at least q of the sample at or below
  averaged_cdf = 2,     ///< the same, averaged where the sample distribution is flat
  weibull = 6,          ///< n + 1 spacing (SPSS, JMH's percentiles)
  linear = 7,           ///< between the closest ranks (R, NumPy, Excel): the default
  median_unbiased = 8,  ///< recommended by Hyndman & Fan
};

/// The quantile `q` in [0, 1] of one or more ascending values.
double quantile(std::span<const double> ascending, double q,
                QuantileType type = QuantileType::linear);

/// Ranks, counted from 1, of the order statistics that enclose a quantile; low = 0 stands for
/// −infinity, high = n + 1 for +infinity.
struct QuantileRanks {
  std::size_t low = 0;
  std::size_t high = 0;
  double confidence = 0;  ///< what they reach at least, for every distribution
};

/// Equal-tailed exact (binomial, Clopper–Pearson) ranks for quantile `q` in (0, 1) of `n` ≥ 1
/// independent values: P(X(low) > quantile) and P(X(high) < quantile) are each at most
/// (1 − confidence) / 2.
QuantileRanks quantile_ranks(std::size_t n, double q, double confidence);

/// The smallest n whose quantile_ranks are both finite: at 0.95, 6 for the median, 36 for p90, 72
/// for p95, 368 for p99.
std::size_t smallest_size(double q, double confidence);

/// An interval in base units.
struct Bounds {
  double low = 0;
  double high = 0;
  bool operator==(const Bounds&) const = default;
};

/// The exact interval of quantile `q` in (0, 1): never covers less than `confidence`. nullopt below
/// smallest_size(q, confidence).
std::optional<Bounds> quantile_interval(std::span<const double> ascending, double q,
                                        double confidence);

/// The same interpolated between neighbouring ranks to cover `confidence` itself within about 1 %
/// (Hettmansperger & Sheather 1986, doi 10.1016/0167-7152(86)90021-0; for quantiles Nyblom 1992,
/// doi 10.1016/0167-7152(92)90080-U): what to print; decide by the exact one. nullopt below
/// smallest_size(q, confidence).
std::optional<Bounds> interpolated_quantile_interval(std::span<const double> ascending, double q,
                                                     double confidence);

}  // namespace pawl::stats
