#include "baselines/unit.hpp"

#include <boost/test/unit_test.hpp>

using namespace pawl::baselines;

BOOST_AUTO_TEST_SUITE(unit_suite)

BOOST_AUTO_TEST_CASE(a_unit_converts_to_its_base) {
  BOOST_TEST(unit("ms")->base == "s");
  BOOST_TEST(unit("ms")->factor == 1e-3);
  BOOST_TEST(unit("KiB")->factor == 1024);
  BOOST_TEST(unit("ops/ms")->base == "1/s");
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

BOOST_AUTO_TEST_CASE(a_conversion_rounds_once) {
  BOOST_TEST(in_base(*unit("ns"), 79.65) == 7.965e-08);
  BOOST_TEST(in_base(*unit("%"), 2.3) == 0.023);
  BOOST_TEST(in_base(*unit("GiB"), 1.5) == 1.5 * 1073741824);
  BOOST_TEST(*quantity("100ms", "s") == 0.1);
}

BOOST_AUTO_TEST_SUITE_END()
