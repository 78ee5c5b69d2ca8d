#include "baselines/baseline/baseline.hpp"

#include "baselines/baseline/baseline_json.hpp"
#include "baselines/error.hpp"
#include "baselines/run/merge.hpp"
#include "november.hpp"
#include "support/for_all.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <map>
#include <ostream>
#include <string>
#include <vector>

using namespace pawl::baselines;
using pawl::Error;
using pawl::stats::Better;
using pawl::tests::for_all;
using pawl::tests::Gen;
using pawl::tests::run_of;
namespace data = boost::unit_test::data;

namespace {

Series series(const std::string& benchmark, std::vector<double> values) {
  Series result{benchmark, "wall_time", "s", Better::lower, {{}}, {}};
  for (const double value : values) result.sessions[0].push_back({value});
  return result;
}

Run any_run(Gen& gen, std::size_t day, std::size_t benchmarks) {
  std::vector<Series> all;
  for (std::size_t i = 0; i < benchmarks; ++i)
    if (gen.size(0, 3) > 0)
      all.push_back(series("b" + std::to_string(i), gen.timings(gen.size(1, 4))));
  std::shuffle(all.begin(), all.end(), gen.engine());
  return run_of(day, std::move(all));
}

Baseline baseline_of_days(std::size_t days) {
  Baseline baseline;
  for (std::size_t day = 1; day <= days; ++day)
    baseline =
        updated(std::move(baseline),
                run_of(day, {series("a", {1.0 * static_cast<double>(day), 2}), series("b", {3})}),
                "day " + std::to_string(day));
  return baseline;
}

std::map<std::string, int> lines(const std::string& text) {
  std::map<std::string, int> count;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    ++count[text.substr(at, end - at)];
    at = end + 1;
  }
  return count;
}

/// Lines that `now` has and `before` has not, as git counts them.
std::vector<std::string> added_lines(const std::string& before, const std::string& now) {
  const auto old = lines(before);
  std::vector<std::string> added;
  for (const auto& [line, count] : lines(now)) {
    const auto known = old.find(line);
    for (int i = known == old.end() ? 0 : known->second; i < count; ++i) added.push_back(line);
  }
  return added;
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  const auto at = text.find(what);
  BOOST_REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), with);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(baseline)

BOOST_AUTO_TEST_CASE(each_series_keeps_its_last_sessions) {
  const Baseline baseline = baseline_of_days(7);
  BOOST_TEST(baseline.sessions.size() == 5u);
  BOOST_TEST(baseline.sessions.front().commit == "c3");
  BOOST_TEST(baseline.sessions.back().reason == "day 7");
  BOOST_TEST(baseline.series[0].parts.size() == 5u);
  BOOST_TEST(baseline.series[0].parts.back().launches[0][0] == 7);
}

BOOST_AUTO_TEST_CASE(a_run_of_some_benchmarks_leaves_the_others_as_they_are) {
  const Baseline before = baseline_of_days(5);
  const Baseline now = updated(before, run_of(6, {series("a", {9})}), "a only");
  BOOST_TEST(now.sessions.size() == 6u);  // b still has those of day 1
  BOOST_TEST(now.series[0].parts.front().session == now.sessions[1].id);
  BOOST_TEST(now.series[1].parts.size() == 5u);
  BOOST_TEST(now.series[1].parts.front().session == before.sessions[0].id);
}

BOOST_AUTO_TEST_CASE(the_same_run_twice_changes_nothing) {
  const Baseline once = baseline_of_days(3);
  const Baseline twice = updated(once, run_of(3, {series("a", {3, 2}), series("b", {3})}), "again");
  BOOST_TEST(baseline_json(twice) == baseline_json(once));
}

BOOST_AUTO_TEST_CASE(the_order_of_updates_and_of_series_does_not_matter) {
  for_all([](Gen& gen) {
    std::vector<Run> runs;
    for (std::size_t day = 1; day <= 5; ++day) runs.push_back(any_run(gen, day, 3));
    const auto all = [&] {
      Baseline baseline;
      for (const Run& run : runs) baseline = updated(std::move(baseline), run, "why");
      return baseline_json(baseline);
    };
    const std::string before = all();
    std::shuffle(runs.begin(), runs.end(), gen.engine());
    BOOST_TEST(all() == before);
  });
}

BOOST_AUTO_TEST_CASE(what_a_newer_run_says_of_a_series_is_added_to_what_is_known) {
  Baseline before = baseline_of_days(2);
  before.series[0].unknown = {{"owner", "\"Ada\""}};
  Series counted = series("a", {9});
  set_mark(counted, exact_mark);
  counted.unknown.push_back({"owner", "\"Bob\""});
  const Run now = to_run(updated(before, run_of(3, {counted}), "exact from now on"));
  BOOST_TEST(has_mark(now.series[0], exact_mark));
  BOOST_TEST(now.series[0].unknown[0].second == "\"Ada\"");
}

BOOST_AUTO_TEST_CASE(which_benchmark_prints_a_series_is_what_the_newest_run_says) {
  Series printed = series("a", {9});
  set_printed_by(printed.unknown, "old \"suite\"");
  const Baseline before = updated(baseline_of_days(2), run_of(3, {printed}), "why");
  BOOST_TEST(is_printed_by(before.series[0].unknown, "old \"suite\""));
  set_printed_by(printed.unknown, "suite");
  const Baseline now = updated(before, run_of(4, {printed}), "why");
  BOOST_TEST(is_printed_by(now.series[0].unknown, "suite"));
  BOOST_TEST(now.series[0].unknown.size() == 1u);
  BOOST_TEST(!is_printed_by(series("a", {9}).unknown, ""));
}

BOOST_AUTO_TEST_CASE(figures_in_another_unit_replace_the_old_ones) {
  Run run = run_of(6, {series("a", {1})});
  run.series[0].unit = "B";
  const Baseline now = updated(baseline_of_days(5), run, "now bytes");
  BOOST_TEST(now.series[0].unit == "B");
  BOOST_TEST(now.series[0].parts.size() == 1u);
}

BOOST_AUTO_TEST_CASE(what_was_accepted_is_judged_against_alone) {
  const std::vector<std::string> chosen = {"a", "none such"};
  const Run run = run_of(6, {series("a", {9}), series("b", {9})});
  const Baseline now = accepted(baseline_of_days(5), run, chosen, "slower but right");
  BOOST_TEST(now.series[0].parts.size() == 1u);
  BOOST_TEST(now.series[0].parts[0].launches[0][0] == 9);
  BOOST_TEST(now.series[1].parts.size() == 5u);
  BOOST_TEST(now.series[1].parts.back().launches[0][0] == 3);
  BOOST_TEST(now.sessions.back().reason == "slower but right");
}

BOOST_AUTO_TEST_CASE(what_was_accepted_brings_the_yardstick_of_its_session) {
  Baseline before;
  for (std::size_t day = 1; day <= 5; ++day)
    before =
        updated(std::move(before),
                run_of(day, {series("a", {1}), series("b", {2}), series("pawl/yardstick", {1})}),
                "nightly");
  const Run run = run_of(6, {series("a", {9}), series("b", {9}), series("pawl/yardstick", {3})});
  const std::vector<std::string> chosen = {"a"}, unknown = {"none such"};
  const Baseline now = accepted(before, run, chosen, "slower but right");
  const auto& yardstick = now.series[2];
  BOOST_TEST(yardstick.parts.size() == 6u);  // b still has all five
  BOOST_TEST(yardstick.parts.back().session == now.series[0].parts[0].session);
  BOOST_TEST(yardstick.parts.back().launches[0][0] == 3);
  BOOST_TEST(accepted(before, run, unknown, "a typo").sessions.size() == 5u);
}

BOOST_AUTO_TEST_CASE(a_part_of_a_run_and_the_whole_of_it_are_one_session) {
  const Run run = run_of(6, {series("a", {9}), series("b", {8})});
  const std::vector<std::string> a = {"a"};
  const Baseline part = accepted(baseline_of_days(3), run, a, "slower but right");
  const Baseline whole = updated(part, run, "nightly");
  BOOST_TEST(whole.sessions.size() == part.sessions.size());
  BOOST_TEST(whole.series[0].parts.size() == 1u);
  BOOST_TEST(whole.series[1].parts.size() == 4u);
  const Run other = run_of(6, {series("a", {9.5}), series("b", {8})});
  BOOST_TEST(updated(part, other, "measured anew").series[0].parts.size() == 2u);
}

BOOST_AUTO_TEST_CASE(the_yardstick_stays_as_long_as_a_benchmark_has_its_session) {
  Baseline baseline;
  const auto add = [&](std::size_t day, const std::string& benchmark) {
    baseline = updated(std::move(baseline),
                       run_of(day, {series(benchmark, {1}), series("pawl/yardstick", {1})}), "");
  };
  add(1, "z");
  for (std::size_t day = 2; day <= 8; ++day) add(day, "a");
  const auto& yardstick = baseline.series[1];
  BOOST_TEST(yardstick.benchmark == "pawl/yardstick");
  BOOST_TEST(yardstick.parts.size() == 6u);
  BOOST_TEST(yardstick.parts.front().session == baseline.series[2].parts[0].session);
  BOOST_TEST(baseline.sessions.size() == 6u);
}

BOOST_AUTO_TEST_CASE(pruning_keeps_the_newest) {
  const Baseline now = pruned(baseline_of_days(5), 2);
  BOOST_TEST(now.sessions.size() == 2u);
  BOOST_TEST(now.sessions.front().commit == "c4");
  BOOST_TEST(now.keep == 2u);
}

BOOST_AUTO_TEST_CASE(what_is_dropped_leaves_with_the_sessions_that_had_nothing_else) {
  Baseline both = updated({}, run_of(1, {series("a", {1}), series("b", {2})}), "first");
  both = updated(std::move(both), run_of(2, {series("b", {3})}), "b alone");
  const std::vector<std::string> b = {"b", "unknown"};
  const Baseline rest = dropped(both, b);
  BOOST_REQUIRE(rest.series.size() == 1u);
  BOOST_TEST(rest.series[0].benchmark == "a");
  BOOST_REQUIRE(rest.sessions.size() == 1u);
  BOOST_TEST(rest.sessions[0].reason == "first");
  BOOST_TEST(dropped(both, {}).series.size() == 2u);
}

BOOST_AUTO_TEST_CASE(of_sessions_close_together_the_older_leaves_first) {
  const auto at = [](const std::string& time, double value) {
    Run run = run_of(1, {series("a", {value})});
    run.time = time;
    return run;
  };
  Baseline baseline;
  baseline.keep = 3;
  const std::vector<std::string> times = {"2026-11-01T12:00:00Z", "2026-11-02T12:00:00Z",
                                          "2026-11-02T12:30:00Z", "2026-11-02T12:45:00Z",
                                          "2026-11-02T13:15:00Z", "2026-11-03T12:00:00Z"};
  for (std::size_t i = 0; i < times.size(); ++i)
    baseline = updated(std::move(baseline), at(times[i], static_cast<double>(i)), "why");
  BOOST_REQUIRE(baseline.sessions.size() == 3u);
  BOOST_TEST(baseline.sessions[0].time == times[0]);
  BOOST_TEST(baseline.sessions[1].time == times[4]);
  BOOST_TEST(baseline.sessions[2].time == times[5]);
  baseline = updated(std::move(baseline), at("2026-11-04T12:00:00Z", 9), "why");
  BOOST_TEST(baseline.sessions[0].time == times[4]);
}

// On the night that clocks go back, the later session has the earlier local time.
BOOST_AUTO_TEST_CASE(sessions_are_in_order_of_instants_not_of_local_times) {
  const auto at = [](const std::string& time, double value) {
    Run run = run_of(1, {series("a", {value})});
    run.time = time;
    return run;
  };
  const Baseline before = updated({}, at("2026-10-25T02:50:00+02:00", 1), "in summer time");
  const Baseline both = updated(before, at("2026-10-25T02:10:00+01:00", 2), "20 minutes later");
  BOOST_TEST(both.sessions.back().reason == "20 minutes later");
  BOOST_TEST(both.sessions.back().time == "2026-10-25T01:10:00Z");
  BOOST_TEST(both.series[0].parts.back().launches[0][0] == 2);
  BOOST_TEST(pruned(both, 1).sessions.at(0).reason == "20 minutes later");
}

BOOST_AUTO_TEST_CASE(sessions_of_a_run_are_sessions_of_the_baseline) {
  Run run = run_of(1, {series("a", {1})});
  run.series[0].sessions = {{{1}, {2}}, {{3}}};
  const Run again = to_run(updated({}, run, "two at once"));
  BOOST_TEST(again.series[0].sessions.size() == 2u);
}

BOOST_AUTO_TEST_CASE(of_a_run_of_many_sessions_the_last_ones_stay) {
  Run run = run_of(1, {series("a", {1}), series("b", {1})});
  run.series[0].sessions = {{{1}}, {{2}}, {{3}}, {{4}}, {{5}}, {{6}}, {{7}}};
  run.series[1].sessions = {{{1}}, {{2}}};
  const Baseline once = updated({}, run, "why");
  std::vector<double> values;
  for (const auto& part : once.series.at(0).parts) values.push_back(part.launches[0][0]);
  std::ranges::sort(values);
  BOOST_TEST((values == std::vector<double>{3, 4, 5, 6, 7}));
  BOOST_TEST(once.series.at(1).parts.size() == 2u);
  BOOST_TEST(baseline_json(updated(once, run, "why")) == baseline_json(once));
}

BOOST_AUTO_TEST_CASE(a_run_with_a_series_twice_is_refused) {
  const Run run = run_of(1, {series("a", {1}), series("b", {1}), series("a", {2})});
  BOOST_CHECK_EXCEPTION(updated({}, run, "why"), Error, [](const Error& error) {
    return error.what() == std::string(
                               "baseline: expected each benchmark and metric of a run "
                               "once, found a wall_time again");
  });
}

// Each costs as much as there are, and a baseline keeps a handful.
BOOST_AUTO_TEST_CASE(a_run_of_very_many_sessions_is_refused) {
  Run run = run_of(1, {series("a", {1}), series("b", {1})});
  run.series[1].sessions.assign(1000, {{1}});
  BOOST_TEST(updated({}, run, "why").series.size() == 2u);
  run.series[1].sessions.push_back({{1}});
  BOOST_CHECK_EXCEPTION(updated({}, run, "why"), Error, [](const Error& error) {
    return error.what() == std::string(
                               "baseline: expected a run of at most 1000 sessions, found "
                               "1001; take some of the newest");
  });
}

BOOST_AUTO_TEST_CASE(as_a_run_it_has_all_sessions_and_the_newest_origin) {
  Baseline baseline = baseline_of_days(3);
  baseline.sessions[0].machine.cpu_model = "Intel Xeon";
  const Run run = to_run(baseline);
  BOOST_TEST(run.commit == "c3");
  BOOST_TEST(run.testbed == "bench");
  BOOST_TEST(run.series[0].sessions.size() == 3u);
  BOOST_TEST(run.series[0].session_ids.back() == baseline.sessions.back().id);
  BOOST_TEST(run.notes.size() == 1u);
  BOOST_TEST(run.notes[0].find("Intel Xeon before, AMD EPYC 7763 now") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_difference_names_what_changed_and_nothing_else) {
  const Baseline before = baseline_of_days(2);
  const Baseline now = updated(before, run_of(3, {series("a", {1.5}), series("c", {4})}), "more");
  const BaselineDifference what = difference(before, now);
  BOOST_TEST(what.sessions_added.size() == 1u);
  BOOST_TEST(what.sessions_removed.empty());
  BOOST_REQUIRE(what.series.size() == 2u);
  BOOST_TEST(what.series[0].benchmark == "a");
  BOOST_TEST((what.series[0].kind == SeriesDifference::Kind::changed));
  BOOST_TEST(what.series[0].median_before == 1.75);  // of 1.5 and 2
  BOOST_TEST(what.series[0].median_now == 1.5);
  BOOST_TEST(what.series[0].sessions_now == 3u);
  BOOST_TEST(what.series[1].benchmark == "c");
  BOOST_TEST((what.series[1].kind == SeriesDifference::Kind::added));
  BOOST_TEST((difference(now, before).series[1].kind == SeriesDifference::Kind::removed));
  BOOST_TEST(difference(now, now).series.empty());
}

BOOST_AUTO_TEST_CASE(a_difference_tells_the_unit_of_either_side) {
  Series in_bytes = series("a", {64});
  in_bytes.unit = "B";
  const Baseline before = baseline_of_days(1);
  const BaselineDifference what = difference(before, updated(before, run_of(2, {in_bytes}), ""));
  BOOST_REQUIRE(what.series.size() == 1u);
  BOOST_TEST(what.series[0].unit_before == "s");
  BOOST_TEST(what.series[0].unit_now == "B");
}

BOOST_AUTO_TEST_CASE(a_baseline_holds_the_runs_that_made_it_whole_or_in_part_and_no_other) {
  const Run first = run_of(1, {series("a", {1, 2}), series("b", {3})});
  Run alike = run_of(2, first.series);  // as counts are that never change
  alike.commit = first.commit;
  const std::vector<std::string> part = {"b"};
  for (const Baseline& baseline : {updated({}, first, ""), accepted({}, first, part, "")}) {
    BOOST_TEST(holds(baseline, first));
    BOOST_TEST(!holds(baseline, alike));
  }
  const Run both = merged({alike, first});
  BOOST_TEST(holds(updated({}, both, ""), both));
  BOOST_TEST(!holds(Baseline{}, first));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(baseline_json_suite)

BOOST_AUTO_TEST_CASE(what_is_written_reads_back_as_it_was) {
  for_all([](Gen& gen) {
    Baseline baseline;
    for (std::size_t day = 1; day <= 4; ++day)
      baseline = updated(std::move(baseline), any_run(gen, day, 4), "why \"so\"\n");
    baseline.unknown = {{"colour", "\"red\""}};
    if (!baseline.series.empty()) baseline.series[0].unknown = {{"owner", "[1,{}]"}};
    if (!baseline.sessions.empty()) baseline.sessions[0].unknown = {{"runner", "null"}};
    const std::string text = baseline_json(baseline);
    BOOST_TEST(baseline_json(parse_baseline(text, "f")) == text);
    BOOST_TEST(verify(text, "f").empty());
  });
}

// Pawl 0.1.0 wrote ids of local times before it wrote them in UTC.
BOOST_AUTO_TEST_CASE(sessions_whose_ids_are_local_times_are_read_in_order_of_instants) {
  Baseline baseline = baseline_of_days(2);
  const auto name = [&](std::size_t i, const std::string& id, const std::string& time) {
    for (BaselineSeries& series : baseline.series) series.parts[i].session = id;
    baseline.sessions[i].id = id;
    baseline.sessions[i].time = time;
  };
  name(0, "20261025T0250000200-1", "2026-10-25T02:50:00+02:00");
  name(1, "20261025T0210000100-2", "2026-10-25T02:10:00+01:00");
  const Baseline read = parse_baseline(baseline_json(baseline), "f");
  BOOST_TEST(read.sessions[1].reason == "day 2");
  BOOST_TEST(read.series[0].parts[1].launches[0][0] == 2);
  BOOST_TEST(edited_sessions(read).empty());
}

BOOST_AUTO_TEST_CASE(its_layout) {
  const std::string text = baseline_json(baseline_of_days(2));
  const auto found = text.find("\"series\"");
  const std::string first = parse_baseline(text, "f").sessions[0].id;
  const std::string second = parse_baseline(text, "f").sessions[1].id;
  BOOST_TEST(text.substr(found) == R"("series":[{
"benchmark":"a","metric":"wall_time","better":"lower","samples":{"unit":"s"
,")" + first + R"(":[[1],[2]]
,")" + second + R"(":[[2],[2]]
}},{
"benchmark":"b","metric":"wall_time","better":"lower","samples":{"unit":"s"
,")" + first + R"(":[[3]]
,")" + second + R"(":[[3]]
}}]}
)");
}

// The promise a reviewer lives by: whatever the update adds or drops, lines of benchmarks that it
// did not measure stay byte for byte.
BOOST_AUTO_TEST_CASE(an_update_touches_only_lines_of_what_it_measured) {
  for_all([](Gen& gen) {
    Baseline before;
    for (std::size_t day = 1; day <= 6; ++day)
      before = updated(std::move(before), any_run(gen, day, 5), "why");
    const Run run = any_run(gen, 7, 6);
    const Baseline now = updated(before, run, "why");
    std::size_t sample_lines = 0;
    for (const std::string& line : added_lines(baseline_json(before), baseline_json(now)))
      if (line.starts_with(",\"2026") && line.find("\":[[") != std::string::npos) ++sample_lines;
    BOOST_TEST(sample_lines == run.series.size());
    for (const std::string& line : added_lines(baseline_json(now), baseline_json(before)))
      BOOST_TEST(
          (line.starts_with(",\"2026") || line.starts_with("\"benchmark\"") || line == "}},{"),
          line);
  });
}

BOOST_AUTO_TEST_CASE(a_hundred_benchmarks_stay_under_a_megabyte) {
  Gen gen(1);
  Baseline baseline;
  for (std::size_t day = 1; day <= 5; ++day) {
    std::vector<Series> all;
    for (std::size_t i = 0; i < 100; ++i)
      all.push_back(series("suite/benchmark-" + std::to_string(i), gen.timings(30)));
    baseline = updated(std::move(baseline), run_of(day, std::move(all)), "nightly");
  }
  BOOST_TEST(baseline_json(baseline).size() < 1'000'000u);
}

struct Spoiled {
  const char* what;
  std::string from, to;
  std::string problem;  ///< a part of it
};
std::ostream& operator<<(std::ostream& out, const Spoiled& spoiled) {
  return out << spoiled.what;
}

const Spoiled spoiled[] = {
    {"a value edited", ":[[1],[2]]", ":[[1],[1.9]]", "its contents do not match its checksum"},
    {"a launch taken out", ":[[1],[2]]", ":[[2]]", "its contents do not match its checksum"},
    {"a commit edited", "\"commit\":\"c1\"", "\"commit\":\"d1\"", "its contents do not match"},
    {"a machine edited", "AMD EPYC 7763", "AMD EPYC 9999", "its contents do not match"},
    {"a direction edited", "\"better\":\"lower\"", "\"better\":\"higher\"",
     "its contents do not match"},
    {"a benchmark renamed", "\"benchmark\":\"a\"", "\"benchmark\":\"b2\"",
     "its contents do not match"},
    {"a blank added", "\"series\":[{", "\"series\": [{", "f:7:10: not laid out as Pawl writes it"},
    {"another suite", "\"suite\":\"default\"", "\"suite\":\"other\"", "expected the suite default"},
    {"cut off", "}}]}", "", "expected more JSON"},
    {"a session forgotten", ":{\"commit\":\"c1\"", "x:{\"commit\":\"c1\"", "expected JSON"},
    {"newer", "\"version\":1", "\"version\":2", "a newer Pawl wrote it"},
    {"kept none", "\"keep\":5", "\"keep\":0", "expected a number of sessions, 1 or more, found 0"},
};

BOOST_DATA_TEST_CASE(what_was_changed_by_hand_is_noticed, data::make(spoiled), c) {
  const std::string good = baseline_json(baseline_of_days(2));
  BaselineExpectations expectations;
  expectations.suite = "default";
  expectations.testbed = "bench";
  BOOST_TEST(verify(good, "f", expectations).empty());
  const auto problems = verify(replaced(good, c.from, c.to), "f", expectations);
  BOOST_REQUIRE(!problems.empty());
  BOOST_TEST(problems[0].find(c.problem) != std::string::npos, problems[0]);
}

BOOST_AUTO_TEST_CASE(a_session_that_is_not_described_is_refused) {
  const std::string good = baseline_json(baseline_of_days(1));
  const std::string id = parse_baseline(good, "f").sessions[0].id;
  const auto problems = verify(replaced(good, ",\"" + id + "\":[[", ",\"x\":[["), "f");
  BOOST_TEST(
      problems.front() ==
      "f:8:6: /series/0/samples/x: expected the id of a session that \"sessions\" describes, "
      "found another; was a merge half done?");
}

BOOST_AUTO_TEST_CASE(a_series_of_no_session_is_refused) {
  const std::string good = baseline_json(baseline_of_days(1));
  const std::string part = ",\"" + parse_baseline(good, "f").sessions[0].id + "\":[[1],[2]]\n";
  const auto problems = verify(replaced(good, part, ""), "f");
  BOOST_TEST(problems.front() ==
             "f:7:65: /series/0/samples: expected the launches of at least one session, found an "
             "object; leave the series out, or measure it again");
}

BOOST_AUTO_TEST_CASE(age_and_origin_are_looked_at_when_asked) {
  const std::string text = baseline_json(baseline_of_days(2));
  BaselineExpectations expectations;
  expectations.now = "2026-12-02T00:00:00Z";
  expectations.oldest_days = 30;
  BOOST_TEST(verify(text, "f", expectations).empty());
  expectations.oldest_days = 29;
  BOOST_TEST(verify(text, "f", expectations).size() == 1u);
  expectations.now.clear();
  expectations.knows_commit = [](const std::string& commit) { return commit == "c1"; };
  const auto problems = verify(text, "f", expectations);
  BOOST_REQUIRE(problems.size() == 1u);
  BOOST_TEST(problems[0].find("its commit c2 is not known here") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
