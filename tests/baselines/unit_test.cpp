#include "baselines/unit.hpp"

#include <boost/test/unit_test.hpp>

using namespace pawl::baselines;

BOOST_AUTO_TEST_SUITE(unit_suite)

BOOST_AUTO_TEST_CASE(a_unit_converts_to_its_base) {
  BOOST_TEST(unit("ms")->base == "s");
  BOOST_TEST(unit("ms")->factor == 1e-3);
  BOOST_TEST(unit("KiB")->factor == 1024);
  BOOST_TEST(unit("ops/ms")->base == "1/s");
  // JMH's, by `-tu` h.
  BOOST_TEST(in_base(*unit("hr/op"), 0.5) == 1800);
  BOOST_TEST(in_base(*unit("ops/hr"), 7200) == 2);
  BOOST_TEST(!unit("furlong"));
}

BOOST_AUTO_TEST_CASE(both_micro_signs_are_one_unit) {
  BOOST_TEST(unit("\u00B5s")->factor == unit("\u03BCs")->factor);
}

BOOST_AUTO_TEST_CASE(a_quantity_is_a_number_with_a_unit_of_that_base) {
  BOOST_TEST(*quantity("100ms", "s") == 0.1, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(*quantity(" 1.5 s ", "s") == 1.5);
  BOOST_TEST(*quantity("2%", "1") == 0.02);
  for (const char* bad : {"", "ms", "100", "100 B", "nan s", "inf s", "1e999 s", "1 2 s", "-"})
    BOOST_TEST(!quantity(bad, "s"), bad);
}

BOOST_AUTO_TEST_CASE(a_part_of_one_or_more_says_its_percent) {
  BOOST_TEST(*part("2%") == 0.02);
  BOOST_TEST(*part(" 150 % ") == 1.5);
  BOOST_TEST(*part("0.02") == 0.02);
  BOOST_TEST(*part("0") == 0);
  for (const char* bad :
       {"", "2", "1", "1.0", "20", "1e2", "-1%", "-0.1", "1e5%", "nan", "2ms", "%", "2 count"})
    BOOST_TEST(!part(bad), bad);
}

BOOST_AUTO_TEST_CASE(percent_is_offered_to_a_bare_number_that_could_mean_it) {
  BOOST_TEST(percent_hint("2") == "write \"2%\" or 0.02");
  BOOST_TEST(percent_hint(" 1.5") == "write \"1.5%\" or 0.015");
  for (const char* other : {"2%", "1e5%", "2ms", "", "-3", "0.5", "1e9"})
    BOOST_TEST(percent_hint(other) == "", other);
}

BOOST_AUTO_TEST_CASE(a_conversion_rounds_once) {
  BOOST_TEST(in_base(*unit("ns"), 79.65) == 7.965e-08);
  BOOST_TEST(in_base(*unit("%"), 2.3) == 0.023);
  BOOST_TEST(in_base(*unit("GiB"), 1.5) == 1.5 * 1073741824);
  BOOST_TEST(*quantity("100ms", "s") == 0.1);
}

BOOST_AUTO_TEST_SUITE_END()
