#include "ci/alerts/alert.hpp"

#include <boost/test/unit_test.hpp>

#include <set>

using namespace pawl::ci;

namespace {

Row row(const std::string& benchmark, RowVerdict verdict) {
  Row made;
  made.benchmark = benchmark;
  made.metric = "wall_time";
  made.verdict = verdict;
  made.ratio = Ratio{.estimate = 1.2, .low = 1.1, .high = 1.3};
  return made;
}

Report report_of(std::vector<Row> rows) {
  Report report;
  report.suite = "default";
  report.testbed = "bare";
  report.rows = std::move(rows);
  return report;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(alert_)

BOOST_AUTO_TEST_CASE(a_fingerprint_stands_for_suite_testbed_benchmark_metric_and_direction) {
  const Report report = report_of({row("a", RowVerdict::regression)});
  const std::string fingerprint = fingerprint_of(report, report.rows[0]);
  BOOST_TEST(fingerprint.size() == 32U);
  std::set<std::string> all = {fingerprint};
  Report other = report;
  other.suite = "other";
  all.insert(fingerprint_of(other, other.rows[0]));
  other = report;
  other.testbed = "other";
  all.insert(fingerprint_of(other, other.rows[0]));
  Row changed = report.rows[0];
  changed.benchmark = "b";
  all.insert(fingerprint_of(report, changed));
  changed = report.rows[0];
  changed.metric = "b";
  all.insert(fingerprint_of(report, changed));
  changed = report.rows[0];
  changed.better = pawl::stats::Better::higher;
  all.insert(fingerprint_of(report, changed));
  BOOST_TEST(all.size() == 6U);
  changed = report.rows[0];
  changed.ratio->estimate = 9;
  changed.verdict = RowVerdict::unchanged;
  BOOST_TEST(fingerprint_of(report, changed) == fingerprint);
}

BOOST_AUTO_TEST_CASE(parts_do_not_run_into_each_other) {
  Report one = report_of({row("b", RowVerdict::regression)});
  Report two = one;
  one.suite = "x", one.testbed = "yz";
  two.suite = "xy", two.testbed = "z";
  BOOST_TEST(scope_of(one) != scope_of(two));
}

BOOST_AUTO_TEST_CASE(only_what_is_judged_well_is_gone) {
  const Report report =
      report_of({row("slow", RowVerdict::regression), row("well", RowVerdict::unchanged),
                 row("noisy", RowVerdict::inconclusive), row("lost", RowVerdict::missing)});
  const Alerts alerts = alerts_of(report);
  BOOST_TEST(alerts.firing.size() == 1U);
  BOOST_TEST(!alerts.is_gone(fingerprint_of(report, report.rows[0])));
  BOOST_TEST(alerts.is_gone(fingerprint_of(report, report.rows[1])));
  BOOST_TEST(!alerts.is_gone(fingerprint_of(report, report.rows[2])));
  BOOST_TEST(!alerts.is_gone(fingerprint_of(report, report.rows[3])));
}

BOOST_AUTO_TEST_CASE(what_no_row_judges_is_not_gone) {
  const Report report = report_of({row("well", RowVerdict::unchanged)});
  const Report before = report_of({row("slow", RowVerdict::regression)});
  BOOST_TEST(!alerts_of(report).is_gone(fingerprint_of(before, before.rows[0])));
  const Report fresh = report_of({row("slow", RowVerdict::added)});
  BOOST_TEST(!alerts_of(fresh).is_gone(fingerprint_of(before, before.rows[0])));
  BudgetRow budget;
  budget.benchmark = "slow";
  BOOST_TEST(!alerts_of(report).is_gone(fingerprint_of(report, budget)));
  Report within = report;
  budget.verdict = BudgetVerdict::kept;
  within.budgets = {budget};
  BOOST_TEST(alerts_of(within).is_gone(fingerprint_of(within, budget)));
}

BOOST_AUTO_TEST_CASE(a_shift_of_the_suite_is_gone_when_its_rows_are_judged_otherwise) {
  const std::vector<Row> rows(whole_suite_rows, row("a", RowVerdict::regression));
  const std::string shift = alerts_of(report_of(rows)).firing.at(0).fingerprint;
  BOOST_TEST(!alerts_of(report_of({})).is_gone(shift));
  BOOST_TEST(!alerts_of(report_of({row("a", RowVerdict::missing)})).is_gone(shift));
  BOOST_TEST(alerts_of(report_of({row("a", RowVerdict::unchanged)})).is_gone(shift));
}

BOOST_AUTO_TEST_CASE(a_suite_that_shifts_together_is_one_alert) {
  std::vector<Row> rows;
  for (int i = 0; i < 40; ++i) rows.push_back(row(std::to_string(i), RowVerdict::regression));
  for (int i = 40; i < 60; ++i) rows.push_back(row(std::to_string(i), RowVerdict::unchanged));
  const Report report = report_of(rows);
  const Alerts alerts = alerts_of(report);
  BOOST_TEST_REQUIRE(alerts.firing.size() == 1U);
  BOOST_TEST(alerts.firing[0].summary.find("shifted together") != std::string::npos);
  BOOST_TEST(!alerts.is_gone(fingerprint_of(report, report.rows[0])));
  const Report few = report_of({rows.begin(), rows.begin() + 3});
  BOOST_TEST(alerts_of(few).firing.size() == 3U);
}

BOOST_AUTO_TEST_CASE(of_rows_with_one_fingerprint_the_worst_counts) {
  // Series that differ in their unit alone.
  for (const RowVerdict worse : {RowVerdict::regression, RowVerdict::inconclusive}) {
    const Report report = report_of({row("a", RowVerdict::unchanged), row("a", worse)});
    BOOST_TEST(!alerts_of(report).is_gone(fingerprint_of(report, report.rows[0])));
  }
}

BOOST_AUTO_TEST_CASE(what_is_accepted_is_gone) {
  Report report = report_of({row("a", RowVerdict::regression)});
  report.rows[0].accepted = "by ada until 2027-01-01: worth it";
  BOOST_TEST(alerts_of(report).is_gone(fingerprint_of(report, report.rows[0])));
}

BOOST_AUTO_TEST_CASE(it_takes_eight_rows_to_shift_a_suite) {
  std::vector<Row> rows;
  for (std::size_t i = 0; i < whole_suite_rows; ++i)
    rows.push_back(row("b" + std::to_string(i), RowVerdict::regression));
  BOOST_TEST(alerts_of(report_of(rows)).firing.size() == 1U);
  rows.pop_back();
  BOOST_TEST(alerts_of(report_of(rows)).firing.size() == whole_suite_rows - 1);
}

BOOST_AUTO_TEST_CASE(a_summary_is_one_plain_line_whatever_the_names_hold) {
  const Report report = report_of({row("a\n\x1b[31m\u202e", RowVerdict::regression)});
  const std::string summary = alerts_of(report).firing.at(0).summary;
  for (const std::string_view alive : {"\n", "\x1b", "\u202e"})
    BOOST_TEST(summary.find(alive) == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
