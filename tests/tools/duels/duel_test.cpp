#include "tools/duels/duel.hpp"

#include "baselines/file.hpp"
#include "support/temporary_directory.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <filesystem>
#include <set>
#include <sstream>

using namespace pawl::tools;
using pawl::baselines::Benchmark;
using pawl::ci::SequentialOutcome;
using pawl::stats::Decision;
using pawl::tests::TemporaryDirectory;

namespace {

/// Prints "t=…" as its shell commands say; never timed.
Benchmark printing(const std::string& shell) {
  Benchmark benchmark;
  benchmark.name = "fake";
  benchmark.shell = shell;
  benchmark.warmup = 1;
  benchmark.metrics = {{.name = "t", .regex = "t=([0-9.]+)", .json_pointer = {}, .unit = "ms"}};
  return benchmark;
}

struct Ending {
  SequentialOutcome outcome;
  std::vector<pawl::baselines::Failure> failures;
  std::size_t pairs;
};

Ending fought(const std::string& before, const std::string& now, const DuelRules& rules = {},
              const std::filesystem::path& directory = ".") {
  const Surroundings here{directory, {{"PATH", "/usr/bin:/bin"}}};
  Duel duel({printing(before), here}, {printing(now), here}, {{"fake", "t"}}, rules);
  while (!duel.is_over()) duel.take_pair();
  return {duel.outcomes().at(0), duel.failures(), duel.pairs_taken()};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(duel_)

BOOST_AUTO_TEST_CASE(a_planted_change_is_told_and_ends_it_early) {
  const Ending slower = fought("echo t=100", "echo t=105");
  BOOST_TEST((slower.outcome.decision == Decision::regression));
  BOOST_TEST(slower.outcome.unit == "s");
  BOOST_TEST(slower.outcome.before.size() == slower.outcome.now.size());
  BOOST_TEST(slower.outcome.before.size() < 30u);
  BOOST_TEST((fought("echo t=105", "echo t=100").outcome.decision == Decision::improvement));
  BOOST_TEST((fought("echo t=100", "echo t=100").outcome.decision == Decision::equivalent));
}

BOOST_AUTO_TEST_CASE(what_strikes_both_sides_alike_is_no_change) {
  const TemporaryDirectory directory;
  // Twice as slow with every pair.
  const std::string both = "echo . >> turns; n=$(($(wc -l < turns) / 2)); echo t=$((1 << n))";
  const Ending drifting =
      fought(both, both, {.threshold = 0.02, .most_pairs = 40, .seed = 3}, directory.path());
  BOOST_TEST((drifting.outcome.decision != Decision::regression));
  BOOST_TEST((drifting.outcome.decision != Decision::improvement));
}

BOOST_AUTO_TEST_CASE(each_pair_launches_both_in_an_order_drawn_by_the_seed) {
  const auto order = [](std::uint64_t seed) {
    const TemporaryDirectory directory;
    fought("echo t=1; printf b >> order", "echo t=2; printf n >> order",
           {.most_pairs = 20, .seed = seed}, directory.path());
    return pawl::baselines::read_file(directory / "order");
  };
  const std::string turns = order(1);
  BOOST_TEST(turns == order(1));
  BOOST_TEST(turns != order(2));
  std::size_t before_first = 0;
  for (std::size_t i = 0; i + 1 < turns.size(); i += 2) {
    BOOST_TEST(turns[i] != turns[i + 1]);
    before_first += turns[i] == 'b';
  }
  BOOST_TEST(before_first > 0u);
  BOOST_TEST(before_first < turns.size() / 2);
}

BOOST_AUTO_TEST_CASE(no_two_launches_of_a_side_come_from_the_same_process) {
  const std::string parent = "echo t=$PPID";
  const Ending ending = fought(parent, parent, {.most_pairs = 12});
  for (const std::vector<double>& side : {ending.outcome.before, ending.outcome.now}) {
    BOOST_TEST(side.size() >= 5u);
    BOOST_TEST(std::set<double>(side.begin(), side.end()).size() == side.size());
  }
}

BOOST_AUTO_TEST_CASE(no_more_pairs_come_than_are_planned_for) {
  const Surroundings here{".", {{"PATH", "/usr/bin:/bin"}}};
  const Contestant one{printing("echo t=1"), here};
  for (const std::size_t pairs : {12u, 16u, 1000u}) {
    Duel duel(one, one, {{"fake", "t"}}, {.most_pairs = 20});
    duel.take_pair();
    duel.plan_for(pairs);
    const std::size_t most = std::min<std::size_t>(pairs, 20);
    BOOST_TEST(duel.plan().looks().back().pairs == most);
    BOOST_TEST(duel.most_pairs() == 1 + most);  // one warms up
  }
}

BOOST_AUTO_TEST_CASE(a_pair_of_which_one_side_failed_is_none) {
  const TemporaryDirectory directory;
  const std::string now = "echo . >> n; test $(wc -l < n) != 4 || exit 1; echo t=$(wc -l < n)00";
  const std::string before = "echo . >> b; echo t=$(wc -l < b)00";
  const Ending ending = fought(before, now, {.most_pairs = 30}, directory.path());
  BOOST_TEST((ending.outcome.decision == Decision::equivalent));
  for (std::size_t i = 0; i < ending.outcome.before.size(); ++i) {
    BOOST_TEST(ending.outcome.before[i] == ending.outcome.now[i]);
    BOOST_TEST(ending.outcome.before[i] != 0.4);
  }
  BOOST_REQUIRE(ending.failures.size() == 1u);
  BOOST_TEST(ending.failures[0].reason.starts_with("now: 1 of "));
}

BOOST_AUTO_TEST_CASE(a_side_that_never_runs_ends_it) {
  const Ending ending = fought("echo t=100", "exit 3");
  BOOST_TEST(ending.outcome.before.empty());
  BOOST_TEST(ending.failures.size() == 1u);
  BOOST_TEST(ending.pairs <= 2u);
}

BOOST_AUTO_TEST_CASE(a_teardown_that_cannot_be_run_ends_nothing_but_the_duel) {
  const TemporaryDirectory directory;
  Benchmark moving = printing("cd .. && rmdir here; echo t=100");
  moving.teardown = "true";
  const std::filesystem::path there = directory / "here";
  std::filesystem::create_directory(there);
  const Surroundings here{there, {{"PATH", "/usr/bin:/bin"}}};
  {
    Duel duel({moving, here}, {moving, here}, {{"fake", "t"}}, {});
    duel.take_pair();
  }
  BOOST_TEST(!std::filesystem::exists(there));
}

/// A harness of a, b and c, of which b changed, and c is like nothing but noise, as it writes down.
Benchmark harness(const std::string& b) {
  Benchmark benchmark;
  benchmark.name = "core";
  benchmark.import = "csv";
  benchmark.warmup = 0;
  benchmark.shell = "./harness " + b + " a b c";
  benchmark.only_shell = "./harness " + b + " {names}";
  return benchmark;
}

constexpr const char* harness_script = R"sh(#!/bin/sh
value=$1; shift; echo "$@" >> launches; n=$(wc -l < launches)
echo benchmark,metric,unit,value
for name; do
  case $name in a) v=100 ;; b) v=$value ;; c) v=$((100 + n * 7919 % 97)) ;; esac
  echo $name,latency,ms,$v
done
)sh";

struct Launches {
  std::vector<std::string> asked;
  std::vector<SequentialOutcome> outcomes;
  std::vector<pawl::baselines::Failure> failures;
};

Launches launches_for(const std::vector<pawl::baselines::SeriesName>& issues) {
  const TemporaryDirectory directory;
  pawl::baselines::write_file(directory / "harness", harness_script);
  std::filesystem::permissions(directory / "harness", std::filesystem::perms::owner_all);
  const Surroundings here{directory.path(), {{"PATH", "/usr/bin:/bin"}}};
  Duel duel({harness("100"), here}, {harness("110"), here}, issues, {.most_pairs = 40});
  while (!duel.is_over()) duel.take_pair();
  std::istringstream lines(pawl::baselines::read_file(directory / "launches"));
  Launches result{{}, duel.outcomes(), duel.failures()};
  for (std::string line; std::getline(lines, line);) result.asked.push_back(line);
  return result;
}

BOOST_AUTO_TEST_CASE(a_harness_is_asked_for_what_is_open_and_for_no_more) {
  const Launches seen = launches_for({{"b", "latency"}, {"c", "latency"}});
  BOOST_TEST(seen.asked.front() == "b c");
  BOOST_TEST(seen.asked.back() == "c");
  BOOST_TEST((seen.outcomes.at(0).decision == Decision::regression));
  BOOST_TEST(seen.asked.size() == 2 * seen.outcomes.at(1).before.size());
  const auto for_both = std::ranges::count(seen.asked, "b c");
  BOOST_TEST(static_cast<std::size_t>(for_both) == 2 * seen.outcomes.at(0).before.size());
  BOOST_TEST(seen.failures.empty());  // what it was not asked for it need not print
}

BOOST_AUTO_TEST_CASE(what_is_measured_in_vain_is_counted_where_it_need_not_be) {
  const TemporaryDirectory directory;
  const Surroundings here{directory.path(), {{"PATH", "/usr/bin:/bin"}}};
  Benchmark whole = harness("100");
  whole.shell = "printf 'benchmark,value\\na,1\\nb,1\\nc,1\\n'";
  whole.only_shell.clear();
  const auto in_vain = [&](const Benchmark& benchmark,
                           const std::vector<pawl::baselines::SeriesName>& issues) {
    Duel duel({benchmark, here}, {benchmark, here}, issues, {});
    duel.take_pair();
    return duel.measured_in_vain();
  };
  BOOST_TEST(in_vain(whole, {{"b", "value"}}) == 2u);
  BOOST_TEST(in_vain(whole, {{"a", "value"}, {"b", "value"}, {"c", "value"}}) == 0u);
  BOOST_TEST(in_vain(printing("echo t=1"), {{"fake", "t"}}) == 0u);
  whole.only_shell = whole.shell + " # {names}";
  BOOST_TEST(in_vain(whole, {{"b", "value"}}) == 0u);
}

// Whatever is open, it is launched for all.
BOOST_AUTO_TEST_CASE(what_a_harness_without_only_prints_in_some_launches_alone_is_told) {
  const TemporaryDirectory directory;
  const Surroundings here{directory.path(), {{"PATH", "/usr/bin:/bin"}}};
  Benchmark whole = harness("100");
  whole.only_shell.clear();
  whole.shell =
      "echo . >> n; printf 'benchmark,value\\na,1\\n'; test $(wc -l < n) -gt 4 || echo b,1";
  Duel duel({whole, here}, {whole, here}, {{"a", "value"}}, {});
  while (!duel.is_over()) duel.take_pair();
  const auto failures = duel.failures();
  BOOST_REQUIRE(failures.size() == 2u);
  BOOST_TEST(failures[0].benchmark == "b");
  BOOST_TEST(failures[0].reason.starts_with("before: core printed it in 2 of "));
  BOOST_TEST(failures[1].reason.starts_with("now: core printed it in 2 of "));
}

// Its memory is less when it measures less.
BOOST_AUTO_TEST_CASE(where_the_process_itself_is_in_question_it_measures_all) {
  for (const std::string& asked : launches_for({{"b", "latency"}, {"core", "peak_memory"}}).asked)
    BOOST_TEST(asked == "a b c");
}

BOOST_AUTO_TEST_CASE(a_metric_that_nothing_gives_ends_it) {
  const Surroundings here{".", {{"PATH", "/usr/bin:/bin"}}};
  Duel duel({printing("echo t=1"), here}, {printing("echo t=1"), here}, {{"fake", "other"}}, {});
  while (!duel.is_over()) duel.take_pair();
  BOOST_TEST(duel.pairs_taken() < 10u);
  BOOST_TEST(duel.outcomes().at(0).before.empty());
}

BOOST_AUTO_TEST_SUITE_END()
