#include "sequential.hpp"

#include "stats/ranks/paired.hpp"
#include "stats/sample.hpp"
#include "stats/tails.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numbers>
#include <optional>

namespace pawl::stats {
namespace {

/// The motion at one look, of those paths that have not crossed yet: Simpson's rule on an odd
/// number of points from −bound to bound.
struct Paths {
  std::vector<double> at, weight;  ///< position; density times the width it stands for

  static Paths started() { return {{0.0}, {1.0}}; }

  /// The chance to lie beyond ±bound after another `wait`.
  double crossing(double bound, double wait) const {
    double chance = 0;
    for (std::size_t i = 0; i < at.size(); ++i)
      chance += weight[i] * (normal_tail((bound - at[i]) / std::sqrt(wait)) +
                             normal_tail((bound + at[i]) / std::sqrt(wait)));
    return chance;
  }

  double density(double position, double wait) const {
    double sum = 0;
    for (std::size_t i = 0; i < at.size(); ++i)
      sum += weight[i] * std::exp(-(position - at[i]) * (position - at[i]) / (2 * wait));
    return sum / std::sqrt(2 * std::numbers::pi * wait);
  }

  Paths within(double bound, double wait) const {
    constexpr std::size_t intervals = 200;
    const double width = 2 * bound / intervals;
    Paths next;
    for (std::size_t i = 0; i <= intervals; ++i) {
      const double simpson = i == 0 || i == intervals ? 1 : i % 2 == 1 ? 4 : 2;
      next.at.push_back(-bound + static_cast<double>(i) * width);
      next.weight.push_back(density(next.at.back(), wait) * width * simpson / 3);
    }
    return next;
  }

  /// The bound that a share `spend` of all paths crosses after another `wait`.
  double bound_to_spend(double spend, double wait) const {
    double low = 0, high = 40;
    while (high - low > 1e-10) {
      const double middle = (low + high) / 2;
      (crossing(middle, wait) > spend ? low : high) = middle;
    }
    return high;
  }
};

/// Whether a change of the log ratio would be one for the worse.
bool is_worse(double log_ratio, Better better) {
  return (log_ratio > 0) == (better == Better::lower);
}

/// Whether the medians do, relative to that before: from 0 any change is beyond.
bool differ_beyond(double threshold, std::span<const double> before, std::span<const double> now) {
  const double from = median({before.begin(), before.end()}), to = median({now.begin(), now.end()});
  return std::abs(to - from) > threshold * std::abs(from);
}

/// The standard error of the log ratio that an interval at `level` stands for; infinite where it
/// has no end.
double error_of(const RatioInterval& seen, double level) {
  if (!(seen.low > 0)) return std::numeric_limits<double>::infinity();
  return std::log(seen.high / seen.low) / 2 / normal_beyond(level / 2);
}

}  // namespace

std::vector<double> look_levels(std::span<const double> times, std::span<const double> spent) {
  assert(times.size() == spent.size());
  std::vector<double> levels;
  Paths paths = Paths::started();
  double time = 0, spent_before = 0;
  for (std::size_t k = 0; k < times.size(); ++k) {
    const double wait = times[k] - time;
    const double bound = paths.bound_to_spend(spent[k] - spent_before, wait);
    levels.push_back(2 * normal_tail(bound / std::sqrt(times[k])));
    paths = paths.within(bound, wait);
    time = times[k];
    spent_before = spent[k];
  }
  return levels;
}

SequentialPlan::SequentialPlan(std::span<const std::size_t> pairs, double alpha) : alpha_(alpha) {
  assert(!pairs.empty() && std::is_sorted(pairs.begin(), pairs.end()));
  for (const std::size_t n : pairs) looks_.push_back({.pairs = n, .alpha = 0});
  spend(pairs.back());
}

void SequentialPlan::spend(std::size_t planned) {
  std::vector<double> times, spent;
  for (const Look& look : looks_) {
    const double share = static_cast<double>(look.pairs) / static_cast<double>(planned);
    times.push_back(static_cast<double>(look.pairs) / static_cast<double>(looks_.back().pairs));
    spent.push_back(alpha_ * share * share);
  }
  spent.back() = alpha_;
  const std::vector<double> levels = look_levels(times, spent);
  for (std::size_t k = 0; k < looks_.size(); ++k) looks_[k].alpha = levels[k];
}

SequentialPlan SequentialPlan::up_to(std::size_t most, double alpha) {
  // With n pairs p can be as small as 2^(1-n).
  const auto fewest = static_cast<std::size_t>(std::ceil(1 - std::log2(alpha)));
  std::vector<std::size_t> pairs;
  for (std::size_t n = fewest + 2; n < most; n += std::max<std::size_t>(1, n / 5))
    pairs.push_back(n);
  pairs.push_back(most);
  return {pairs, alpha};
}

SequentialPlan SequentialPlan::ended_at(std::size_t pairs) const {
  assert(pairs > 0 && pairs <= looks_.back().pairs);
  SequentialPlan ended = *this;
  std::erase_if(ended.looks_, [&](const Look& look) { return look.pairs >= pairs; });
  ended.looks_.push_back({.pairs = pairs, .alpha = 0});
  ended.spend(looks_.back().pairs);
  return ended;
}

Decision SequentialPlan::decide(std::span<const double> before, std::span<const double> now,
                                Better better, double threshold) const {
  const auto look = std::find_if(looks_.begin(), looks_.end(),
                                 [&](const Look& at) { return at.pairs == before.size(); });
  if (look == looks_.end())
    return before.size() < looks_.back().pairs ? Decision::keep_going : Decision::futile;
  const auto seen = ratio_of_pairs(before, now, look->alpha);
  if (!seen) return by_signs(*look, before, now, better, threshold);
  const double limit = 1 + threshold;
  const bool changed = seen->low > 1 || seen->high < 1;
  if (changed && (seen->estimate >= limit || seen->estimate <= 1 / limit))
    return is_worse(std::log(seen->estimate), better) ? Decision::regression
                                                      : Decision::improvement;
  if (seen->low >= 1 / limit && seen->high <= limit) return Decision::equivalent;
  return hopeless(*look, *seen, threshold) ? Decision::futile : Decision::keep_going;
}

/// Counts, of which such values are, show a change in each pair: where it is not three in four it
/// is given up.
Decision SequentialPlan::by_signs(const Look& look, std::span<const double> before,
                                  std::span<const double> now, Better better,
                                  double threshold) const {
  const SignTest signs = sign_test(before, now);
  const auto n = static_cast<double>(before.size());
  const bool could_tell = std::exp2(1 - n) <= look.alpha;
  if (signs.more + signs.less == 0 && could_tell) return Decision::equivalent;
  if (signs.p <= look.alpha) {
    if (!differ_beyond(threshold, before, now)) return Decision::futile;
    return is_worse(signs.more > signs.less ? 1 : -1, better) ? Decision::regression
                                                              : Decision::improvement;
  }
  const auto apart = static_cast<double>(std::max(signs.more, signs.less)) -
                     static_cast<double>(std::min(signs.more, signs.less));
  const bool may_tell =
      look.pairs < looks_.back().pairs && (signs.more + signs.less == 0 || apart >= n / 2);
  return may_tell ? Decision::keep_going : Decision::futile;
}

/// Foretells the last look's interval: as much narrower as its pairs are more, round an estimate
/// that may wander by two of its standard errors. Never raises alpha, since it only ever stops.
bool SequentialPlan::hopeless(const Look& look, const RatioInterval& seen, double threshold) const {
  const Look& last = looks_.back();
  if (look.pairs == last.pairs) return true;
  const double error = error_of(seen, look.alpha);
  const double share = static_cast<double>(look.pairs) / static_cast<double>(last.pairs);
  const double reach = error * std::sqrt(share) * normal_beyond(last.alpha / 2);
  const double wander = 2 * error * std::sqrt(1 - share),
               from_none = std::abs(std::log(seen.estimate));
  const double limit = std::log1p(threshold);
  const bool could_change = from_none + wander >= std::max(reach, limit);
  const bool could_equal = std::max(0.0, from_none - wander) + reach <= limit;
  return !could_change && !could_equal;
}

std::optional<std::size_t> pairs_needed(const RatioInterval& seen, std::size_t pairs, double level,
                                        double alpha, double threshold) {
  constexpr double power = 0.8, most_needed = 1e6;
  const double sure = normal_beyond(alpha / 2) + normal_beyond(1 - power);
  const double errors = error_of(seen, level) * sure / std::log1p(threshold);
  if (!std::isfinite(errors) || errors <= 1) return std::nullopt;
  return static_cast<std::size_t>(
      std::min(std::ceil(static_cast<double>(pairs) * errors * errors), most_needed));
}

}  // namespace pawl::stats
