#include "change_point.hpp"

#include "change_candidates.hpp"
#include "sample.hpp"
#include "segmentation.hpp"

#include <algorithm>
#include <cmath>

namespace pawl::stats {
namespace {

using Places = std::vector<std::size_t>;

/// Differences of levels below this part of the level are not looked into.
constexpr double smallest_part = 0.002;
/// The median of normal values is this much less sharp than their mean: √(π/2).
constexpr double median_error = 1.2533;

/// The scale on which a series is judged: logarithms where it can, so that effects are ratios;
/// otherwise parts of the largest value, so that nothing overflows.
struct Scaled {
  std::vector<double> values;
  bool is_logarithm = false;
  double grain = 0;
};

Scaled scaled(std::span<const double> values) {
  Scaled scaled{{values.begin(), values.end()}, true, smallest_part};
  double largest = 0;
  for (const double value : values) {
    scaled.is_logarithm = scaled.is_logarithm && value > 0;
    largest = std::max(largest, std::abs(value));
  }
  for (double& value : scaled.values)
    value = scaled.is_logarithm ? std::log(value) : largest > 0 ? value / largest : 0;
  if (scaled.is_logarithm) return scaled;
  std::vector<double> sizes;
  for (const double value : scaled.values) sizes.push_back(std::abs(value));
  scaled.grain = sizes.empty() ? 0 : smallest_part * median(std::move(sizes));
  return scaled;
}

/// Whether the level between places[i] and places[i + 1] came and went.
bool is_excursion(const Segmentation& series, const Places& places, std::size_t i) {
  const double before = series.level(series.begin_of(places, i), places[i]).middle;
  const double within = series.level(places[i], places[i + 1]).middle;
  const double after = series.level(places[i + 1], series.end_of(places, i + 1)).middle;
  const double out = within - before, back = within - after;
  return out * back > 0 &&
         std::abs(after - before) <= 0.5 * std::min(std::abs(out), std::abs(back));
}

/// Takes excursions away, the shortest first, and yields them.
std::vector<OddPoints> take_excursions(const Segmentation& series, Places& places,
                                       std::size_t shorter_than) {
  std::vector<OddPoints> odd;
  for (;;) {
    std::size_t found = places.size(), size = shorter_than;
    for (std::size_t i = 0; i + 1 < places.size(); ++i)
      if (places[i + 1] - places[i] < size && is_excursion(series, places, i)) {
        size = places[i + 1] - places[i];
        found = i;
      }
    if (found == places.size()) return odd;
    odd.push_back({places[found], size, 0});
    const auto first = places.begin() + static_cast<std::ptrdiff_t>(found);
    places.erase(first, first + 2);
    series.refuse_weak(places);
  }
}

/// Runs of fewer than `shorter_than` points far from their level, on one side of it.
void add_single_odd(const Segmentation& series, const Places& places, const ChangeRule& rule,
                    std::vector<OddPoints>& odd) {
  constexpr double far = 6;
  for (std::size_t i = 0; i <= places.size(); ++i) {
    const std::size_t begin = series.begin_of(places, i);
    const std::size_t end = i < places.size() ? places[i] : series.values().size();
    const Level level = series.level(begin, end);
    const double width = series.spread(level);
    const auto side = [&](std::size_t k) {
      const double residual = series.values()[k] - level.middle;
      return std::abs(residual) > far * width ? (residual > 0 ? 1 : -1) : 0;
    };
    for (std::size_t k = begin; k < end; ++k) {
      if (side(k) == 0) continue;
      const std::size_t first = k;
      while (k + 1 < end && side(k + 1) == side(first)) ++k;
      const bool is_known = std::any_of(odd.begin(), odd.end(), [&](const OddPoints& known) {
        return first < known.first + known.size && known.first <= k;
      });
      if (!is_known && k + 1 - first < rule.excursion) odd.push_back({first, k + 1 - first, 0});
    }
  }
}

/// Whether both levels move on as the change does, and by half of it together at least: halves of
/// what a straight line is cut into differ by as much as the parts do, those of flat levels by
/// nothing.
bool is_drift(const Segmentation& series, std::size_t begin, std::size_t middle, std::size_t end,
              double difference) {
  const auto moves = [&](std::size_t first, std::size_t last) {
    const std::size_t half = first + (last - first) / 2;
    return (series.level(half, last).middle - series.level(first, half).middle) / difference;
  };
  const double before = moves(begin, middle), after = moves(middle, end);
  return before > 0 && after > 0 && before + after > 0.5;
}

/// How many points of the new level had to be there.
std::size_t waited(const Segmentation& series, std::size_t begin, std::size_t middle,
                   std::size_t end, std::size_t shortest) {
  for (std::size_t last = middle + shortest; last < end; ++last)
    if (series.contrast(begin, middle, last).margin >= 1) return last - middle;
  return end - middle;
}

double two_sided(double errors) {
  return std::erfc(errors / std::sqrt(2.0));
}

double raw_median(std::span<const double> values, std::size_t begin, std::size_t end) {
  const auto part = values.subspan(begin, end - begin);
  return median({part.begin(), part.end()});
}

Change described(std::span<const double> raw, const Segmentation& series, bool is_logarithm,
                 const Places& places, std::size_t i, const ChangeRule& rule) {
  const std::size_t begin = series.begin_of(places, i), end = series.end_of(places, i);
  const Contrast contrast = series.contrast(begin, places[i], end);
  Change change{.index = places[i],
                .before = raw_median(raw, begin, places[i]),
                .after = raw_median(raw, places[i], end),
                .effect = contrast.effect};
  if (is_drift(series, begin, places[i], end, contrast.difference)) change.kind = ChangeKind::drift;
  const double error = median_error * contrast.error;
  if (is_logarithm) {
    change.ratio = std::exp(contrast.difference);
    change.ratio_bounds = Bounds{std::exp(contrast.difference - 1.96 * error),
                                 std::exp(contrast.difference + 1.96 * error)};
  }
  const double p = error > 0 ? two_sided(std::abs(contrast.difference) / error) : 0;
  change.p = std::min(1.0, p * static_cast<double>(raw.size()));
  change.waited = waited(series, begin, places[i], end, rule.shortest);
  return change;
}

}  // namespace

double unrest(std::span<const double> values) {
  return spread_of_neighbours(scaled(values).values);
}

Changes find_changes(std::span<const double> values, const ChangeRule& rule) {
  Changes found;
  if (values.size() < 2 * rule.shortest) return found;
  const Scaled scale = scaled(values);
  Segmentation series(scale.values, scale.grain, rule);
  const double floor = std::max(scale.grain, 0.3 * spread_of_neighbours(scale.values));
  Places places = change_candidates(scale.values, floor, {.shortest = rule.shortest});
  ChangeRule generous = rule;
  generous.effect = std::min(rule.effect, 1.0);
  Segmentation(scale.values, scale.grain, generous).refuse_weak(places);
  series.learn_wander(places);
  series.refuse_weak(places);
  found.odd = take_excursions(series, places, rule.excursion);
  add_single_odd(series, places, rule, found.odd);
  for (std::size_t i = 0; i < places.size(); ++i)
    found.changes.push_back(described(values, series, scale.is_logarithm, places, i, rule));
  for (OddPoints& odd : found.odd) odd.middle = raw_median(values, odd.first, odd.first + odd.size);
  std::sort(found.odd.begin(), found.odd.end(),
            [](const OddPoints& a, const OddPoints& b) { return a.first < b.first; });
  return found;
}

}  // namespace pawl::stats
