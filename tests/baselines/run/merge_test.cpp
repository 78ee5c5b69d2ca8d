#include "baselines/run/merge.hpp"

#include "baselines/error.hpp"

#include <boost/test/unit_test.hpp>

using namespace pawl::baselines;

namespace {

Run run_of(const std::string& benchmark, double value) {
  Run run;
  run.commit = "c1";
  run.series.push_back({.benchmark = benchmark,
                        .metric = "wall_time",
                        .unit = "s",
                        .sessions = {{{value}, {value + 1}}},
                        .unknown = {}});
  return run;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(merge)

BOOST_AUTO_TEST_CASE(runs_of_one_benchmark_become_its_sessions) {
  const Run all = merged({run_of("a", 1), run_of("a", 10), run_of("a", 20)});
  BOOST_REQUIRE(all.series.size() == 1u);
  BOOST_TEST(all.series[0].sessions.size() == 3u);
  BOOST_TEST(all.series[0].sessions[1][1][0] == 11);
}

BOOST_AUTO_TEST_CASE(what_was_measured_once_counts_once) {
  const Run first = run_of("a", 1), second = run_of("a", 10), third = run_of("a", 20);
  BOOST_TEST((merged({first, first, first}) == first));
  const Run both = merged({first, second});
  BOOST_TEST((merged({first, second, first, both}) == both));
  BOOST_TEST((merged({first, both, third}) == merged({first, second, third})));
  BOOST_TEST((repeats({first, both, third, third}) == std::vector<bool>{true, false, false, true}));
  BOOST_TEST((repeats({both, both, second}) == std::vector<bool>{false, true, true}));
}

BOOST_AUTO_TEST_CASE(what_is_held_only_in_part_is_no_repetition) {
  const Run both = merged({run_of("a", 1), run_of("a", 10)});
  const Run another_benchmark = merged({run_of("a", 1), run_of("b", 2)});
  const Run another_session = merged({run_of("a", 1), run_of("a", 20)});
  Run another_unit = run_of("a", 1);
  another_unit.series[0].unit = "B";
  for (const Run& more : {another_benchmark, another_session, another_unit})
    BOOST_TEST((repeats({both, more}) == std::vector<bool>{false, false}));
}

BOOST_AUTO_TEST_CASE(equal_values_of_another_time_or_commit_count) {
  Run later = run_of("a", 1), other = run_of("a", 1);
  later.time = "2026-11-24T00:00:00Z";
  other.commit = "c2";
  BOOST_TEST(merged({run_of("a", 1), later, other}).series[0].sessions.size() == 3u);
  BOOST_TEST((repeats({Run{}, Run{}}) == std::vector<bool>{false, false}));
}

BOOST_AUTO_TEST_CASE(shards_stand_side_by_side) {
  const Run all = merged({run_of("a", 1), run_of("b", 2)});
  BOOST_REQUIRE(all.series.size() == 2u);
  BOOST_TEST(find(all, "b", "wall_time")->sessions.size() == 1u);
}

BOOST_AUTO_TEST_CASE(one_run_merges_to_itself) {
  Run run = run_of("a", 1);
  run.notes = {"noisy"};
  run.failures.push_back({"b", "crashed"});
  BOOST_TEST((merged({run}) == run));
}

BOOST_AUTO_TEST_CASE(toolchains_are_joined_and_a_difference_is_noted) {
  Run one = run_of("a", 1), other = run_of("b", 2);
  one.machine.toolchain = {{"JDK", {"17"}}, {"JMH", {"1.37"}}};
  other.machine.toolchain = {{"JDK", {"21"}}, {"node", {"20"}}};
  const Run all = merged({one, other});
  BOOST_TEST((all.machine.toolchain ==
              Toolchain{{"JDK", {"17", "21"}}, {"JMH", {"1.37"}}, {"node", {"20"}}}));
  BOOST_TEST(all.notes ==
             std::vector<std::string>{
                 "joined from runs with different toolchains: JDK: 17 before, 21 now"});
}

BOOST_AUTO_TEST_CASE(what_differs_is_noted_and_what_cannot_be_joined_refused) {
  Run other = run_of("a", 1);
  other.commit = "c2";
  BOOST_TEST(merged({run_of("a", 1), other}).notes ==
             std::vector<std::string>{"joined from runs of several commits"});
  other.series[0].unit = "B";
  BOOST_CHECK_THROW(merged({run_of("a", 1), other}), pawl::Error);
  BOOST_CHECK_THROW(merged({}), pawl::Error);
}

BOOST_AUTO_TEST_SUITE_END()
