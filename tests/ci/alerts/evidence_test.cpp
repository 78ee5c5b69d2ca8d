#include "ci/alerts/evidence.hpp"

#include "ci/alerts/book.hpp"

#include <boost/test/unit_test.hpp>

#include <limits>

using namespace pawl::ci;
using pawl::baselines::AlertKind;
using pawl::baselines::AlertRule;

namespace {

Row row(const std::string& benchmark, RowVerdict verdict) {
  Row made;
  made.benchmark = benchmark;
  made.metric = "wall_time";
  made.unit = "s";
  made.verdict = verdict;
  made.now = Side{.n = 20, .launches = 20, .runs = 1, .median = 1, .low = 0.98, .high = 1.02};
  made.ratio = Ratio{.estimate = 1.2, .low = 1.1, .high = 1.3};
  return made;
}

Report report_of(std::vector<Row> rows, std::vector<BudgetRow> budgets = {}) {
  Report report;
  report.suite = "default";
  report.testbed = "bare";
  report.time = "2026-11-25T12:00:00Z";
  report.rows = std::move(rows);
  report.budgets = std::move(budgets);
  return report;
}

AlertRule rule(AlertKind kind) {
  return {.name = std::string(name(kind)), .kind = kind};
}

std::vector<std::string> fired(const AlertEvidence& evidence) {
  std::vector<std::string> benchmarks;
  for (const Firing& firing : evidence.firing) benchmarks.push_back(firing.alert.benchmark);
  return benchmarks;
}

using Names = std::vector<std::string>;

SeriesChanges series_with(double before, double after, std::size_t index, std::size_t points) {
  SeriesChanges series;
  series.history.benchmark = "token/small";
  series.history.metric = "wall_time";
  series.history.unit = "s";
  series.suite = "default";
  series.testbed = "bare";
  series.points = points;
  series.named[index].run = "c" + std::to_string(index);
  series.found.changes.push_back({.index = index, .before = before, .after = after});
  return series;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(alert_evidence)

BOOST_AUTO_TEST_CASE(each_rule_finds_its_own_kind) {
  BudgetRow broken;
  broken.benchmark = "broken";
  broken.metric = "latency";
  broken.verdict = BudgetVerdict::broken;
  BudgetRow unproven = broken;
  unproven.benchmark = "unproven";
  unproven.verdict = BudgetVerdict::unproven;
  BudgetRow kept = broken;
  kept.benchmark = "kept";
  kept.verdict = BudgetVerdict::kept;
  Row noisy = row("noisy", RowVerdict::unchanged);
  noisy.now->high = 1.5;
  const Report report =
      report_of({row("slow", RowVerdict::regression), row("lost", RowVerdict::missing),
                 row("well", RowVerdict::unchanged), noisy},
                {broken, unproven, kept});
  BOOST_TEST(fired(evidence_of(report, {rule(AlertKind::regression)})) == Names{"slow"});
  BOOST_TEST(fired(evidence_of(report, {rule(AlertKind::budget_broken)})) == Names{"broken"});
  BOOST_TEST(fired(evidence_of(report, {rule(AlertKind::budget_unproven)})) == Names{"unproven"});
  BOOST_TEST(fired(evidence_of(report, {rule(AlertKind::missing)})) == Names{"lost"});
  BOOST_TEST(fired(evidence_of(report, {rule(AlertKind::noise)})) == Names{"noisy"});
  BOOST_TEST(evidence_of(report, {rule(AlertKind::stale), rule(AlertKind::change)}).rules.empty());
}

BOOST_AUTO_TEST_CASE(a_rule_is_of_the_benchmarks_and_metrics_it_names) {
  const Report report =
      report_of({row("token/small", RowVerdict::regression), row("other", RowVerdict::regression)});
  AlertRule wanted = rule(AlertKind::regression);
  wanted.benchmark = "token/.*";
  BOOST_TEST(fired(evidence_of(report, {wanted})) == Names{"token/small"});
  wanted.metric = "latency";
  BOOST_TEST(fired(evidence_of(report, {wanted})).empty());
  wanted = rule(AlertKind::regression);
  wanted.benchmark = "token";  // the whole name, or none
  BOOST_TEST(fired(evidence_of(report, {wanted})).empty());
}

BOOST_AUTO_TEST_CASE(a_regression_that_somebody_accepted_is_no_alert) {
  Row accepted = row("slow", RowVerdict::regression);
  accepted.accepted = "by ada until 2027-01-01: worth it";
  BOOST_TEST(evidence_of(report_of({accepted}), {rule(AlertKind::regression)}).firing.empty());
}

BOOST_AUTO_TEST_CASE(a_report_that_judges_nothing_resolves_nothing) {
  const std::vector<AlertRule> rules = {rule(AlertKind::regression)};
  Report later = report_of({row("a", RowVerdict::inconclusive)});
  later.time = "2026-11-25T13:00:00Z";
  const std::vector<Row> shifted(whole_suite_rows, row("a", RowVerdict::regression));
  AlertBook book = updated({}, evidence_of(report_of(shifted), rules), 1);
  BOOST_TEST_REQUIRE(book.alerts.size() == 1u);
  book = updated(book, evidence_of(later, rules), 2);
  BOOST_TEST((book.alerts[0].state == AlertState::open));

  book = updated({}, evidence_of(report_of({row("a", RowVerdict::regression)}), rules), 1);
  later.rows = {row("a", RowVerdict::added)};  // there was no baseline
  book = updated(book, evidence_of(later, rules), 2);
  BOOST_TEST((book.alerts[0].state == AlertState::open));
}

BOOST_AUTO_TEST_CASE(noise_is_a_part_of_the_median_whatever_the_unit) {
  for (const double unit : {1e-9, 1.0, 1e9}) {
    Row noisy = row("noisy", RowVerdict::unchanged);
    noisy.now = Side{.median = unit, .low = 0.7 * unit, .high = 1.3 * unit};
    AlertRule above = rule(AlertKind::noise);
    above.above = 0.29;
    const AlertEvidence evidence = evidence_of(report_of({noisy}), {above});
    BOOST_REQUIRE(evidence.firing.size() == 1u);
    BOOST_TEST(evidence.firing[0].alert.summary.ends_with("± 30.0 % only"));
    above.above = 0.31;
    BOOST_TEST(evidence_of(report_of({noisy}), {above}).firing.empty());
  }
}

BOOST_AUTO_TEST_CASE(noise_that_is_not_known_is_unsure) {
  Row few = row("few", RowVerdict::inconclusive);
  few.now->high = std::numeric_limits<double>::infinity();
  const AlertEvidence evidence = evidence_of(report_of({few}), {rule(AlertKind::noise)});
  BOOST_TEST(evidence.firing.empty());
  BOOST_TEST(evidence.unsure.size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_baseline_is_stale_once_it_is_older_than_the_rule_says) {
  AlertRule stale = rule(AlertKind::stale);
  stale.after = 86400;
  const auto at = [&](const char* newest, std::int64_t now) {
    return evidence_of_baseline("default", "bare", newest, {stale}, now);
  };
  constexpr std::int64_t day_one = 1'764'028'800;  // 2025-11-25T00:00:00Z
  BOOST_TEST(at("2025-11-25T00:00:00Z", day_one + 86400).firing.empty());
  BOOST_TEST(at("2025-11-25T00:00:00Z", day_one + 86401).firing.size() == 1u);
  BOOST_TEST(at("", day_one).firing.empty());
  BOOST_TEST(at("", day_one).unsure.size() == 1u);
  AlertRule sooner = stale;
  sooner.name = "sooner";
  const std::vector<AlertRule> both = {sooner, stale};
  BOOST_TEST(evidence_of_baseline("default", "bare", "", both, day_one).unsure.size() == 2u);
}

BOOST_AUTO_TEST_CASE(a_history_fires_while_its_newest_change_is_for_the_worse_and_recent) {
  AlertRule changes = rule(AlertKind::change);
  changes.points = 10;
  const auto fires = [&](const SeriesChanges& series) {
    return !evidence_of_changes({series}, {changes}).at(0).firing.empty();
  };
  BOOST_TEST(fires(series_with(1, 1.2, 30, 40)));
  BOOST_TEST(!fires(series_with(1, 1.2, 30, 41)));
  BOOST_TEST(!fires(series_with(1.2, 1, 30, 40)));
  SeriesChanges throughput = series_with(1.2, 1, 30, 40);
  throughput.history.better = pawl::stats::Better::higher;
  BOOST_TEST(fires(throughput));
  SeriesChanges mended = series_with(1, 1.2, 30, 40);
  mended.found.changes.push_back({.index = 35, .before = 1.2, .after = 1});
  BOOST_TEST(!fires(mended));
}

BOOST_AUTO_TEST_CASE(a_change_to_an_earlier_level_is_told_as_one) {
  SeriesChanges back = series_with(1, 1.2, 30, 40);
  back.found.changes.back().returns_to = 7;
  back.named.try_emplace(7, NamedPoint{"commit7", 0});
  const auto evidence = evidence_of_changes({back}, {rule(AlertKind::change)});
  BOOST_TEST(evidence.at(0).firing.at(0).alert.summary.ends_with(", as it was at commit7"));
}

BOOST_AUTO_TEST_CASE(a_change_at_another_commit_is_another_alert) {
  const auto fingerprint = [](std::size_t index) {
    return evidence_of_changes({series_with(1, 2, index, 40)}, {rule(AlertKind::change)})
        .at(0)
        .firing.at(0)
        .alert.fingerprint;
  };
  BOOST_TEST(fingerprint(30) != fingerprint(31));
  BOOST_TEST(fingerprint(30) == fingerprint(30));
}

// From whichever point on: a history of the newest points only begins elsewhere each time.
BOOST_AUTO_TEST_CASE(a_series_that_drifts_to_the_worse_fires_one_alert) {
  const auto firing = [](std::size_t first, double after) {
    SeriesChanges series = series_with(1, 0.5, 1, 140);
    series.found.drift = pawl::stats::Drift{.first = first, .before = 1, .after = after};
    series.named.try_emplace(first, NamedPoint{"commit" + std::to_string(first), 0});
    return evidence_of_changes({series}, {rule(AlertKind::change)}).at(0).firing;
  };
  BOOST_TEST(firing(40, 0.8).empty());
  BOOST_REQUIRE(firing(40, 1.2).size() == 1u);
  BOOST_TEST(firing(40, 1.2)[0].alert.summary.ends_with(
      " drifts, worse: over 100 points since commit40, 1.00 s → 1.20 s"));
  BOOST_TEST(firing(40, 1.2)[0].alert.fingerprint == firing(41, 1.3)[0].alert.fingerprint);
}

BOOST_AUTO_TEST_CASE(no_name_is_too_long_for_a_rule) {
  const std::string longest = "token/" + std::string(300'000, 'a');
  const Report report =
      report_of({row(longest, RowVerdict::regression), row("token/b", RowVerdict::regression)});
  AlertRule of_tokens = rule(AlertKind::regression);
  BOOST_TEST(fired(evidence_of(report, {of_tokens})) == (Names{longest, "token/b"}));
  of_tokens.benchmark = "token/.*";
  BOOST_TEST(fired(evidence_of(report, {of_tokens})) == Names{"token/b"});
}

BOOST_AUTO_TEST_CASE(the_shift_of_a_suite_is_every_rules) {
  std::vector<Row> rows;
  for (std::size_t i = 0; i < whole_suite_rows; ++i)
    rows.push_back(row("b" + std::to_string(i), RowVerdict::regression));
  AlertRule narrow = rule(AlertKind::regression);
  narrow.benchmark = "token/.*";
  BOOST_TEST(fired(evidence_of(report_of(rows), {narrow})) == Names{""});
}

BOOST_AUTO_TEST_CASE(two_reports_of_one_commit_are_two_in_a_row) {
  AlertRule twice = rule(AlertKind::regression);
  twice.runs = 2;
  Report report = report_of({row("a", RowVerdict::regression)});
  AlertBook book = updated({}, evidence_of(report, {twice}), 1);
  BOOST_TEST((book.alerts.at(0).state == AlertState::pending));
  report.time = "2026-11-25T13:00:00Z";
  book = updated(book, evidence_of(report, {twice}), 2);
  BOOST_TEST((book.alerts.at(0).state == AlertState::open));
}

BOOST_AUTO_TEST_CASE(series_that_were_not_looked_at_keep_their_alerts) {
  const AlertRule changed = rule(AlertKind::change);
  SeriesChanges other = series_with(1, 2, 95, 100);
  other.history.benchmark = "token/large";
  AlertBook book;
  for (const auto& evidence : evidence_of_changes({series_with(1, 2, 95, 100), other}, {changed}))
    book = updated(book, evidence, 1);
  BOOST_TEST_REQUIRE(book.alerts.size() == 2u);
  SeriesChanges calm = series_with(1, 2, 95, 100);
  calm.found.changes.clear();
  for (const auto& evidence : evidence_of_changes({calm}, {changed}))
    book = updated(book, evidence, 2);
  for (const BookedAlert& alert : book.alerts)
    BOOST_TEST((alert.state == AlertState::open) == (alert.alert.benchmark == "token/large"));
}

BOOST_AUTO_TEST_CASE(rules_on_what_is_missing_or_unproven_are_of_the_names_they_have) {
  BudgetRow unproven;
  unproven.benchmark = "other";
  unproven.metric = "latency";
  unproven.verdict = BudgetVerdict::unproven;
  const Report report = report_of({row("other", RowVerdict::missing)}, {unproven});
  for (const AlertKind kind : {AlertKind::missing, AlertKind::budget_unproven}) {
    AlertRule narrow = rule(kind);
    BOOST_TEST(fired(evidence_of(report, {narrow})) == Names{"other"});
    narrow.benchmark = "token/.*";
    BOOST_TEST(fired(evidence_of(report, {narrow})).empty());
  }
}

BOOST_AUTO_TEST_SUITE_END()
