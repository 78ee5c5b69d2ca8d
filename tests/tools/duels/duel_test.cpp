#include "tools/duels/duel.hpp"

#include "baselines/file.hpp"
#include "support/temporary_directory.hpp"

#include <boost/test/unit_test.hpp>

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

BOOST_AUTO_TEST_CASE(a_metric_that_nothing_gives_ends_it) {
  const Surroundings here{".", {{"PATH", "/usr/bin:/bin"}}};
  Duel duel({printing("echo t=1"), here}, {printing("echo t=1"), here}, {{"fake", "other"}}, {});
  while (!duel.is_over()) duel.take_pair();
  BOOST_TEST(duel.pairs_taken() < 10u);
  BOOST_TEST(duel.outcomes().at(0).before.empty());
}

BOOST_AUTO_TEST_SUITE_END()
