#include "make_report.hpp"

#include "accepted.hpp"
#include "budgets.hpp"
#include "explain.hpp"
#include "for_each_index.hpp"
#include "format.hpp"
#include "selection.hpp"
#include "stats/exact.hpp"
#include "stats/judge.hpp"
#include "yardstick.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>
#include <utility>
#include <variant>

namespace pawl::ci {
namespace {

using baselines::Run;
using baselines::Series;
using Key = std::pair<std::string_view, std::string_view>;

Key key_of(const Series& series) {
  return {series.benchmark, series.metric};
}

RowVerdict verdict_of(stats::Verdict verdict) {
  switch (verdict) {
    case stats::Verdict::regression:
      return RowVerdict::regression;
    case stats::Verdict::improvement:
      return RowVerdict::improvement;
    case stats::Verdict::unchanged:
      return RowVerdict::unchanged;
    case stats::Verdict::inconclusive:
      return RowVerdict::inconclusive;
  }
  return RowVerdict::inconclusive;
}

/// Both sides of a row; one of them is nullptr where it is new or missing.
struct Pair {
  const Series* before = nullptr;
  const Series* now = nullptr;
};

/// Now's series in their order, each beside the one before; then what only before has.
std::vector<Pair> paired(const Run* before, const Run& now, const Gate& gate) {
  const Selection judged(before, now, gate.metrics, gate.has_secondary);
  std::map<Key, const Series*> unmatched;
  if (before != nullptr)
    for (const Series& series : before->series)
      if (judged.contains(series)) unmatched.emplace(key_of(series), &series);
  std::vector<Pair> pairs;
  for (const Series& series : now.series) {
    if (!judged.contains(series)) continue;
    const auto found = unmatched.find(key_of(series));
    pairs.push_back({found == unmatched.end() ? nullptr : found->second, &series});
    if (found != unmatched.end()) unmatched.erase(found);
  }
  if (before != nullptr)
    for (const Series& series : before->series)
      if (const auto left = unmatched.find(key_of(series));
          left != unmatched.end() && left->second == &series)
        pairs.push_back({&series, nullptr});
  return pairs;
}

/// What keeps the runs from being compared, a sentence each.
std::vector<std::string> differences(const Run* before, const Run& now, const Gate& gate) {
  if (before == nullptr || gate.situation == stats::Situation::interleaved) return {};
  auto found = baselines::differences(before->machine, now.machine);
  const bool both_named = !before->testbed.empty() && !now.testbed.empty();
  if (found.empty() && both_named && before->testbed != now.testbed)
    found.push_back("testbed: " + before->testbed + " before, " + now.testbed + " now");
  return found;
}

std::optional<double> finite(double value) {
  return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

Side side_of(const stats::Side& side) {
  return {side.n, side.launches, side.sessions, side.median, side.low, side.high};
}

/// A side without anything to compare it with.
std::optional<Side> side_alone(const Series* series, const stats::Policy& policy) {
  if (series == nullptr) return std::nullopt;
  const auto sample = stats::Sample::from_sessions(series->sessions);
  if (!sample) return std::nullopt;
  return side_of(
      compare(*sample, *sample, series->better, stats::Situation::incomparable, policy).before);
}

Row named_row(const Pair& pair) {
  const Series& series = pair.now != nullptr ? *pair.now : *pair.before;
  Row row;
  row.benchmark = series.benchmark;
  row.metric = series.metric;
  row.unit = series.unit;
  row.better = series.better;
  return row;
}

bool has_p(const stats::Comparison& comparison) {
  return comparison.evidence != stats::Evidence::none &&
         comparison.evidence != stats::Evidence::exact;
}

Row row_of(const Pair& pair, const stats::Judgement& judgement, const stats::Policy& policy) {
  const stats::Comparison& comparison = judgement.comparison;
  Row row = named_row(pair);
  row.verdict = verdict_of(judgement.verdict);
  row.before = side_of(comparison.before);
  row.now = side_of(comparison.now);
  const double ratio = comparison.ratio.estimate;
  if (std::isfinite(ratio) && ratio > 0)
    row.ratio = Ratio{ratio, comparison.ratio.low, comparison.ratio.high};
  if (has_p(comparison)) {
    row.p = comparison.p;
    row.p_adjusted = judgement.p_adjusted;
    row.minimum_detectable = finite(comparison.minimum_detectable);
    row.launches_needed = comparison.launches_needed;
  }
  row.a12 = comparison.a12;
  row.evidence = evidence(comparison);
  row.reason = explanation(judgement.reason, policy);
  for (const stats::Warning& warning : comparison.warnings)
    row.warnings.push_back(explanation(warning));
  return row;
}

Row unpaired_row(const Pair& pair, const stats::Policy& policy) {
  Row row = named_row(pair);
  row.verdict = pair.now != nullptr ? RowVerdict::added : RowVerdict::missing;
  row.before = side_alone(pair.before, policy);
  row.now = side_alone(pair.now, policy);
  row.reason = pair.now != nullptr ? "no baseline to compare it with" : "not in this run";
  return row;
}

/// Whether both sides are claimed to count the same each time.
bool is_exact(const Pair& pair) {
  return has_mark(*pair.before, baselines::exact_mark) &&
         has_mark(*pair.now, baselines::exact_mark);
}

/// What is known of how fast the machine was in both runs.
struct Speed {
  std::optional<Yardstick> yardstick{};  ///< to be divided out of what follows it
  double slowdown = 1;                   ///< of the machine itself, to be divided out of the rest
};

/// The comparisons of those pairs that have both sides, in their order, the speed divided out.
std::vector<stats::Comparison> comparisons_of(const std::vector<Pair>& pairs, const Gate& gate,
                                              stats::Situation situation, const Speed& speed) {
  const auto& yardstick = speed.yardstick;
  std::vector<stats::Comparison> comparisons(pairs.size());
  std::map<std::string_view, std::size_t> pools;
  for (std::size_t i = 0; i < pairs.size(); ++i)
    comparisons[i].pool = pools.try_emplace(pairs[i].now->metric, pools.size()).first->second;
  for_each_index(pairs.size(), gate.threads, [&](std::size_t i) {
    const Series& now = *pairs[i].now;
    const Series& then = *pairs[i].before;
    const bool levels = yardstick && !is_exact(pairs[i]) && follows_the_yardstick(then) &&
                        follows_the_yardstick(now);
    const auto before =
        stats::Sample::from_sessions(levels ? yardstick->levelled(then) : then.sessions);
    const auto today = stats::Sample::from_sessions(now.sessions);
    const std::size_t pool = comparisons[i].pool;
    std::optional<stats::YardstickShift> shift;
    if (levels) shift = yardstick->shift_of(now);
    if (!levels && speed.slowdown != 1) shift = {.ratio = moved_by(speed.slowdown, now)};
    comparisons[i] = is_exact(pairs[i])
                         ? compare_exact(*before, *today, now.better, situation, gate.policy)
                         : compare(*before, *today, now.better, situation, gate.policy, shift);
    comparisons[i].pool = pool;
  });
  return comparisons;
}

/// With a yardstick that is not proven, what holds with and without it. On a machine whose own
/// speed has changed, what holds whether the code followed that not at all or twice as far.
stats::SuiteJudgement judged_rows(const std::vector<Pair>& pairs, const Gate& gate,
                                  stats::Situation situation, const Speed& speed) {
  const auto judged_by = [&](const Speed& divided) {
    return judge(comparisons_of(pairs, gate, situation, divided), gate.policy);
  };
  const auto& [yardstick, slowdown] = speed;
  auto judged = judged_by({yardstick});
  if (yardstick && !yardstick->is_proven())
    doubt(judged.rows, judged_by({}).rows, stats::Reason::yardstick);
  if (slowdown != 1)
    doubt(judged.rows, judged_by({yardstick, slowdown * slowdown}).rows,
          stats::Reason::machine_speed);
  return judged;
}

/// Whether the row can be compared: both sides there, in the same unit, with samples.
bool comparable(const Pair& pair) {
  const auto has_values = [](const Series* series) {
    return series != nullptr &&
           std::any_of(series->sessions.begin(), series->sessions.end(), [](const auto& session) {
             return std::any_of(session.begin(), session.end(),
                                [](const auto& launch) { return !launch.empty(); });
           });
  };
  return has_values(pair.before) && has_values(pair.now) && pair.before->unit == pair.now->unit &&
         pair.before->better == pair.now->better;
}

Row incomparable_row(const Pair& pair, const stats::Policy& policy) {
  if (pair.before == nullptr || pair.now == nullptr) return unpaired_row(pair, policy);
  Row row = named_row(pair);
  row.now = side_alone(pair.now, policy);
  row.reason = "unit or direction differs: \"" + pair.before->unit + "\" before, \"" +
               pair.now->unit + "\" now; make the baseline anew";
  return row;
}

void add_rows(Report& report, const std::vector<Pair>& pairs, const Gate& gate,
              stats::Situation situation, const Speed& speed) {
  std::vector<Pair> both;
  std::copy_if(pairs.begin(), pairs.end(), std::back_inserter(both), comparable);
  const auto judged = judged_rows(both, gate, situation, speed);
  std::size_t next = 0;
  report.rows.reserve(pairs.size());
  for (const Pair& pair : pairs)
    report.rows.push_back(comparable(pair) ? row_of(pair, judged.rows[next++], gate.policy)
                                           : incomparable_row(pair, gate.policy));
  if (judged.event) report.warnings.push_back(explanation(*judged.event));
}

/// Says of each failure where it shows: on the benchmark's rows, which are then no longer proven
/// harmless, or on a row of its own.
void add_failures(Report& report, const std::vector<baselines::Failure>& failures) {
  std::multimap<std::string_view, std::size_t> places;
  for (std::size_t i = 0; i < report.rows.size(); ++i) places.emplace(report.rows[i].benchmark, i);
  std::vector<Row> others;
  for (const baselines::Failure& failure : failures) {
    const auto [first, last] = places.equal_range(failure.benchmark);
    for (auto place = first; place != last; ++place) {
      Row& row = report.rows[place->second];
      if (row.verdict == RowVerdict::missing)
        row.reason = "not in this run: " + failure.reason;
      else
        row.warnings.push_back("some launches failed: " + failure.reason);
      if (row.verdict != RowVerdict::regression && row.verdict != RowVerdict::missing)
        row.verdict = RowVerdict::inconclusive;
    }
    if (first != last) continue;
    Row& row = others.emplace_back();
    row.benchmark = failure.benchmark;
    row.verdict = RowVerdict::missing;
    row.reason = "not in this run: " + failure.reason;
  }
  std::move(others.begin(), others.end(), std::back_inserter(report.rows));
}

Report titled(const Run* before, const Run& now, const Gate& gate) {
  Report report;
  report.suite = now.suite.empty() ? "default" : now.suite;
  report.testbed = now.testbed;
  report.commit = now.commit;
  report.base_commit = before != nullptr ? before->commit : "";
  report.time = now.time;
  report.policy = {.alpha = gate.policy.alpha,
                   .threshold = gate.policy.threshold,
                   .confidence = gate.policy.confidence,
                   .statistic = std::string(name(gate.policy.statistic)),
                   .correction = std::string(name(gate.policy.correction)),
                   .inconclusive_is_a_warning = gate.inconclusive_is_a_warning};
  return report;
}

void add_warnings(Report& report, const Run* before, const Run& now,
                  const std::vector<std::string>& differing) {
  if (before == nullptr)
    report.warnings.emplace_back(
        "there is no baseline: make one from a run you trust (pawl baseline update RUN)");
  for (const std::string& difference : differing)
    report.warnings.push_back("not comparable: " + difference +
                              "; figures are shown, but say nothing about the code");
  if (before != nullptr)
    for (const std::string& note : before->notes) report.warnings.push_back("before: " + note);
  report.warnings.insert(report.warnings.end(), now.notes.begin(), now.notes.end());
}

/// Where it is left out, the report says why.
std::optional<Yardstick> yardstick_between(const Run& before, const Run& now, Report& report) {
  const auto found = Yardstick::between(before, now);
  if (const auto* const yardstick = std::get_if<Yardstick>(&found)) return *yardstick;
  if (const auto& why = std::get<std::string>(found); !why.empty())
    report.warnings.push_back("the yardstick was left out: " + why);
  return std::nullopt;
}

/// Where it has changed, the report says so.
double slowdown_between(const Run& before, const Run& now, const Gate& gate, Report& report) {
  const double slowdown = machine_slowdown(before, now, gate.policy);
  if (slowdown != 1)
    report.warnings.push_back(
        "the machine's own speed has changed: at its fastest the yardstick takes " +
        percent(std::abs(slowdown - 1)) + (slowdown > 1 ? " more" : " less") +
        " processor time than in the baseline's sessions; what may be due to that is left open");
  return slowdown;
}

}  // namespace

ReportVerdict verdict_of(const Report& report) {
  const auto any_row = [&](auto... verdicts) {
    return std::any_of(report.rows.begin(), report.rows.end(),
                       [&](const Row& row) { return ((row.verdict == verdicts) || ...); });
  };
  const auto any_budget = [&](BudgetVerdict verdict) {
    return std::any_of(report.budgets.begin(), report.budgets.end(),
                       [&](const BudgetRow& row) { return row.verdict == verdict; });
  };
  if (std::any_of(report.rows.begin(), report.rows.end(), is_failing) ||
      any_budget(BudgetVerdict::broken))
    return ReportVerdict::fail;
  // A regression that is left here was accepted.
  const bool proven =
      any_row(RowVerdict::improvement, RowVerdict::unchanged, RowVerdict::regression) &&
      !any_row(RowVerdict::inconclusive, RowVerdict::missing) &&
      !any_budget(BudgetVerdict::unproven);
  return proven ? ReportVerdict::pass : ReportVerdict::inconclusive;
}

Gate gate_of(const baselines::Config& config) {
  return {.policy = config.policy,
          .metrics = config.metrics,
          .budgets = config.budgets,
          .inconclusive_is_a_warning = config.inconclusive_is_a_warning};
}

Report make_report(const Run* before, const Run& now, const Gate& gate) {
  Report report = titled(before, now, gate);
  const auto differing = differences(before, now, gate);
  add_warnings(report, before, now, differing);
  // Measured in turns, both sides saw the same machine; measured elsewhere, no yardstick helps.
  Speed speed;
  if (before != nullptr && differing.empty() && gate.situation == stats::Situation::same_testbed)
    speed = {yardstick_between(*before, now, report), slowdown_between(*before, now, gate, report)};
  add_rows(report, paired(before, now, gate), gate,
           differing.empty() ? gate.situation : stats::Situation::incomparable, speed);
  add_failures(report, now.failures);
  accept_regressions(report, gate.suppressions, gate.today);
  report.budgets = judge_budgets(gate.budgets, now, gate.policy.confidence);
  report.verdict = verdict_of(report);
  return report;
}

}  // namespace pawl::ci
