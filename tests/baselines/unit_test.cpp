#include "baselines/unit.hpp"

#include <boost/test/unit_test.hpp>

using namespace pawl::baselines;

BOOST_AUTO_TEST_SUITE(unit_suite)

BOOST_AUTO_TEST_CASE(a_unit_converts_to_its_base) {
  BOOST_TEST(unit("ms")->base == "s");
  BOOST_TEST(unit("ms")->factor == 1e-3);
  BOOST_TEST(unit("KiB")->factor == 1024);
  BOOST_TEST(unit("ops/ms")->base == "1/s");
  BOOST_TEST(quantity("50/s")->base == "1/s");  // as Pawl prints it
  // JMH's, by `-tu` h.
  BOOST_TEST(in_base(*unit("hr/op"), 0.5) == 1800);
  BOOST_TEST(in_base(*unit("ops/hr"), 7200) == 2);
  BOOST_TEST(!unit("furlong"));
}

BOOST_AUTO_TEST_CASE(each_spelling_is_worth_what_it_says) {
  const std::pair<const char*, const char*> equal[] = {{"1 d", "24 h"},
                                                       {"1 h", "60 min"},
                                                       {"1 min", "60 s"},
                                                       {"1 m", "1 min"},
                                                       {"1 sec", "1 s"},
                                                       {"1 seconds", "1 s"},
                                                       {"1 s", "1000 ms"},
                                                       {"1 ms", "1000 us"},
                                                       {"1 us", "1000 ns"},
                                                       {"1 ns", "1000 ps"},
                                                       {"1 µs", "1 us"},
                                                       {"1 s/op", "1 s"},
                                                       {"1 sec/op", "1 s"},
                                                       {"1 ms/op", "1 ms"},
                                                       {"1 us/op", "1 us"},
                                                       {"1 µs/op", "1 us"},
                                                       {"1 ns/op", "1 ns"},
                                                       {"1 s/iter", "1 s"},
                                                       {"1 ms/iter", "1 ms"},
                                                       {"1 us/iter", "1 us"},
                                                       {"1 ns/iter", "1 ns"},
                                                       {"1 min/op", "1 min"},
                                                       {"1 hr/op", "1 h"},
                                                       {"1 bytes", "1 B"},
                                                       {"1 B/op", "1 B"},
                                                       {"1 kB", "1000 B"},
                                                       {"1 KB", "1 kB"},
                                                       {"1 MB", "1000 kB"},
                                                       {"1 GB", "1000 MB"},
                                                       {"1 KiB", "1024 B"},
                                                       {"1 MiB", "1024 KiB"},
                                                       {"1 GiB", "1024 MiB"},
                                                       {"1 kB/s", "1000 B/s"},
                                                       {"1 MB/s", "1000 kB/s"},
                                                       {"1 GB/s", "1000 MB/s"},
                                                       {"1 MiB/s", "1048576 B/s"},
                                                       {"1 GiB/s", "1024 MiB/s"},
                                                       {"1 ops/s", "1 1/s"},
                                                       {"1 op/s", "1 1/s"},
                                                       {"1 req/s", "1 1/s"},
                                                       {"1 ops/sec", "1 1/s"},
                                                       {"1 iter/sec", "1 1/s"},
                                                       {"1 Hz", "1 1/s"},
                                                       {"60 fps", "60 1/s"},
                                                       {"2 IOPS", "2 1/s"},
                                                       {"1 KiB/s", "1024 B/s"},
                                                       {"1 ops/ms", "1000 1/s"},
                                                       {"1 ops/us", "1000 ops/ms"},
                                                       {"1 ops/ns", "1000 ops/us"},
                                                       {"60 ops/min", "1 1/s"},
                                                       {"60 ops/hr", "1 ops/min"},
                                                       {"1 count", "1 1"},
                                                       {"1 allocs/op", "1 1"},
                                                       {"1 instructions", "1 1"},
                                                       {"1 cycles", "1 1"},
                                                       {"100 %", "1 1"}};
  for (const auto& [one, other] : equal) {
    const auto left = quantity(one), right = quantity(other);
    BOOST_TEST_REQUIRE((left && right), one);
    BOOST_TEST(left->base == right->base, one);
    BOOST_TEST(left->value == right->value, boost::test_tools::tolerance(1e-12));
  }
  BOOST_TEST(quantity("1 s")->value == 1);
  BOOST_TEST(quantity("1 B")->value == 1);
}

BOOST_AUTO_TEST_CASE(both_micro_signs_are_one_unit) {
  BOOST_TEST(unit("\u00B5s")->factor == unit("\u03BCs")->factor);
}

BOOST_AUTO_TEST_CASE(a_quantity_is_a_number_with_a_unit_of_that_base) {
  BOOST_TEST(*quantity("100ms", "s") == 0.1, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(*quantity(" 1.5 s ", "s") == 1.5);
  BOOST_TEST(*quantity("2%", "1") == 0.02);
  for (const char* bad :
       {"", "ms", "100", "100 B", "nan s", "inf s", "1e999 s", "1e308 h", "1 2 s", "-"})
    BOOST_TEST(!quantity(bad, "s"), bad);
}

BOOST_AUTO_TEST_CASE(a_part_of_one_or_more_says_its_percent) {
  BOOST_TEST(*part("2%") == 0.02);
  BOOST_TEST(*part(" 150 % ") == 1.5);
  BOOST_TEST(*part("0.02") == 0.02);
  BOOST_TEST(*part("0") == 0);
  BOOST_TEST(*part("1000%") == 10);
  BOOST_TEST(!part("1001%"));
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
