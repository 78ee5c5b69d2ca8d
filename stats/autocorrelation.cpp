#include "autocorrelation.hpp"

#include "summary.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace pawl::stats {
namespace {

/// Σ xᵢ xᵢ₊ₗ.
double lagged_product(std::span<const double> x, std::size_t lag) {
  return std::inner_product(x.begin() + static_cast<std::ptrdiff_t>(lag), x.end(), x.begin(), 0.0);
}

/// The largest step of which both are whole multiples within `slack`, by Euclid.
double common_step(double a, double b, double slack) {
  while (b > slack) {
    const double rest = std::fmod(a, b);
    a = b;
    b = b - rest <= slack ? 0 : rest;
  }
  return a;
}

}  // namespace

std::vector<double> centred_ranks(std::span<const double> values) {
  const std::size_t n = values.size();
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  std::vector<double> ranks(n);
  for (std::size_t first = 0; first < n;) {
    std::size_t last = first + 1;
    while (last < n && values[order[last]] == values[order[first]]) ++last;
    const double rank = static_cast<double>(first + last - 1) / 2 - static_cast<double>(n - 1) / 2;
    for (; first < last; ++first) ranks[order[first]] = rank;
  }
  return ranks;
}

double lag_one_autocorrelation(std::span<const double> values) {
  const std::vector<double> x = centred_ranks(values);
  const double variance = lagged_product(x, 0);
  return x.size() < 3 || variance == 0 ? 0 : lagged_product(x, 1) / variance;
}

double effective_sample_size(std::span<const double> values) {
  const std::vector<double> x = centred_ranks(values);
  const double n = static_cast<double>(values.size());
  const double variance = lagged_product(x, 0);
  if (x.size() < 3 || variance == 0) return n;
  double sum = -1;  // 2 Σ pairs counts lag 0, whose ρ is 1, twice
  double last_pair = 2;
  for (std::size_t lag = 0; lag + 1 < x.size(); lag += 2) {
    const double pair = (lagged_product(x, lag) + lagged_product(x, lag + 1)) / variance;
    if (pair <= 0) break;
    sum += 2 * (last_pair = std::min(pair, last_pair));  // initial monotone sequence
  }
  return std::clamp(n / std::max(sum, 1.0), 1.0, n);
}

std::optional<Quantisation> quantisation(std::span<const double> values) {
  std::vector<double> distinct = sorted(values);
  distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
  if (distinct.size() < 2) return std::nullopt;
  const bool repeats = distinct.size() * 2 <= values.size();
  // Decimal numbers in binary are off by some 1e-16 of their size; a step found must stand out.
  const double slack = 1e-13 * std::max(std::abs(distinct.front()), std::abs(distinct.back()));
  double step = 0;
  for (std::size_t i = 1; i < distinct.size() && (i == 1 || step > 1000 * slack); ++i)
    step = common_step(distinct[i] - distinct[i - 1], step, slack);
  const bool stepped = distinct.size() > 2 && step > 1000 * slack;
  if (!repeats && !stepped) return std::nullopt;
  return Quantisation{distinct.size(), stepped || (repeats && step > 1000 * slack) ? step : 0};
}

}  // namespace pawl::stats
