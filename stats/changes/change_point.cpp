#include "change_point.hpp"

#include "segment.hpp"
#include "slope.hpp"
#include "stats/sample.hpp"
#include "stats/shift.hpp"
#include "stats/tails.hpp"

#include <algorithm>
#include <cmath>

namespace pawl::stats {
namespace {

/// Values are uncertain by this part of a typical one at least.
constexpr double least_uncertainty = 0.002;

/// The scale on which a series is judged: logarithms where it can, so that effects are ratios;
/// otherwise parts of the largest value, so that nothing overflows.
struct Scaled {
  std::vector<double> values;
  bool is_logarithm = true;
  double largest = 0;

  double unscaled(double value) const { return is_logarithm ? std::exp(value) : value * largest; }
};

Scaled scaled(std::span<const double> values) {
  Scaled scaled{{values.begin(), values.end()}};
  for (const double value : values) {
    scaled.is_logarithm = scaled.is_logarithm && value > 0;
    scaled.largest = std::max(scaled.largest, std::abs(value));
  }
  for (double& value : scaled.values)
    value = scaled.is_logarithm ? std::log(value) : scaled.largest > 0 ? value / scaled.largest : 0;
  return scaled;
}

/// Adds runs of fewer than `shorter_than` points far from their level, on one side of it.
void add_odd_runs(const ChangeWatch& watch, std::size_t begin, std::size_t end,
                  std::size_t shorter_than, std::vector<OddPoints>& odd) {
  constexpr double far = 6;
  const Level level = watch.levels().level(begin, end);
  const auto side = [&](std::size_t k) {
    const double residual = watch.levels().values()[k] - level.middle;
    return std::abs(residual) > far * level.spread ? (residual > 0 ? 1 : -1) : 0;
  };
  for (std::size_t k = begin; k < end; ++k) {
    if (side(k) == 0) continue;
    const std::size_t first = k;
    while (k + 1 < end && side(k + 1) == side(first)) ++k;
    if (k + 1 - first < shorter_than) odd.push_back({first, k + 1 - first, 0});
  }
}

/// Excursions and odd runs, none of which holds another or a change.
std::vector<OddPoints> odd_points(const ChangeWatch& watch, const ChangeRule& rule) {
  if (!watch.knows_noise()) return {};
  std::vector<OddPoints> all, odd;
  for (const Excursion& one : watch.excursions()) all.push_back({one.first, one.size, 0});
  for (std::size_t i = 0; i <= watch.announced().size(); ++i)
    add_odd_runs(watch, watch.start_of(i), watch.start_of(i + 1), rule.excursion, all);
  std::stable_sort(all.begin(), all.end(),
                   [](const OddPoints& a, const OddPoints& b) { return a.first < b.first; });
  for (const OddPoints& one : all) {
    const bool is_known = !odd.empty() && one.first < odd.back().first + odd.back().size;
    const bool holds_change = std::any_of(
        watch.announced().begin(), watch.announced().end(), [&](const Announced& change) {
          return one.first <= change.place && change.place <= one.first + one.size;
        });
    if (!is_known && !holds_change) odd.push_back(one);
  }
  return odd;
}

/// Whether both levels move on as the change does, and by half of it together at least: halves of
/// what a straight line is cut into differ by as much as the parts do, those of flat levels by
/// nothing.
bool is_drift(const ChangeWatch& watch, std::size_t begin, std::size_t middle, std::size_t end,
              double difference) {
  const auto moves = [&](std::size_t first, std::size_t last) {
    if (last - first < 2) return 0.0;
    const std::size_t half = first + (last - first) / 2;
    return (watch.levels().level(half, last).middle - watch.levels().level(first, half).middle) /
           difference;
  };
  const double before = moves(begin, middle), after = moves(middle, end);
  return before > 0 && after > 0 && before + after > 0.5;
}

double median_of(std::span<const double> values, std::size_t begin, std::size_t end) {
  const auto part = values.subspan(begin, end - begin);
  return median({part.begin(), part.end()});
}

/// Of whole stretches between changes, in time order.
std::vector<double> levels_of(const ChangeWatch& watch) {
  std::vector<double> levels;
  for (std::size_t i = 0; i <= watch.announced().size(); ++i)
    levels.push_back(watch.levels().level(watch.start_of(i), watch.start_of(i + 1)).middle);
  return levels;
}

/// The earlier level that change `i` returns to, if any.
std::optional<std::size_t> returned_to(std::span<const double> levels, std::size_t i) {
  constexpr double close = 0.25;
  const double before = levels[i], after = levels[i + 1];
  for (std::size_t earlier = i; earlier-- > 0;)
    if (std::abs(levels[earlier] - after) <= close * std::abs(after - before)) return earlier;
  return std::nullopt;
}

/// What the values are without the season, as they were measured.
std::vector<double> without_season(std::span<const double> raw, const Levels& levels,
                                   const Scaled& scale) {
  std::vector<double> values(raw.begin(), raw.end());
  if (levels.season().empty()) return values;
  std::ranges::transform(levels.values(), values.begin(),
                         [&](double value) { return scale.unscaled(value); });
  return values;
}

/// Change `i` of the watch, its levels those of `values`.
Change described(std::span<const double> values, const ChangeWatch& watch, bool of_logarithms,
                 std::size_t i) {
  const auto [begin, end] = watch.support(i);
  const Announced& announced = watch.announced()[i];
  const Contrast contrast = watch.levels().contrast(begin, announced.place, end);
  const double before = median_of(values, begin, announced.place),
               after = median_of(values, announced.place, end), first = values[announced.place];
  Change change{.index = announced.place,
                .before = before,
                .after = after,
                .effect = contrast.effect,
                .begins_as_before = std::abs(first - before) < std::abs(first - after),
                .waited = announced.waited};
  if (is_drift(watch, begin, announced.place, end, contrast.difference))
    change.kind = ChangeKind::drift;
  if (of_logarithms) {
    change.ratio = std::exp(contrast.difference);
    change.ratio_bounds = Bounds{std::exp(contrast.difference - 1.96 * contrast.error),
                                 std::exp(contrast.difference + 1.96 * contrast.error)};
  }
  const double p =
      contrast.error > 0 ? 2 * normal_tail(std::abs(contrast.difference) / contrast.error) : 0;
  change.p = std::min(1.0, p * static_cast<double>(values.size()));
  return change;
}

/// Whether the last level drifts, its values those of `values`.
std::optional<Drift> drift_of(std::span<const double> values, const ChangeWatch& watch,
                              bool of_logarithms) {
  const std::size_t first = watch.start_of(watch.announced().size());
  const auto slope = slope_of(watch.levels().values().subspan(first));
  if (!slope) return std::nullopt;
  Drift drift{.first = first,
              .before = median_of(values, first, first + slope->part),
              .after = median_of(values, values.size() - slope->part, values.size()),
              .p = slope->p};
  if (!of_logarithms) return drift;
  const double reach = half_width({slope->change, slope->error, slope->degrees}, 0.95);
  drift.ratio = std::exp(slope->change);
  drift.ratio_bounds = Bounds{std::exp(slope->change - reach), std::exp(slope->change + reach)};
  return drift;
}

}  // namespace

double unrest(std::span<const double> values) {
  return spread_of_neighbours(scaled(values).values);
}

Changes find_changes(std::span<const double> values, const ChangeRule& rule) {
  const Scaled scale = scaled(values);
  ChangeWatch watch(least_uncertainty, scale.is_logarithm, rule);
  for (const double value : scale.values) watch.add(value);
  Changes found;
  if (values.empty()) return found;
  const std::vector<double> levels = levels_of(watch),
                            told = without_season(values, watch.levels(), scale);
  for (std::size_t i = 0; i < watch.announced().size(); ++i) {
    found.changes.push_back(described(told, watch, scale.is_logarithm, i));
    if (const auto level = returned_to(levels, i))
      found.changes.back().returns_to = watch.start_of(*level);
  }
  found.withdrawn.assign(watch.withdrawn().begin(), watch.withdrawn().end());
  found.drift = drift_of(told, watch, scale.is_logarithm);
  found.period = watch.levels().season().size();
  found.odd = odd_points(watch, rule);
  for (OddPoints& odd : found.odd) odd.middle = median_of(values, odd.first, odd.first + odd.size);
  return found;
}

}  // namespace pawl::stats
