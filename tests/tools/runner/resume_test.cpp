#include "tools/runner/resume.hpp"

#include "tools/runner/collect.hpp"
#include "tools/runner/harness_launches.hpp"

#include <boost/test/unit_test.hpp>

using namespace pawl::tools;
using pawl::baselines::Benchmark;
using pawl::baselines::find;
using pawl::baselines::Run;
using pawl::baselines::Series;

namespace {

Benchmark benchmark(const std::string& name, std::size_t launches) {
  Benchmark benchmark;
  benchmark.name = name;
  benchmark.shell = "true";
  benchmark.launches = launches;
  return benchmark;
}

Series series(const std::string& name, const pawl::stats::Sample::Session& launches) {
  return {.benchmark = name,
          .metric = "peak_memory",
          .unit = "B",
          .sessions = {launches},
          .unknown = {}};
}

Run interrupted() {
  Run run;
  run.commit = "abc";
  run.notes = {"incomplete: ended after 3 of 9 launches", "another"};
  run.series = {series("a", {{1}, {2}}), series("b", {{3}, {4}, {5}})};
  return run;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(resume)

BOOST_AUTO_TEST_CASE(only_what_is_missing_is_launched) {
  const std::vector<Benchmark> all =
      missing({benchmark("a", 5), benchmark("b", 3), benchmark("c", 4)}, interrupted());
  BOOST_REQUIRE(all.size() == 2u);
  BOOST_TEST(all[0].name == "a");
  BOOST_TEST(all[0].launches == 3u);
  BOOST_TEST(all[1].name == "c");
  BOOST_TEST(all[1].launches == 4u);
}

BOOST_AUTO_TEST_CASE(one_that_stops_by_itself_is_missing_from_a_run_that_ended_early) {
  Benchmark open = benchmark("a", 20);
  open.until = 0.01;
  open.max_launches = 50;
  BOOST_TEST(missing({open}, interrupted()).at(0).max_launches.value() == 48u);
  Run whole = interrupted();
  whole.notes.clear();
  BOOST_TEST(missing({open}, whole).empty());
  open.name = "c";
  BOOST_TEST(missing({open}, whole).at(0).max_launches.value() == 50u);
}

BOOST_AUTO_TEST_CASE(new_launches_follow_the_former_ones) {
  Run now;
  now.time = "2026-11-25T12:00:00Z";
  now.series = {series("a", {{9}}), series("c", {{8}})};
  now.notes = {"another", "new"};
  const Run all = resumed(interrupted(), now);
  BOOST_TEST((find(all, "a", "peak_memory")->sessions ==
              std::vector<pawl::stats::Sample::Session>{{{1}, {2}, {9}}}));
  BOOST_TEST(find(all, "c", "peak_memory")->sessions[0].size() == 1u);
  BOOST_TEST((all.notes == std::vector<std::string>{"another", "new"}));
  BOOST_TEST(all.unknown.at(0).second == "[\"2026-11-25T12:00:00Z\"]");
  now.time = "later";
  BOOST_TEST(resumed(all, now).unknown.at(0).second == "[\"2026-11-25T12:00:00Z\",\"later\"]");
}

BOOST_AUTO_TEST_CASE(what_else_stands_in_the_place_of_the_resumptions_times_is_replaced) {
  Run now;
  now.time = "later";
  for (const char* stranger : {"5", "[]", "[5]", "\"x\""}) {
    Run former = interrupted();
    former.unknown = {{"resumed", stranger}};
    BOOST_TEST(resumed(former, now).unknown.at(0).second == "[\"later\"]");
  }
}

BOOST_AUTO_TEST_CASE(processes_that_a_harness_started_are_no_launches_of_it) {
  Run former = interrupted(), now;
  set_harness_launches(former, {{"b", 1}});
  const std::vector<Benchmark> all = missing({benchmark("a", 2), benchmark("b", 3)}, former);
  BOOST_REQUIRE(all.size() == 1u);
  BOOST_TEST(all[0].launches == 2u);
  set_harness_launches(now, {{"b", 2}, {"c", 1}});
  BOOST_TEST((harness_launches(resumed(former, now)) ==
              std::map<std::string, std::size_t>{{"b", 3}, {"c", 1}}));
}

BOOST_AUTO_TEST_CASE(a_failure_among_samples_is_not_forgotten) {
  Run former = interrupted();
  former.failures = {{"a", "1 of 3 launches failed"}, {"c", "1 of 1 launches failed"}};
  const Run all = resumed(former, Run{});
  BOOST_REQUIRE(all.failures.size() == 1u);
  BOOST_TEST(all.failures[0].benchmark == "a");
}

BOOST_AUTO_TEST_CASE(a_run_of_something_else_is_not_resumed) {
  Run now;
  now.commit = "abc";
  BOOST_TEST(why_not_resumed(interrupted(), now) == "");
  now.commit = "def";
  BOOST_TEST(why_not_resumed(interrupted(), now) ==
             "expected a run of commit def, found one of abc");
  now.commit = "abc";
  now.machine.cpu_model = "Other";
  Run former = interrupted();
  former.machine.cpu_model = "One";
  BOOST_TEST(why_not_resumed(former, now).starts_with("it was made on another machine: CPU"));
  former = interrupted();
  now = former;
  former.series[0].sessions.push_back({{1}});
  BOOST_TEST(why_not_resumed(former, now).starts_with("it is joined from several runs"));
  now.unknown.emplace_back("instrument", "\"callgrind\"");
  BOOST_TEST(why_not_resumed(interrupted(), now).starts_with("expected an instrument"));
}

BOOST_AUTO_TEST_SUITE_END()
