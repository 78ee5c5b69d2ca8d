#include "bootstrap.hpp"

#include "rank_bootstrap.hpp"
#include "stats/summary.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

namespace pawl::stats {
namespace {

/// Up to this many values, drawing looks up the sum of a pair of them: half as many draws, from a
/// table of 256 KiB at most.
constexpr std::size_t most_for_pairs = 256;

/// Values as whole numbers of steps above the smallest. Their sums are exact, whatever the order.
struct FixedPoint {
  double smallest = 0, step = 0;
  std::vector<std::uint32_t> steps;

  explicit FixedPoint(std::span<const double> values) : steps(values.size()) {
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    constexpr double most = 2147483647;  // so that a pair's sum fits
    smallest = *low;
    step = *high / most - *low / most;
    for (std::size_t i = 0; i < values.size(); ++i)
      steps[i] = step == 0 ? 0
                           : static_cast<std::uint32_t>(
                                 std::min(most, std::round(values[i] / step - smallest / step)));
  }
};

/// What one draw can yield: each value, or each ordered pair's sum. Every entry is drawn with
/// probability 1 / size to a relative error of size / 2³² ≤ 2e-5, which 10⁹ resamples would not
/// show.
class DrawTable {
 public:
  explicit DrawTable(const std::vector<std::uint32_t>& steps)
      : singles_(steps), pairwise_(steps.size() <= most_for_pairs) {
    if (!pairwise_) return;
    pairs_.reserve(steps.size() * steps.size());
    for (const std::uint32_t a : steps)
      for (const std::uint32_t b : steps) pairs_.push_back(a + b);
  }

  /// The sum of as many draws as there are values.
  std::uint64_t resampled_sum(Random& random) const {
    const std::size_t n = singles_.size();
    if (!pairwise_) return sum_of(singles_, n, random);
    return sum_of(pairs_, n / 2, random) + (n % 2 == 1 ? sum_of(singles_, 1, random) : 0);
  }

 private:
  /// Two draws of every 64 random bits, each with a sum and a generator in registers of its own.
  static std::uint64_t sum_of(const std::vector<std::uint32_t>& table, std::size_t draws,
                              Random& random) {
    const std::uint64_t size = table.size();
    const std::uint32_t* const at = table.data();
    Random local = random;
    std::uint64_t upper = 0, lower = 0;
    for (std::size_t i = 0; i + 1 < draws; i += 2) {
      const std::uint64_t bits = local();
      upper += at[((bits >> 32) * size) >> 32];
      lower += at[((bits & 0xffffffff) * size) >> 32];
    }
    if (draws % 2 == 1) upper += at[((local() >> 32) * size) >> 32];
    random = local;
    return upper + lower;
  }

  const std::vector<std::uint32_t>& singles_;
  bool pairwise_;
  std::vector<std::uint32_t> pairs_;
};

bool all_positive(const Sample& sample) {
  return std::all_of(sample.values().begin(), sample.values().end(),
                     [](double v) { return v > 0; });
}

double statistic_of(NestedStatistic statistic, std::vector<double>& values) {
  switch (statistic) {
    case NestedStatistic::median:
      return median(values);
    case NestedStatistic::mean:
      return mean(values);
  }
  assert(false);
  return 0;
}

/// A sample taken apart into sessions of launches, to draw from.
class Nested {
 public:
  Nested(const Sample& sample, NestedStatistic statistic) : statistic_(statistic) {
    for (std::size_t s = 0; s < sample.sessions(); ++s) {
      const Sample session = sample.session_alone(s);
      auto& launches = sessions_.emplace_back();
      for (std::size_t l = 0; l < session.launches(); ++l)
        launches.emplace_back(session.launch(l).begin(), session.launch(l).end());
    }
  }

  double estimate() const {
    std::vector<double> of_sessions;
    for (const auto& launches : sessions_) {
      std::vector<double> of_launches;
      for (auto values : launches) of_launches.push_back(statistic_of(statistic_, values));
      of_sessions.push_back(statistic_of(statistic_, of_launches));
    }
    return statistic_of(statistic_, of_sessions);
  }

  double resampled(Random& random) const {
    return drawn(sessions_, random, [&](const auto& launches) {
      return drawn(launches, random, [&](const auto& values) {
        return drawn(values, random, [](double value) { return value; });
      });
    });
  }

 private:
  /// The statistic of as many members as there are, drawn with replacement.
  template <typename Members, typename Of>
  double drawn(const Members& members, Random& random, Of of) const {
    const auto size = static_cast<std::uint32_t>(members.size());
    std::vector<double> values(size);
    for (double& value : values) value = of(members[size == 1 ? 0 : random.below(size)]);
    return statistic_of(statistic_, values);
  }

  NestedStatistic statistic_;
  std::vector<Sample::Session> sessions_;
};

}  // namespace

std::vector<double> resampled_means(std::span<const double> values, std::size_t count,
                                    std::uint64_t seed) {
  assert(!values.empty());
  const FixedPoint fixed(values);
  const DrawTable table(fixed.steps);
  const double share = fixed.step / static_cast<double>(values.size());
  Random random(seed);
  std::vector<double> means(count);
  for (double& value : means)
    value = fixed.smallest + share * static_cast<double>(table.resampled_sum(random));
  return means;
}

std::optional<Interval> two_level_ratio(const Sample& before, const Sample& now,
                                        NestedStatistic statistic, double confidence,
                                        std::size_t replicates, std::uint64_t seed) {
  assert(replicates > 0);
  if (!all_positive(before) || !all_positive(now)) return std::nullopt;
  const Nested a(before, statistic), b(now, statistic);
  const double estimate = b.estimate() / a.estimate();
  if (before.size() == 1 && now.size() == 1)
    return Interval{estimate, 0, std::numeric_limits<double>::infinity(), IntervalMethod::none};
  std::vector<double> ratios(replicates);
  for (std::size_t i = 0; i < replicates; ++i) {
    Random random(seed, i);
    const double of_before = a.resampled(random);
    ratios[i] = b.resampled(random) / of_before;
  }
  std::sort(ratios.begin(), ratios.end());
  const auto percentile = [&](double level) {
    return ratios[quantile_rank(replicates, level) - 1];
  };
  return Interval{estimate, std::min(estimate, percentile((1 - confidence) / 2)),
                  std::max(estimate, percentile((1 + confidence) / 2)),
                  IntervalMethod::two_level_bootstrap};
}

}  // namespace pawl::stats
