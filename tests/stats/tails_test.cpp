#include "stats/tails.hpp"

#include "support/for_all.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>

using namespace pawl::stats;
using pawl::tests::for_all;
using pawl::tests::Gen;

BOOST_AUTO_TEST_SUITE(tails)

BOOST_AUTO_TEST_CASE(beyond_a_value_lies_its_tail) {
  for_all([](Gen& gen) {
    const double tail = std::pow(10, gen.real(-12, -0.001)), degrees = gen.real(1, 200);
    BOOST_TEST(std::abs(normal_tail(normal_beyond(tail)) / tail - 1) < 1e-10);
    BOOST_TEST(std::abs(student_tail(student_beyond(tail, degrees), degrees) / tail - 1) < 1e-10);
  });
}

BOOST_AUTO_TEST_CASE(no_tail_is_too_thin) {
  BOOST_TEST(std::isinf(student_beyond(1e-315, 1)));
  BOOST_TEST(normal_beyond(1e-300) > 37);
  BOOST_TEST(tolerance_factor(5, 0.05, 1e-17) > 1e4);
  BOOST_TEST(tolerance_factor(100'000, 1e-9, 1e-9) > 6);
}

BOOST_AUTO_TEST_CASE(they_are_the_tables) {
  BOOST_TEST(std::abs(normal_beyond(0.025) - 1.959963984540054) < 1e-12);
  BOOST_TEST(std::abs(normal_tail(3) - 0.001349898031630095) < 1e-15);
  // One degree of freedom is Cauchy's: a quarter lies beyond 1.
  BOOST_TEST(std::abs(student_tail(1, 1) - 0.25) < 1e-14);
  BOOST_TEST(std::abs(student_beyond(0.025, 10) - 2.228138851964939) < 1e-10);
  // By R: qt(1 - risk, n - 1, qnorm(1 - tail) * sqrt(n)) / sqrt(n)
  BOOST_TEST(std::abs(tolerance_factor(10, 0.05, 0.05) - 2.9109634) < 1e-5);
  BOOST_TEST(std::abs(tolerance_factor(5, 0.01, 0.025) - 6.9795482) < 1e-5);
  BOOST_TEST(std::abs(tolerance_factor(2, 0.5, 0.1) - 2.1762509) < 1e-5);
}

BOOST_AUTO_TEST_SUITE_END()
