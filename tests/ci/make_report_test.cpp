#include "ci/make_report.hpp"

#include "baselines/error.hpp"
#include "ci/report.hpp"
#include "ci/yardstick.hpp"
#include "stats/summary.hpp"
#include "support/for_all.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace pawl;
using namespace pawl::ci;
using namespace pawl::tests;
using baselines::Run;
using baselines::Series;

namespace {

Series series(const std::string& benchmark, std::vector<double> values,
              const std::string& metric = "wall_time") {
  Series result;
  result.benchmark = benchmark;
  result.metric = metric;
  result.unit = "s";
  stats::Sample::Session session;
  for (const double value : values) session.push_back({value});
  result.sessions = {session};
  return result;
}

std::vector<double> around(Gen& gen, double level) {
  std::vector<double> values = gen.timings(20, 0.002);
  for (double& value : values) value *= level;
  return values;
}

/// Benchmarks b0, b1, … around 10 ms.
Run run_of(Gen& gen, std::size_t benchmarks, double level = 0.01) {
  Run run;
  run.suite = "default";
  run.testbed = "here";
  for (std::size_t i = 0; i < benchmarks; ++i)
    run.series.push_back(series("b" + std::to_string(i), around(gen, level)));
  return run;
}

Gate strict() {
  Gate gate;
  gate.situation = stats::Situation::interleaved;
  return gate;
}

baselines::Budget budget(const std::string& pattern, const std::string& statistic, double limit,
                         const std::string& unit = "s") {
  baselines::Budget result;
  result.benchmark = pattern;
  result.metric = "wall_time";
  result.limits = {{statistic, limit, unit}};
  result.place = "pawl.toml:9:1";
  return result;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(make_report_suite)

BOOST_AUTO_TEST_CASE(the_same_code_passes) {
  Gen gen(1);
  const Run before = run_of(gen, 3);
  const Run now = run_of(gen, 3);
  const Report report = make_report(&before, now, strict());
  BOOST_TEST((report.verdict == ReportVerdict::pass));
  BOOST_TEST(report.rows.size() == 3u);
  BOOST_TEST((report.rows[0].verdict == RowVerdict::unchanged));
}

BOOST_AUTO_TEST_CASE(one_slower_benchmark_fails_the_report) {
  Gen gen(2);
  const Run before = run_of(gen, 5);
  Run now = run_of(gen, 5);
  now.series[3] = series("b3", around(gen, 0.012));
  const Report report = make_report(&before, now, strict());
  BOOST_TEST((report.verdict == ReportVerdict::fail));
  for (const Row& row : report.rows)
    BOOST_TEST((row.verdict == RowVerdict::regression) == (row.benchmark == "b3"));
}

BOOST_AUTO_TEST_CASE(what_is_better_decides_which_way_is_worse) {
  Gen gen(3);
  Run before = run_of(gen, 1);
  Run now = run_of(gen, 1, 0.012);
  before.series[0].better = now.series[0].better = stats::Better::higher;
  const Report report = make_report(&before, now, strict());
  BOOST_TEST((report.rows[0].verdict == RowVerdict::improvement));
  BOOST_TEST((report.verdict == ReportVerdict::pass));
  BOOST_TEST(report.rows[0].ratio->estimate == 1.2, boost::test_tools::tolerance(0.01));
  const Report reversed = make_report(&now, before, strict());
  BOOST_REQUIRE(reversed.rows[0].ratio);
  BOOST_TEST(reversed.rows[0].ratio->estimate == 1 / 1.2, boost::test_tools::tolerance(0.01));
}

BOOST_AUTO_TEST_CASE(the_number_of_threads_changes_nothing) {
  Gen gen(4);
  const Run before = run_of(gen, 200);
  const Run now = run_of(gen, 200, 0.0101);
  Gate one = strict();
  one.threads = 1;
  Gate many = strict();
  many.threads = 7;
  const Report a = make_report(&before, now, one);
  const Report b = make_report(&before, now, many);
  BOOST_REQUIRE(a.rows.size() == b.rows.size());
  for (std::size_t i = 0; i < a.rows.size(); ++i) {
    BOOST_TEST(a.rows[i].benchmark == b.rows[i].benchmark);
    BOOST_TEST(*a.rows[i].p_adjusted == *b.rows[i].p_adjusted);
    BOOST_TEST(a.rows[i].ratio->high == b.rows[i].ratio->high);
  }
}

BOOST_AUTO_TEST_CASE(the_order_of_series_changes_only_the_order_of_rows) {
  for_all(
      [](Gen& gen) {
        Run before = run_of(gen, 6);
        Run now = run_of(gen, 6, 0.0103);
        const Report straight = make_report(&before, now, strict());
        std::reverse(before.series.begin(), before.series.end());
        std::shuffle(now.series.begin(), now.series.end(), gen.engine());
        const Report shuffled = make_report(&before, now, strict());
        BOOST_TEST((straight.verdict == shuffled.verdict));
        for (const Row& row : shuffled.rows) {
          const auto same =
              std::find_if(straight.rows.begin(), straight.rows.end(),
                           [&](const Row& other) { return other.benchmark == row.benchmark; });
          BOOST_TEST((same->verdict == row.verdict));
          BOOST_TEST(*same->p == *row.p);
        }
      },
      20);
}

BOOST_AUTO_TEST_CASE(a_missing_benchmark_is_never_green) {
  Gen gen(5);
  const Run before = run_of(gen, 3);
  const Run now = run_of(gen, 2);
  const Report report = make_report(&before, now, strict());
  BOOST_TEST((report.verdict == ReportVerdict::inconclusive));
  BOOST_TEST(report.rows.back().benchmark == "b2");
  BOOST_TEST((report.rows.back().verdict == RowVerdict::missing));
  BOOST_TEST(report.rows.back().before->n == 20u);
  BOOST_TEST(!report.rows.back().now);
}

BOOST_AUTO_TEST_CASE(a_new_benchmark_beside_others_does_no_harm) {
  Gen gen(6);
  const Run before = run_of(gen, 2);
  const Run now = run_of(gen, 3);
  const Report report = make_report(&before, now, strict());
  BOOST_TEST((report.verdict == ReportVerdict::pass));
  BOOST_TEST((report.rows.back().verdict == RowVerdict::added));
}

BOOST_AUTO_TEST_CASE(without_a_baseline_nothing_is_proven) {
  Gen gen(7);
  const Report report = make_report(nullptr, run_of(gen, 2), strict());
  BOOST_TEST((report.verdict == ReportVerdict::inconclusive));
  BOOST_TEST(report.warnings.empty());
  const Report empty = make_report(nullptr, Run(), strict());
  BOOST_TEST((empty.verdict == ReportVerdict::inconclusive));
}

BOOST_AUTO_TEST_CASE(another_machine_is_inconclusive_and_named_without_a_p_value) {
  Gen gen(8);
  Run before = run_of(gen, 2);
  Run now = run_of(gen, 2, 0.02);
  before.machine.cpu_model = "AMD EPYC 7763";
  now.machine.cpu_model = "Intel Xeon 8370C";
  Gate gate;
  const Report report = make_report(&before, now, gate);
  BOOST_TEST((report.verdict == ReportVerdict::inconclusive));
  BOOST_TEST(report.warnings.at(0).find("Intel Xeon 8370C") != std::string::npos);
  for (const Row& row : report.rows) {
    BOOST_TEST((row.verdict == RowVerdict::inconclusive));
    BOOST_TEST(!row.p);
    BOOST_TEST(row.ratio->estimate > 1.9);
  }
}

BOOST_AUTO_TEST_CASE(another_testbed_is_as_good_as_another_machine) {
  Gen gen(9);
  Run before = run_of(gen, 1);
  const Run now = run_of(gen, 1);
  before.testbed = "elsewhere";
  BOOST_TEST((make_report(&before, now, Gate()).rows[0].verdict == RowVerdict::inconclusive));
}

BOOST_AUTO_TEST_CASE(a_crashed_benchmark_is_never_green) {
  Gen gen(10);
  const Run before = run_of(gen, 2);
  Run now = run_of(gen, 2);
  now.failures = {{"b1", "exited with status 3", {}}};
  const Report partly = make_report(&before, now, strict());
  BOOST_TEST((partly.verdict == ReportVerdict::inconclusive));
  BOOST_TEST((partly.rows[1].verdict == RowVerdict::inconclusive));
  now.series.pop_back();
  const Report wholly = make_report(&before, now, strict());
  BOOST_TEST((wholly.rows[1].verdict == RowVerdict::missing));
  BOOST_TEST(wholly.rows[1].reason == "not in this run: exited with status 3");
  now.failures[0].benchmark = "another";
  const Report unknown = make_report(&before, now, strict());
  BOOST_TEST(unknown.rows.back().benchmark == "another");
  BOOST_TEST((unknown.rows.back().verdict == RowVerdict::missing));
}

BOOST_AUTO_TEST_CASE(another_unit_is_not_compared) {
  Gen gen(11);
  Run before = run_of(gen, 1);
  const Run now = run_of(gen, 1);
  before.series[0].unit = "B";
  const Report report = make_report(&before, now, strict());
  BOOST_TEST((report.rows[0].verdict == RowVerdict::inconclusive));
  BOOST_TEST(!report.rows[0].ratio);
}

BOOST_AUTO_TEST_CASE(what_is_unchanged_by_the_absolute_floor_is_said_to_be) {
  Gen gen(11);
  const Run before = run_of(gen, 1), now = run_of(gen, 1, 0.02);
  Gate gate = strict();
  gate.policy.absolute_floor = 1;
  const Row row = make_report(&before, now, gate).rows[0];
  BOOST_TEST((row.verdict == RowVerdict::unchanged));
  BOOST_TEST(row.reason == "shown to lie within ±2.0 % or the absolute floor");
  gate.policy.absolute_floor = 0.001;
  BOOST_TEST(make_report(&before, now, gate).rows[0].reason ==
             "significant over the report and beyond 2.0 % and the absolute floor");
}

BOOST_AUTO_TEST_CASE(too_few_launches_are_told_how_many_it_takes) {
  Run before, now;
  before.series = {series("a", {1})};
  now.series = {series("a", {2})};
  const Row row = make_report(&before, now, {}).rows[0];
  BOOST_TEST((row.verdict == RowVerdict::inconclusive));
  BOOST_TEST(!row.p);
  BOOST_TEST(row.launches_needed.value() == 5u);
  now.testbed = "there";
  before.testbed = "here";
  BOOST_TEST(!make_report(&before, now, {}).rows[0].launches_needed);
}

BOOST_AUTO_TEST_CASE(what_differs_of_a_metric_that_is_not_compared_is_said) {
  Gen gen(11);
  Run before = run_of(gen, 1);
  Run now = before;
  now.series[0].better = stats::Better::higher;
  BOOST_TEST(make_report(&before, now, strict()).rows[0].reason ==
             "direction differs: lower was better before, higher is now; make the baseline anew");
  now.series[0].unit = "B";
  BOOST_TEST(make_report(&before, now, strict()).rows[0].reason ==
             "unit differs: \"s\" before, \"B\" now; make the baseline anew");
}

// −1 to −2 would be "+100 %".
BOOST_AUTO_TEST_CASE(two_negative_values_have_no_ratio) {
  Gen gen(11);
  Run before, now;
  before.series = {series("a", around(gen, -1))};
  now.series = {series("a", around(gen, -2))};
  const Report report = make_report(&before, now, {});
  BOOST_TEST((report.rows[0].verdict == RowVerdict::improvement));
  BOOST_TEST(!report.rows[0].ratio);
  BOOST_TEST(make_report(&before, before, {}).rows[0].ratio->estimate == 1);
}

BOOST_AUTO_TEST_CASE(a_session_without_values_leaves_the_others_to_be_compared) {
  Gen gen(11);
  Run before = run_of(gen, 1);
  const Run now = run_of(gen, 1, 0.012);
  before.series[0].sessions.insert(before.series[0].sessions.begin(), {{}, {}});
  BOOST_TEST((make_report(&before, now, strict()).rows[0].verdict == RowVerdict::regression));
}

BOOST_AUTO_TEST_CASE(only_the_gate_s_metrics_are_judged) {
  Gen gen(12);
  Run before = run_of(gen, 1);
  Run now = run_of(gen, 1);
  before.series.push_back(series("b0", around(gen, 1), "page_faults"));
  now.series.push_back(series("b0", around(gen, 2), "page_faults"));
  Gate gate = strict();
  BOOST_TEST((make_report(&before, now, gate).verdict == ReportVerdict::fail));
  gate.metrics = {"wall_time"};
  BOOST_TEST((make_report(&before, now, gate).verdict == ReportVerdict::pass));
}

BOOST_AUTO_TEST_CASE(a_benchmark_without_the_gate_s_metrics_is_judged_by_what_it_has) {
  Gen gen(14);
  Run before = run_of(gen, 1);
  Run now = run_of(gen, 1);
  before.series.push_back(series("other", around(gen, 1), "latency_of_its_own"));
  now.series.push_back(series("other", around(gen, 2), "latency_of_its_own"));
  Gate gate = strict();
  gate.metrics = {"wall_time"};
  BOOST_TEST((make_report(&before, now, gate).verdict == ReportVerdict::fail));
}

// A branch could else have a regression passed over by printing one metric more.
BOOST_AUTO_TEST_CASE(what_the_baseline_is_judged_by_no_new_metric_takes_the_place_of) {
  Gen gen(14);
  Run before = run_of(gen, 1);
  Run now = run_of(gen, 1);
  before.series.push_back(series("other", around(gen, 1), "latency_of_its_own"));
  now.series.push_back(series("other", around(gen, 2), "latency_of_its_own"));
  now.series.push_back(series("other", around(gen, 1), "wall_time"));
  Gate gate = strict();
  gate.metrics = {"wall_time"};
  BOOST_TEST((make_report(&before, now, gate).verdict == ReportVerdict::fail));
  now.series.erase(now.series.end() - 2);
  BOOST_TEST((make_report(&before, now, gate).verdict == ReportVerdict::inconclusive));
}

BOOST_AUTO_TEST_CASE(what_is_only_recorded_is_judged_on_request_alone) {
  Gen gen(15);
  Run before = run_of(gen, 1);
  Run now = run_of(gen, 1);
  before.series.push_back(series("b0", around(gen, 1), "page_faults"));
  before.series.back().unknown.emplace_back("secondary", "true");
  now.series.push_back(series("b0", around(gen, 2), "page_faults"));
  now.series.back().unknown.emplace_back("secondary", "true");
  Gate gate = strict();
  BOOST_TEST(make_report(&before, now, gate).rows.size() == 1u);
  gate.has_secondary = true;
  BOOST_TEST((make_report(&before, now, gate).verdict == ReportVerdict::fail));
  gate.has_secondary = false;
  gate.metrics = {"page_faults"};
  BOOST_TEST((make_report(&before, now, gate).verdict == ReportVerdict::fail));
}

BOOST_AUTO_TEST_CASE(the_yardstick_is_no_row) {
  Gen gen(13);
  Run before = run_of(gen, 1);
  Run now = run_of(gen, 1);
  before.series.push_back(series("pawl/yardstick", around(gen, 0.02)));
  now.series.push_back(series("pawl/yardstick", around(gen, 0.03)));
  BOOST_TEST(make_report(&before, now, strict()).rows.size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_machine_slower_by_the_yardstick_is_no_regression) {
  Gen gen(14);
  Run before = run_of(gen, 1);
  Run now = run_of(gen, 1, 0.012);
  Gate gate;
  BOOST_TEST((make_report(&before, now, gate).rows[0].verdict == RowVerdict::regression));
  before.series.push_back(series("pawl/yardstick", around(gen, 0.02)));
  now.series.push_back(series("pawl/yardstick", around(gen, 0.024)));
  const Report report = make_report(&before, now, gate);
  BOOST_TEST((report.rows[0].verdict != RowVerdict::regression));
  BOOST_TEST(std::abs(report.rows[0].ratio->estimate - 1) < 0.01);
}

BOOST_AUTO_TEST_CASE(a_yardstick_that_nobody_has_tried_neither_makes_nor_hides_a_change) {
  Gen gen(18);
  const auto judged = [&](double yardstick, double benchmark) {
    Run before = run_of(gen, 1), now = run_of(gen, 1, 0.01 * benchmark);
    before.series.push_back(series("pawl/yardstick", around(gen, 0.02)));
    now.series.push_back(series("pawl/yardstick", around(gen, 0.02 * yardstick)));
    return make_report(&before, now, {}).rows[0];
  };
  BOOST_TEST((judged(1, 1.2).verdict == RowVerdict::regression));
  BOOST_TEST((judged(1, 1).verdict == RowVerdict::unchanged));
  for (const auto& [yardstick, benchmark] : {std::pair{1.2, 1.2}, {1.2, 1.0}, {0.8, 1.0}}) {
    BOOST_TEST((judged(yardstick, benchmark).verdict == RowVerdict::inconclusive));
    BOOST_TEST(judged(yardstick, benchmark).reason.starts_with("it depends on whether the yard"));
  }
}

/// Sessions of a benchmark that measures within its process, and of the yardstick, which takes
/// `speed` times as long on that machine; every second session beside other work.
Run sessions_at(Gen& gen, std::size_t sessions, double benchmark, double speed) {
  Run run = run_of(gen, 1);
  Series inside = series("in process", {}, "latency"), memory = series("b", {}, "allocated_bytes");
  Series wall = series("pawl/yardstick", {}), processor = series("pawl/yardstick", {}, "cpu_time");
  memory.unit = "B";
  for (Series* one : {&inside, &memory, &wall, &processor}) one->sessions.clear();
  for (std::size_t i = 0; i < sessions; ++i) {
    const double crowd = i % 2 == 1 ? 2 : 1, mood = gen.timings(1, 0.002)[0];
    for (Series* one : {&inside, &memory, &wall, &processor}) one->sessions.emplace_back();
    for (const double value : around(gen, 1)) {
      inside.sessions[i].push_back({0.001 * benchmark * mood * value, 0.001 * benchmark * mood});
      memory.sessions[i].push_back({1e6});
      wall.sessions[i].push_back({0.006 * speed * mood * (1 + crowd * (value - 0.98))});
      processor.sessions[i].push_back({0.005 * speed * mood * value});
    }
  }
  run.series = {inside, memory, wall, processor};
  return run;
}

BOOST_AUTO_TEST_CASE(what_another_machine_may_have_done_is_no_verdict_on_the_code) {
  Gen gen(21);
  const Run before = sessions_at(gen, 5, 1, 1);
  const auto judged = [&](double benchmark, double speed) {
    return make_report(&before, sessions_at(gen, 1, benchmark, speed), {});
  };
  BOOST_TEST((judged(1.1, 1).rows[0].verdict == RowVerdict::regression));
  BOOST_TEST((judged(1, 1).rows[0].verdict == RowVerdict::unchanged));
  BOOST_TEST(judged(1, 1).warnings.size() == 0u);
  for (const auto& [benchmark, speed] : {std::pair{1.25, 1.2}, {0.8, 0.85}, {1.0, 1.2}}) {
    const Report report = judged(benchmark, speed);
    BOOST_TEST((report.rows[0].verdict == RowVerdict::inconclusive));
    BOOST_TEST(report.rows[0].reason.starts_with("the machine's own speed has changed"));
    BOOST_TEST((report.rows[1].verdict == RowVerdict::unchanged));
    BOOST_REQUIRE(report.warnings.size() == 1u);
    BOOST_TEST(report.warnings[0].starts_with("the machine's own speed has changed"));
  }
  BOOST_TEST((judged(2, 1.2).rows[0].verdict == RowVerdict::regression));
}

BOOST_AUTO_TEST_CASE(a_session_with_too_little_of_the_yardstick_does_not_tell_the_machines_speed) {
  Gen gen(21);
  Run before = sessions_at(gen, 5, 1, 1);
  const Run now = sessions_at(gen, 1, 1.25, 1.2);
  BOOST_TEST(machine_slowdown(before, now, {}) == 1.2, boost::test_tools::tolerance(0.01));
  for (const std::size_t launches : {4u, 0u}) {
    before.series[3].sessions[2].resize(launches);
    BOOST_TEST(machine_slowdown(before, now, {}) == 1);
  }
}

BOOST_AUTO_TEST_CASE(why_the_yardstick_was_left_out_is_said_once) {
  Gen gen(17);
  Run before = run_of(gen, 3);
  const Run now = run_of(gen, 3);
  const auto said = [&](const Gate& gate) { return make_report(&before, now, gate).warnings; };
  BOOST_TEST(said({}).empty());
  before.series.push_back(series("pawl/yardstick", around(gen, 0.02)));
  BOOST_REQUIRE(said({}).size() == 1u);
  BOOST_TEST(said({})[0] == "the yardstick was left out: now was measured without it");
  BOOST_TEST(said(strict()).empty());
}

BOOST_AUTO_TEST_CASE(counts_marked_exact_are_judged_by_their_difference) {
  Run before, now;
  before.series = {series("b", {1000}, "instructions")};
  now.series = {series("b", {1030}, "instructions")};
  Report report = make_report(&before, now, {});
  BOOST_TEST((report.rows[0].verdict == RowVerdict::inconclusive));
  set_mark(now.series[0], baselines::exact_mark);
  BOOST_TEST((make_report(&before, now, {}).rows[0].verdict == RowVerdict::inconclusive));
  set_mark(before.series[0], baselines::exact_mark);
  report = make_report(&before, now, {});
  BOOST_TEST((report.rows[0].verdict == RowVerdict::regression));
  BOOST_TEST(!report.rows[0].p.has_value());
  BOOST_TEST(report.rows[0].ratio->low == 1.03);
  BOOST_TEST(report.rows[0].evidence == "exact count of 1 + 1 launches");
}

BOOST_AUTO_TEST_CASE(a_budget_of_an_exact_count_has_no_interval) {
  Run run;
  run.series = {series("b", {7, 7})};
  Gate gate;
  gate.budgets = {budget("b", "p95", 7)};
  BOOST_TEST((make_report(&run, run, gate).budgets[0].verdict == BudgetVerdict::unproven));
  set_mark(run.series[0], baselines::exact_mark);
  BOOST_TEST((make_report(&run, run, gate).budgets[0].verdict == BudgetVerdict::kept));
}

BOOST_AUTO_TEST_CASE(no_name_is_too_long_for_a_budget) {
  Run run;
  run.series = {series("token/" + std::string(300'000, 'a'), {9, 9}), series("token/b", {7, 7})};
  for (Series& one : run.series) set_mark(one, baselines::exact_mark);
  Gate gate;
  gate.budgets = {budget("token/.*", "p95", 8)};
  const Report report = make_report(&run, run, gate);
  BOOST_REQUIRE(report.budgets.size() == 1u);
  BOOST_TEST(report.budgets[0].benchmark == "token/b");
}

BOOST_AUTO_TEST_CASE(budgets_are_judged_by_their_interval) {
  Gen gen(15);
  const Run run = run_of(gen, 2);
  Gate gate = strict();
  gate.budgets = {budget("b.*", "mean", 0.1), budget("b0", "max", 0.009), budget("b1", "p95", 0.1)};
  const Report report = make_report(&run, run, gate);
  BOOST_REQUIRE(report.budgets.size() == 4u);
  BOOST_TEST((report.budgets[0].verdict == BudgetVerdict::kept));
  BOOST_TEST((report.budgets[1].verdict == BudgetVerdict::kept));
  BOOST_TEST((report.budgets[2].verdict == BudgetVerdict::broken));
  BOOST_TEST((report.budgets[3].verdict == BudgetVerdict::unproven));
  BOOST_TEST((report.verdict == ReportVerdict::fail));
}

BOOST_AUTO_TEST_CASE(a_budgets_statistic_is_the_quantile_it_names) {
  Gen gen(15);
  const Run run = run_of(gen, 1);
  const auto values = stats::Sample::from_launches(run.series[0].sessions[0])->launch_medians();
  for (const auto& [name, part] : std::vector<std::pair<std::string, double>>{
           {"p50", .5}, {"median", .5}, {"p90", .9}, {"p95", .95}, {"p99", .99}}) {
    Gate gate = strict();
    gate.budgets = {budget("b0", name, 1)};
    BOOST_TEST(*make_report(&run, run, gate).budgets[0].estimate ==
                   stats::quantile(stats::sorted(values), part),
               name);
  }
}

// Of better: lower, the largest there is may break the budget, but cannot show it kept.
BOOST_AUTO_TEST_CASE(values_that_were_left_out_may_be_the_largest) {
  Gen gen(15);
  Run run = run_of(gen, 1);
  Gate gate = strict();
  gate.budgets = {budget("b0", "max", 1e9), budget("b0", "max", 1e-9)};
  for (const stats::Better better : {stats::Better::lower, stats::Better::higher}) {
    run.series[0].better = better;
    const Report whole = make_report(&run, run, gate);
    Run few = run;
    set_mark(few.series[0], pawl::baselines::thinned_mark);
    const Report report = make_report(&few, few, gate);
    const bool is_lower = better == stats::Better::lower;
    BOOST_TEST(
        (whole.budgets[0].verdict == (is_lower ? BudgetVerdict::kept : BudgetVerdict::broken)));
    BOOST_TEST((report.budgets[0].verdict == BudgetVerdict::unproven));
    BOOST_TEST(
        (report.budgets[1].verdict == (is_lower ? BudgetVerdict::broken : BudgetVerdict::kept)));
    BOOST_TEST((report.budgets[1].verdict == whole.budgets[1].verdict));
  }
}

BOOST_AUTO_TEST_CASE(no_budget_is_on_the_yardstick) {
  Gen gen(15);
  Run run = run_of(gen, 2);
  run.series[1].benchmark = yardstick_benchmark;
  Gate gate = strict();
  gate.budgets = {budget(".*", "max", 1e9)};
  const Report report = make_report(&run, run, gate);
  BOOST_REQUIRE(report.budgets.size() == 1u);
  BOOST_TEST(report.budgets[0].benchmark == "b0");
}

BOOST_AUTO_TEST_CASE(an_unproven_budget_is_not_green) {
  Gen gen(16);
  const Run run = run_of(gen, 1);
  Gate gate = strict();
  gate.budgets = {budget("b0", "p95", 0.1)};
  BOOST_TEST((make_report(&run, run, gate).verdict == ReportVerdict::inconclusive));
}

BOOST_AUTO_TEST_CASE(a_budget_that_matches_nothing_is_unproven) {
  Gen gen(17);
  const Run run = run_of(gen, 1);
  Gate gate = strict();
  gate.budgets = {budget("gone/.*", "mean", 0.1)};
  const Report report = make_report(&run, run, gate);
  BOOST_REQUIRE(report.budgets.size() == 1u);
  BOOST_TEST(report.budgets[0].benchmark == "gone/.*");
  BOOST_TEST(!report.budgets[0].estimate);
  BOOST_TEST((report.verdict == ReportVerdict::inconclusive));
}

BOOST_AUTO_TEST_CASE(a_limit_without_a_unit_is_in_its_metrics) {
  Gen gen(30);
  Run now = run_of(gen, 1);
  for (const std::string unit : {"s", "1"}) {
    now.series[0].unit = unit;
    Gate gate = strict();
    gate.budgets = {budget("b0", "mean", 0.1, "")};
    const BudgetRow row = make_report(nullptr, now, gate).budgets.at(0);
    BOOST_TEST((row.verdict == BudgetVerdict::kept));
    BOOST_TEST(row.unit == unit);
  }
}

BOOST_AUTO_TEST_CASE(a_budget_in_another_unit_is_the_user_s_mistake) {
  Gen gen(18);
  const Run run = run_of(gen, 1);
  Gate gate = strict();
  gate.budgets = {budget("b0", "mean", 0.1, "B")};
  BOOST_CHECK_EXCEPTION(make_report(&run, run, gate), Error, [](const Error& error) {
    return error.fault == Fault::input &&
           std::string(error.what()) ==
               "pawl.toml:9:1: expected a limit in the unit of b0 wall_time, \"s\", found one in "
               "\"B\"; name another metric or write the limit in that unit";
  });
}

BOOST_AUTO_TEST_SUITE_END()
