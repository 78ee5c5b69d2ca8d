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

/// Sessions of launches, each of which holds as many values; or of one long launch.
std::optional<Sample> sample_of(FuzzedDataProvider& bytes) {
  std::vector<Sample::Session> sessions(bytes.ConsumeIntegralInRange<std::size_t>(1, 7));
  const auto values = bytes.PickValueInArray<std::size_t>({1, 1, 1, 3, 250});
  for (Sample::Session& session : sessions) {
    const std::vector<double> numbers = values_of(bytes, values > 3 ? 500 : 30);
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      if (i % values == 0) session.emplace_back();
      session.back().push_back(numbers[i]);
    }
  }
  return Sample::from_sessions(sessions);
}

/// Some value strictly between 0 and 1.
double share_of(FuzzedDataProvider& bytes) {
  return bytes.PickValueInArray({0.01, 0.05, 0.5, 0.9, 0.95, 0.99, 1e-12, 1 - 1e-12});
}

/// As pawl.toml may ask for it, or its alpha shared by many rows.
double confidence_of(FuzzedDataProvider& bytes) {
  return bytes.PickValueInArray({0.95, 0.5, 0.9, 0.99, 1 - 1e-6, 1 - 1e-12});
}

Policy policy_of(FuzzedDataProvider& bytes) {
  constexpr std::array sizes = {0.02, 0.0, 1e-300, 0.5, 10.0};
  Policy policy;
  policy.alpha = 1 - confidence_of(bytes);
  policy.confidence = confidence_of(bytes);
  policy.threshold = sizes[bytes.ConsumeIntegralInRange<std::size_t>(0, 4)];
  policy.absolute_floor = bytes.ConsumeBool() ? 0 : std::abs(value_of(bytes));
  policy.noise_floor = sizes[bytes.ConsumeIntegralInRange<std::size_t>(0, 4)];
  policy.unsteady = bytes.PickValueInArray({0.03, 0.5});  // less is shown by rounding alone
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

void demand_interval(double low, double high, std::string_view what) {
  demand_number(low, what);
  demand_number(high, what);
  std::array<char, 200> shown{};
  std::snprintf(shown.data(), shown.size(), "%.17g … %.17g", low, high);
  // With next to no confidence both ends of a mean are one, to as many digits as saddlepoints give.
  demand(low <= high || low - high <= 1e-5 * std::abs(high), what, shown.data());
}

/// Whether `a` is `b` but for rounding, also where both are infinite.
bool is_about(double a, double b, double tolerance = 1e-6) {
  return a == b || std::abs(a - b) <= tolerance * std::max(std::abs(a), std::abs(b));
}

void demand_within(double low, double value, double high, std::string_view what) {
  std::array<char, 200> shown{};
  std::snprintf(shown.data(), shown.size(), "%.17g … %.17g … %.17g", low, value, high);
  demand((low <= value || is_about(low, value, 1e-9)) &&
             (value <= high || is_about(value, high, 1e-9)),
         what, shown.data());
}

/// An interval that tells something holds its estimate.
void check(const Interval& interval, double confidence, std::string_view what) {
  demand_number(interval.estimate, what);
  demand_interval(interval.low, interval.high, what);
  if (confidence >= 0.9) demand_within(interval.low, interval.estimate, interval.high, what);
}

void check(const Comparison& row) {
  for (const Side& side : {row.before, row.now})
    demand_within(side.low, side.median, side.high, "a side holds its statistic");
  if (row.before.median > 0 && row.now.median > 0)
    demand_within(row.ratio.low, row.ratio.estimate, row.ratio.high, "an interval holds its ratio");
  demand_p(row.p, "p");
  demand_p(row.a12, "a12");
  demand(row.minimum_detectable >= 0, "what is detectable is of some size");
  demand(row.evidence != Evidence::none || row.p == 1, "without evidence nothing is shown");
  for (const Warning& warning : row.warnings) demand_number(warning.amount, "a warning's amount");
}

void check(const Judgement& judged, const Policy& policy) {
  check(judged.comparison);
  demand_p(judged.p_adjusted, "adjusted p");
  demand(judged.p_adjusted >= judged.comparison.p, "a report makes no row more significant");
  const bool moved = judged.reason == Reason::changed || judged.reason == Reason::counted;
  switch (judged.verdict) {
    case Verdict::regression:
    case Verdict::improvement:
      demand(moved, "what moved is said to have");
      demand(judged.reason == Reason::counted || judged.p_adjusted <= policy.alpha,
             "what moved is significant");
      break;
    case Verdict::unchanged:
      demand(judged.reason == Reason::within_threshold,
             "what is unchanged is within the threshold");
      break;
    case Verdict::inconclusive:
      demand(!moved && judged.reason != Reason::within_threshold, "what is open has not moved");
  }
}

Verdict opposite(Verdict verdict) {
  if (verdict == Verdict::regression) return Verdict::improvement;
  return verdict == Verdict::improvement ? Verdict::regression : verdict;
}

/// Two samples to be compared, as a row of a report.
struct Pair {
  Sample before, now;
  Better better = Better::lower;
  Situation situation = Situation::same_testbed;
  bool is_exact = false;
  std::optional<YardstickShift> yardstick{};
  std::size_t pool = 0;
};

Comparison compared(const Pair& pair, const Policy& policy) {
  const auto& [before, now, better, situation, is_exact, yardstick, pool] = pair;
  Comparison row = is_exact ? compare_exact(before, now, better, situation, policy)
                            : compare(before, now, better, situation, policy, yardstick);
  check(row);
  row.pool = pool;
  return row;
}

/// Values that another unit keeps within what a double holds.
bool is_usual(double value) {
  return value == 0 || (std::abs(value) > 1e-100 && std::abs(value) < 1e100);
}

bool are_usual(const Sample& sample) {
  return std::ranges::all_of(sample.values(), is_usual);
}

/// One row and others much like it, as those of a suite are: each is moved a little further.
void add_pairs(FuzzedDataProvider& bytes, std::vector<Pair>& pairs) {
  const auto before = sample_of(bytes);
  const auto now = bytes.ConsumeBool() ? sample_of(bytes) : before;
  if (!before || !now) return;
  Pair pair{*before, *now};
  if (bytes.ConsumeBool()) pair.better = Better::higher;
  pair.situation = static_cast<Situation>(bytes.ConsumeIntegralInRange(0, 2));
  pair.is_exact = bytes.ConsumeIntegralInRange(0, 7) == 1;
  if (bytes.ConsumeIntegralInRange(0, 3) == 1)
    pair.yardstick = {std::max(5e-324, std::abs(value_of(bytes))), std::abs(value_of(bytes))};
  pair.pool = bytes.ConsumeIntegralInRange<std::size_t>(0, 1);
  pairs.push_back(pair);
  if (!are_usual(*before) || !are_usual(*now)) return;
  const auto others = bytes.ConsumeIntegralInRange<std::size_t>(0, 24);
  const double moved = bytes.PickValueInArray({1.0, 1.1}),
               step = bytes.PickValueInArray({1.0, 1.003, 1.02});
  for (std::size_t i = 0; i < others; ++i) {
    pair.now = now->scaled(moved * std::pow(step, bytes.ConsumeIntegralInRange(-6, 6)));
    pairs.push_back(pair);
  }
}

SuiteJudgement judged(std::span<const Pair> pairs, const Policy& policy) {
  std::vector<Comparison> rows;
  for (const Pair& pair : pairs) rows.push_back(compared(pair, policy));
  SuiteJudgement suite = judge(rows, policy);
  demand(suite.rows.size() == rows.size(), "each row is judged");
  for (const Judgement& each : suite.rows) check(each, policy);
  if (suite.event) demand(suite.event->ratio > 0, "an event's ratio");
  return suite;
}

/// A report of some rows, judged; and from the other side, backwards and in another unit.
void judgement(std::string_view text) {
  FuzzedDataProvider bytes = bytes_of(text);
  const Policy policy = policy_of(bytes);
  std::vector<Pair> pairs;
  while (bytes.remaining_bytes() > 0 && pairs.size() < 40) add_pairs(bytes, pairs);
  const SuiteJudgement suite = judged(pairs, policy);
  const bool are_turnable = std::ranges::all_of(pairs, [](const Pair& pair) {
    return !pair.yardstick && are_usual(pair.before) && are_usual(pair.now);
  });
  if (!are_turnable || !is_usual(policy.absolute_floor)) return;
  std::vector<Pair> turned(pairs.rbegin(), pairs.rend());
  constexpr double unit = 1024;
  for (Pair& pair : turned) {
    const Sample before = pair.before.scaled(unit);
    pair.before = pair.now.scaled(unit);
    pair.now = before;
  }
  Policy other = policy;
  other.absolute_floor *= unit;
  const SuiteJudgement back = judged(turned, other);
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const Judgement &here = suite.rows[i], &there = back.rows[pairs.size() - 1 - i];
    demand(here.verdict == opposite(there.verdict), "sides, rows and units may be others");
    demand(here.reason == there.reason, "for the same reason");
  }
}

void budget(std::string_view text) {
  FuzzedDataProvider bytes = bytes_of(text);
  const auto sample = sample_of(bytes);
  if (!sample) return;
  Budget budget;
  if (bytes.ConsumeBool()) budget.quantile = share_of(bytes);
  budget.limit = value_of(bytes);
  budget.better = bytes.ConsumeBool() ? Better::lower : Better::higher;
  const double confidence = confidence_of(bytes);
  const BudgetJudgement judged = judge_budget(*sample, budget, confidence);
  demand_number(judged.estimate, "budget");
  demand_interval(judged.low, judged.high, "budget");
  demand_number(judged.headroom, "headroom");
  demand(judged.units >= 1 && judged.units <= sample->size(), "units are of values");
  const bool lower = budget.better == Better::lower;
  const auto is_within = [&](double end) {
    return lower ? end <= budget.limit : end >= budget.limit;
  };
  switch (judged.verdict) {
    case BudgetVerdict::kept:
      demand(is_within(judged.low) && is_within(judged.high), "all is within the limit");
      demand(judged.headroom >= 0, "something is left of a limit that is kept");
      break;
    case BudgetVerdict::broken:
      demand(!is_within(judged.low) && !is_within(judged.high), "all is beyond the limit");
      demand(judged.headroom <= 0, "nothing is left of a limit that is broken");
      break;
    case BudgetVerdict::unproven:
      demand(is_within(judged.low) != is_within(judged.high), "the limit is within");
  }
  if (!are_usual(*sample) || !is_usual(budget.limit)) return;
  budget.limit *= 1024;
  demand(judge_budget(sample->scaled(1024), budget, confidence).verdict == judged.verdict,
         "a unit changes no verdict");
}

/// Whether a change is told within `reach` points of that place.
bool has_change(std::span<const double> values, std::size_t place, std::size_t reach) {
  return std::ranges::any_of(find_changes(values).changes, [&](const Change& change) {
    return change.index <= place + reach && place <= change.index + reach;
  });
}

void check(const Change& change, std::size_t size, bool are_positive) {
  demand(change.index > 0 && change.index < size, "a change is within the series");
  demand(change.waited > 0 && change.index + change.waited <= size + 4,
         "some of a level was known when it was told, and no more than there is");
  for (const double each : {change.before, change.after, change.effect})
    demand_number(each, "change");
  demand_p(change.p, "a change's p");
  demand(
      change.ratio.has_value() == are_positive && change.ratio_bounds.has_value() == are_positive,
      "a change has a ratio where values have");
  if (change.ratio)
    demand_within(change.ratio_bounds->low, *change.ratio, change.ratio_bounds->high, "ratio");
  if (change.returns_to) demand(*change.returns_to < change.index, "what was before returns");
}

/// Positive values alone are on the same scale however many of them are known.
void check_history(std::span<const double> values, const Changes& found) {
  for (const Change& change :
       std::span(found.changes).first(std::min<std::size_t>(3, found.changes.size())))
    demand(has_change(values.first(std::min(values.size(), change.index + change.waited + 4)),
                      change.index, 8),
           "what was told stays so");
  for (const Withdrawn& gone :
       std::span(found.withdrawn).first(std::min<std::size_t>(3, found.withdrawn.size()))) {
    demand(gone.told < gone.until && gone.until <= values.size(), "first told, then taken back");
    demand(has_change(values.first(gone.told), gone.place, 8), "what is taken back was told");
    demand(has_change(values.first(gone.until - 1), gone.place, 8), "and stood until then");
  }
}

void changes(std::string_view text) {
  FuzzedDataProvider bytes = bytes_of(text);
  const std::vector<double> values = values_of(bytes, 300);
  const bool are_positive = std::ranges::all_of(values, [](double each) { return each > 0; });
  const Changes found = find_changes(values);
  std::size_t last = 0;
  for (const Change& change : found.changes) {
    check(change, values.size(), are_positive);
    demand(change.index > last, "changes ascend");
    last = change.index;
  }
  std::size_t known = 0;
  for (const OddPoints& odd : found.odd) {
    demand(odd.first >= known && odd.size >= 1 && odd.size < ChangeRule{}.excursion &&
               odd.first + odd.size <= values.size(),
           "odd points are few, and apart");
    known = odd.first + odd.size;
    demand_number(odd.middle, "odd points");
  }
  if (found.drift) {
    demand(found.drift->first >= last, "a drift is of the last level");
    demand_p(found.drift->p, "a drift's p");
    demand_number(found.drift->before, "drift");
    demand_number(found.drift->after, "drift");
    if (found.drift->ratio)
      demand_within(found.drift->ratio_bounds->low, *found.drift->ratio,
                    found.drift->ratio_bounds->high, "a drift's ratio");
  }
  if (are_positive) check_history(values, found);
  if (!values.empty()) demand(unrest(values) >= 0, "unrest");
}

/// What is made of one sample.
void values(std::string_view text) {
  FuzzedDataProvider bytes = bytes_of(text);
  const std::vector<double> values = values_of(bytes, 60);
  const double confidence = confidence_of(bytes), q = share_of(bytes);
  if (values.empty()) return;
  const std::vector<double> ascending = sorted(values);
  const double least = ascending.front(), most = ascending.back();
  demand_within(least, mean(values), most, "a mean is among the values");
  demand_within(least, median(values), most, "so is a median");
  demand(standard_deviation(values) >= 0, "a deviation is of some size");
  demand(median_absolute_deviation(values) >= 0, "so is that from the median");
  for (const QuantileType type :
       {QuantileType::inverse_cdf, QuantileType::averaged_cdf, QuantileType::weibull,
        QuantileType::linear, QuantileType::median_unbiased}) {
    demand_within(least, quantile(ascending, q, type), most, "a quantile is among the values");
    demand(quantile(ascending, q / 2, type) <= quantile(ascending, q, type), "quantiles ascend");
  }
  if (const auto exact = quantile_interval(ascending, q, confidence)) {
    demand_within(least, exact->low, exact->high, "ranks are of values");
    demand(exact->high <= most, "ranks are of values");
  }
  check(quantile_estimate(values, q, confidence), confidence, "quantile");
  check(mean_estimate(values, confidence), confidence, "mean");
  double weight = 0, below = -std::numeric_limits<double>::infinity();
  for (const Mode& mode : modes(values)) {
    demand_within(mode.low, mode.median, mode.high, "a mode holds its median");
    demand(mode.low > below, "modes are apart");
    below = mode.high;
    weight += mode.weight;
  }
  demand(is_about(weight, 1), "modes hold all values");
  demand(outlier_labels(values).size() == values.size(), "a label for each");
  demand(std::abs(lag_one_autocorrelation(values)) <= 1 + 1e-12, "a correlation is up to 1");
  const double effective = effective_sample_size(values);
  demand(effective >= 1 && effective <= static_cast<double>(values.size()), "from 1 to n");
  if (const auto steps = quantisation(values))
    demand(steps->distinct >= 2 && steps->step >= 0, "steps are of some size");
}

bool excludes_1(const RatioInterval& interval) {
  return interval.low > 1 || interval.high < 1;
}

void check(const RatioInterval& one, const RatioInterval& other, double p, double alpha) {
  demand_number(one.estimate, "ratio");
  demand_interval(one.low, one.high, "ratio");
  demand(excludes_1(one) == (p <= alpha), "test and interval agree");
  if (alpha <= 0.1) demand_within(one.low, one.estimate, one.high, "an interval holds its ratio");
  demand(
      is_about(one.estimate * other.estimate, 1) || one.estimate < 1e-300 || one.estimate > 1e300,
      "sides may be swapped");
}

/// What is made of two samples.
void samples(std::string_view text) {
  FuzzedDataProvider bytes = bytes_of(text);
  const std::vector<double> before = values_of(bytes, 60), now = values_of(bytes, 60);
  const double confidence = confidence_of(bytes), q = share_of(bytes), alpha = 1 - confidence;
  if (before.empty() || now.empty()) return;
  if (const auto ratio = quantile_ratio(before, now, q, confidence))
    check(*ratio, confidence, "quantile ratio");
  if (const auto ratio = mean_ratio(before, now, confidence))
    check(*ratio, confidence, "mean ratio");
  const MannWhitney forth = mann_whitney(before, now), back = mann_whitney(now, before);
  demand_p(forth.p, "U");
  demand(forth.p >= forth.smallest_p * (1 - 1e-12), "no p is smaller than can be");
  demand(is_about(forth.p, back.p) && is_about(forth.p_greater, back.p_less) &&
             is_about(forth.a12 + back.a12, 1),
         "sides may be swapped");
  if (const auto ratio = hodges_lehmann(before, now, alpha))
    check(*ratio, *hodges_lehmann(now, before, alpha), forth.p, alpha);
  const auto both = std::min(before.size(), now.size());
  const auto first = std::span(before).first(both), other = std::span(now).first(both);
  if (const auto test = signed_rank(first, other)) {
    demand_p(test->p, "signed rank");
    demand(is_about(test->p, signed_rank(other, first)->p), "sides may be swapped");
    check(*ratio_of_pairs(first, other, alpha), *ratio_of_pairs(other, first, alpha), test->p,
          alpha);
  }
  if (const auto step = step_evidence(first, other)) {
    demand_number(step->log_ratio, "step");
    demand(step->error >= 0 && std::isfinite(step->error), "a step's error is of some size");
  }
  demand_p(sign_test(first, other).p, "sign test");
  static const SequentialPlan plan = SequentialPlan::up_to(60, 0.01);
  const Decision decided = plan.decide(first, other, Better::lower, 0.02);
  demand((decided == Decision::regression) ==
             (plan.decide(first, other, Better::higher, 0.02) == Decision::improvement),
         "what is worse one way is better the other way");
  const auto one = Sample::from(before), two = Sample::from(now);
  for (const QuantileShift& shift : quantile_shifts(*one, *two, confidence))
    if (shift.ratio) check(*shift.ratio, confidence, "shift");
  if (const auto ratio = two_level_ratio(*one, *two, NestedStatistic::mean, 0.95, 50, 1))
    demand_interval(ratio->low, ratio->high, "nested");
}

/// A search for a step, told whatever.
void search(std::string_view text) {
  FuzzedDataProvider bytes = bytes_of(text);
  const auto evidence = [&] {
    const double error = std::min(1500.0, std::abs(value_of(bytes)));
    return StepEvidence{std::clamp(value_of(bytes), -1500.0, 1500.0), error};
  };
  const auto versions = bytes.ConsumeIntegralInRange<std::size_t>(1, 40);
  StepSearch search(versions, evidence());
  while (bytes.remaining_bytes() > 0) {
    const double confidence = confidence_of(bytes);
    const auto next = search.next(confidence);
    double sum = 0, held = 0;
    for (const double chance : search.posterior()) {
      demand_p(chance, "posterior");
      sum += chance;
    }
    demand(is_about(sum, 1), "one of them is the first");
    for (const std::size_t version : search.credible(confidence))
      held += search.posterior()[version];
    demand(held >= confidence * (1 - 1e-9), "those named are that likely");
    if (!next) break;
    demand(*next < versions, "what is measured next is a version");
    if (bytes.ConsumeIntegralInRange(0, 3) == 0)
      search.exclude(*next);
    else
      search.add(*next, evidence());
  }
}

/// A histogram takes whatever it is given, also what is no number.
void histogram(std::string_view text) {
  FuzzedDataProvider bytes = bytes_of(text);
  std::array<Histogram, 2> parts;
  Histogram whole;
  std::vector<double> recorded;
  while (bytes.remaining_bytes() > 0) {
    const double value = value_of(bytes, false);
    const auto times = bytes.ConsumeIntegralInRange<std::uint32_t>(0, 40);
    const bool is_counted = whole.record(value, times);
    demand(is_counted == (std::isfinite(value) && value >= 0), "what is no latency is refused");
    parts[bytes.ConsumeIntegralInRange<std::size_t>(0, 1)].record(value, times);
    if (is_counted) recorded.insert(recorded.end(), times, value);
  }
  parts[0].merge(parts[1]);
  demand(parts[0] == whole, "what is merged is what was recorded");
  demand(whole.count() == recorded.size(), "all are counted");
  if (recorded.empty()) return;
  std::ranges::sort(recorded);
  constexpr double denormal = std::numeric_limits<double>::min();  // which count as 0
  demand(whole.smallest() == recorded.front() && whole.largest() == recorded.back(),
         "ends are exact");
  demand_within(whole.smallest(), whole.mean(), whole.largest(), "mean");
  for (const double q : {0.0, 0.01, 0.5, 0.99, 1.0}) {
    const double exact = quantile(recorded, q, QuantileType::inverse_cdf), told = whole.quantile(q);
    demand(std::abs(told - exact) <= Histogram::relative_error * exact || exact < denormal,
           "a quantile is off by little");
    demand(whole.count_at_or_below(told * (1 + 4 * Histogram::relative_error)) >= 1,
           "and is counted");
  }
  demand(whole.count_at_or_below(whole.largest()) == whole.count(), "all are below the largest");
}

/// Samples are finite, whatever they are made of.
void sample(std::string_view text) {
  FuzzedDataProvider bytes = bytes_of(text);
  const std::vector<double> numbers = values_of(bytes, 1000, false);
  const bool are_finite =
      std::ranges::all_of(numbers, [](double each) { return std::isfinite(each); });
  const auto made = Sample::from(numbers);
  demand(made.has_value() == (are_finite && !numbers.empty()), "a sample is of finite values");
  if (!made) return;
  const auto most = bytes.ConsumeIntegralInRange<std::size_t>(1, 600);
  const Sample::Launch kept = thinned(numbers, most);
  demand(kept.size() == std::min(most, numbers.size()), "so many are kept");
  auto rest = numbers.begin();
  for (const double value : kept) {
    rest = std::find_if(rest, numbers.end(), [&](double one) {
      return std::abs(one - value) <= 5e-6 * std::abs(one);
    });
    demand(rest++ != numbers.end(), "values are kept in their order, to six digits");
  }
  std::vector<Repeated> repeated;
  std::uint64_t count = 0;
  for (const double value : numbers) {
    repeated.push_back({value, bytes.ConsumeIntegralInRange<std::uint64_t>(0, 1000)});
    count += repeated.back().times;
  }
  demand(thinned_counts(repeated, most).size() == std::min<std::uint64_t>(most, count),
         "so many are kept of those that came several times");
}

constexpr std::array<Target, 8> all = {{{"judgement", judgement},
                                        {"budget", budget},
                                        {"changes", changes},
                                        {"values", values},
                                        {"samples", samples},
                                        {"search", search},
                                        {"histogram", histogram},
                                        {"sample", sample}}};

}  // namespace

std::span<const Target> targets() {
  return all;
}

}  // namespace pawl::fuzz
