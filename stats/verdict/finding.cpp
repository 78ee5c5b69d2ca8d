#include "finding.hpp"

#include "stats/intervals/interval.hpp"
#include "stats/ranks/hodges_lehmann.hpp"
#include "stats/ranks/mann_whitney.hpp"
#include "stats/ranks/paired.hpp"
#include "stats/summary.hpp"
#include "stats/tails.hpp"
#include "unseen_variance.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <vector>

namespace pawl::stats {
namespace {

struct Moments {
  double n = 0;
  double mean = 0;
  double squares = 0;  ///< sum of squared deviations
};

Moments moments(std::span<const double> values) {
  Moments result{.n = static_cast<double>(values.size())};
  for (const double value : values) result.mean += value / result.n;
  for (const double value : values) result.squares += (value - result.mean) * (value - result.mean);
  return result;
}

/// Of single values about the mean of their side, both sides alike.
Variance common_variance(const Moments& a, const Moments& b) {
  const double degrees = a.n + b.n - 2;
  assert(degrees > 0);
  return {(a.squares + b.squares) / degrees, degrees};
}

/// Both sides' levels, for a variance that they have in common.
struct Levels {
  std::vector<double> before, now;

  std::vector<double> all() const {
    std::vector<double> both = before;
    both.insert(both.end(), now.begin(), now.end());
    return both;
  }
  bool never_vary() const { return are_equal(before) && are_equal(now); }
};

std::vector<double> log_ratios(std::span<const double> before, std::span<const double> now) {
  assert(before.size() == now.size());
  std::vector<double> result(before.size());
  for (std::size_t i = 0; i < result.size(); ++i) {
    const double ratio = now[i] / before[i];
    const bool is_held = ratio > 0 && std::isfinite(ratio);
    result[i] = is_held ? std::log(ratio) : std::log(now[i]) - std::log(before[i]);
  }
  return result;
}

Finding student_finding(Evidence evidence, double estimate, Variance unit, double weight,
                        double confidence) {
  Finding result{.evidence = evidence, .unit = unit, .unit_weight = weight};
  result.shift = {estimate, std::sqrt(unit.value * weight), unit.degrees};
  result.p = two_sided_p(result.shift);
  const double reach = half_width(result.shift, confidence);
  result.low = estimate - reach;
  result.high = estimate + reach;
  return result;
}

/// The shift whose t gives its interval the same end towards 0, so that p and interval agree.
Shift shift_with(double estimate, double low, double high, double degrees, double confidence) {
  const double reach = estimate == 0  ? (high - low) / 2
                       : estimate > 0 ? estimate - low
                                      : high - estimate;
  return {estimate, reach / student_beyond((1 - confidence) / 2, degrees), degrees};
}

Finding inverted_finding(Evidence evidence, const RatioInterval& ratio, double p, double degrees,
                         double confidence) {
  Finding result{.evidence = evidence, .p = p};
  result.low = std::log(ratio.low);
  result.high = std::log(ratio.high);
  result.shift = shift_with(std::log(ratio.estimate), result.low, result.high, degrees, confidence);
  return result;
}

/// Of values that have no ratio: which way they moved, and p.
Finding unbounded_finding(Evidence evidence, double direction, double p) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  Finding result{.evidence = evidence, .p = p, .low = -infinity, .high = infinity};
  result.shift = {direction == 0 ? 0 : std::copysign(infinity, direction), infinity, 1};
  return result;
}

std::optional<Interval> ratio_of_statistic(std::span<const double> before,
                                           std::span<const double> now, Statistic statistic,
                                           double confidence) {
  switch (statistic) {
    case Statistic::mean:
      return mean_ratio(before, now, confidence);
    case Statistic::p90:
      return quantile_ratio(before, now, 0.90, confidence);
    case Statistic::p95:
      return quantile_ratio(before, now, 0.95, confidence);
    case Statistic::p99:
      return quantile_ratio(before, now, 0.99, confidence);
    case Statistic::median:
    case Statistic::minimum:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

Finding launches_finding(std::span<const double> before, std::span<const double> now,
                         double confidence) {
  const Moments a = moments(logs(before)), b = moments(logs(now));
  return student_finding(Evidence::launches_t, b.mean - a.mean, common_variance(a, b),
                         1 / a.n + 1 / b.n, confidence);
}

std::optional<Finding> pairs_finding(std::span<const double> before, std::span<const double> now,
                                     double confidence) {
  std::vector<double> ratios = log_ratios(before, now);
  if (are_equal(ratios)) {
    if (std::abs(ratios.front()) > rounding_of_logs) return std::nullopt;
    ratios.assign(ratios.size(), 0);
  }
  const Moments pairs = moments(ratios);
  assert(pairs.n > 1);
  return student_finding(Evidence::pairs_t, pairs.mean,
                         {pairs.squares / (pairs.n - 1), pairs.n - 1}, 1 / pairs.n, confidence);
}

std::optional<Finding> sessions_finding(const Units& before, const Units& now, double confidence) {
  Levels levels{logs(session_levels(before)), logs(session_levels(now))};
  if (levels.never_vary()) {
    if (!are_equal(levels.all())) return std::nullopt;
    levels = {std::vector(levels.before.size(), 0.0), std::vector(levels.now.size(), 0.0)};
  }
  const Moments a = moments(levels.before), b = moments(levels.now);
  const Finding plain = student_finding(Evidence::sessions_t, b.mean - a.mean,
                                        common_variance(a, b), 1 / a.n + 1 / b.n, confidence);
  return with_assumed(plain, unseen_by_sessions(before, now), confidence);
}

Finding rank_sum_finding(std::span<const double> before, std::span<const double> now,
                         double confidence) {
  const MannWhitney test = mann_whitney(before, now);
  const auto ratio = hodges_lehmann(before, now, 1 - confidence, TiesWithin::as_apart);
  assert(ratio);
  const double degrees = static_cast<double>(before.size() + now.size() - 2);
  return inverted_finding(Evidence::rank_sum, *ratio, test.p, degrees, confidence);
}

Finding order_finding(std::span<const double> before, std::span<const double> now) {
  const MannWhitney test = mann_whitney(before, now);
  if (test.smallest_p == 1 && test.a12 == 0.5)  // all equal
    return {.evidence = Evidence::rank_sum, .p = test.p};
  return unbounded_finding(Evidence::rank_sum, test.a12 - 0.5, test.p);
}

std::optional<Finding> levels_finding(const Units& before, const Units& now) {
  Levels levels{session_levels(before), session_levels(now)};
  const double scale = common_scale(levels.all());
  for (auto* side : {&levels.before, &levels.now})
    for (double& level : *side) level /= scale;
  if (levels.never_vary()) return std::nullopt;
  const Moments a = moments(levels.before), b = moments(levels.now);
  const Variance unit = common_variance(a, b);
  const double error = std::sqrt(unit.value * (1 / a.n + 1 / b.n));
  const double shift = b.mean - a.mean;
  return unbounded_finding(Evidence::sessions_t, shift, two_sided_p({shift, error, unit.degrees}));
}

Finding signed_rank_finding(std::span<const double> before, std::span<const double> now,
                            double confidence) {
  const auto test = signed_rank(before, now);
  const auto ratio = ratio_of_pairs(before, now, 1 - confidence);
  assert(test && ratio);
  return inverted_finding(Evidence::signed_rank, *ratio, test->p,
                          static_cast<double>(before.size() - 1), confidence);
}

std::optional<Finding> statistic_finding(const Units& before, const Units& now, Statistic statistic,
                                         double confidence) {
  // The quantile of launches' quantiles is none of the values.
  const bool over_launches = before.single_valued && now.single_valued;
  if (!over_launches && statistic != Statistic::mean) return std::nullopt;
  const auto ratio = ratio_of_statistic(before.launches, now.launches, statistic, confidence);
  if (!ratio || ratio->method == IntervalMethod::none) return std::nullopt;
  Finding result{.evidence = Evidence::bootstrap};
  result.low = std::log(ratio->low);
  result.high = std::log(ratio->high);
  const double together = static_cast<double>(before.launches.size() + now.launches.size() - 2);
  const double degrees = ratio->degrees > 0 ? ratio->degrees : together;
  result.shift =
      shift_with(std::log(ratio->estimate), result.low, result.high, degrees, confidence);
  result.p = two_sided_p(result.shift);
  return result;
}

Finding with_assumed(Finding finding, double assumed, double confidence) {
  if (assumed == 0) return finding;
  finding.assumed += assumed;
  finding.shift.error = std::sqrt(finding.shift.error * finding.shift.error + assumed);
  finding.p = two_sided_p(finding.shift);
  const double t = student_beyond((1 - confidence) / 2, finding.shift.degrees);
  const double below = finding.shift.estimate - finding.low;
  const double above = finding.high - finding.shift.estimate;
  finding.low = finding.shift.estimate - std::sqrt(below * below + t * t * assumed);
  finding.high = finding.shift.estimate + std::sqrt(above * above + t * t * assumed);
  return finding;
}

Finding with_dependence(Finding finding, const Dependence& dependence, double confidence) {
  if (dependence.inflation == 1) return finding;
  const double inflation = dependence.inflation;
  const double tail = (1 - confidence) / 2;
  Shift& shift = finding.shift;
  const double t = student_beyond(tail, shift.degrees);
  shift.degrees = dependence.degrees;
  shift.error *= inflation;
  finding.unit_weight *= inflation * inflation;
  finding.unit.degrees = std::min(finding.unit.degrees, shift.degrees);
  finding.p = std::max(finding.p, two_sided_p(shift));
  const double growth = inflation * student_beyond(tail, shift.degrees) / t;
  finding.low = shift.estimate - (shift.estimate - finding.low) * growth;
  finding.high = shift.estimate + (finding.high - shift.estimate) * growth;
  return finding;
}

}  // namespace pawl::stats
