#include "baselines/text/text_place.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace pawl::baselines;

BOOST_AUTO_TEST_SUITE(text_place_suite)

BOOST_AUTO_TEST_CASE(lines_and_columns_count_from_one) {
  const std::string text = "ab\ncd\n";
  BOOST_TEST(text_place("f", text, 0) == "f:1:1");
  BOOST_TEST(text_place("f", text, 2) == "f:1:3");
  BOOST_TEST(text_place("f", text, 3) == "f:2:1");
  BOOST_TEST(text_place("f", text, 6) == "f:3:1");
  BOOST_TEST(text_place("f", text, 99) == "f:3:1");
}

BOOST_AUTO_TEST_SUITE_END()
