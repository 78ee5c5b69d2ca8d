#include "levels.hpp"

#include "stats/sample.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace pawl::stats {
namespace {

/// Where a change is, is looked for over so many points a side.
constexpr std::size_t context = 64;

double count(std::size_t n) {
  return static_cast<double>(n);
}

}  // namespace

double Contrast::errors() const {
  return std::abs(difference) / std::max(error, std::numeric_limits<double>::min());
}

void Levels::add(double value) {
  raw_.push_back(value);
  values_.push_back(value - season_at(season_, values_.size()));
  follow(values_.back());
}

void Levels::learn_season(std::span<const std::size_t> places) {
  constexpr double more = 1.1;
  season_ = season_of(raw_);
  for (std::size_t i = 0; i < raw_.size(); ++i) values_[i] = raw_[i] - season_at(season_, i);
  const auto spread_of = [&](std::span<const double> values) {
    return wander_of(values, places, least_).spread;
  };
  if (!season_.empty() && spread_of(values_) > more * spread_of(raw_)) {
    season_.clear();
    values_ = raw_;
  }
  grain_ = least_;
  if (of_logarithms_) return;
  std::vector<double> sizes;
  for (const double value : raw_) sizes.push_back(std::abs(value));
  grain_ *= median(std::move(sizes));
}

Wander Levels::wander_about(std::span<const std::size_t> places, std::size_t points) const {
  return wander_of(std::span(values_).first(points), places, grain_);
}

void Levels::follow_anew() {
  sums_ = {0};
  for (const double value : values_) follow(value);
}

/// Adds a value to the sums, moved to within four spreads of the one before as it was added.
void Levels::follow(double value) {
  constexpr double farthest = 4;
  const bool is_free = sums_.size() == 1 || !(wander_.spread > 0);
  const double reach = farthest * wander_.spread;
  followed_ = is_free ? value : std::clamp(value, followed_ - reach, followed_ + reach);
  sums_.push_back(sums_.back() + followed_);
}

Level Levels::level(std::size_t begin, std::size_t end) const {
  Level level = level_of(std::span(values_).subspan(begin, end - begin), wander_.spread);
  level.spread = std::max(level.spread, grain_);
  return level;
}

Contrast Levels::contrast(std::size_t begin, std::size_t middle, std::size_t end) const {
  const Level before = level(begin, middle), after = level(middle, end);
  const double n = count(before.size), m = count(after.size);
  const double difference = after.middle - before.middle;
  const double of_before = before.spread * before.spread, of_after = after.spread * after.spread;
  const double spread = std::sqrt((n * of_before + m * of_after) / (n + m));
  constexpr double beyond = 1e9;  // of levels without any spread
  return {.difference = difference,
          .effect = spread > 0        ? std::abs(difference) / spread
                    : difference != 0 ? beyond
                                      : 0,
          .error = std::sqrt(of_before * wander_.at(before.size) / n +
                             of_after * wander_.at(after.size) / m)};
}

double Levels::plain_errors(std::size_t begin, std::size_t middle, std::size_t end) const {
  const double error =
      wander_.spread * std::sqrt(1 / count(middle - begin) + 1 / count(end - middle));
  return std::abs(plain_difference(begin, middle, end)) / error;
}

double Levels::plain_difference(std::size_t begin, std::size_t middle, std::size_t end) const {
  return (sums_[end] - sums_[middle]) / count(end - middle) -
         (sums_[middle] - sums_[begin]) / count(middle - begin);
}

std::size_t Levels::best_place(std::size_t begin, std::size_t middle, std::size_t end,
                               std::size_t reach, std::size_t shortest) const {
  constexpr double same = 1e-9;  // of places that part as well, the first, whatever the rounding
  begin = std::max(begin, middle - std::min(middle, context));
  end = std::min(end, middle + context);
  const double before = level(begin, middle).middle, after = level(middle, end).middle;
  const double most = std::abs(after - before);
  if (most == 0) return middle;  // no place parts them better
  double cost = 0, lowest = std::numeric_limits<double>::infinity();
  std::size_t best = middle;
  for (std::size_t i = begin; i + shortest <= end && i <= middle + reach; ++i) {
    const bool is_place = i >= begin + shortest && i + reach >= middle;
    if (is_place && cost < lowest - same * most) {
      lowest = cost;
      best = i;
    }
    cost += std::min(std::abs(values_[i] - before), most) -
            std::min(std::abs(values_[i] - after), most);
  }
  return best;
}

double Levels::certainty(std::size_t begin, std::size_t middle, std::size_t end) const {
  constexpr std::size_t near = 5;
  constexpr double wild = 3;
  begin = std::max(begin, middle - std::min(middle, context));
  end = std::min(end, middle + context);
  const Contrast found = contrast(begin, middle, end);
  if (found.difference == 0) return 0;
  const double before = level(begin, middle).middle, after = before + found.difference;
  // In spreads of single points, beyond which a point says no more.
  const double spread = std::abs(found.difference) / found.effect;
  const double most = std::max(found.effect, wild);
  const auto distance = [&](std::size_t i, double from) {
    return std::min(std::abs(values_[i] - from) / spread, most);
  };
  double likelihood = 0;  // its logarithm, of the place before i
  double all = 0, close = 0, highest = 0;
  for (std::size_t i = begin; i <= end; ++i) {
    if (likelihood > highest) {
      const double lower = std::exp(highest - likelihood);
      all *= lower, close *= lower, highest = likelihood;
    }
    const double chance = std::exp(likelihood - highest);
    all += chance;
    if (i <= middle + near && middle <= i + near) close += chance;
    if (i == end) break;
    const double to_before = distance(i, before), to_after = distance(i, after);
    likelihood += (to_after * to_after - to_before * to_before) / 2;
  }
  return close / all;
}

}  // namespace pawl::stats
