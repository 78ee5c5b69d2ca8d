#include "hindsight.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace pawl::stats {
namespace {

/// Levels of so many points a side are looked for, at one place of so many; what is found may move
/// by so many.
constexpr std::size_t long_level = 32, every = 4, reach = 2 * every;
/// A series' first level, while it is no long one, and what follows it have so many at least.
constexpr std::size_t first_level = 3, second_level = 8;
/// Up to so many levels that hide each other are looked for together, of so many points each.
constexpr std::size_t most_together = 5, shared_level = 20;

double count(std::size_t n) {
  return static_cast<double>(n);
}

/// How many points a level that is parted has before the place, `usually` or at a series' begin.
std::size_t fewest_before(const Stretch& level, std::size_t usually) {
  return level.begin == 0 ? first_level : usually;
}

/// And after it.
std::size_t fewest_after(std::size_t place, const Stretch& level, std::size_t usually) {
  return level.begin == 0 && place < long_level ? second_level : usually;
}

bool parts(std::size_t place, const Stretch& level, std::size_t usually) {
  return place >= level.begin + fewest_before(level, usually) &&
         place + fewest_after(place, level, usually) <= level.end;
}

/// The levels into which ascending places part a series.
struct Parted {
  std::vector<std::size_t> places;
  std::size_t size = 0;

  Stretch level(std::size_t index) const {
    return {index == 0 ? 0 : places[index - 1], index < places.size() ? places[index] : size};
  }
  /// The index of the level that holds `point`.
  std::size_t level_at(std::size_t point) const {
    return static_cast<std::size_t>(std::ranges::upper_bound(places, point) - places.begin());
  }
  void add(std::size_t place) { places.insert(std::ranges::upper_bound(places, place), place); }

  /// Calls `look(level, place)` for one place of `every` that parts a level, with `fewest` points
  /// on either side, or fewer at the series' begin.
  template <typename Look>
  void for_each_place(std::size_t fewest, const Look& look) const {
    for (std::size_t i = 0; i <= places.size(); ++i) {
      const Stretch on = level(i);
      std::size_t place = on.begin + fewest_before(on, fewest);
      for (; parts(place, on, fewest); place += every) look(on, place);
    }
  }
};

/// The largest margin over windows of at least a long level a side, every second width, as far as
/// the levels reach.
template <typename Margin>
double best_of_windows(const Stretch& levels, std::size_t middle, const Margin& margin) {
  double best = 0;
  for (auto width = std::lower_bound(widths().begin(), widths().end(), long_level);; width += 2) {
    const Stretch on{middle - std::min(middle - levels.begin, *width),
                     middle + std::min(levels.end - middle, *width)};
    best = std::max(best, margin(on));
    if (on.begin == levels.begin && on.end == levels.end) return best;
  }
}

/// A place, and what speaks for it in parts of what it takes.
struct Candidate {
  double margin = 0;
  std::size_t place = 0;
};

class Hindsight {
 public:
  Hindsight(Levels levels, std::span<const std::size_t> told, const ChangeRule& rule)
      : levels_(std::move(levels)),
        told_{{told.begin(), told.end()}, levels_.size()},
        rule_(rule),
        errors_(rule.hindsight * errors_needed(rule, levels_.size(), told.size())),
        known_(levels_.wander()) {}

  std::vector<std::size_t> clearest_alone();
  std::vector<std::size_t> clearest_together();

 private:
  std::vector<Candidate> long_levels() const;
  Candidate proved_about(std::size_t place);
  std::size_t likeliest_place(const Parted& parted) const;
  bool stands(const Parted& parted, std::size_t place) const;
  double margin(const Stretch& on, std::size_t middle) const;

  Levels levels_;
  Parted told_;
  const ChangeRule& rule_;
  double errors_;  ///< the standard errors that it takes
  Wander known_;   ///< if nothing went untold
};

double Hindsight::margin(const Stretch& on, std::size_t middle) const {
  const Contrast contrast = levels_.contrast(on.begin, middle, on.end);
  const std::size_t points = std::min(middle - on.begin, on.end - middle);
  const double effect = std::max(rule_.keep * effect_needed(rule_, levels_.wander()),
                                 count(long_level) / count(points));
  return std::min(contrast.errors() / errors_, contrast.effect / effect);
}

/// Places that may part long levels, the likeliest first: as if points were independent, since what
/// nobody told passes for wander.
std::vector<Candidate> Hindsight::long_levels() const {
  constexpr double promising = 0.6;
  std::vector<Candidate> found;
  told_.for_each_place(long_level, [&](const Stretch& level, std::size_t place) {
    const double margin = best_of_windows(level, place, [&](const Stretch& on) {
      return levels_.plain_errors(on.begin, place, on.end) / errors_;
    });
    if (margin >= promising) found.push_back({margin, place});
  });
  std::ranges::stable_sort(found, std::ranges::greater{}, &Candidate::margin);
  return found;
}

/// Moves `place` to where it parts its level best, and judges it by the wander that is left then.
Candidate Hindsight::proved_about(std::size_t place) {
  Parted parted = told_;
  const Stretch level = parted.level(parted.level_at(place));
  place = levels_.best_place(level.begin, place, level.end, reach, 1);
  if (!parts(place, level, long_level)) return {};
  parted.add(place);
  levels_.use(levels_.wander_about(parted.places, parted.size));
  if (levels_.certainty(level.begin, place, level.end) < rule_.certain) return {};
  return {best_of_windows(level, place, [&](const Stretch& on) { return margin(on, place); }),
          place};
}

std::vector<std::size_t> Hindsight::clearest_alone() {
  constexpr std::size_t most_tried = 2;
  std::vector<std::size_t> tried;
  Candidate best;
  for (const Candidate& seen : long_levels()) {
    const bool is_tried = std::ranges::any_of(tried, [&](std::size_t other) {
      return seen.place <= other + reach && other <= seen.place + reach;
    });
    if (is_tried) continue;
    tried.push_back(seen.place);
    const Candidate proved = proved_about(seen.place);
    levels_.use(known_);
    if (proved.margin > best.margin) best = proved;
    if (tried.size() == most_tried) break;
  }
  if (best.margin < 1) return {};
  return {best.place};
}

/// The place that parts one of those levels best, as if points were independent; 0 where none does
/// by three tenths of what it takes.
std::size_t Hindsight::likeliest_place(const Parted& parted) const {
  constexpr double promising = 0.3;
  double most = promising * errors_;
  std::size_t likeliest = 0;
  Stretch within;
  parted.for_each_place(shared_level, [&](const Stretch& level, std::size_t place) {
    const double errors = levels_.plain_errors(level.begin, place, level.end);
    if (errors <= most) return;
    most = errors;
    likeliest = place;
    within = level;
  });
  if (likeliest == 0) return 0;
  return levels_.best_place(within.begin, likeliest, within.end, reach, 1);
}

/// Whether one of those places is a change between the levels beside it.
bool Hindsight::stands(const Parted& parted, std::size_t place) const {
  const std::size_t after = parted.level_at(place);
  const Stretch on{parted.level(after - 1).begin, parted.level(after).end};
  return parts(place, on, rule_.shortest) &&
         levels_.certainty(on.begin, place, on.end) >= rule_.certain && margin(on, place) >= 1;
}

std::vector<std::size_t> Hindsight::clearest_together() {
  Parted parted = told_;
  std::vector<std::size_t> added;
  while (added.size() < most_together) {
    const std::size_t place = likeliest_place(parted);
    if (place == 0) break;
    added.push_back(place);
    parted.add(place);
  }
  if (added.size() < 2) return {};
  levels_.use(levels_.wander_about(parted.places, parted.size));
  if (!std::ranges::all_of(added, [&](std::size_t place) { return stands(parted, place); }))
    return {};
  std::ranges::sort(added);
  return added;
}

}  // namespace

std::vector<std::size_t> untold_changes(Levels levels, std::span<const std::size_t> told,
                                        const ChangeRule& rule) {
  Hindsight hindsight(std::move(levels), told, rule);
  const std::vector<std::size_t> alone = hindsight.clearest_alone();
  return alone.empty() ? hindsight.clearest_together() : alone;
}

}  // namespace pawl::stats
