#include "tools/duels/bisection.hpp"

#include "support/git_repository.hpp"
#include "tools/git/git.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <sstream>

using namespace pawl::tools;
using pawl::tests::TemporaryDirectory;

namespace {

/// A repository of nine commits, the fourth of which makes `value` worse; a bisection of them by a
/// stopwatch that moves on by a second whenever it is read.
struct Bisected {
  Bisected() {
    const std::string script =
        "cd '" + directory.path().string() +
        "' && git init -q . && for i in 0 1 2 3 4 5 6 7 8; do echo t=$((100 + (i >= 3) * 20)) $i > "
        "value; git add value; git -c user.name=x -c user.email=x@example.org commit -q -m $i; "
        "done";
    BOOST_REQUIRE(std::system(script.c_str()) == 0);
    pawl::baselines::Benchmark benchmark;
    benchmark.name = "b";
    benchmark.shell = "cat value";
    benchmark.metrics = {{.name = "t", .regex = "t=([0-9]+)", .json_pointer = {}}};
    task.candidates = {benchmark};
    task.project.directory = directory.path();
    task.question.good = commit("HEAD~8");
    task.question.bad = commit("HEAD");
    task.question.benchmark = "b";
    task.question.metric = "t";
    task.file = directory / "state.json";
  }
  std::string commit(const std::string& revision) const {
    return commit_of(revision, directory.path(), console.environment);
  }

  TemporaryDirectory directory;
  std::ostringstream out, err;
  std::chrono::steady_clock::time_point now{};
  Console console{.out = out,
                  .err = err,
                  .environment = pawl::tests::plain(directory),
                  .stopwatch = [this] { return now += std::chrono::seconds(1); },
                  .quiet = true};
  BisectTask task{.project = {}, .question = {}};
};

}  // namespace

BOOST_AUTO_TEST_SUITE(bisection)

// Up after some ten pairs, within the first measurement and, the next times, within each step's.
BOOST_FIXTURE_TEST_CASE(however_short_its_time_the_same_command_goes_on, Bisected) {
  task.limits.max_time = 15;
  for (int times = 0; times < 20; ++times) {
    Bisection bisection(task, console);
    bisection.search();
    if (bisection.result().verdict != BisectResult::Verdict::found) continue;
    BOOST_TEST(bisection.result().candidates.front().commit == commit("HEAD~5"));
    return;
  }
  BOOST_ERROR("it began anew each time");
}

BOOST_AUTO_TEST_CASE(half_the_step_decides_whichever_way_it_goes) {
  BisectState state;
  for (const double ratio : {1.21, 1 / 1.21}) {
    state.step = pawl::stats::StepEvidence{std::log(ratio), 0};
    BOOST_TEST(rules_of_step({}, state).threshold == 0.1, boost::test_tools::tolerance(1e-12));
  }
}

BOOST_AUTO_TEST_CASE(few_pairs_are_spent_on_a_commit_in_an_order_of_its_own) {
  BisectState state;
  state.step = pawl::stats::StepEvidence{0.1, 0};
  const DuelRules first = rules_of_step({.most_pairs = 100, .seed = 7}, state);
  BOOST_TEST(first.most_pairs == 40u);
  BOOST_TEST(rules_of_step({.most_pairs = 12}, state).most_pairs == 12u);
  state.tests.resize(3);
  const DuelRules fourth = rules_of_step({.most_pairs = 100, .seed = 7}, state);
  BOOST_TEST(first.seed != 7u);  // with which bad was measured
  BOOST_TEST(fourth.seed != first.seed);
}

BOOST_AUTO_TEST_SUITE_END()
