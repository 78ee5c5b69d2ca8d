#include "ci/screening.hpp"

#include <boost/test/unit_test.hpp>

using namespace pawl::ci;
using pawl::baselines::Baseline;

namespace {

/// A baseline of one session for each name: "a:1" is benchmark a, measured in session 1.
Baseline baseline(const std::vector<std::string>& measured) {
  Baseline all;
  all.suite = "default", all.testbed = "bare";
  for (const std::string& one : measured) {
    const std::string session = one.substr(one.find(':') + 1);
    pawl::baselines::BaselineSession of;
    of.id = session, of.reason = "because " + session,
    of.time = "2026-11-0" + session + "T00:00:00Z";
    all.sessions.push_back(of);
    pawl::baselines::BaselineSeries series;
    series.benchmark = one.substr(0, one.find(':')), series.metric = "wall_time";
    series.parts = {{session, {{1.0}}}};
    all.series.push_back(series);
  }
  return all;
}

/// What is judged against, in the same words.
std::vector<std::string> judged(const Screening& screening) {
  std::vector<std::string> all;
  for (const auto& series : screening.baseline.series)
    all.push_back(series.benchmark + ":" + series.parts.back().session);
  return all;
}

using Words = std::vector<std::string>;

/// Of a run that has these benchmarks, one a letter.
std::optional<Screening> screened(const std::optional<Baseline>& base,
                                  const std::optional<Baseline>& head,
                                  const std::string& now = "abcdefg") {
  pawl::baselines::Run run;
  for (const char benchmark : now) run.series.emplace_back().benchmark = benchmark;
  return screening(base, head, run);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(screening_)

BOOST_AUTO_TEST_CASE(the_base_is_what_a_change_is_judged_by) {
  Baseline head = baseline({"a:1"});
  head.series[0].parts.push_back({"2", {{9.0}}});  // the branch added a session of its own
  const auto found = screened(baseline({"a:1"}), head);
  BOOST_TEST_REQUIRE(found.has_value());
  BOOST_TEST(judged(*found) == Words{"a:1"}, boost::test_tools::per_element());
  BOOST_TEST(found->baseline.sessions.size() == 1U);
  BOOST_TEST(warnings_of(*found).empty());
}

BOOST_AUTO_TEST_CASE(all_sessions_of_what_is_judged_against_stay) {
  Baseline base = baseline({"a:1", "b:2"});
  base.series[0].parts.push_back({"2", {{9.0}}});
  BOOST_TEST(screened(base, base)->baseline.sessions.size() == 2U);
}

BOOST_AUTO_TEST_CASE(what_the_change_puts_in_its_place_is_judged_against_and_said) {
  const auto found = screened(baseline({"a:1", "b:1"}), baseline({"a:3", "b:1", "c:2"}));
  BOOST_TEST_REQUIRE(found.has_value());
  BOOST_TEST(judged(*found) == (Words{"a:3", "b:1", "c:2"}), boost::test_tools::per_element());
  BOOST_TEST(found->brought == (Words{"a", "c"}), boost::test_tools::per_element());
  BOOST_TEST(warnings_of(*found).at(0).starts_with("2 benchmarks (a, c) judged against"));
}

BOOST_AUTO_TEST_CASE(what_a_change_brings_has_the_yardstick_of_its_session) {
  Baseline head = baseline({"a:3", "pawl/yardstick:1"});
  head.series[1].parts.push_back({"3", {{2.0}}});
  const auto found = screened(baseline({"a:1", "pawl/yardstick:1"}), head);
  BOOST_TEST_REQUIRE(found.has_value());
  BOOST_TEST(judged(*found) == (Words{"a:3", "pawl/yardstick:3"}),
             boost::test_tools::per_element());
  BOOST_TEST(found->brought == Words{"a"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(of_what_a_change_brings_the_newest_gives_the_reason) {
  for (const auto& [a, b] : {std::pair("a:3", "b:2"), std::pair("a:2", "b:3")}) {
    Baseline head = baseline({a, b});
    put_in_order(head);
    BOOST_TEST(screened(baseline({"a:1", "b:1"}), head)->reason == "because 3");
  }
}

BOOST_AUTO_TEST_CASE(
    what_the_change_drops_from_the_baseline_and_measures_no_more_is_not_missed_and_said) {
  const Baseline base = baseline({"a:1", "b:1", "c:2"});
  const auto found = screened(base, baseline({"a:1"}), "ac");
  BOOST_TEST_REQUIRE(found.has_value());
  BOOST_TEST(judged(*found) == (Words{"a:1", "c:2"}), boost::test_tools::per_element());
  BOOST_TEST(found->dropped == Words{"b"}, boost::test_tools::per_element());
  BOOST_TEST(warnings_of(*found).at(0).starts_with("1 benchmark (b) not missed"));
  BOOST_TEST(judged(*screened(base, base, "ac")) == (Words{"a:1", "b:1", "c:2"}),
             boost::test_tools::per_element());
  pawl::baselines::Run crashed;
  crashed.failures = {{"b", "killed", {}}, {"c", "killed", {}}};
  BOOST_TEST(judged(*screening(base, baseline({"a:1"}), crashed)).size() == 3U);
}

BOOST_AUTO_TEST_CASE(of_many_that_a_change_brings_a_few_are_named_and_all_counted) {
  const auto found =
      screened(baseline({"a:1"}), baseline({"b:2", "c:2", "d:2", "e:2", "f:2", "g:2"}));
  BOOST_TEST_REQUIRE(found.has_value());
  BOOST_TEST(
      warnings_of(*found).at(0).starts_with("6 benchmarks (b, c, d, e, f and 1 more) judged"));
}

BOOST_AUTO_TEST_CASE(a_branch_cannot_take_the_base_away) {
  const auto found = screened(baseline({"a:1"}), std::nullopt);
  BOOST_TEST(judged(found.value()) == Words{"a:1"}, boost::test_tools::per_element());
  BOOST_TEST(judged(screened(baseline({"a:1"}), baseline({})).value()) == Words{"a:1"},
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(without_any_baseline_there_is_none) {
  BOOST_TEST(!screened(std::nullopt, std::nullopt).has_value());
  BOOST_TEST(screened(std::nullopt, baseline({"a:1"}))->baseline.testbed == "bare");
}

BOOST_AUTO_TEST_CASE(a_baseline_is_stale_by_its_newest_session) {
  using std::chrono::hours;
  const Baseline old = baseline({"a:1", "b:3"});
  BOOST_TEST(days_stale(old, "2026-11-10T12:00:00Z", hours(24 * 7)).value() == 7);
  BOOST_TEST(!days_stale(old, "2026-11-10T00:00:00Z", hours(24 * 7)).has_value());
  BOOST_TEST(!days_stale(old, "", hours(1)).has_value());
  BOOST_TEST(!days_stale(baseline({}), "2026-11-10T00:00:00Z", hours(1)).has_value());
}

BOOST_AUTO_TEST_CASE(a_session_of_a_clock_that_is_fast_keeps_no_baseline_fresh) {
  using std::chrono::hours;
  BOOST_TEST(days_stale(baseline({"a:1", "b:9"}), "2026-11-03T00:00:00Z", hours(24)).value() == 2);
  BOOST_TEST(!days_stale(baseline({"b:9"}), "2026-11-03T00:00:00Z", hours(24)).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
