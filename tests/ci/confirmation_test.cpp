#include "ci/confirmation.hpp"

#include "ci/make_report.hpp"

#include <boost/test/unit_test.hpp>

using namespace pawl::ci;
using pawl::stats::Decision;

namespace {

Row row(const std::string& benchmark, RowVerdict verdict) {
  Row row;
  row.benchmark = benchmark;
  row.metric = "wall_time";
  row.unit = "s";
  row.verdict = verdict;
  row.evidence = "rank sum";
  return row;
}

Report doubtful() {
  Report report;
  report.policy = {.alpha = 0.01,
                   .threshold = 0.02,
                   .confidence = 0.95,
                   .statistic = "median",
                   .correction = "Holm"};
  report.rows = {row("worse", RowVerdict::regression), row("fine", RowVerdict::unchanged),
                 row("noisy", RowVerdict::inconclusive), row("gone", RowVerdict::missing),
                 row("pawl/yardstick", RowVerdict::inconclusive)};
  report.verdict = verdict_of(report);
  return report;
}

SequentialOutcome outcome(const std::string& benchmark, Decision decision) {
  SequentialOutcome outcome{.benchmark = benchmark, .metric = "wall_time", .unit = "s"};
  outcome.decision = decision;
  outcome.before.assign(20, 1);
  outcome.now.assign(20, decision == Decision::regression ? 1.1 : 1);
  return outcome;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(confirmation)

BOOST_AUTO_TEST_CASE(suspects_are_what_measuring_may_clear_or_prove) {
  const std::vector<pawl::baselines::SeriesName> expected = {{"worse", "wall_time"},
                                                             {"noisy", "wall_time"}};
  BOOST_TEST((suspects(doubtful()) == expected));
}

BOOST_AUTO_TEST_CASE(what_is_new_is_a_suspect_only_where_nothing_had_a_baseline) {
  Report report;
  report.rows = {row("first", RowVerdict::added), row("second", RowVerdict::added)};
  BOOST_TEST(suspects(report).size() == 2U);
  report.rows[0].before = Side{};
  report.rows[0].verdict = RowVerdict::unchanged;
  BOOST_TEST(suspects(report).empty());
}

BOOST_AUTO_TEST_CASE(only_suspects_rows_are_replaced_and_say_by_what) {
  Report report = doubtful();
  report.rows.erase(report.rows.begin() + 3, report.rows.end());
  const Report cleared =
      confirmed(report, suspects(report),
                {outcome("worse", Decision::equivalent), outcome("noisy", Decision::equivalent),
                 outcome("fine", Decision::regression)},
                {}, 0.02);
  for (const std::size_t i : {0u, 2u}) {
    BOOST_TEST((cleared.rows[i].verdict == RowVerdict::unchanged));
    BOOST_TEST(cleared.rows[i].evidence.find("20 interleaved pairs") != std::string::npos);
  }
  BOOST_TEST(cleared.rows[1].evidence == "rank sum");
  BOOST_TEST((cleared.rows[1].verdict == RowVerdict::unchanged));
  BOOST_TEST((cleared.verdict == ReportVerdict::pass));
  BOOST_TEST(cleared.warnings.at(0) ==
             "suspects measured anew, in turns on one machine: 2 unchanged");
}

BOOST_AUTO_TEST_CASE(a_regression_that_stands_still_fails) {
  const Report report = doubtful();
  const Report made =
      confirmed(report, suspects(report), {outcome("worse", Decision::regression)}, {}, 0.02);
  BOOST_TEST((made.rows[0].verdict == RowVerdict::regression));
  BOOST_TEST((made.verdict == ReportVerdict::fail));
}

BOOST_AUTO_TEST_CASE(what_left_rows_open_is_warned_of_until_none_is) {
  using pawl::baselines::Run;
  Run before, now;
  for (Run* run : {&before, &now})
    for (const char* name : {"a", "b"})
      run->series.push_back({name, "wall_time", "s", pawl::stats::Better::lower, {{{1}, {2}}}, {}});
  before.machine.cpu_model = "Beta";
  now.machine.cpu_model = "Alpha";
  const Report report = make_report(&before, now, {});
  BOOST_REQUIRE(report.warnings.size() == 1u);
  const auto a = outcome("a", Decision::equivalent), b = outcome("b", Decision::regression);
  const auto warnings = [&](const std::vector<SequentialOutcome>& outcomes) {
    return confirmed(report, suspects(report), outcomes, {}, 0.02).warnings;
  };
  BOOST_REQUIRE(warnings({a}).size() == 2u);
  BOOST_TEST(warnings({a})[1] == report.warnings[0]);
  BOOST_TEST(warnings({a, b}) ==
             std::vector<std::string>{
                 "suspects measured anew, in turns on one machine: 1 regression, 1 unchanged"});
}

BOOST_AUTO_TEST_CASE(a_suspect_that_was_not_measured_stays_one) {
  const Report report = doubtful();
  SequentialOutcome none{.benchmark = "worse", .metric = "wall_time", .unit = "s"};
  const Report made = confirmed(report, suspects(report), {none},
                                {{.benchmark = "worse", .reason = "now: exited"}}, 0.02);
  BOOST_TEST((made.rows[0].verdict == RowVerdict::regression));
  BOOST_TEST(made.rows[0].warnings.back() == "not measured anew: now: exited");
  BOOST_TEST(made.rows.size() == report.rows.size());
  BOOST_TEST((made.verdict == ReportVerdict::fail));
}

BOOST_AUTO_TEST_CASE(where_nothing_could_be_measured_what_to_do_is_what_it_was) {
  const Report report = doubtful();
  const auto maker = [&](const std::vector<SequentialOutcome>& outcomes) {
    return confirmed(report, suspects(report), outcomes, {}, 0.02).made_by;
  };
  BOOST_TEST((maker({}) == report.made_by));
  BOOST_TEST((maker({outcome("worse", Decision::equivalent)}) == MadeBy::confirm));
}

BOOST_AUTO_TEST_CASE(a_harness_that_failed_is_told_of_though_no_row_has_its_name) {
  const Report report = doubtful();
  const Report made = confirmed(report, suspects(report), {}, {{"harness", "now: exited"}}, 0.02);
  BOOST_REQUIRE(!made.warnings.empty());
  BOOST_TEST(made.warnings.back() == "confirm: harness failed, now: exited");
}

BOOST_AUTO_TEST_CASE(what_an_earlier_confirm_said_is_told_no_more) {
  Report report = doubtful();
  report.rows.erase(report.rows.begin() + 3, report.rows.end());
  report = confirmed(report, suspects(report), {outcome("worse", Decision::keep_going)},
                     {{"harness", "now: exited"}}, 0.02);
  BOOST_REQUIRE(report.warnings.size() == 2u);
  BOOST_REQUIRE(report.rows[2].warnings.size() == 1u);
  const Report again =
      confirmed(report, suspects(report), {outcome("worse", Decision::equivalent)}, {}, 0.02);
  BOOST_TEST(again.warnings == std::vector<std::string>{
                                   "suspects measured anew, in turns on one machine: 1 unchanged"});
  BOOST_TEST(again.rows[2].warnings.size() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
