#include "sequential_report.hpp"

#include "format.hpp"
#include "make_report.hpp"
#include "stats/ranks/paired.hpp"

#include <algorithm>

namespace pawl::ci {

namespace {

using stats::Decision;

RowVerdict verdict_of(Decision decision) {
  switch (decision) {
    case Decision::regression:
      return RowVerdict::regression;
    case Decision::improvement:
      return RowVerdict::improvement;
    case Decision::equivalent:
      return RowVerdict::unchanged;
    case Decision::keep_going:
    case Decision::futile:
      break;
  }
  return RowVerdict::inconclusive;
}

std::string reason_of(Decision decision, double threshold) {
  switch (decision) {
    case Decision::regression:
    case Decision::improvement:
      return "shown by interleaved pairs, and beyond " + percent(threshold);
    case Decision::equivalent:
      return "shown by interleaved pairs to lie within ±" + percent(threshold);
    case Decision::keep_going:
      return "ended before it could tell";
    case Decision::futile:
      break;
  }
  return "neither a change beyond " + percent(threshold) +
         " is shown nor its absence, and what is left of the pairs would hardly tell";
}

std::string evidence_of(const SequentialOutcome& outcome, bool has_ratio) {
  return (has_ratio ? "signed rank of " : "signs of ") +
         count(outcome.before.size(), "interleaved pair") + ", looked at " +
         count(outcome.looks, "time");
}

baselines::Series series_of(const SequentialOutcome& outcome, const std::vector<double>& values) {
  baselines::Series series{.benchmark = outcome.benchmark,
                           .metric = outcome.metric,
                           .unit = outcome.unit,
                           .better = outcome.better,
                           .sessions = {{}},
                           .unknown = {}};
  for (const double value : values) series.sessions.front().push_back({value});
  return series;
}

baselines::Run with_series(baselines::Run run, const std::vector<SequentialOutcome>& outcomes,
                           std::vector<double> SequentialOutcome::*side) {
  run.series.clear();
  for (const SequentialOutcome& outcome : outcomes)
    if (!outcome.before.empty()) run.series.push_back(series_of(outcome, outcome.*side));
  return run;
}

/// Replaces what make_report says of the same pairs as if they had been looked at once.
void judge(Row& row, const SequentialOutcome& outcome, bool has_failed, double threshold) {
  const auto ratio = stats::ratio_of_pairs(outcome.before, outcome.now, outcome.level);
  const auto ranks = stats::signed_rank(outcome.before, outcome.now);
  const RowVerdict verdict = verdict_of(outcome.decision);
  row.evidence = evidence_of(outcome, ratio.has_value());
  row.launches_needed.reset();
  row.minimum_detectable.reset();
  row.p = ranks ? ranks->p : stats::sign_test(outcome.before, outcome.now).p;
  row.p_adjusted = std::min(1.0, *row.p * outcome.alpha / outcome.level);
  row.reason = reason_of(outcome.decision, threshold);
  if (ratio) row.ratio = Ratio{ratio->estimate, ratio->low, ratio->high};
  if (ratio && verdict == RowVerdict::inconclusive)
    row.launches_needed =
        stats::pairs_needed(*ratio, outcome.before.size(), outcome.level, outcome.alpha, threshold);
  row.verdict =
      has_failed && verdict != RowVerdict::regression ? RowVerdict::inconclusive : verdict;
}

/// The row that a failure has made already, or a new one.
void add_missing(Report& report, const SequentialOutcome& outcome) {
  auto row = std::find_if(report.rows.begin(), report.rows.end(), [&](const Row& one) {
    return one.benchmark == outcome.benchmark && one.metric.empty();
  });
  if (row == report.rows.end()) {
    row = report.rows.insert(report.rows.end(), Row{});
    row->benchmark = outcome.benchmark;
    row->verdict = RowVerdict::missing;
    row->reason = "no pair of launches gave this metric on both sides";
  }
  row->metric = outcome.metric;
  row->unit = outcome.unit;
  row->better = outcome.better;
}

bool is_of(const Row& row, const SequentialOutcome& outcome) {
  return row.benchmark == outcome.benchmark && row.metric == outcome.metric;
}

}  // namespace

Report sequential_report(const std::vector<SequentialOutcome>& outcomes,
                         const std::vector<baselines::Failure>& failures,
                         const baselines::Run& before, const baselines::Run& now,
                         const stats::Policy& policy) {
  const baselines::Run then = with_series(before, outcomes, &SequentialOutcome::before);
  baselines::Run today = with_series(now, outcomes, &SequentialOutcome::now);
  today.failures = failures;
  Gate gate{.policy = policy, .situation = stats::Situation::interleaved, .has_secondary = true};
  gate.policy.confidence = 1 - policy.alpha;
  gate.policy.correction = stats::Correction::none;
  Report report = make_report(&then, today, gate);
  for (const SequentialOutcome& outcome : outcomes) {
    const auto row = std::find_if(report.rows.begin(), report.rows.end(),
                                  [&](const Row& one) { return is_of(one, outcome); });
    const bool has_failed = std::any_of(failures.begin(), failures.end(), [&](const auto& failure) {
      return failure.benchmark == outcome.benchmark;
    });
    if (row != report.rows.end())
      judge(*row, outcome, has_failed, policy.threshold);
    else
      add_missing(report, outcome);
  }
  report.verdict = verdict_of(report);
  return report;
}

}  // namespace pawl::ci
