#include "evidence.hpp"

#include "baselines/instant.hpp"
#include "baselines/text/regex.hpp"
#include "ci/format.hpp"
#include "ci/headline.hpp"
#include "ci/inert.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <tuple>

namespace pawl::ci {

namespace {

using baselines::AlertKind;
using baselines::AlertRule;

/// A rule with its pattern made ready.
class Matcher {
 public:
  explicit Matcher(const AlertRule& rule) : rule_(rule) {
    if (rule.benchmark != ".*") pattern_.emplace(rule.benchmark);
  }
  bool matches(const std::string& benchmark, const std::string& metric) const {
    return (rule_.metric.empty() || rule_.metric == metric) &&
           (!pattern_ || pattern_->matches(benchmark));
  }
  /// The alert of a whole suite is everybody's.
  bool matches(const Alert& alert) const {
    return alert.benchmark.empty() || matches(alert.benchmark, alert.metric);
  }

 private:
  const AlertRule& rule_;
  std::optional<baselines::Regex> pattern_;
};

void add(AlertEvidence& evidence, const AlertRule& rule, Alert alert) {
  evidence.firing.push_back({std::move(alert), rule.name, rule.runs});
}

void add(AlertEvidence& evidence, const AlertRule& rule, const Alerts& alerts) {
  const Matcher matcher(rule);
  for (const Alert& alert : alerts.firing)
    if (matcher.matches(alert)) add(evidence, rule, alert);
  for (const std::string& fingerprint : alerts.unsure)
    evidence.unsure.insert({rule.name, fingerprint});
}

/// Of a Row, a BudgetRow or a History.
template <typename Named>
std::string title_of(const Named& named) {
  return plain(named.benchmark) + " " + plain(named.metric);
}

void add_unproven(AlertEvidence& evidence, const AlertRule& rule, const Report& report) {
  const Matcher matcher(rule);
  for (const BudgetRow& row : report.budgets)
    if (row.verdict == BudgetVerdict::unproven && matcher.matches(row.benchmark, row.metric))
      add(evidence, rule,
          {fingerprint_of(report, row), row.benchmark, row.metric, row.better,
           title_of(row) + ": it is not shown that its " + plain(row.statistic) +
               " keeps its budget: " + measured(row)});
}

void add_missing(AlertEvidence& evidence, const AlertRule& rule, const Report& report) {
  const Matcher matcher(rule);
  for (const Row& row : report.rows)
    if (row.verdict == RowVerdict::missing && matcher.matches(row.benchmark, row.metric))
      add(evidence, rule,
          {fingerprint_of(report, row), row.benchmark, row.metric, row.better,
           title_of(row) + " is missing from the newest run"});
}

/// Half the interval's width, a part of the median; nullopt where it is not known.
std::optional<double> noise_of(const Row& row) {
  if (!row.now || row.now->median == 0) return std::nullopt;
  const double half = (row.now->high - row.now->low) / 2 / std::abs(row.now->median);
  return std::isfinite(half) ? std::optional(half) : std::nullopt;
}

void add_noise(AlertEvidence& evidence, const AlertRule& rule, const Report& report) {
  const Matcher matcher(rule);
  for (const Row& row : report.rows) {
    if (!matcher.matches(row.benchmark, row.metric)) continue;
    const std::string fingerprint = fingerprint_of(report, row);
    const auto noise = noise_of(row);
    if (!noise)
      evidence.unsure.insert({rule.name, fingerprint});
    else if (*noise > rule.above)
      add(evidence, rule,
          {fingerprint, row.benchmark, row.metric, row.better,
           title_of(row) + " is noisy: its median is known to ± " + percent(*noise) + " only"});
  }
}

void judge(AlertEvidence& evidence, const AlertRule& rule, const Report& report) {
  switch (rule.kind) {
    case AlertKind::budget_broken:
      return add(evidence, rule, broken_budgets_of(report));
    case AlertKind::budget_unproven:
      return add_unproven(evidence, rule, report);
    case AlertKind::regression:
      return add(evidence, rule, regressions_of(report));
    case AlertKind::missing:
      return add_missing(evidence, rule, report);
    case AlertKind::noise:
      return add_noise(evidence, rule, report);
    case AlertKind::change:
    case AlertKind::stale:
      break;
  }
}

bool is_of_reports(AlertKind kind) {
  return kind != AlertKind::change && kind != AlertKind::stale;
}

/// The history's newest change when it is for the worse and recent.
const stats::Change* recent_worsening(const SeriesChanges& series, std::size_t points) {
  if (series.found.changes.empty()) return nullptr;
  const stats::Change& last = series.found.changes.back();
  const bool is_recent = last.index + points >= series.points;
  return is_recent && direction(series.history, last) == Direction::worse ? &last : nullptr;
}

Alert alert_of(const SeriesChanges& series, const stats::Change& found) {
  const baselines::History& history = series.history;
  const std::string& at = series.named.at(found.index).run;
  std::string summary = title_of(history) + " changed at " + plain(at, 40) + ": " +
                        quantity(found.before, history.unit) + " → " +
                        quantity(found.after, history.unit);
  if (found.ratio) summary += " (" + change(*found.ratio) + ")";
  summary += returning(series, found, [](const auto& run) { return plain(run, 40); });
  return {digest({series.suite, series.testbed, history.benchmark, history.metric, "change", at}),
          history.benchmark, history.metric, history.better, std::move(summary)};
}

Alert alert_of(const SeriesChanges& series, const stats::Drift& drift) {
  const baselines::History& history = series.history;
  return {digest({series.suite, series.testbed, history.benchmark, history.metric, "drift"}),
          history.benchmark, history.metric, history.better,
          title_of(history) + " drifts, worse: " + drifting(series, drift, [](const auto& run) {
            return plain(run, 40);
          })};
}

void judge(AlertEvidence& evidence, const AlertRule& rule, const Matcher& matcher,
           const SeriesChanges& series) {
  evidence.rules.insert(rule.name);
  evidence.looked_at.insert({series.history.benchmark, series.history.metric});
  if (!matcher.matches(series.history.benchmark, series.history.metric)) return;
  if (const stats::Change* change = recent_worsening(series, rule.points))
    add(evidence, rule, alert_of(series, *change));
  if (const auto& drift = series.found.drift;
      drift && direction(series.history, *drift) == Direction::worse)
    add(evidence, rule, alert_of(series, *drift));
}

}  // namespace

AlertEvidence evidence_of(const Report& report, const std::vector<AlertRule>& rules) {
  AlertEvidence evidence{.suite = report.suite,
                         .testbed = report.testbed,
                         .id = digest({report.time, report.commit, name(report.verdict)}),
                         .time = baselines::instant(report.time).value_or(0)};
  for (const AlertRule& rule : rules) {
    if (!is_of_reports(rule.kind)) continue;
    evidence.rules.insert(rule.name);
    judge(evidence, rule, report);
  }
  return evidence;
}

AlertEvidence evidence_of_baseline(const std::string& suite, const std::string& testbed,
                                   std::string_view newest, const std::vector<AlertRule>& rules,
                                   std::int64_t now) {
  AlertEvidence evidence{.suite = suite, .testbed = testbed, .id = digest({newest})};
  const std::string fingerprint = digest({suite, testbed, "stale baseline"});
  const auto time = baselines::instant(newest);
  for (const AlertRule& rule : rules) {
    if (rule.kind != AlertKind::stale) continue;
    evidence.rules.insert(rule.name);
    if (!time) {
      evidence.unsure.insert({rule.name, fingerprint});
      continue;
    }
    const double old = static_cast<double>(now - *time);
    if (old > rule.after)
      add(evidence, rule,
          {.fingerprint = fingerprint,
           .benchmark = {},
           .metric = {},
           .summary = "the baseline's newest session is " + age(old) + " old"});
  }
  return evidence;
}

std::vector<AlertEvidence> evidence_of_changes(const std::vector<SeriesChanges>& series,
                                               const std::vector<AlertRule>& rules) {
  std::map<std::pair<std::string, std::string>, AlertEvidence> by_scope;
  for (const AlertRule& rule : rules) {
    if (rule.kind != AlertKind::change) continue;
    const Matcher matcher(rule);
    for (const SeriesChanges& one : series)
      judge(by_scope[{one.suite, one.testbed}], rule, matcher, one);
  }
  std::vector<AlertEvidence> all;
  for (auto& [scope, evidence] : by_scope) {
    std::tie(evidence.suite, evidence.testbed) = scope;
    evidence.id = "changes";
    all.push_back(std::move(evidence));
  }
  return all;
}

}  // namespace pawl::ci
