#include "tools/duels/duels.hpp"

#include "baselines/error.hpp"
#include "tools/command_line/progress.hpp"
#include "tools/duels/duel_limits.hpp"

#include <boost/test/unit_test.hpp>

#include <deque>
#include <sstream>

using namespace pawl::tools;

namespace {

DuelLimits limits(const std::vector<std::string>& given) {
  std::ostringstream out, err;
  const Console console{.out = out, .err = err};
  return duel_limits(parse(duel_options(), given), {.alpha = 0.02, .threshold = 0.03}, console);
}

/// A clock that moves on by a second whenever it is read.
struct Ticking {
  std::ostringstream out, err;
  std::chrono::steady_clock::time_point now{};
  Console console{.out = out,
                  .err = err,
                  .stopwatch = [this] { return now += std::chrono::seconds(1); },
                  .quiet = true};
};

void add_duel(std::deque<Duel>& duels, const std::string& name, const DuelRules& rules = {},
              const std::string& now = "echo t=1") {
  pawl::baselines::Benchmark benchmark;
  benchmark.name = name;
  benchmark.shell = "echo t=1";
  benchmark.metrics = {{.name = "t", .regex = "t=([0-9]+)", .json_pointer = {}}};
  const Surroundings here{".", {{"PATH", "/usr/bin:/bin"}}};
  Contestant second{benchmark, here};
  second.benchmark.shell = now;
  duels.emplace_back(Contestant{benchmark, here}, second,
                     std::vector<pawl::baselines::SeriesName>{{name, "t"}}, rules);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(duels_)

BOOST_AUTO_TEST_CASE(limits_come_from_options_and_else_from_the_policy) {
  BOOST_TEST(limits({}).rules.alpha == 0.02);
  BOOST_TEST(limits({}).rules.threshold == 0.03);
  const DuelLimits given = limits({"--alpha", "5%", "--threshold", "0.5%", "--max-pairs", "30",
                                   "--seed", "7", "--max-time", "2min"});
  BOOST_TEST(given.rules.alpha == 0.05);
  BOOST_TEST(given.rules.threshold == 0.005);
  BOOST_TEST(given.rules.most_pairs == 30u);
  BOOST_TEST(given.rules.seed == 7u);
  BOOST_TEST(*given.max_time == 120);
}

BOOST_AUTO_TEST_CASE(limits_that_cannot_be_are_refused) {
  for (const std::vector<std::string>& given :
       std::vector<std::vector<std::string>>{{"--alpha", "0"},
                                             {"--alpha", "nan"},
                                             {"--alpha", "60%"},
                                             {"--threshold", "-1%"},
                                             {"--threshold", "2"},
                                             {"--threshold", "1001%"},
                                             {"--max-time", "soon"},
                                             {"--max-pairs", "3"}})
    BOOST_CHECK_THROW(limits(given), pawl::Error);
}

BOOST_AUTO_TEST_CASE(pairs_are_as_many_as_the_time_holds_unless_they_are_counted) {
  BOOST_TEST(limits({}).rules.most_pairs == 100u);
  BOOST_TEST(limits({"--max-time", "3min"}).rules.most_pairs == 10'000u);
  BOOST_TEST(limits({"--max-time", "3min", "--max-pairs", "30"}).rules.most_pairs == 30u);
}

BOOST_AUTO_TEST_CASE(duels_take_turns_within_the_time_they_have) {
  Ticking ticking;
  std::deque<Duel> duels;
  add_duel(duels, "a");
  add_duel(duels, "b");
  BOOST_TEST(!hold(duels, 8, "", ticking.console));
  BOOST_TEST(duels[0].pairs_taken() > 0u);
  BOOST_TEST(duels[0].pairs_taken() <= duels[1].pairs_taken() + 1);
  BOOST_TEST(duels[1].pairs_taken() <= duels[0].pairs_taken());
  BOOST_TEST(duels[1].is_over());
}

BOOST_AUTO_TEST_CASE(a_clock_that_is_set_meanwhile_neither_ends_nor_prolongs_them) {
  for (const int hours : {24, -24}) {
    Ticking ticking;
    std::chrono::system_clock::time_point date{std::chrono::hours(500'000)};
    ticking.console.clock = [&] { return date += std::chrono::hours(hours); };
    std::deque<Duel> duels;
    add_duel(duels, "a");
    BOOST_TEST(!hold(duels, 8, "", ticking.console));
    BOOST_TEST(duels[0].pairs_taken() > 3u);
    BOOST_TEST(duels[0].pairs_taken() < 9u);
  }
}

BOOST_AUTO_TEST_CASE(without_a_time_duels_go_on_until_they_tell) {
  Ticking ticking;
  std::deque<Duel> duels;
  add_duel(duels, "a");
  BOOST_TEST(hold(duels, std::nullopt, "", ticking.console));
  BOOST_TEST(duels[0].is_over());
  BOOST_TEST((duels[0].outcomes()[0].decision == pawl::stats::Decision::equivalent));
}

BOOST_AUTO_TEST_CASE(plans_are_for_the_pairs_that_the_time_holds) {
  Ticking ticking;
  std::deque<Duel> duels;
  add_duel(duels, "a", {.most_pairs = 10'000});
  add_duel(duels, "b", {.most_pairs = 20});
  hold(duels, 60, "", ticking.console);  // a second each, so 30 pairs of both
  BOOST_TEST(duels[0].plan().looks().back().pairs >= 30u);
  BOOST_TEST(duels[0].plan().looks().back().pairs <= 70u);
  BOOST_TEST(duels[1].plan().looks().back().pairs == 20u);
}

// Up after nine pairs, one before the first look of the plan.
BOOST_AUTO_TEST_CASE(what_the_time_sufficed_for_is_told_when_it_is_up) {
  Ticking ticking;
  std::deque<Duel> duels;
  add_duel(duels, "a", {.most_pairs = 10'000}, "echo t=2");
  BOOST_TEST(hold(duels, 13, "", ticking.console));
  BOOST_TEST((duels[0].outcomes()[0].decision == pawl::stats::Decision::regression));
  BOOST_TEST(duels[0].outcomes()[0].level <= 0.01);
}

BOOST_AUTO_TEST_CASE(each_has_its_pairs_and_all_share_the_time) {
  const DuelLimits some{.rules = {.most_pairs = 400}, .max_time = 180};
  BOOST_TEST(extent(some) == "up to 400 pairs in 3 min 0 s");
  BOOST_TEST(extent(some, 5) == "up to 400 pairs each in 3 min 0 s");
}

BOOST_AUTO_TEST_CASE(no_more_time_is_foretold_than_there_is) {
  std::ostringstream out, err;
  std::chrono::steady_clock::time_point now{};
  const Console console{.out = out, .err = err, .stopwatch = [&] { return now; }};
  Progress bounded(console, "", 60);
  now += std::chrono::seconds(20);
  bounded.step(1, 100, "");
  BOOST_TEST(err.str().ends_with("1 done, 40 s left\n"), err.str());
  now += std::chrono::seconds(50);
  bounded.step(2, 100, "");
  BOOST_TEST(err.str().ends_with("2 done, 0 s left\n"), err.str());
  Progress unbounded(console, "");
  now += std::chrono::seconds(20);
  unbounded.step(1, 3, "");
  BOOST_TEST(err.str().ends_with("1 of 3, 40 s left\n"), err.str());
}

BOOST_AUTO_TEST_SUITE_END()
