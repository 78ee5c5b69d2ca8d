#include "make_report.hpp"

#include "accepted.hpp"
#include "budgets.hpp"
#include "explain.hpp"
#include "format.hpp"
#include "rows.hpp"
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

/// What keeps the runs from being compared, a sentence each.
std::vector<std::string> differences(const Run* before, const Run& now, const Gate& gate) {
  if (before == nullptr || gate.situation == stats::Situation::interleaved) return {};
  auto found = baselines::differences(before->machine, now.machine);
  const bool both_named = !before->testbed.empty() && !now.testbed.empty();
  if (found.empty() && both_named && before->testbed != now.testbed)
    found.push_back("testbed: " + before->testbed + " before, " + now.testbed + " now");
  return found;
}

/// Reports each failure: on the benchmark's rows, which are then no longer proven harmless, or on a
/// row of its own.
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
  for (const std::string& difference : differing)
    report.warnings.push_back(std::string(not_comparable) + difference +
                              "; figures are shown, but say nothing about the code");
  if (before != nullptr) {
    for (const std::string& difference :
         baselines::differences(before->machine.toolchain, now.machine.toolchain))
      report.warnings.push_back("toolchain: " + difference + "; changes may be due to that");
    for (const std::string& note : before->notes) report.warnings.push_back("before: " + note);
  }
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
        std::string(speed_changed) + ": at its fastest the yardstick takes " +
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

Report make_report(const Run* before, const Run& now, const Gate& asked) {
  Report report = titled(before, now, asked);
  const auto differing = differences(before, now, asked);
  add_warnings(report, before, now, differing);
  Gate gate = asked;
  if (!differing.empty()) gate.situation = stats::Situation::incomparable;
  // Measured in turns, both sides saw the same machine; measured elsewhere, no yardstick helps.
  Speed speed;
  if (before != nullptr && gate.situation == stats::Situation::same_testbed)
    speed = {yardstick_between(*before, now, report), slowdown_between(*before, now, gate, report)};
  Rows rows = judged_rows(before, now, gate, speed);
  report.rows = std::move(rows.all);
  if (rows.event) report.warnings.push_back(explanation(*rows.event));
  add_failures(report, now.failures);
  accept_regressions(report, gate.suppressions, gate.today);
  report.budgets = judge_budgets(gate.budgets, now, gate.policy.confidence);
  report.verdict = verdict_of(report);
  return report;
}

}  // namespace pawl::ci
