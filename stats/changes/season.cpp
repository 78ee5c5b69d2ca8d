#include "season.hpp"

#include "segment.hpp"
#include "stats/sample.hpp"

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

/// The sums of the values before each, and of all.
std::vector<double> sums_of(std::span<const double> values) {
  std::vector<double> sums = {0};
  for (const double value : values) sums.push_back(sums.back() + value);
  return sums;
}

/// How far values, from that in the middle of the first period on, lie above the mean of the period
/// round each: of an even period the two of which it is nearly the middle.
std::vector<double> heights_of(std::span<const double> values, std::span<const double> sums,
                               std::size_t period) {
  const std::size_t half = period / 2, extra = 1 - period % 2, whole = period + extra;
  if (values.size() < whole) return {};
  const double part = 1 / (2 * static_cast<double>(period));
  std::vector<double> heights(values.size() - whole + 1);
  for (std::size_t i = 0; i < heights.size(); ++i) {
    const double round = (sums[i + period] - sums[i]) + (sums[i + whole] - sums[i + extra]);
    heights[i] = values[i + half] - round * part;
  }
  return heights;
}

/// Values less their median, of three spreads at most.
std::vector<double> drawn_in(std::span<const double> values) {
  constexpr double farthest = 3;
  std::vector<double> drawn(values.begin(), values.end());
  const double middle = median(drawn);
  for (double& value : drawn) value -= middle;
  const double reach = farthest * spread_of(drawn);
  for (double& value : drawn) value = std::clamp(value, -reach, reach);
  return drawn;
}

/// The least correlation of heights one to four periods apart, as far as there are, or one below
/// `enough`.
double likeness(std::span<const double> heights, std::size_t period, double enough) {
  const double variance = product_of(heights, heights) / static_cast<double>(heights.size());
  if (!(variance > 0)) return 0;
  double least = 1;
  for (std::size_t lag = period; lag <= 4 * period && lag < heights.size(); lag += period) {
    const std::size_t pairs = heights.size() - lag;
    const double product = product_of(heights.first(pairs), heights.last(pairs));
    least = std::min(least, product / static_cast<double>(pairs) / variance);
    if (least < enough) break;
  }
  return least;
}

/// What a period of a series of so many points has to be like at least.
double least_of(std::size_t points, double least) {
  constexpr double errors = 5;
  return std::max(least, errors / std::sqrt(static_cast<double>(points)));
}

/// The period that is clearest, by `needed` at least, 0 for none. A longer one has to be clearer
/// than a shorter: what returns after p points returns after 2p as well. `clear_of(period, needed)`
/// is called for each in turn, and may give anything less where it is not as clear as needed.
template <typename ClearOf>
std::size_t clearest(std::size_t longest, double needed, const ClearOf& clear_of) {
  constexpr double clearer = 0.1;
  std::size_t best = 0;
  for (std::size_t period = 2; period <= longest; ++period) {
    const double clear = clear_of(period, needed);
    if (!(clear >= needed)) continue;
    needed = clear + clearer;
    best = period;
  }
  return best;
}

/// Of moves, which tell sharp patterns from slow ones; 0 for none.
std::size_t period_of(std::span<const double> values) {
  const std::size_t longest = std::min(longest_period, values.size() / fewest_periods);
  const std::vector<double> alike = correlations(moves_of(values), 2 * longest);
  double all = alike[1];
  return clearest(longest, least_of(values.size(), 0.3), [&](std::size_t period, double) {
    all += alike[period];
    const double usual = std::max(0.0, all / static_cast<double>(period));
    return std::min(alike[period], alike[2 * period]) - usual;
  });
}

/// Of what goes up and down too slowly for its moves to show it, 0 for none: it has to be seen for
/// longer, to tell it from a level that goes to and fro.
std::size_t period_of_wave(std::span<const double> drawn, std::span<const double> sums) {
  constexpr std::size_t fewest = 8;
  const std::size_t longest = std::min(longest_period, drawn.size() / fewest);
  return clearest(longest, least_of(drawn.size(), 0.4), [&](std::size_t period, double needed) {
    return likeness(heights_of(drawn, sums, period), period, needed);
  });
}

/// Moves a period to where heights are the most alike: those of a wave's are nearly so at its
/// neighbours, too.
std::size_t settled(std::span<const double> drawn, std::span<const double> sums,
                    std::size_t period) {
  const auto alike = [&](std::size_t other) {
    return likeness(heights_of(drawn, sums, other), other, -1);
  };
  double best = alike(period);
  for (bool has_moved = true; has_moved;) {
    has_moved = false;
    for (const std::size_t next : {period - 1, period + 1}) {
      const double its = next < 2 || next > longest_period ? -1 : alike(next);
      if (!(its > best)) continue;
      best = its;
      period = next;
      has_moved = true;
    }
  }
  return period;
}

}  // namespace

double season_at(const Season& season, std::size_t index) {
  return season.empty() ? 0 : season[index % season.size()];
}

Season season_of(std::span<const double> values) {
  if (values.size() < 2 * fewest_periods) return {};
  const std::vector<double> drawn = drawn_in(values), sums = sums_of(drawn);
  std::size_t period = period_of(values);
  if (period == 0) period = period_of_wave(drawn, sums);
  if (period == 0) return {};
  period = settled(drawn, sums, period);
  std::vector<std::vector<double>> phases(period);
  std::size_t i = period / 2;
  for (const double height : heights_of(values, sums_of(values), period))
    phases[i++ % period].push_back(height);
  Season season;
  for (std::vector<double>& phase : phases) season.push_back(median(std::move(phase)));
  const double mean =
      std::accumulate(season.begin(), season.end(), 0.0) / static_cast<double>(period);
  for (double& one : season) one -= mean;
  return season;
}

}  // namespace pawl::stats
