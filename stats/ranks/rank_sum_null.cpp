#include "rank_sum_null.hpp"

#include "rank_sum_counts.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

namespace pawl::stats {
namespace {

double as_double(std::int64_t whole) {
  return static_cast<double>(whole);
}

double sixth_power(double x) {
  const double cube = x * x * x;
  return cube * cube;
}

/// C(n + m, n), infinite where a double does not hold it.
double ways_to_deal(std::size_t n, std::size_t m) {
  double ways = 1;
  for (std::size_t i = 1; i <= std::min(n, m); ++i)
    ways *= static_cast<double>(std::max(n, m) + i) / static_cast<double>(i);
  return ways;
}

}  // namespace

/// The doubled midranks as small whole numbers: midrank · 2 = first + step · score.
struct RankSumNull::Scores {
  std::size_t before, now;
  std::span<const std::size_t> sizes;
  std::vector<std::int64_t> doubled;  ///< doubled midranks, by group
  std::vector<std::int64_t> scores;   ///< by group, from 0
  std::int64_t step = 0;

  Scores(std::size_t before_size, std::size_t now_size, std::span<const std::size_t> groups)
      : before(before_size), now(now_size), sizes(groups) {
    std::int64_t below = 0;
    for (const std::size_t size : sizes) {
      const auto count = static_cast<std::int64_t>(size);
      doubled.push_back(2 * below + count + 1);
      step = std::gcd(step, doubled.back() - doubled.front());
      below += count;
    }
    step = std::max(step, std::int64_t{1});
    for (const std::int64_t rank : doubled) scores.push_back((rank - doubled.front()) / step);
  }
  bool tied() const { return sizes.size() < before + now; }

  /// W where now holds the smallest values.
  std::int64_t lowest() const { return sum_of_smallest(now) - own_ranks(); }
  /// W where now holds the largest values: all but the smallest.
  std::int64_t highest() const {
    const auto all = static_cast<std::int64_t>(before + now);
    return all * (all + 1) - sum_of_smallest(before) - own_ranks();
  }

  /// What now's doubled ranks would sum to without before.
  std::int64_t own_ranks() const { return static_cast<std::int64_t>(now * (now + 1)); }

  std::int64_t sum_of_smallest(std::size_t count) const {
    std::int64_t sum = 0;
    for (std::size_t g = 0; count > 0; ++g) {
      const std::size_t taken = std::min(count, sizes[g]);
      sum += static_cast<std::int64_t>(taken) * doubled[g];
      count -= taken;
    }
    return sum;
  }

  double cost() const {
    const auto small = static_cast<double>(std::min(before, now));
    const auto product = static_cast<double>(before) * static_cast<double>(now);
    if (!tied()) return 32 * small * product;  // fewer, but from 128 a side on they lose digits
    double choices = 0;
    for (const std::size_t size : sizes) choices += std::min(static_cast<double>(size), small);
    return choices * small * product / as_double(step);
  }

  /// By (W − lowest) / step, to accumulate.
  std::vector<double> counts() const {
    if (!tied()) return untied_counts(before, now);
    std::vector<double> counts = subset_sum_counts(std::min(before, now), sizes, scores);
    // The fewer were counted: where those are before's, W falls as their sum rises.
    if (before < now) std::reverse(counts.begin(), counts.end());
    return counts;
  }
};

RankSumNull::RankSumNull(std::size_t before, std::size_t now, std::span<const std::size_t> groups,
                         double affordable)
    : middle_(static_cast<std::int64_t>(before * now)) {
  assert(before >= 1 && now >= 1);
  const Scores scores(before, now, groups);
  step_ = scores.step;
  lowest_ = scores.lowest();
  highest_ = scores.highest();
  // Few distinct values make an uneven distribution, which no smooth series follows: count on.
  const double worth = groups.size() < 16 ? 8 : 1;
  if (scores.cost() <= affordable * worth && std::isfinite(ways_to_deal(before, now))) {
    method_ = scores.tied() ? NullMethod::exact_tied : NullMethod::exact;
    accumulate(scores.counts());
  } else {
    method_ = NullMethod::edgeworth;
    set_cumulants(scores);
  }
}

void RankSumNull::accumulate(const std::vector<double>& counts) {
  assert(highest_ == lowest_ + step_ * (static_cast<std::int64_t>(counts.size()) - 1));
  at_most_.resize(counts.size());
  at_least_.resize(counts.size());
  std::partial_sum(counts.begin(), counts.end(), at_most_.begin());
  std::partial_sum(counts.rbegin(), counts.rend(), at_least_.rbegin());
  const double all = at_most_.back();
  for (double& p : at_most_) p /= all;
  for (double& p : at_least_) p /= all;
}

/// The moments of the sum of `now` scores drawn without replacement. The sixth cumulant is that of
/// untied ranks, standardised (Fix & Hodges 1955, Ann. Math. Stat. 26:301).
void RankSumNull::set_cumulants(const Scores& scores) {
  const auto n = static_cast<double>(scores.now), m = static_cast<double>(scores.before);
  const double all = n + m, mean_rank = all + 1;
  double s2 = 0, s3 = 0, s4 = 0;
  for (std::size_t g = 0; g < scores.sizes.size(); ++g) {
    const double from_mean = as_double(scores.doubled[g]) - mean_rank;
    const double square = from_mean * from_mean, size = static_cast<double>(scores.sizes[g]);
    s2 += size * square;
    s3 += size * square * from_mean;
    s4 += size * square * square;
  }
  const double one = n / all, two = one * (n - 1) / (all - 1), three = two * (n - 2) / (all - 2);
  const double four = three * (n - 3) / (all - 3);
  const double variance = (one - two) * s2;
  const double moment3 = (one - 3 * two + 2 * three) * s3;
  const double moment4 =
      (one - 7 * two + 12 * three - 6 * four) * s4 + (3 * two - 6 * three + 3 * four) * s2 * s2;
  const UniformStep step(as_double(step_));
  // Few that are rare among many have less variance than rounding adds: no smooth variable does.
  const double total = std::max(variance - step.second, step.second);
  deviation_ = std::sqrt(total);
  shape_.third = moment3 / (total * deviation_);
  shape_.fourth = (moment4 - 3 * variance * variance - step.fourth) / (total * total);
  double sixth = 0;
  for (std::size_t i = 1; i <= std::min(scores.now, scores.before); ++i) {
    const auto rank = static_cast<double>(i);
    sixth += sixth_power(std::max(n, m) + rank) - sixth_power(rank);
  }
  const double untied_variance = n * m * (all + 1) / 12;
  shape_.sixth = sixth / 252 / std::pow(untied_variance, 3);
}

double RankSumNull::at_most(std::int64_t w) const {
  if (w < lowest_) return 0;
  if (w >= highest_) return 1;
  const std::int64_t index = (w - lowest_) / step_;
  if (method_ != NullMethod::edgeworth) return at_most_[static_cast<std::size_t>(index)];
  const double boundary = as_double(lowest_ + index * step_) + as_double(step_) / 2;
  return edgeworth_tail((as_double(middle_) - boundary) / deviation_,
                        {-shape_.third, shape_.fourth, shape_.sixth});
}

double RankSumNull::at_least(std::int64_t w) const {
  if (w <= lowest_) return 1;
  if (w > highest_) return 0;
  const std::int64_t index = (w - lowest_ + step_ - 1) / step_;
  if (method_ != NullMethod::edgeworth) return at_least_[static_cast<std::size_t>(index)];
  const double boundary = as_double(lowest_ + index * step_) - as_double(step_) / 2;
  return edgeworth_tail((boundary - as_double(middle_)) / deviation_, shape_);
}

double RankSumNull::two_sided(std::int64_t w) const {
  const std::int64_t distance = std::abs(w - middle_);
  if (distance == 0) return 1;
  return std::min(1.0, at_most(middle_ - distance) + at_least(middle_ + distance));
}

double RankSumNull::smallest_p() const {
  return std::min(two_sided(lowest_), two_sided(highest_));
}

double smallest_p(std::size_t before, std::size_t now) {
  return std::min(1.0, 2 / ways_to_deal(before, now));
}

}  // namespace pawl::stats
