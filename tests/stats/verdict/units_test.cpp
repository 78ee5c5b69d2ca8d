#include "stats/verdict/units.hpp"

#include <boost/test/unit_test.hpp>

#include <utility>
#include <vector>

using namespace pawl::stats;

BOOST_AUTO_TEST_SUITE(units)

// quantile(c(1:10, 31), type = 7) of R, mean and min.
BOOST_AUTO_TEST_CASE(statistics_are_those_of_r) {
  const std::vector<double> values{31, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
  for (const auto& [statistic, expected] : {std::pair{Statistic::median, 6.0},
                                            {Statistic::mean, 86.0 / 11},
                                            {Statistic::minimum, 1.0},
                                            {Statistic::p90, 10.0},
                                            {Statistic::p95, 20.5},
                                            {Statistic::p99, 28.9}})
    BOOST_TEST(statistic_of(values, statistic) == expected, boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(a_launch_has_one_value_and_a_session_the_median_of_its_launches) {
  const std::vector<Sample::Session> sessions{{{1, 9, 2}, {5}, {4, 4}}, {{3, 7}}};
  const Units units = units_of(*Sample::from_sessions(sessions), Statistic::minimum);
  BOOST_TEST(units.launches == std::vector<double>({1, 5, 4, 3}), boost::test_tools::per_element());
  BOOST_TEST(session_levels(units) == std::vector<double>({4, 3}),
             boost::test_tools::per_element());
  BOOST_TEST(!units.single_valued);
}

BOOST_AUTO_TEST_SUITE_END()
