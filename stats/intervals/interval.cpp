#include "interval.hpp"

#include "rank_bootstrap.hpp"
#include "saddlepoint.hpp"
#include "stats/summary.hpp"
#include "stats/tails.hpp"

#include <boost/math/tools/toms748_solve.hpp>

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <vector>

namespace pawl::stats {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// Fewer values a side, and the bootstrap of a median has nothing to say.
constexpr std::size_t fewest_for_median = 5;
/// Fewer on one side, and Welch's degrees of freedom are often too many: with 2 v 20 a test at 1 %
/// finds a difference in 6 % of equal ones. The smaller side's own are enough for any variances
/// (Mickey & Brown 1966, Ann. Math. Stat. 37:639).
constexpr std::size_t fewest_for_welch = 5;

bool all_positive(std::span<const double> values) {
  return std::all_of(values.begin(), values.end(), [](double v) { return v > 0; });
}

/// now / before, kept within what a double can hold.
double ratio_of(double now, double before) {
  return std::clamp(now / before, std::numeric_limits<double>::denorm_min(),
                    std::numeric_limits<double>::max());
}

Interval unknown_ratio(double estimate) {
  return {estimate, 0, infinity, IntervalMethod::none};
}

/// Where the rising function `deviate` reaches `target`, searched outwards from guess ± step.
/// Beyond 40 a deviate is as good as infinite.
template <typename Deviate>
double crossing(Deviate deviate, double target, double guess, double step) {
  const auto off = [&](double at) { return std::clamp(deviate(at) - target, -40.0, 40.0); };
  double low = guess - step, high = guess + step;
  double at_low = off(low), at_high = off(high);
  for (; at_low > 0; step *= 2) at_low = off(low -= step);
  for (; at_high < 0; step *= 2) at_high = off(high += step);
  if (at_low == 0) return low;
  if (at_high == 0) return high;
  std::uintmax_t steps = 60;
  const auto [from, to] = boost::math::tools::toms748_solve(
      off, low, high, at_low, at_high, boost::math::tools::eps_tolerance<double>(36), steps);
  return std::midpoint(from, to);
}

/// The deviate whose bootstrap percentile bounds a mean by BCa, where without bias and skewness it
/// were `z`. For a mean, bias and acceleration are both a sixth of the skewness (Efron 1987,
/// doi 10.1080/01621459.1987.10478410).
double bca_deviate(double z, double skewness) {
  const double bias = std::clamp(skewness / 6, -0.2, 0.2);
  return bias + (bias + z) / std::max(0.2, 1 - bias * (bias + z));  // breaks down towards 0
}

/// The place of that deviate by two terms of Cornish & Fisher, in standard errors.
double first_guess(double deviate, double skewness) {
  return deviate + std::clamp(skewness / 6, -0.2, 0.2) * (deviate * deviate - 1);
}

/// The mean of a sample and how well it is known: all relative to its own size.
struct MeanOf {
  double mean;                    ///< in base units
  std::vector<double> deviation;  ///< of each value from the mean, / unit
  double variance;                ///< of the mean, / unit²; unbiased
  double n;
};

MeanOf mean_of(std::span<const double> values, double unit) {
  const double centre = mean(values), n = static_cast<double>(values.size());
  MeanOf result{centre, {values.begin(), values.end()}, 0, n};
  double squares = 0;
  for (double& value : result.deviation) {
    value = (value - centre) / unit;  // quotients of values that hardly differ may be the same
    squares += value * value;
  }
  if (values.size() > 1) result.variance = squares / (n * (n - 1));
  return result;
}

/// The interval of a mean, in units of the deviations about it.
Bounds bca_bounds(const MeanOf& side, double half_width) {
  const std::array parts{ResampledPart{side.deviation, 1}};
  const SumCumulants about = cumulants(parts);
  const double error = std::sqrt(about.variance);
  const auto deviate = [&](double at) { return resampled_deviate(parts, at); };
  const auto end = [&](double z) {
    const double target = bca_deviate(z, about.skewness);
    return crossing(deviate, target, first_guess(target, about.skewness) * error, error / 4);
  };
  return {end(-half_width), end(half_width)};
}

/// The interval of log(now / before) about its estimate, `before` and `now` in units of their own
/// means: P(ratio* ≤ ρ) = P(now* − ρ before* ≤ 0), or of both by ρ where ρ is larger than 1, since
/// ends far out would overflow.
Bounds bca_log_ratio_bounds(const MeanOf& before, const MeanOf& now, double half_width) {
  const auto parts = [&](double log_ratio) {
    return std::array{ResampledPart{now.deviation, std::exp(std::min(0.0, -log_ratio))},
                      ResampledPart{before.deviation, -std::exp(std::min(0.0, log_ratio))}};
  };
  const SumCumulants about = cumulants(parts(0));
  const double error = std::sqrt(about.variance);
  const auto deviate = [&](double log_ratio) {
    const double at = std::copysign(std::expm1(-std::abs(log_ratio)), log_ratio);
    return resampled_deviate(parts(log_ratio), at);
  };
  const auto end = [&](double z) {
    const double target = bca_deviate(z, about.skewness);
    return crossing(deviate, target, first_guess(target, about.skewness) * error, error / 4);
  };
  return {end(-half_width), end(half_width)};
}

/// Welch's degrees of freedom of the difference of two means with these variances.
double welch_degrees(const MeanOf& a, const MeanOf& b) {
  const double sum = a.variance + b.variance;
  const double shares = a.variance * a.variance / (a.n - 1) + b.variance * b.variance / (b.n - 1);
  return sum * sum / shares;
}

/// The unbiased variance of the difference over the one that resampling has.
double variance_excess(const MeanOf& a, const MeanOf& b) {
  const double resampled = a.variance * (a.n - 1) / a.n + b.variance * (b.n - 1) / b.n;
  return (a.variance + b.variance) / resampled;
}

}  // namespace

std::optional<Interval> quantile_ratio(std::span<const double> before, std::span<const double> now,
                                       double q, double confidence) {
  assert(!before.empty() && !now.empty());
  if (!all_positive(before) || !all_positive(now)) return std::nullopt;
  const std::vector<double> a = sorted(before), b = sorted(now);
  const double estimate = ratio_of(quantile(b, q), quantile(a, q));
  const std::size_t fewest = q == 0.5 ? fewest_for_median : smallest_size(q, confidence);
  if (std::min(a.size(), b.size()) < fewest) return unknown_ratio(estimate);
  const Bounds bounds = bootstrap_quantile_ratio(a, b, q, confidence);
  return Interval{estimate, std::min(bounds.low, estimate), std::max(bounds.high, estimate),
                  IntervalMethod::exact_bootstrap};
}

Interval quantile_estimate(std::span<const double> values, double q, double confidence) {
  const std::vector<double> ascending = sorted(values);
  const double estimate = quantile(ascending, q);
  const auto bounds = interpolated_quantile_interval(ascending, q, confidence);
  if (!bounds) return {estimate, -infinity, infinity, IntervalMethod::none};
  return {estimate, bounds->low, bounds->high, IntervalMethod::order_statistics};
}

Interval mean_estimate(std::span<const double> values, double confidence) {
  assert(!values.empty());
  const double centre = mean(values);
  if (values.size() == 1) return {centre, -infinity, infinity, IntervalMethod::none};
  const bool few = values.size() < fewest_for_bootstrap;
  const auto method = few ? IntervalMethod::student : IntervalMethod::bca_saddlepoint;
  const double scale = common_scale(values);  // a deviation may be more than a double holds
  std::vector<double> scaled(values.begin(), values.end());
  for (double& value : scaled) value /= scale;
  const double unit = standard_deviation(scaled);
  if (unit == 0) return {centre, centre, centre, method};
  const MeanOf side = mean_of(scaled, unit);
  const double t = student_beyond((1 - confidence) / 2, side.n - 1);
  const double reach = t * std::sqrt(side.variance);
  const Bounds about =
      few ? Bounds{-reach, reach} : bca_bounds(side, t * std::sqrt(side.n / (side.n - 1)));
  const auto end = [&](double off) { return (side.mean + off * unit) * scale; };
  return {centre, end(about.low), end(about.high), method, side.n - 1};
}

std::optional<Interval> mean_ratio(std::span<const double> before, std::span<const double> now,
                                   double confidence) {
  assert(!before.empty() && !now.empty());
  if (!all_positive(before) || !all_positive(now)) return std::nullopt;
  const MeanOf a = mean_of(before, mean(before)), b = mean_of(now, mean(now));
  const double estimate = ratio_of(b.mean, a.mean);
  const std::size_t fewest = std::min(before.size(), now.size());
  if (fewest == 1) return unknown_ratio(estimate);
  const bool few = fewest < fewest_for_bootstrap;
  const auto method = few ? IntervalMethod::student : IntervalMethod::bca_saddlepoint;
  if (a.variance + b.variance == 0) return Interval{estimate, estimate, estimate, method};
  const double degrees =
      fewest < fewest_for_welch ? static_cast<double>(fewest - 1) : welch_degrees(a, b);
  const double t = student_beyond((1 - confidence) / 2, degrees);
  const double reach = t * std::sqrt(a.variance + b.variance);
  const Bounds about = few ? Bounds{-reach, reach}
                           : bca_log_ratio_bounds(a, b, t * std::sqrt(variance_excess(a, b)));
  return Interval{estimate, ratio_of(std::exp(about.low) * estimate, 1),
                  ratio_of(std::exp(about.high) * estimate, 1), method, degrees};
}

}  // namespace pawl::stats
