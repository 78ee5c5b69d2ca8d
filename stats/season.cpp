#include "season.hpp"

#include "sample.hpp"
#include "segment.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace pawl::stats {
namespace {

constexpr std::size_t fewest_periods = 5, longest_period = 64;

/// The differences of neighbours, of three spreads at most, about their mean: a step is one of
/// them.
std::vector<double> moves_of(std::span<const double> values) {
  constexpr double farthest = 3;
  std::vector<double> moves;
  const double reach = farthest * spread_of_neighbours(values);
  for (std::size_t i = 1; i < values.size(); ++i)
    moves.push_back(std::clamp(values[i] - values[i - 1], -reach, reach));
  const double mean =
      std::accumulate(moves.begin(), moves.end(), 0.0) / static_cast<double>(moves.size());
  for (double& move : moves) move -= mean;
  return moves;
}

/// Four sums at a time, which a processor need not add one after the other.
double product_of(std::span<const double> a, std::span<const double> b) {
  std::array<double, 4> sums{};
  std::size_t i = 0;
  for (; i + sums.size() <= a.size(); i += sums.size())
    for (std::size_t k = 0; k < sums.size(); ++k) sums[k] += a[i + k] * b[i + k];
  for (; i < a.size(); ++i) sums[0] += a[i] * b[i];
  return (sums[0] + sums[1]) + (sums[2] + sums[3]);
}

/// Of moves so many points apart, for each number up to the longest.
std::vector<double> correlations(std::span<const double> moves, std::size_t longest) {
  std::vector<double> found;
  for (std::size_t lag = 0; lag <= longest; ++lag) {
    const std::size_t pairs = moves.size() - lag;
    found.push_back(product_of(moves.first(pairs), moves.last(pairs)) / static_cast<double>(pairs));
  }
  const double variance = found.front();
  for (double& one : found) one = variance > 0 ? one / variance : 0;
  return found;
}

/// 0 for none.
std::size_t period_of(std::span<const double> values) {
  constexpr double least = 0.3, errors = 5, clearer = 0.1;
  const std::size_t longest = std::min(longest_period, values.size() / fewest_periods);
  if (longest < 2) return 0;
  const std::vector<double> alike = correlations(moves_of(values), 2 * longest);
  double highest = std::max(least, errors / std::sqrt(static_cast<double>(values.size())));
  double all = alike[1];
  std::size_t best = 0;
  for (std::size_t period = 2; period <= longest; ++period) {
    all += alike[period];
    const double usual = std::max(0.0, all / static_cast<double>(period));
    const double clear = std::min(alike[period], alike[2 * period]) - usual;
    if (!(clear >= highest)) continue;
    highest = clear + clearer;
    best = period;
  }
  return best;
}

}  // namespace

double season_at(const Season& season, std::size_t index) {
  return season.empty() ? 0 : season[index % season.size()];
}

Season season_of(std::span<const double> values) {
  const std::size_t period = period_of(values);
  if (period == 0) return {};
  std::vector<double> sums = {0};
  for (const double value : values) sums.push_back(sums.back() + value);
  const auto sum_from = [&](std::size_t i) { return sums[i + period] - sums[i]; };
  std::vector<std::vector<double>> phases(period);
  // Of an even period the two windows of which the point is nearly the middle.
  const std::size_t half = period / 2, other = (period - 1) / 2;
  for (std::size_t i = half; i - other + period <= values.size(); ++i) {
    const double level =
        (sum_from(i - half) + sum_from(i - other)) / (2 * static_cast<double>(period));
    phases[i % period].push_back(values[i] - level);
  }
  Season season;
  for (std::vector<double>& phase : phases) season.push_back(median(std::move(phase)));
  const double mean =
      std::accumulate(season.begin(), season.end(), 0.0) / static_cast<double>(period);
  for (double& one : season) one -= mean;
  return season;
}

}  // namespace pawl::stats
