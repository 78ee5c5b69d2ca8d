#include "tools/load/pacer.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

using pawl::tools::load::Pacer;

namespace {

std::vector<double> first(std::size_t count, Pacer pacer) {
  std::vector<double> times;
  for (; times.size() < count; pacer.advance()) times.push_back(pacer.due());
  return times;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(pacer)

BOOST_AUTO_TEST_CASE(a_constant_rate_does_not_drift) {
  Pacer pacer = Pacer::constant(3);
  for (int i = 0; i < 3'000'000; ++i) pacer.advance();
  BOOST_TEST(pacer.due() == 1e6);
}

BOOST_AUTO_TEST_CASE(pacers_that_share_a_rate_send_together_what_one_would_alone) {
  std::vector<double> together;
  for (std::size_t index = 0; index < 3; ++index)
    for (const double time : first(20, Pacer::constant(7, index, 3))) together.push_back(time);
  std::sort(together.begin(), together.end());
  BOOST_TEST((together == first(60, Pacer::constant(7))));
}

BOOST_AUTO_TEST_CASE(poisson_arrivals_have_the_rate_and_the_spread_of_their_law) {
  const std::size_t n = 20'000;
  const std::vector<double> times = first(n, Pacer::poisson(50, 1));
  std::vector<double> gaps;
  for (std::size_t i = 1; i < n; ++i) gaps.push_back(times[i] - times[i - 1]);
  BOOST_TEST(*std::min_element(gaps.begin(), gaps.end()) >= 0);
  double sum = 0, squares = 0;
  for (const double gap : gaps) {
    sum += gap;
    squares += gap * gap;
  }
  const double count = static_cast<double>(gaps.size()), mean = sum / count;
  BOOST_TEST(std::abs(mean - 0.02) < 5 * 0.02 / std::sqrt(count));
  // An exponential law's deviation is its mean.
  BOOST_TEST(std::abs(std::sqrt(squares / count - mean * mean) / mean - 1) < 0.05);
}

BOOST_AUTO_TEST_CASE(poisson_pacers_of_one_seed_differ_and_share_the_rate) {
  const std::vector<double> one = first(5000, Pacer::poisson(100, 1, 0, 2));
  const std::vector<double> other = first(5000, Pacer::poisson(100, 1, 1, 2));
  BOOST_TEST((one != other));
  BOOST_TEST((one == first(5000, Pacer::poisson(100, 1, 0, 2))));
  BOOST_TEST(std::abs(one.back() - 100) < 10);
  BOOST_TEST(std::abs(other.back() - 100) < 10);
}

BOOST_AUTO_TEST_SUITE_END()
