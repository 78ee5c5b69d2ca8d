#include "alert.hpp"

#include "baselines/keys/sha256.hpp"
#include "ci/format.hpp"
#include "ci/headline.hpp"
#include "ci/inert.hpp"

#include <algorithm>

namespace pawl::ci {

namespace {

constexpr std::size_t digits = 32;

Alert alert_of(const Report& report, const Row& row) {
  std::string summary = plain(row.benchmark) + " " + plain(row.metric) + " regressed";
  if (row.ratio) summary += ": " + change(row.ratio->estimate);
  return {fingerprint_of(report, row), row.benchmark, row.metric, row.better, summary};
}

Alert alert_of(const Report& report, const BudgetRow& row) {
  return {fingerprint_of(report, row), row.benchmark, row.metric, row.better,
          plain(row.benchmark) + " " + plain(row.metric) + ": the budget of its " +
              plain(row.statistic) + " is broken: " + measured(row)};
}

Alert whole_suite(const Report& report) {
  return {.fingerprint = digest({report.suite, report.testbed, "whole suite"}),
          .benchmark = {},
          .metric = {},
          .summary = "most of the suite shifted together: " + headline(report)};
}

std::size_t judged_of(const Tally& counts) {
  return counts.regression + counts.improvement + counts.unchanged;
}

bool has_shifted_as_a_whole(const Tally& counts) {
  const std::size_t judged = judged_of(counts);
  return counts.regression >= whole_suite_rows && 2 * counts.regression > judged;
}

}  // namespace

/// Each part with its length before it, so that no two lists of parts read alike.
std::string digest(std::initializer_list<std::string_view> parts) {
  std::string text;
  for (const std::string_view part : parts)
    text += std::to_string(part.size()) + ":" + std::string(part) + ",";
  return baselines::sha256_hex(text).substr(0, digits);
}

bool Alerts::is_gone(const std::string& fingerprint) const {
  return well.count(fingerprint) > 0 && unsure.count(fingerprint) == 0 &&
         std::none_of(firing.begin(), firing.end(),
                      [&](const Alert& alert) { return alert.fingerprint == fingerprint; });
}

std::string scope_of(const Report& report) {
  return digest({report.suite, report.testbed});
}

std::string fingerprint_of(const Report& report, const Row& row) {
  return digest({report.suite, report.testbed, row.benchmark, row.metric, stats::name(row.better)});
}

std::string fingerprint_of(const Report& report, const BudgetRow& row) {
  return digest({report.suite, report.testbed, row.benchmark, row.metric, stats::name(row.better),
                 row.statistic});
}

Alerts regressions_of(const Report& report) {
  Alerts alerts;
  const Tally counts = tally(report);
  const bool is_whole = has_shifted_as_a_whole(counts);
  if (is_whole)
    alerts.firing.push_back(whole_suite(report));
  else
    (judged_of(counts) > 0 ? alerts.well : alerts.unsure).insert(whole_suite(report).fingerprint);
  for (const Row* row : rows_of(report, RowVerdict::regression)) {
    if (is_accepted(*row))
      alerts.well.insert(fingerprint_of(report, *row));
    else if (is_whole)
      alerts.unsure.insert(fingerprint_of(report, *row));
    else
      alerts.firing.push_back(alert_of(report, *row));
  }
  for (const RowVerdict verdict :
       {RowVerdict::inconclusive, RowVerdict::missing, RowVerdict::added})
    for (const Row* row : rows_of(report, verdict))
      alerts.unsure.insert(fingerprint_of(report, *row));
  for (const RowVerdict verdict : {RowVerdict::improvement, RowVerdict::unchanged})
    for (const Row* row : rows_of(report, verdict))
      alerts.well.insert(fingerprint_of(report, *row));
  return alerts;
}

Alerts broken_budgets_of(const Report& report) {
  Alerts alerts;
  for (const BudgetRow& row : report.budgets) {
    if (row.verdict == BudgetVerdict::broken) alerts.firing.push_back(alert_of(report, row));
    if (row.verdict == BudgetVerdict::unproven) alerts.unsure.insert(fingerprint_of(report, row));
    if (row.verdict == BudgetVerdict::kept) alerts.well.insert(fingerprint_of(report, row));
  }
  return alerts;
}

Alerts alerts_of(const Report& report) {
  Alerts alerts = regressions_of(report);
  Alerts budgets = broken_budgets_of(report);
  alerts.firing.insert(alerts.firing.end(), budgets.firing.begin(), budgets.firing.end());
  alerts.unsure.merge(budgets.unsure);
  alerts.well.merge(budgets.well);
  return alerts;
}

}  // namespace pawl::ci
