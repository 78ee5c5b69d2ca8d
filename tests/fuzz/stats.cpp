#include "bytes.hpp"
#include "fuzz.hpp"
#include "stats/autocorrelation.hpp"
#include "stats/changes/change_point.hpp"
#include "stats/histogram.hpp"
#include "stats/intervals/bootstrap.hpp"
#include "stats/intervals/interval.hpp"
#include "stats/ranks/hodges_lehmann.hpp"
#include "stats/ranks/mann_whitney.hpp"
#include "stats/ranks/paired.hpp"
#include "stats/sequential/sequential.hpp"
#include "stats/sequential/step_search.hpp"
#include "stats/shape/modes.hpp"
#include "stats/shape/outliers.hpp"
#include "stats/shape/shape.hpp"
#include "stats/summary.hpp"
#include "stats/tails.hpp"
#include "stats/thinned.hpp"
#include "stats/verdict/budget.hpp"
#include "stats/verdict/compare.hpp"
#include "stats/verdict/exact.hpp"
#include "stats/verdict/judge.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace pawl::fuzz {

namespace {

using namespace stats;

/// Numbers at the ends of what a double holds, many of which are equal, and any others; with
/// `finite` none that a Sample would refuse.
double number_of(FuzzedDataProvider& bytes, bool finite = true) {
  constexpr double largest = std::numeric_limits<double>::max();
  constexpr std::array usual = {1.0,    1.01,   2.0,      100.0, 0.0,   -0.0,  -1.0,    5e-324,
                                1e-300, 1e-308, 2.3e-308, 1e-9,  1e300, 1e308, largest, -largest};
  const auto choice = bytes.ConsumeIntegral<std::uint8_t>();
  if (choice < 128) return usual[choice % usual.size()];
  if (choice < 192) return 1 + choice / 1e4;
  const double number = any_double(bytes);
  return finite && !std::isfinite(number) ? 1 : number;
}

std::vector<double> numbers_of(FuzzedDataProvider& bytes, std::size_t most, bool finite = true) {
  std::vector<double> numbers(bytes.ConsumeIntegralInRange<std::size_t>(0, most));
  for (double& number : numbers) number = number_of(bytes, finite);
  return numbers;
}

std::optional<Sample> sample_of(FuzzedDataProvider& bytes) {
  std::vector<Sample::Session> sessions(bytes.ConsumeIntegralInRange<std::size_t>(0, 7));
  for (Sample::Session& session : sessions) {
    session.resize(bytes.ConsumeIntegralInRange<std::size_t>(0, 12));
    for (Sample::Launch& launch : session) launch = numbers_of(bytes, 3);
  }
  return Sample::from_sessions(sessions);
}

/// Some value strictly between 0 and 1.
double share_of(FuzzedDataProvider& bytes) {
  constexpr std::array shares = {0.01, 0.05, 0.5, 0.9, 0.95, 0.99, 1e-12, 1e-300, 1 - 1e-12};
  return shares[bytes.ConsumeIntegralInRange<std::size_t>(0, shares.size() - 1)];
}

Policy policy_of(FuzzedDataProvider& bytes) {
  constexpr std::array sizes = {0.02, 0.0, 1e-300, 0.5, 10.0};
  Policy policy;
  policy.alpha = share_of(bytes);
  policy.confidence = share_of(bytes);
  policy.threshold = sizes[bytes.ConsumeIntegralInRange<std::size_t>(0, 4)];
  policy.absolute_floor = bytes.ConsumeBool() ? 0 : std::abs(number_of(bytes));
  policy.noise_floor = sizes[bytes.ConsumeIntegralInRange<std::size_t>(0, 4)];
  policy.unsteady = sizes[bytes.ConsumeIntegralInRange<std::size_t>(0, 4)];
  policy.correction = static_cast<Correction>(bytes.ConsumeIntegralInRange(0, 2));
  policy.statistic = static_cast<Statistic>(bytes.ConsumeIntegralInRange(0, 5));
  return policy;
}

void demand_number(double value, std::string_view what) {
  demand(!std::isnan(value), "it is a number", what);
}

void demand_p(double p, std::string_view what) {
  demand(p >= 0 && p <= 1, "a probability is from 0 to 1", what);
}

void demand_interval(double low, double estimate, double high, std::string_view what) {
  for (const double each : {low, estimate, high}) demand_number(each, what);
  std::array<char, 200> shown{};
  std::snprintf(shown.data(), shown.size(), "%.17g %.17g %.17g", low, estimate, high);
  // With next to no confidence both ends of a mean are one, to as many digits as saddlepoints give.
  demand(low <= high || low - high <= 1e-5 * std::abs(high), what, shown.data());
}

void check(const Interval& interval, std::string_view what) {
  demand_interval(interval.low, interval.estimate, interval.high, what);
}

void check(const Comparison& row) {
  for (const Side& side : {row.before, row.now})
    demand_interval(side.low, side.median, side.high, "side");
  demand_interval(row.ratio.low, row.ratio.estimate, row.ratio.high, "ratio");
  demand_p(row.p, "p");
  demand_p(row.a12, "a12");
  demand(row.minimum_detectable >= 0, "what is detectable is of some size");
  for (const Warning& warning : row.warnings) demand_number(warning.amount, "a warning's amount");
}

/// A report of a few rows, judged.
void judgement(std::string_view text) {
  FuzzedDataProvider bytes = bytes_of(text);
  const Policy policy = policy_of(bytes);
  std::vector<Comparison> rows;
  while (bytes.remaining_bytes() > 0 && rows.size() < 8) {
    const auto before = sample_of(bytes), now = sample_of(bytes);
    if (!before || !now) continue;
    const Better better = bytes.ConsumeBool() ? Better::lower : Better::higher;
    const auto situation = static_cast<Situation>(bytes.ConsumeIntegralInRange(0, 2));
    std::optional<YardstickShift> yardstick;
    if (bytes.ConsumeIntegralInRange(0, 3) == 0)
      yardstick = {std::max(5e-324, std::abs(number_of(bytes))), std::abs(number_of(bytes))};
    rows.push_back(bytes.ConsumeIntegralInRange(0, 7) == 0
                       ? compare_exact(*before, *now, better, situation, policy)
                       : compare(*before, *now, better, situation, policy, yardstick));
    check(rows.back());
    rows.back().pool = bytes.ConsumeIntegralInRange<std::size_t>(0, 1);
  }
  const SuiteJudgement suite = judge(rows, policy);
  demand(suite.rows.size() == rows.size(), "each row is judged");
  for (const Judgement& each : suite.rows) {
    check(each.comparison);
    demand_p(each.p_adjusted, "adjusted p");
  }
  if (suite.event) demand_number(suite.event->ratio, "an event's ratio");
}

void budget(std::string_view text) {
  FuzzedDataProvider bytes = bytes_of(text);
  const auto sample = sample_of(bytes);
  if (!sample) return;
  Budget budget;
  if (bytes.ConsumeBool()) budget.quantile = share_of(bytes);
  budget.limit = number_of(bytes);
  budget.better = bytes.ConsumeBool() ? Better::lower : Better::higher;
  const BudgetJudgement judged = judge_budget(*sample, budget, share_of(bytes));
  demand_interval(judged.low, judged.estimate, judged.high, "budget");
  demand_number(judged.headroom, "headroom");
}

void changes(std::string_view text) {
  FuzzedDataProvider bytes = bytes_of(text);
  const std::vector<double> values = numbers_of(bytes, 300);
  const Changes found = find_changes(values);
  for (const Change& change : found.changes) {
    demand(change.index < values.size(), "a change is within the series");
    for (const double each : {change.before, change.after, change.effect})
      demand_number(each, "change");
    demand_p(change.p, "a change's p");
    if (change.ratio) demand_number(*change.ratio, "a change's ratio");
    if (change.ratio_bounds)
      demand_interval(change.ratio_bounds->low, 0, change.ratio_bounds->high, "a change's ratio");
  }
  for (const OddPoints& odd : found.odd) demand_number(odd.middle, "odd points");
  if (found.drift) {
    demand_p(found.drift->p, "a drift's p");
    demand_number(found.drift->before, "drift");
    demand_number(found.drift->after, "drift");
  }
  if (!values.empty()) demand_number(unrest(values), "unrest");
}

/// What is made of the values of one sample and of two.
void values(std::string_view text) {
  FuzzedDataProvider bytes = bytes_of(text);
  const std::vector<double> before = numbers_of(bytes, 60), now = numbers_of(bytes, 60);
  const double confidence = share_of(bytes), q = share_of(bytes);
  if (before.empty() || now.empty()) return;
  const std::vector<double> ascending = sorted(before);
  demand_number(mean(before), "mean");
  demand_number(standard_deviation(before), "deviation");
  demand_number(median_absolute_deviation(before), "MAD");
  for (const QuantileType type :
       {QuantileType::inverse_cdf, QuantileType::averaged_cdf, QuantileType::weibull,
        QuantileType::linear, QuantileType::median_unbiased})
    demand_number(quantile(ascending, q, type), "quantile");
  check(quantile_estimate(before, q, confidence), "quantile");
  check(mean_estimate(before, confidence), "mean");
  for (const Mode& mode : modes(before)) demand_number(mode.median, "mode");
  demand(outlier_labels(before).size() == before.size(), "a label for each");
  demand_number(lag_one_autocorrelation(before), "autocorrelation");
  const double effective = effective_sample_size(before);
  demand(effective >= 1 && effective <= static_cast<double>(before.size()), "from 1 to n");
  if (const auto steps = quantisation(before)) demand_number(steps->step, "step");
  if (const auto ratio = quantile_ratio(before, now, q, confidence))
    check(*ratio, "quantile ratio");
  if (const auto ratio = mean_ratio(before, now, confidence)) check(*ratio, "mean ratio");
  demand_p(mann_whitney(before, now).p, "U");
  const double alpha = 1 - confidence;
  if (const auto ratio = hodges_lehmann(before, now, alpha))
    demand_interval(ratio->low, ratio->estimate, ratio->high, "Hodges-Lehmann");
  const auto both = std::min(before.size(), now.size());
  const auto pairs_before = std::span(before).first(both), pairs_now = std::span(now).first(both);
  if (const auto test = signed_rank(pairs_before, pairs_now)) demand_p(test->p, "signed rank");
  if (const auto ratio = ratio_of_pairs(pairs_before, pairs_now, alpha))
    demand_interval(ratio->low, ratio->estimate, ratio->high, "pairs");
  demand_p(sign_test(pairs_before, pairs_now).p, "sign test");
  static const SequentialPlan plan = SequentialPlan::up_to(60, 0.01);
  plan.decide(pairs_before, pairs_now, Better::lower, 0.02);
  if (const auto seen = step_evidence(pairs_before, pairs_now)) {
    demand_number(seen->log_ratio, "step");
    StepSearch search(5, *seen);
    search.add(1, *seen);
    search.exclude(2);
    search.next(0.95);
    search.credible(0.95);
    for (const double chance : search.posterior()) demand_p(chance, "posterior");
  }
  const auto one = Sample::from(before), other = Sample::from(now);
  for (const QuantileShift& shift : quantile_shifts(*one, *other, confidence))
    if (shift.ratio) check(*shift.ratio, "shift");
  if (const auto ratio = two_level_ratio(*one, *other, NestedStatistic::mean, 0.95, 50, 1))
    check(*ratio, "nested");
}

/// A histogram takes whatever it is given, also what is no number.
void histogram(std::string_view text) {
  FuzzedDataProvider bytes = bytes_of(text);
  Histogram counted, other;
  std::vector<Repeated> repeated;
  while (bytes.remaining_bytes() > 0) {
    const double value = number_of(bytes, false);
    const auto times = bytes.ConsumeIntegral<std::uint32_t>();
    if (counted.record(value, times)) repeated.push_back({value, times % 1000});
  }
  other.merge(counted);
  demand(other == counted, "what is merged is what was recorded");
  demand_number(counted.mean(), "mean");
  for (const double q : {0.0, 0.5, 0.99, 1.0}) {
    const double value = counted.quantile(q);
    constexpr double denormal = std::numeric_limits<double>::min();  // which count as 0
    demand(value <= counted.largest() &&
               (value >= counted.smallest() || counted.smallest() < denormal),
           "a quantile is among the values");
  }
  if (!repeated.empty()) thinned_counts(repeated, 10);
}

/// Samples are finite, whatever they are made of.
void sample(std::string_view text) {
  FuzzedDataProvider bytes = bytes_of(text);
  const std::vector<double> numbers = numbers_of(bytes, 1000, false);
  const bool are_finite =
      std::ranges::all_of(numbers, [](double each) { return std::isfinite(each); });
  const auto made = Sample::from(numbers);
  demand(made.has_value() == (are_finite && !numbers.empty()), "a sample is of finite values");
  if (!made) return;
  demand_number(median(numbers), "median");
  demand(thinned(numbers, 500).size() == std::min<std::size_t>(500, numbers.size()),
         "so many are kept");
}

constexpr std::array<Target, 6> all = {{{"judgement", judgement},
                                        {"budget", budget},
                                        {"changes", changes},
                                        {"values", values},
                                        {"histogram", histogram},
                                        {"sample", sample}}};

}  // namespace

std::span<const Target> targets() {
  return all;
}

}  // namespace pawl::fuzz
