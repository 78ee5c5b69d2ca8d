#include "stats/intervals/clusters.hpp"

#include "stats/summary.hpp"
#include "support/for_all.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <vector>

using namespace pawl::stats;
using pawl::tests::for_all;
using pawl::tests::Gen;

namespace {

double size_of(const Sample& sample, double q) {
  return effective_size(independent_clusters(sample), sorted(sample.values()), q, 0.95);
}

/// qt(.975, 9) / qt(.975, 199) of R, squared.
const double lost_by_ten_of_200 = std::pow(2.2621571627982 / 1.9719565442518, 2);

}  // namespace

BOOST_AUTO_TEST_SUITE(clusters)

BOOST_AUTO_TEST_CASE(launches_alike_lose_only_what_t_of_so_few_costs) {
  std::vector<Sample::Launch> launches(10);
  for (int value = 0; value < 20; ++value)
    for (int i = 0; i < 10; ++i)
      launches[static_cast<std::size_t>(i)].push_back(10 * value + i + 1);
  BOOST_TEST(size_of(*Sample::from_launches(launches), 0.5) == 200 / lost_by_ten_of_200,
             boost::test_tools::tolerance(1e-9));
}

// Ten launches of 20 values, one slow in each; five launches are at another level. Of the slow ones
// each launch has its share, so that the design effect at the p95 counts as the least, 0.25. At the
// p60, of which eight times as many are beyond, the launches of the upper level have 15 of the 20
// values, one 16 with the quantile itself, and the others the slow one: 81 in all, 8.1 a launch.
BOOST_AUTO_TEST_CASE(
    the_design_effect_is_that_of_shares_beyond_the_quantile_and_nearer_the_middle) {
  std::vector<Sample::Launch> launches(10);
  for (int i = 0; i < 10; ++i) {
    Sample::Launch& launch = launches[static_cast<std::size_t>(i)];
    launch.push_back(1000 + i);
    for (int value = 0; value < 19; ++value)
      launch.push_back((i < 5 ? 1 : 200) + 5 * value + i % 5);
  }
  const double squares = 4 * 6.9 * 6.9 + 7.9 * 7.9 + 5 * 7.1 * 7.1;
  const double middle = squares * 10 / 9 / (200 * 0.405 * 0.595);
  BOOST_TEST(size_of(*Sample::from_launches(launches), 0.95) ==
                 200 / (std::pow(0.25, 0.25) * std::pow(middle, 0.75)) / lost_by_ten_of_200,
             boost::test_tools::tolerance(1e-9));
}

// Found by tests/fuzz: what pawl.toml may ask for, and of which t is 0 at any number of launches.
BOOST_AUTO_TEST_CASE(with_next_to_no_confidence_the_size_is_a_number_all_the_same) {
  const auto sample = Sample::from_launches(std::vector<Sample::Launch>{{1, 2}, {3, 4}, {5}});
  const double size =
      effective_size(independent_clusters(*sample), sorted(sample->values()), 0.5, 1e-17);
  BOOST_TEST((size > 0 && size <= 5));
}

// Of an odd number of values: the median is one of them.
BOOST_AUTO_TEST_CASE(a_quantile_upside_down_has_the_same_size) {
  for_all([](Gen& gen) {
    std::vector<Sample::Launch> launches, inverted;
    for (std::size_t i = gen.size(2, 12); i > 0; --i) {
      launches.push_back(gen.timings(2 * gen.size(5, 20) + (i == 1 ? 1 : 0)));
      const double level = gen.real(0.8, 1.2);
      inverted.emplace_back();
      for (double& value : launches.back()) inverted.back().push_back(1 / (value *= level));
    }
    const double q = gen.real(0.02, 0.98);
    BOOST_TEST(size_of(*Sample::from_launches(launches), q) ==
                   size_of(*Sample::from_launches(inverted), 1 - q),
               boost::test_tools::tolerance(1e-9));
  });
}

BOOST_AUTO_TEST_SUITE_END()
