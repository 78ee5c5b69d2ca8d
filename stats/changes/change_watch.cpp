#include "change_watch.hpp"

#include "hindsight.hpp"
#include "stats/sample.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace pawl::stats {
namespace {

/// The old level is looked at over as many points as the new one, and at least so many.
constexpr std::size_t old_points = 32, fewest_before = 5;
/// A change is held against later points over so many a side, from the least to the most.
constexpr std::size_t lasting = 12, longest_look_back = 256;
/// A change may move by so many points since it was told.
constexpr std::size_t farthest_move = 4;
/// A tail of so many points that has this part of what it takes is suspected to be another level.
constexpr std::size_t long_enough = 8;
constexpr double suspicious = 0.85;

double count(std::size_t n) {
  return static_cast<double>(n);
}

/// How many of `known` points of the old level are held against so many of the new one.
std::size_t compared(std::size_t known, std::size_t points) {
  return std::min(known, std::max(points, old_points));
}

}  // namespace

ChangeWatch::ChangeWatch(double least, bool of_logarithms, const ChangeRule& rule)
    : rule_(rule), levels_(least, of_logarithms) {}

void ChangeWatch::add(double value) {
  constexpr std::size_t young = 24;
  levels_.add(value);
  const std::size_t size = levels_.size();
  if (size < fewest_before + rule_.shortest) return;
  if (size >= next_learning_) {
    learn();
    take_back(0);
    look_back();
    next_learning_ = size + 1 + size / 16;
  } else if (!announced_.empty() && size - announced_.back().place <= young) {
    take_back(announced_.size() - std::min<std::size_t>(announced_.size(), 2));
  }
  const std::size_t begin = start_of(announced_.size());
  const Tail tail = best_tail(begin);
  if (tail.margin >= 1 && announce(begin, tail)) {
    suspect_ = {};
  } else if (tail.margin > suspect_.margin && size - tail.middle >= long_enough) {
    suspect_ = tail;
  }
}

void ChangeWatch::learn() {
  std::vector<std::size_t> known = places();
  levels_.learn_season(known);
  // A step not yet announced must not pass for wander, which would hide it.
  if (suspect_.margin >= suspicious && suspect_.middle > start_of(announced_.size()))
    known.push_back(suspect_.middle);
  suspect_ = {};
  use(levels_.wander_about(known, levels_.size()));
  const std::size_t odd = odd_at_end(), others = levels_.size() - odd;
  if (odd > 0 && (known.empty() || known.back() < others)) use(levels_.wander_about(known, others));
  levels_.follow_anew();
}

void ChangeWatch::use(Wander wander) {
  effect_ = effect_needed(rule_, wander);
  levels_.use(std::move(wander));
}

std::vector<std::size_t> ChangeWatch::places() const {
  std::vector<std::size_t> places;
  for (const Announced& one : announced_) places.push_back(one.place);
  return places;
}

/// Whether plain means differ by two fifths of the effect that it takes: else robust ones, which
/// cost more, need not be looked at.
bool ChangeWatch::may_differ(std::size_t begin, std::size_t middle, std::size_t end) const {
  constexpr double part = 0.4;
  const std::size_t points = end - middle;
  const std::size_t old = compared(middle - begin, points);
  const double difference = levels_.plain_difference(middle - old, middle, end);
  const double effect = std::max(effect_, rule_.weight / count(std::min(points, old)));
  return std::abs(difference) >= part * effect * levels_.wander().spread;
}

/// How many points at the end are odd on one side, fewer than half of the last level's: they are to
/// be judged by the others.
std::size_t ChangeWatch::odd_at_end() const {
  constexpr double odd = 2.5;
  const std::size_t begin = start_of(announced_.size()), size = levels_.size();
  const auto last = levels_.values().subspan(begin);
  const double middle = median({last.begin(), last.end()});
  const auto side = [&](std::size_t i) {
    const double residual = levels_.values()[i] - middle;
    return std::abs(residual) > odd * levels_.wander().spread ? (residual > 0 ? 1 : -1) : 0;
  };
  std::size_t points = 0;
  while (2 * points < size - begin && side(size - 1 - points) != 0 &&
         side(size - 1 - points) == side(size - 1))
    ++points;
  return 2 * points < size - begin ? points : 0;
}

std::size_t ChangeWatch::start_of(std::size_t level) const {
  if (level == 0) return 0;
  return level <= announced_.size() ? announced_[level - 1].place : levels_.size();
}

double ChangeWatch::margin(const Contrast& contrast, std::size_t points) const {
  const double effect = std::max(effect_, rule_.weight / count(points));
  return std::min(contrast.errors() / errors_needed(rule_, levels_.size(), announced_.size()),
                  contrast.effect / effect);
}

double ChangeWatch::tail_margin(std::size_t begin, std::size_t middle, std::size_t end) const {
  const std::size_t points = end - middle;
  const std::size_t old = compared(middle - begin, points);
  // Of an old level that is hardly known, a step has to be that much clearer.
  const double known = std::min(1.0, count(old) / count(rule_.before));
  return known * margin(levels_.contrast(middle - old, middle, end), std::min(points, old));
}

/// So many points in a row are odd less than once in 3,000 such series, as often as single ones
/// are.
std::size_t ChangeWatch::fewest() const {
  const double chance = 0.0003 / count(levels_.size() + 20);
  const double points = std::log(chance) / std::log(std::min(0.5, levels_.wander().odd_share));
  return std::max(rule_.shortest, static_cast<std::size_t>(std::ceil(points)));
}

ChangeWatch::Tail ChangeWatch::best_tail(std::size_t begin) const {
  const std::size_t size = levels_.size(), least = fewest();
  Tail best;
  for (const std::size_t width : widths()) {
    if (width + fewest_before > size - begin) break;
    if (width < least || (width > 8 && size % (width / 8) != 0)) continue;
    if (!may_differ(begin, size - width, size)) continue;
    const double asked = announced_.empty() && width <= long_enough ? rule_.first : 1;
    const double margin = tail_margin(begin, size - width, size) / asked;
    if (margin > best.margin) best = {margin, size - width};
  }
  return best;
}

bool ChangeWatch::announce(std::size_t begin, const Tail& tail) {
  const std::size_t size = levels_.size();
  std::size_t place = levels_.best_place(
      begin, tail.middle, size, std::max<std::size_t>(4, size - tail.middle), rule_.shortest);
  if (levels_.certainty(begin, place, size) < rule_.certain) return false;
  if (tail_margin(begin, place, size) < 1) place = tail.middle;
  tell(place);
  return true;
}

void ChangeWatch::tell(std::size_t place) {
  const auto next = std::find_if(announced_.begin(), announced_.end(),
                                 [&](const Announced& one) { return one.place > place; });
  announced_.insert(next, {place, told_before(place) - place, place});
}

/// How many points there were when a change about `place` was announced: of one that was taken back
/// with this very point, fewer than now; it is taken back no more.
std::size_t ChangeWatch::told_before(std::size_t place) {
  const auto same = std::find_if(withdrawn_.begin(), withdrawn_.end(), [&](const Withdrawn& gone) {
    return gone.until == levels_.size() && gone.place <= place + farthest_move &&
           place <= std::min(gone.place + farthest_move, gone.told - 1);
  });
  if (same == withdrawn_.end()) return levels_.size();
  const std::size_t told = same->told;
  withdrawn_.erase(same);
  return told;
}

/// Moves a change to where it parts its levels best by now, but not far from where it was told.
void ChangeWatch::settle(std::size_t index) {
  Announced& change = announced_[index];
  const std::size_t place = levels_.best_place(start_of(index), change.place, start_of(index + 2),
                                               farthest_move, rule_.shortest);
  if (place <= change.told + farthest_move && change.told <= place + farthest_move)
    change.place = place;
}

double ChangeWatch::standing(std::size_t index) const {
  const std::size_t begin = start_of(index), middle = announced_[index].place;
  const std::size_t end = start_of(index + 2);
  const std::size_t shorter = std::min(middle - begin, end - middle);
  const std::size_t longer = std::max(middle - begin, end - middle);
  double best = 0;
  for (const std::size_t width : widths()) {
    if (width < std::min(lasting, shorter)) continue;
    best = std::max(best, tail_margin(begin, middle, middle + std::min(width, end - middle)));
    if (best >= 1 || width >= longer || width > longest_look_back) break;
  }
  return best;
}

Stretch ChangeWatch::support(std::size_t index) const {
  const std::size_t begin = start_of(index), middle = announced_[index].place;
  const std::size_t end = start_of(index + 2);
  const auto stands = [&](const Stretch& on) {
    const std::size_t shorter = std::min(middle - on.begin, on.end - middle);
    return margin(levels_.contrast(on.begin, middle, on.end), shorter) >= needed(index);
  };
  const Stretch whole{begin, end};
  if (stands(whole)) return whole;
  const auto shortest = std::lower_bound(widths().begin(), widths().end(), lasting);
  auto width = std::lower_bound(shortest, widths().end(), std::max(middle - begin, end - middle));
  while (width > shortest) {
    --width;
    const std::size_t points = std::min(end - middle, *width);
    const Stretch part{middle - compared(middle - begin, points), middle + points};
    if (stands(part)) return part;
  }
  return whole;
}

/// Of a change whose new level is young, less is asked.
double ChangeWatch::needed(std::size_t index) const {
  constexpr double fresh = 0.5, ripe = 24;
  const double age = count(start_of(index + 2) - announced_[index].place);
  return rule_.keep * std::min(1.0, fresh + (1 - fresh) * age / ripe);
}

void ChangeWatch::take_back(std::size_t index) {
  take_excursions(index);
  std::vector<double> margins;
  constexpr double hopeless = 0.1;
  const auto judged = [&](std::size_t i) {
    const double sure = levels_.certainty(start_of(i), announced_[i].place, start_of(i + 2));
    return sure < hopeless ? 0 : standing(i) / needed(i);
  };
  for (std::size_t i = index; i < announced_.size(); ++i) settle(i);
  for (std::size_t i = index; i < announced_.size(); ++i) margins.push_back(judged(i));
  while (!margins.empty()) {
    const auto weakest = std::min_element(margins.begin(), margins.end());
    if (*weakest >= 1) return;
    const std::ptrdiff_t at = weakest - margins.begin();
    margins.erase(weakest);
    withdraw(index + static_cast<std::size_t>(at));
    // Only those beside a level that has grown are judged anew.
    const auto next = static_cast<std::size_t>(at);
    for (std::size_t i = next - std::min<std::size_t>(next, 1); i <= next && i < margins.size();
         ++i)
      margins[i] = judged(index + i);
  }
}

/// Tells what went untold while it was the tail.
void ChangeWatch::look_back() {
  const std::vector<std::size_t> untold = untold_changes(levels_, places(), rule_);
  for (const std::size_t place : untold) tell(place);
  if (!untold.empty()) learn();
}

void ChangeWatch::take_excursions(std::size_t index) {
  for (std::size_t i = index; i + 1 < announced_.size();) {
    if (!is_excursion(i)) {
      ++i;
      continue;
    }
    const std::size_t first = announced_[i].place;
    excursions_.push_back({first, announced_[i + 1].place - first});
    withdraw(i + 1);
    withdraw(i);
    i -= std::min(i - index, std::size_t{1});
  }
}

void ChangeWatch::withdraw(std::size_t index) {
  const Announced& gone = announced_[index];
  withdrawn_.push_back({gone.place, gone.told + gone.waited, levels_.size()});
  announced_.erase(announced_.begin() + static_cast<std::ptrdiff_t>(index));
}

/// Whether the level between a change and the next came and went.
bool ChangeWatch::is_excursion(std::size_t index) const {
  constexpr std::size_t context = 48;
  const std::size_t first = announced_[index].place, last = announced_[index + 1].place;
  if (last - first >= rule_.excursion) return false;
  const std::size_t begin = std::max(start_of(index), first - std::min(first, context));
  const std::size_t end = std::min(start_of(index + 3), last + context);
  const double before = levels_.level(begin, first).middle,
               within = levels_.level(first, last).middle;
  const double after = levels_.level(last, end).middle;
  const double out = within - before, back = within - after;
  return out * back > 0 &&
         std::abs(after - before) <= 0.5 * std::min(std::abs(out), std::abs(back));
}

}  // namespace pawl::stats
