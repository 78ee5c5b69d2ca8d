#include "stats/verdict/environment.hpp"

#include "rows.hpp"
#include "stats/verdict/judge.hpp"
#include "support/for_all.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace pawl::stats;
using pawl::tests::for_all;
using pawl::tests::Gen;
using pawl::tests::measured;

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

/// Half as many rows again as an event needs, all moved alike.
std::vector<Comparison> moved_suite(double estimate, double error) {
  return std::vector(fewest_for_event * 3 / 2, measured(estimate, error));
}

bool is_event(const std::vector<Comparison>& rows) {
  return environment_event(rows, {}).has_value();
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

BOOST_AUTO_TEST_CASE(an_event_is_half_the_threshold_at_least) {
  const double half = std::log(1.02) / 2;
  for (const double sign : {1.0, -1.0}) {
    BOOST_TEST(is_event(moved_suite(sign * half * 1.01, 0.0001)));
    BOOST_TEST(!is_event(moved_suite(sign * half * 0.99, 0.0001)));
  }
}

// R: qt(.975, 22) = 2.074.
BOOST_AUTO_TEST_CASE(rows_move_with_it_that_are_off_zero_at_5_percent) {
  BOOST_TEST(is_event(moved_suite(0.021, 0.01)));
  BOOST_TEST(!is_event(moved_suite(0.020, 0.01)));
}

BOOST_AUTO_TEST_CASE(rows_move_with_it_up_to_two_of_their_errors_away) {
  const auto with_apart = [](double away) {  // a third of the rows: more than may be
    std::vector<Comparison> rows = moved_suite(0.1, 0.001);
    for (std::size_t i = 0; i < rows.size() / 3; ++i) rows[i] = measured(0.1 + away, 0.03);
    return is_event(rows);
  };
  BOOST_TEST(with_apart(0.059));
  BOOST_TEST(!with_apart(0.061));
}

BOOST_AUTO_TEST_CASE(counts_neither_make_an_event_nor_hide_it) {
  std::vector<Comparison> rows = moved_suite(0.1, 0.001);
  Comparison counted = measured(0, 0);
  counted.evidence = Evidence::exact;
  const std::size_t of = rows.size();
  rows.insert(rows.end(), of, counted);
  const auto event = environment_event(rows, {});
  BOOST_REQUIRE(event);
  BOOST_TEST(event->of == of);
  for (Comparison& row : rows) row.evidence = Evidence::exact;
  BOOST_TEST(!is_event(rows));
}

// 1.04 · 1.1 is 6.7 standard errors of .02 off 1, and 1.96 off 1.1.
BOOST_AUTO_TEST_CASE(what_stands_out_of_it_must_be_significant_beyond_it) {
  std::vector<Comparison> rows = moved_suite(std::log(1.1), 0.002);
  rows[0] = measured(std::log(1.1 * 1.04), 0.02);
  rows[1] = measured(std::log(1.1 * 1.04), 0.004);
  const SuiteJudgement judged = judge(rows, {});
  BOOST_REQUIRE(judged.event);
  BOOST_TEST((judged.rows[0].verdict == Verdict::inconclusive));
  BOOST_TEST((judged.rows[0].reason == Reason::environment));
  BOOST_TEST((judged.rows[1].verdict == Verdict::regression));
}

// An interval within the threshold of 1 may leave it when the machine's 1.2 % are divided out.
BOOST_AUTO_TEST_CASE(what_is_unchanged_is_so_with_the_machine_and_without) {
  for (const double machine : {1.012, 1 / 1.012}) {
    std::vector<Comparison> rows = moved_suite(std::log(machine), 0.0005);
    const auto with_interval = [&](double near, double far) {
      Comparison row = measured(0, 0.006);
      row.ratio = {1, std::min(near, far), std::max(near, far)};
      return row;
    };
    rows[0] = with_interval(machine, 1 / std::sqrt(machine));
    rows[1] = with_interval(machine, 1 / machine);
    const SuiteJudgement judged = judge(rows, {});
    BOOST_REQUIRE(judged.event);
    BOOST_TEST((judged.rows[0].verdict == Verdict::unchanged));
    BOOST_TEST((judged.rows[1].verdict == Verdict::inconclusive));
    BOOST_TEST((judged.rows[1].reason == Reason::environment));
  }
}

BOOST_AUTO_TEST_SUITE_END()
