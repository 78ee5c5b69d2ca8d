#include "saddlepoint.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace pawl::stats {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// The cumulant generating function of the resampled sum at t, with two derivatives.
struct Generating {
  double value = 0, slope = 0, curvature = 0;
};

/// That of a part: n · log(mean of exp(t f v / n)), f the factor.
Generating generating(const ResampledPart& part, double t) {
  const double n = static_cast<double>(part.values.size());
  const double tilt = t * part.factor / n;
  const auto [low, high] = std::minmax_element(part.values.begin(), part.values.end());
  const double shift = std::max(tilt * *low, tilt * *high);  // keeps exp from overflowing
  double weights = 0, first = 0, second = 0;
  for (const double value : part.values) {
    const double weight = std::exp(tilt * value - shift);
    weights += weight;
    first += weight * value;
    second += weight * value * value;
  }
  const double tilted = first / weights;
  return {n * (shift + std::log(weights / n)), part.factor * tilted,
          part.factor * part.factor / n * (second / weights - tilted * tilted)};
}

Generating generating(std::span<const ResampledPart> parts, double t) {
  Generating sum;
  for (const ResampledPart& part : parts) {
    const Generating one = generating(part, t);
    sum.value += one.value;
    sum.slope += one.slope;
    sum.curvature += one.curvature;
  }
  return sum;
}

/// The smallest and largest value the sum can take.
struct Range {
  double low = 0, high = 0;
};

Range range(std::span<const ResampledPart> parts) {
  Range sum;
  for (const ResampledPart& part : parts) {
    const auto [low, high] = std::minmax_element(part.values.begin(), part.values.end());
    sum.low += part.factor * (part.factor > 0 ? *low : *high);
    sum.high += part.factor * (part.factor > 0 ? *high : *low);
  }
  return sum;
}

/// Newton's step if it stays in the bracket; outwards it goes no further than to four times `t`.
double within(double step, double t, double low, double high) {
  const bool open = std::isinf(low) || std::isinf(high);
  if (step > low && step < high && (!open || std::abs(step) <= 4 * std::abs(t))) return step;
  return open ? 4 * t : (low + high) / 2;
}

/// The saddlepoint: where the slope is `at`, by Newton's method kept within a bracket.
double saddlepoint(std::span<const ResampledPart> parts, double at, const SumCumulants& about) {
  double t = (at - about.mean) / about.variance;
  double low = t > 0 ? 0 : -infinity, high = t > 0 ? infinity : 0;
  for (int step = 0; step < 100; ++step) {
    const Generating here = generating(parts, t);
    const double miss = here.slope - at;
    if (std::abs(miss) <= 1e-12 * std::sqrt(about.variance)) break;
    (miss > 0 ? high : low) = t;
    const double next = within(t - miss / here.curvature, t, low, high);
    if (next == t) break;
    t = next;
  }
  return t;
}

}  // namespace

SumCumulants cumulants(std::span<const ResampledPart> parts) {
  SumCumulants sum;
  double third = 0;
  for (const ResampledPart& part : parts) {
    const double n = static_cast<double>(part.values.size());
    const double centre = std::accumulate(part.values.begin(), part.values.end(), 0.0) / n;
    double squares = 0, cubes = 0;
    for (const double value : part.values) {
      const double away = value - centre;
      squares += away * away;
      cubes += away * away * away;
    }
    const double share = part.factor / n;
    sum.mean += part.factor * centre;
    sum.variance += share * share * squares;
    third += share * share * share * cubes;
  }
  if (sum.variance > 0) sum.skewness = third / (sum.variance * std::sqrt(sum.variance));
  return sum;
}

double resampled_deviate(std::span<const ResampledPart> parts, double at) {
  const Range reach = range(parts);
  if (at <= reach.low) return at == reach.high ? 0 : -infinity;
  if (at >= reach.high) return infinity;
  const SumCumulants about = cumulants(parts);
  if (about.variance == 0) return at < about.mean ? -infinity : infinity;
  const double away = (at - about.mean) / std::sqrt(about.variance);
  // Near the mean w and u vanish together; there Edgeworth's first term is as good.
  if (std::abs(away) < 1e-3) return away + about.skewness / 6 * (1 - away * away);
  const double t = saddlepoint(parts, at, about);
  const Generating here = generating(parts, t);
  const double w = std::copysign(std::sqrt(std::max(0.0, 2 * (t * at - here.value))), t);
  const double u = t * std::sqrt(here.curvature);
  return u / w > 0 ? w + std::log(u / w) / w : w;  // rounding, at the very ends of the range
}

}  // namespace pawl::stats
