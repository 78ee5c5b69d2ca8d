#include "samples.hpp"
#include "stats/ranks/hodges_lehmann.hpp"
#include "stats/ranks/mann_whitney.hpp"
#include "stats/verdict/judge.hpp"
#include "support/for_all.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace pawl::stats;
using pawl::tests::for_all;
using pawl::tests::Gen;

namespace {

using Sessions = std::vector<Sample::Session>;

/// Launches that vary by .5 %, each 10 % slower with the chance `slower`.
Sample in_two_modes(Gen& gen, std::size_t sessions, std::size_t launches, double slower) {
  Sessions result(sessions);
  for (Sample::Session& session : result)
    for (const double value : gen.timings(launches, 0.005))
      session.push_back({value * (gen.real(0, 1) < slower ? 1.1 : 1)});
  return *Sample::from_sessions(result);
}

/// Five sessions, and one after them.
Comparison next_session(Gen& gen, std::size_t launches, double slower) {
  return compare(in_two_modes(gen, 5, launches, slower), in_two_modes(gen, 1, launches, slower),
                 Better::lower, Situation::same_testbed, {});
}

/// Sessions of twenty launches at levels 1 and 1.1, `slower` of them at 1.1, none quite alike.
Sample with_slower(std::size_t sessions, std::size_t slower) {
  Sessions result(sessions);
  double off = 0;
  for (Sample::Session& session : result)
    for (std::size_t i = 0; i < 20; ++i)
      session.push_back({(i < slower ? 1.1 : 1) + (off += 1e-5)});
  return *Sample::from_sessions(result);
}

Judgement judged(const Comparison& row) {
  return judge(std::vector{row}, {}).rows.front();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(by_launches_laws)

// A median jumps from mode to mode once in many sessions, which five of them don't show.
BOOST_AUTO_TEST_CASE(launches_that_fall_into_modes_seldom_alarm_a_suite) {
  for (const double slower : {0.3, 0.4}) {
    int alarms = 0;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
      Gen gen(seed);
      std::vector<Comparison> rows;
      for (int i = 0; i < 50; ++i) rows.push_back(next_session(gen, 20, slower));
      const auto all = judge(rows, {}).rows;
      alarms += std::any_of(all.begin(), all.end(),
                            [](const Judgement& row) { return row.reason == Reason::changed; });
    }
    BOOST_TEST(alarms <= 1);  // some 13 and 15 by sessions alone
  }
}

BOOST_AUTO_TEST_CASE(what_sessions_show_is_shown_by_their_launches_too) {
  for_all([](Gen& gen) {
    const std::size_t launches = gen.size(5, 20);
    const Comparison row = next_session(gen, launches, gen.real(0, 1));
    const Judgement by_both = judged(row);
    BOOST_REQUIRE(row.by_launches);
    BOOST_TEST(by_both.comparison.p == std::max(row.p, row.by_launches->p));
    BOOST_TEST(by_both.comparison.ratio.low <= row.ratio.low);
    BOOST_TEST(by_both.comparison.ratio.high >= row.ratio.high);
    BOOST_TEST(by_both.comparison.ratio.low <= std::exp(row.by_launches->low));
    BOOST_TEST(by_both.comparison.ratio.high >= std::exp(row.by_launches->high));
  });
}

BOOST_AUTO_TEST_CASE(launches_have_the_p_and_interval_of_ranks_whatever_their_session) {
  for_all([](Gen& gen) {
    const Sample before = in_two_modes(gen, 5, 6, 0.3), now = in_two_modes(gen, 1, 6, 0.3);
    const auto row = compare(before, now, Better::lower, Situation::same_testbed, {});
    BOOST_REQUIRE(row.by_launches);
    BOOST_TEST(row.by_launches->p == mann_whitney(before.values(), now.values()).p);
    const auto ratio = hodges_lehmann(before.values(), now.values(), 0.05, TiesWithin::as_apart);
    BOOST_TEST(row.by_launches->low == std::log(ratio->low));
    BOOST_TEST(row.by_launches->high == std::log(ratio->high));
  });
}

// Else what sessions of one or two launches learn of the suite would be lost.
BOOST_AUTO_TEST_CASE(sessions_of_two_launches_speak_for_themselves) {
  Gen gen(1);
  BOOST_TEST(!next_session(gen, 2, 0).by_launches);
  BOOST_TEST(next_session(gen, 3, 0).by_launches.has_value());
}

BOOST_AUTO_TEST_CASE(where_launches_are_less_sure_than_sessions_more_launches_are_asked_for) {
  const auto after = [](std::size_t slower) {
    return judged(compare(with_slower(5, 6), with_slower(1, slower), Better::lower,
                          Situation::same_testbed, {}));
  };
  const Judgement open = after(12);
  BOOST_TEST((open.verdict == Verdict::inconclusive));
  BOOST_TEST((open.reason == Reason::not_significant));
  BOOST_TEST(open.comparison.launches_needed.value_or(0) > 20u);
  BOOST_TEST(!open.comparison.sessions_needed);
  BOOST_TEST((after(20).verdict == Verdict::regression));
}

// The suite is 10 % slower; this row's level is 4.5 % up, or 5 % down when that is divided out.
BOOST_AUTO_TEST_CASE(launches_are_asked_where_the_suites_shift_is_divided_out_too) {
  Gen gen(1);
  std::vector<Comparison> rows;
  for (int i = 0; i < 20; ++i)
    rows.push_back(compare(in_two_modes(gen, 5, 20, 0), in_two_modes(gen, 1, 20, 0).scaled(1.1),
                           Better::lower, Situation::same_testbed, {}));
  rows.push_back(compare(with_slower(5, 6), with_slower(1, 12).scaled(0.95), Better::lower,
                         Situation::same_testbed, {}));
  const SuiteJudgement suite = judge(rows, {});
  BOOST_REQUIRE(suite.event);
  BOOST_TEST((suite.rows.front().reason == Reason::environment));
  BOOST_TEST((suite.rows.back().reason == Reason::not_significant));
}

BOOST_AUTO_TEST_SUITE_END()
