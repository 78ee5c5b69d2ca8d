#include "stats/environment.hpp"

#include "stats/judge.hpp"
#include "support/for_all.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <vector>

using namespace pawl::stats;
using pawl::tests::for_all;
using pawl::tests::Gen;

namespace {

/// Rows that all move by `machine`, the first `slower` of them by 1.3 on top; every fourth is a
/// rate, which a slower machine lowers.
std::vector<Comparison> suite(Gen& gen, std::size_t size, double machine, std::size_t slower = 0,
                              Situation situation = Situation::same_testbed) {
  std::vector<Comparison> rows;
  for (std::size_t i = 0; i < size; ++i) {
    const bool rate = i % 4 == 3;
    const double ratio = machine * (i < slower ? 1.3 : 1);
    rows.push_back(compare(*Sample::from(gen.timings(20, 0.01)),
                           Sample::from(gen.timings(20, 0.01))->scaled(rate ? 1 / ratio : ratio),
                           rate ? Better::higher : Better::lower, situation, {}));
  }
  return rows;
}

std::size_t count(const SuiteJudgement& judged, Verdict verdict) {
  return static_cast<std::size_t>(
      std::count_if(judged.rows.begin(), judged.rows.end(),
                    [verdict](const Judgement& row) { return row.verdict == verdict; }));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(environment)

BOOST_AUTO_TEST_CASE(a_suite_that_moves_together_is_said_once) {
  for_all(
      [](Gen& gen) {
        const SuiteJudgement judged = judge(suite(gen, 40, 1.1), {});
        BOOST_REQUIRE(judged.event);
        BOOST_TEST(judged.event->ratio == 1.1, boost::test_tools::tolerance(0.01));
        BOOST_TEST(judged.event->of == 40u);
        BOOST_TEST(count(judged, Verdict::regression) == 0u);
        BOOST_TEST(count(judged, Verdict::unchanged) == 0u);
      },
      20);
}

BOOST_AUTO_TEST_CASE(what_stands_out_of_it_is_a_regression_still) {
  for_all(
      [](Gen& gen) {
        const SuiteJudgement judged = judge(suite(gen, 40, 1.1, 4), {});
        BOOST_REQUIRE(judged.event);
        for (std::size_t i = 0; i < 4; ++i)
          BOOST_TEST((judged.rows[i].verdict != Verdict::improvement));
        BOOST_TEST(count(judged, Verdict::regression) >= 3u);
        BOOST_TEST(count(judged, Verdict::regression) <= 4u);
      },
      20);
}

BOOST_AUTO_TEST_CASE(a_few_slow_rows_are_no_event) {
  Gen gen(1);
  const SuiteJudgement judged = judge(suite(gen, 40, 1, 10), {});
  BOOST_TEST(!judged.event);
  BOOST_TEST(count(judged, Verdict::regression) >= 9u);
}

BOOST_AUTO_TEST_CASE(a_small_suite_cannot_tell_the_machine_from_the_code) {
  Gen gen(1);
  const SuiteJudgement judged = judge(suite(gen, fewest_for_event - 1, 1.1), {});
  BOOST_TEST(!judged.event);
  BOOST_TEST(count(judged, Verdict::regression) >= fewest_for_event - 4);
}

BOOST_AUTO_TEST_CASE(interleaved_rows_share_their_environment_so_there_is_none) {
  Gen gen(1);
  const SuiteJudgement judged = judge(suite(gen, 40, 1.1, 0, Situation::interleaved), {});
  BOOST_TEST(!judged.event);
  BOOST_TEST(count(judged, Verdict::regression) == 40u);
}

BOOST_AUTO_TEST_CASE(a_suite_that_stays_is_no_event) {
  for_all([](Gen& gen) { BOOST_TEST(!judge(suite(gen, 25, 1.0), {}).event); }, 20);
}

BOOST_AUTO_TEST_SUITE_END()
