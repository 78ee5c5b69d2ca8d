#include "stats/shape/modes.hpp"

#include "stats/random.hpp"
#include "stats/sample.hpp"
#include "support/for_all.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <vector>

using namespace pawl::stats;
using pawl::tests::for_all;
using pawl::tests::Gen;

namespace {

std::vector<double> drawn(std::size_t n, const std::function<double()>& draw) {
  std::vector<double> values(n);
  std::generate(values.begin(), values.end(), draw);
  return values;
}

/// The share of 400 samples of n values in which `count` modes are seen.
double share_with(std::size_t count, std::size_t n, const std::function<double()>& draw) {
  int seen = 0;
  for (int trial = 0; trial < 400; ++trial) seen += modes(drawn(n, draw)).size() == count;
  return seen / 400.0;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(mode_count)

BOOST_AUTO_TEST_CASE(one_hump_is_one_mode) {
  for (const std::size_t n : {10u, 20u, 50u, 200u}) {
    Random random(n);
    const auto z = [&] { return random.normal(); };
    BOOST_TEST_CONTEXT("n=" << n) {
      BOOST_TEST(share_with(1, n, [&] { return 10 + z(); }) >= 0.97);
      BOOST_TEST(share_with(1, n, [&] { return std::exp(z()); }) >= 0.97);
      BOOST_TEST(share_with(1, n, [&] { return -std::log1p(-random.unit()); }) >= 0.97);
      // A timer that ticks every half deviation, and one slow value in twenty.
      BOOST_TEST(share_with(1, n, [&] { return std::round(20 + 2 * z()) / 2; }) >= 0.97);
      BOOST_TEST(share_with(1, n, [&] {
                   return 10 + 0.1 * z() + (random.unit() < 0.05 ? 3 * random.unit() : 0);
                 }) >= 0.95);
    }
  }
}

BOOST_AUTO_TEST_CASE(two_humps_far_apart_are_two_modes) {
  for (const std::size_t n : {20u, 30u, 200u}) {
    Random random(n);
    const auto draw = [&] { return 100 + random.normal() + (random.unit() < 0.5 ? 10 : 0); };
    BOOST_TEST(share_with(2, n, draw) >= 0.95, "n=" << n);
  }
}

BOOST_AUTO_TEST_CASE(three_humps_are_three_modes) {
  Random random(3);
  const auto draw = [&] { return 100 + random.normal() + 12.0 * random.below(3); };
  BOOST_TEST(share_with(3, 150, draw) >= 0.97);
}

BOOST_AUTO_TEST_CASE(each_mode_has_its_median_weight_and_range) {
  Random random(4);
  const auto about = [&](double middle) {
    return [&, middle] { return middle + 0.1 * random.normal(); };
  };
  const std::vector<double> low = drawn(70, about(10)), high = drawn(30, about(20));
  std::vector<double> values = low;
  values.insert(values.end(), high.begin(), high.end());
  random.shuffle(std::span(values));
  const auto found = modes(values);
  BOOST_REQUIRE(found.size() == 2u);
  BOOST_TEST(found[0].weight == 0.7);
  BOOST_TEST(found[1].weight == 0.3);
  BOOST_TEST(found[0].median == median(low));
  BOOST_TEST(found[1].median == median(high));
  BOOST_TEST(found[0].low == *std::min_element(low.begin(), low.end()));
  BOOST_TEST(found[0].high == *std::max_element(low.begin(), low.end()));
  BOOST_TEST(found[1].low == *std::min_element(high.begin(), high.end()));
}

BOOST_AUTO_TEST_CASE(weights_add_up_and_a_unit_changes_nothing) {
  for_all([](Gen& gen) {
    auto values = gen.timings(gen.size(1, 60), 0.4, gen.coin());
    if (gen.coin())
      for (std::size_t i = 0; i < values.size(); i += 2) values[i] *= 8;
    const auto found = modes(values);
    double weight = 0;
    for (const Mode& mode : found) weight += mode.weight;
    BOOST_TEST(weight == 1, boost::test_tools::tolerance(1e-12));
    for (double& value : values) value *= 1e-6;
    BOOST_TEST(modes(values).size() == found.size());
  });
}

// Found by tests/fuzz: a fourth of a bandwidth was 0.
BOOST_AUTO_TEST_CASE(values_next_to_0_beside_a_large_one_are_no_humps) {
  std::vector<double> values(12, 0.0);
  values.insert(values.end(), 12, 2e-323);
  values.push_back(1);
  BOOST_TEST(modes(values).size() == 1u);
}

// Found by tests/fuzz: what seemed a timer's step was so wide a bandwidth that the grid was
// endless.
BOOST_AUTO_TEST_CASE(a_step_as_wide_as_all_values_leaves_one_hump) {
  std::vector<double> values(5, 1.0);
  values.insert(values.end(), 5, std::numeric_limits<double>::max());
  BOOST_TEST(modes(values).size() == 1u);
}

// Found by tests/fuzz: the grid's beginning was rounded up to the least value, which then lay
// before it in memory.
BOOST_AUTO_TEST_CASE(values_that_differ_by_their_last_digits_are_no_trouble) {
  for (const double level : {1.0, 1.0197, 3.0, 1e-3, 57.0})
    for (std::size_t apart = 1; apart < 40; ++apart) {
      std::vector<double> values;
      for (double value = level; values.size() < 50; values.push_back(value))
        if (values.size() * apart % 50 < apart) value = std::nextafter(value, 2 * level);
      double weight = 0;
      for (const Mode& mode : modes(values)) weight += mode.weight;
      BOOST_TEST(weight == 1, boost::test_tools::tolerance(1e-12));
    }
}

BOOST_AUTO_TEST_CASE(extreme_values_are_no_trouble) {
  constexpr double tiny = std::numeric_limits<double>::denorm_min();
  BOOST_TEST(modes(std::vector<double>(30, 5.0)).size() == 1u);
  BOOST_TEST(modes(std::vector{7.0}).size() == 1u);
  std::vector<double> values(15, 1.0);
  values.insert(values.end(), {tiny, 1e-300, 1e300, 1.7e308, 2, 3});
  BOOST_TEST(modes(values).size() >= 1u);
  for (double& value : values) value -= 1;
  BOOST_TEST(modes(values).size() >= 1u);
}

BOOST_AUTO_TEST_SUITE_END()
