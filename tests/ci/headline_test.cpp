#include "ci/headline.hpp"

#include <boost/test/unit_test.hpp>

using namespace pawl::ci;

BOOST_AUTO_TEST_SUITE(headline_suite)

BOOST_AUTO_TEST_CASE(what_could_be_shown_is_said_as_far_as_it_means_something) {
  Row row;
  row.p = 0.3;
  row.minimum_detectable = 0.07;
  BOOST_TEST(shortfall(row) == "could show a change of 7.0 % or more");
  row.minimum_detectable = 2.6e6;
  BOOST_TEST(shortfall(row) == "could not show even a tenfold change");
}

BOOST_AUTO_TEST_SUITE_END()
