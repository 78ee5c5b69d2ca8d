#include "segmentation.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace pawl::stats {
namespace {

/// How many points the whole series' spread counts for beside a segment's own.
constexpr double shared_weight = 10;
constexpr std::size_t longest_average = 32;
/// Whether a level was enough once is looked up after each of its points up to here, then more and
/// more seldom.
constexpr std::size_t every_point = 24;

double count(std::size_t n) {
  return static_cast<double>(n);
}

/// How much more averages of 2, 4 … neighbours vary than independent ones would, as a ratio of
/// deviations, ≥ 1. Averages longer than an eighth of the series are too few to tell.
double wander_of(std::span<const double> residuals) {
  std::vector<double> sums(residuals.size() + 1);
  double square = 0;
  for (std::size_t i = 0; i < residuals.size(); ++i) {
    sums[i + 1] = sums[i] + residuals[i];
    square += residuals[i] * residuals[i];
  }
  if (square <= 0) return 1;
  const double single = square / count(residuals.size());
  double largest = 1;
  for (std::size_t w = 2; w * 8 <= residuals.size() && w <= longest_average; w *= 2) {
    double total = 0;
    for (std::size_t i = 0; i + w < sums.size(); ++i)
      total += (sums[i + w] - sums[i]) * (sums[i + w] - sums[i]);
    largest = std::max(largest, total / count(w) / count(sums.size() - w) / single);
  }
  return std::sqrt(largest);
}

}  // namespace

Segmentation::Segmentation(std::span<const double> values, double grain, const ChangeRule& rule)
    : values_(values), grain_(grain), common_spread_(spread_of_neighbours(values)), rule_(rule) {}

Level Segmentation::level(std::size_t begin, std::size_t end) const {
  return level_of(values_.subspan(begin, end - begin));
}

double Segmentation::spread(const Level& level) const {
  const double variance = (count(level.size) * level.spread * level.spread +
                           shared_weight * common_spread_ * common_spread_) /
                          (count(level.size) + shared_weight);
  return std::max(std::sqrt(variance), grain_);
}

double Segmentation::autocorrelation(std::size_t begin, std::size_t end, double middle,
                                     double spread) const {
  double squares = 0, products = 0, last = 0;
  for (std::size_t i = begin; i < end; ++i) {
    const double score = std::clamp((values_[i] - middle) / spread, -3.0, 3.0);
    squares += score * score;
    products += score * last;
    last = score;
  }
  return squares > 0 ? products / squares : 0;
}

double Segmentation::inflation(const Level& before, const Level& after, std::size_t begin,
                               std::size_t middle, std::size_t end, double spread) const {
  const double n = count(before.size), m = count(after.size);
  const double rho = (n * autocorrelation(begin, middle, before.middle, spread) +
                      m * autocorrelation(middle, end, after.middle, spread)) /
                     (n + m + shared_weight);
  const double bounded = std::clamp(rho, 0.0, 0.95);
  return std::max(wander_, std::sqrt((1 + bounded) / (1 - bounded)));
}

Contrast Segmentation::contrast(std::size_t begin, std::size_t middle, std::size_t end) const {
  const Level before = level(begin, middle), after = level(middle, end);
  const double n = count(before.size), m = count(after.size);
  const double variance = (n * before.spread * before.spread + m * after.spread * after.spread +
                           shared_weight * common_spread_ * common_spread_) /
                          (n + m + shared_weight);
  const double spread = std::max(std::sqrt(variance), grain_);
  Contrast contrast{.difference = after.middle - before.middle};
  if (contrast.difference == 0) return contrast;
  if (spread <= 0) return {contrast.difference, 1e9, 0, 1e9};
  contrast.effect = std::abs(contrast.difference) / spread;
  contrast.error =
      spread * inflation(before, after, begin, middle, end, spread) * std::sqrt(1 / n + 1 / m);
  const double needed = rule_.strictness * std::sqrt(2 * std::log(count(values_.size())));
  const double effect = std::max(rule_.effect, rule_.weight / std::min(n, m));
  contrast.margin =
      std::min(std::abs(contrast.difference) / contrast.error / needed, contrast.effect / effect);
  return contrast;
}

std::size_t Segmentation::best_place(std::size_t begin, std::size_t place, std::size_t end) const {
  const double before = level(begin, place).middle, after = level(place, end).middle;
  constexpr double same = 1e-9;  // of places that part as well, the first, whatever the rounding
  const double most = std::abs(after - before);
  double cost = 0, least = std::numeric_limits<double>::infinity();
  std::size_t best = place;
  for (std::size_t i = begin; i + rule_.shortest <= end; ++i) {
    if (i >= begin + rule_.shortest && cost < least - same * most) {
      least = cost;
      best = i;
    }
    cost += std::min(std::abs(values_[i] - before), most) -
            std::min(std::abs(values_[i] - after), most);
  }
  return best;
}

std::size_t Segmentation::begin_of(std::span<const std::size_t> places, std::size_t index) const {
  return index == 0 ? 0 : places[index - 1];
}

std::size_t Segmentation::end_of(std::span<const std::size_t> places, std::size_t index) const {
  return index + 1 < places.size() ? places[index + 1] : values_.size();
}

void Segmentation::settle(std::vector<std::size_t>& places, std::size_t index) const {
  places[index] = best_place(begin_of(places, index), places[index], end_of(places, index));
}

double Segmentation::margin(std::span<const std::size_t> places, std::size_t index) const {
  const std::size_t begin = begin_of(places, index), middle = places[index];
  const std::size_t end = end_of(places, index);
  const double now = contrast(begin, middle, end).margin;
  if (now >= 1 || now < rule_.keep) return now;
  double once = 0;
  for (std::size_t size = rule_.shortest; middle + size < end; size += 1 + size / every_point)
    once = std::max(once, contrast(begin, middle, middle + size).margin);
  return std::max(now, std::min(once, now / rule_.keep));
}

void Segmentation::refuse_weak(std::vector<std::size_t>& places) const {
  std::vector<double> margins(places.size());
  for (std::size_t i = 0; i < places.size(); ++i) settle(places, i);
  for (std::size_t i = 0; i < places.size(); ++i) margins[i] = margin(places, i);
  while (!places.empty()) {
    const auto weakest = std::min_element(margins.begin(), margins.end());
    if (*weakest >= 1) return;
    const auto index = static_cast<std::size_t>(weakest - margins.begin());
    margins.erase(weakest);
    places.erase(places.begin() + static_cast<std::ptrdiff_t>(index));
    if (index < places.size()) settle(places, index);
    if (index > 0) settle(places, index - 1);
    // Only those beside a level that has grown or moved are judged anew.
    for (std::size_t i = index - std::min<std::size_t>(index, 2);
         i < std::min(index + 2, places.size()); ++i)
      margins[i] = margin(places, i);
  }
}

void Segmentation::learn_wander(std::span<const std::size_t> places) {
  std::vector<double> residuals(values_.begin(), values_.end());
  for (std::size_t i = 0; i <= places.size(); ++i) {
    const std::size_t begin = begin_of(places, i);
    const std::size_t end = i < places.size() ? places[i] : values_.size();
    const Level own = level(begin, end);
    const double width = std::max(spread(own), std::numeric_limits<double>::min());
    for (std::size_t k = begin; k < end; ++k)
      residuals[k] = std::clamp((residuals[k] - own.middle) / width, -3.0, 3.0);
  }
  wander_ = wander_of(residuals);
}

}  // namespace pawl::stats
