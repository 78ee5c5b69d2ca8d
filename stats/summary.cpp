#include "summary.hpp"

#include "sample.hpp"

#include <boost/math/special_functions/beta.hpp>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

namespace pawl::stats {
namespace {

/// Not in long double, which takes five times as long: ranks are asked for per row of a report.
using InDouble = boost::math::policies::policy<boost::math::policies::promote_double<false>>;

/// P(Binomial(n, q) ≤ at_most).
double binomial_cdf(std::size_t at_most, std::size_t n, double q) {
  if (at_most >= n) return 1;
  return boost::math::ibetac(static_cast<double>(at_most) + 1, static_cast<double>(n - at_most), q,
                             InDouble());
}

/// The smallest count c with P(Binomial(n, q) ≤ c) ≥ level.
std::size_t binomial_quantile(double level, std::size_t n, double q) {
  std::size_t low = 0, high = n;
  while (low < high) {
    const std::size_t middle = std::midpoint(low, high);
    if (binomial_cdf(middle, n, q) >= level)
      high = middle;
    else
      low = middle + 1;
  }
  return low;
}

/// The lower end of the interpolated interval; the upper end is that of the mirrored sample.
double interpolated_low(std::span<const double> ascending, double q, double tail) {
  const std::size_t n = ascending.size();
  const std::size_t rank = binomial_quantile(tail, n, q);
  const double outer = rank == 0 ? 0 : binomial_cdf(rank - 1, n, q);
  const double inner = binomial_cdf(rank, n, q);
  if (rank == 0 || rank == n) return ascending.front();
  // Nyblom's weight of the inner rank; for the median Hettmansperger & Sheather's.
  const double r = static_cast<double>(rank), beyond = static_cast<double>(n) - r;
  const double weight = 1 / (1 + r * (1 - q) * (inner - tail) / (beyond * q * (tail - outer)));
  return std::lerp(ascending[rank - 1], ascending[rank], weight);
}

/// Where type `type` puts the rank of quantile 0 and by how much the spacing exceeds n: the rank is
/// a + q (n + 1 − a − b).
struct Plotting {
  double a, b;
};

Plotting plotting(QuantileType type) {
  switch (type) {
    case QuantileType::inverse_cdf:
    case QuantileType::averaged_cdf:
      return {0, 1};
    case QuantileType::weibull:
      return {0, 0};
    case QuantileType::linear:
      return {1, 1};
    case QuantileType::median_unbiased:
      return {1.0 / 3, 1.0 / 3};
  }
  assert(false);
  return {1, 1};
}

double share_of_next(QuantileType type, double fraction) {
  switch (type) {
    case QuantileType::inverse_cdf:
      return fraction > 0 ? 1 : 0;
    case QuantileType::averaged_cdf:
      return fraction > 0 ? 1 : 0.5;
    case QuantileType::weibull:
    case QuantileType::linear:
    case QuantileType::median_unbiased:
      return fraction;
  }
  assert(false);
  return fraction;
}

}  // namespace

std::vector<double> sorted(std::span<const double> values) {
  std::vector<double> result(values.begin(), values.end());
  std::sort(result.begin(), result.end());
  return result;
}

double common_scale(std::span<const double> values) {
  double largest = 0;
  for (const double value : values) largest = std::max(largest, std::abs(value));
  return largest == 0 ? 1 : std::ldexp(1.0, std::ilogb(largest));
}

double mean(std::span<const double> values) {
  assert(!values.empty());
  const double scale = common_scale(values);
  double sum = 0, lost = 0;
  for (const double value : values) {
    const double term = value / scale;
    const double next = sum + term;
    lost += std::abs(sum) >= std::abs(term) ? (sum - next) + term : (term - next) + sum;
    sum = next;
  }
  const double result = (sum + lost) / static_cast<double>(values.size()) * scale;
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  return std::clamp(result, *low, *high);
}

double standard_deviation(std::span<const double> values) {
  assert(!values.empty());
  if (values.size() == 1) return 0;
  const double scale = common_scale(values);
  const double centre = mean(values) / scale;
  double squares = 0;
  for (const double value : values) squares += (value / scale - centre) * (value / scale - centre);
  return std::sqrt(squares / static_cast<double>(values.size() - 1)) * scale;
}

double median_absolute_deviation(std::span<const double> values) {
  std::vector<double> away(values.begin(), values.end());
  const double middle = median(away);
  for (double& value : away) value = std::abs(value - middle);
  return median(std::move(away));
}

double quantile(std::span<const double> ascending, double q, QuantileType type) {
  assert(!ascending.empty() && q >= 0 && q <= 1);
  const auto n = static_cast<double>(ascending.size());
  const auto [a, b] = plotting(type);
  const double rank = a + q * (n + 1 - a - b);
  // 0.95 · 20 must count as 19: as in R, ranks this close to a whole number are it.
  const double close = 4e-16 * n;
  double whole = std::floor(rank + close);
  double share = share_of_next(type, rank - whole < close ? 0 : rank - whole);
  if (whole < 1) whole = 1, share = 0;
  if (whole >= n) return ascending.back();
  const auto below = static_cast<std::size_t>(whole) - 1;
  return std::lerp(ascending[below], ascending[below + 1], share);
}

QuantileRanks quantile_ranks(std::size_t n, double q, double confidence) {
  assert(n > 0 && q > 0 && q < 1 && confidence > 0 && confidence < 1);
  const double tail = (1 - confidence) / 2;
  const std::size_t low = binomial_quantile(tail * (1 + 1e-12), n, q);
  const std::size_t high = n + 1 - binomial_quantile(tail * (1 + 1e-12), n, 1 - q);
  const double below = low == 0 ? 0 : binomial_cdf(low - 1, n, q);
  const double above = high == n + 1 ? 0 : binomial_cdf(n - high, n, 1 - q);
  return {low, high, 1 - below - above};
}

std::size_t smallest_size(double q, double confidence) {
  // The rarer side must hold a value: max(q, 1 − q)ⁿ ≤ (1 − confidence) / 2.
  const double n = std::log((1 - confidence) / 2) / std::log1p(-std::min(q, 1 - q));
  constexpr double beyond_all = 0x1p53;  // more than any sample has
  return static_cast<std::size_t>(std::min(std::ceil(n * (1 - 1e-12)), beyond_all));
}

std::optional<Bounds> quantile_interval(std::span<const double> ascending, double q,
                                        double confidence) {
  const QuantileRanks ranks = quantile_ranks(ascending.size(), q, confidence);
  if (ranks.low == 0 || ranks.high > ascending.size()) return std::nullopt;
  return Bounds{ascending[ranks.low - 1], ascending[ranks.high - 1]};
}

std::optional<Bounds> interpolated_quantile_interval(std::span<const double> ascending, double q,
                                                     double confidence) {
  const double tail = (1 - confidence) / 2;
  if (ascending.size() < smallest_size(q, confidence)) return std::nullopt;
  std::vector<double> mirrored(ascending.rbegin(), ascending.rend());
  for (double& value : mirrored) value = -value;
  return Bounds{interpolated_low(ascending, q, tail), -interpolated_low(mirrored, 1 - q, tail)};
}

}  // namespace pawl::stats
