#include "stats/sample.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <limits>

using pawl::stats::median;
using pawl::stats::Sample;

BOOST_AUTO_TEST_SUITE(sample)

BOOST_AUTO_TEST_CASE(there_is_no_sample_of_nothing) {
  BOOST_TEST(!Sample::from({}));
  BOOST_TEST(!Sample::from_launches(std::vector<Sample::Launch>{{}, {}}));
  BOOST_TEST(!Sample::from_sessions(std::vector<Sample::Session>{{{}}, {}}));
}

BOOST_AUTO_TEST_CASE(a_value_that_is_not_finite_makes_no_sample) {
  for (const double bad : {std::nan(""), std::numeric_limits<double>::infinity()}) {
    BOOST_TEST(!Sample::from({1.0, bad}));
    BOOST_TEST(!Sample::from_launches(std::vector<Sample::Launch>{{1.0}, {bad}}));
  }
}

BOOST_AUTO_TEST_CASE(levels_are_kept_apart) {
  const std::vector<Sample::Session> sessions{{{1, 2}, {}, {3}}, {}, {{4, 5, 9}}};
  const auto sample = Sample::from_sessions(sessions);
  BOOST_REQUIRE(sample);
  BOOST_TEST(sample->size() == 6u);
  BOOST_TEST(sample->launches() == 3u);
  BOOST_TEST(sample->sessions() == 2u);
  BOOST_TEST(sample->launch_medians() == (std::vector<double>{1.5, 3, 5}),
             boost::test_tools::per_element());
  BOOST_TEST(sample->session_medians() == (std::vector<double>{2.25, 5}),
             boost::test_tools::per_element());
  for (const auto& [session, values] :
       {std::pair{std::size_t{0}, std::vector<double>{1, 2, 3}}, {1, {4, 5, 9}}})
    BOOST_TEST(sample->session(session) == values, boost::test_tools::per_element());
  BOOST_TEST(sample->session_alone(0).launches() == 2u);
}

BOOST_AUTO_TEST_CASE(median_of_two_huge_values_does_not_overflow) {
  constexpr double huge = std::numeric_limits<double>::max();
  BOOST_TEST(median({huge, huge}) == huge);
}

BOOST_AUTO_TEST_SUITE_END()
