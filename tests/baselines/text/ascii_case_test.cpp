#include "baselines/text/ascii_case.hpp"

#include <boost/test/unit_test.hpp>

using namespace pawl::baselines;

BOOST_AUTO_TEST_SUITE(ascii_case)

BOOST_AUTO_TEST_CASE(letters_of_ascii_alone_have_a_case) {
  BOOST_TEST(in_lower_case("AZ[@az É") == "az[@az É");
  BOOST_TEST(same_but_for_case("Content-Length", "content-lENGTH"));
  BOOST_TEST(!same_but_for_case("[", "{"));
  BOOST_TEST(!same_but_for_case("a", "ab"));
}

BOOST_AUTO_TEST_SUITE_END()
