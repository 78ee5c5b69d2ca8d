#include "baselines/run/history.hpp"

#include <boost/test/unit_test.hpp>

using namespace pawl::baselines;

namespace {

/// One point for each size, with so many launches of one value.
History of_sizes(const std::vector<std::size_t>& sizes) {
  History history;
  for (const std::size_t size : sizes)
    history.points.push_back({"c", pawl::stats::Sample::Session(size, {1.0})});
  return history;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(history_of_points)

BOOST_AUTO_TEST_CASE(a_point_is_the_median_of_its_launches_medians_or_its_best_value) {
  History history;
  history.points = {{"c", {{1, 2, 9}, {4}, {3, 3}}}};
  BOOST_TEST(medians(history).at(0) == 3);
  BOOST_TEST(bests(history).at(0) == 1);
  history.better = pawl::stats::Better::higher;
  BOOST_TEST(bests(history).at(0) == 9);
}

BOOST_AUTO_TEST_CASE(points_are_even_where_nine_tenths_have_as_many_values_three_at_least) {
  BOOST_TEST(has_even_points(of_sizes({3, 3})));
  BOOST_TEST(!has_even_points(of_sizes({2, 2})));
  BOOST_TEST(has_even_points(of_sizes({3, 3, 3, 3, 3, 3, 3, 3, 3, 1})));
  BOOST_TEST(!has_even_points(of_sizes({3, 3, 3, 3, 3, 3, 3, 3, 1})));
  History of_one_launch;
  of_one_launch.points = {{"c", {{1, 2, 3}}}};
  BOOST_TEST(has_even_points(of_one_launch));  // values count, not launches
}

BOOST_AUTO_TEST_SUITE_END()
