#include "stats/thinned.hpp"

#include "stats/random.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <numeric>
#include <set>
#include <span>
#include <vector>

using pawl::stats::Repeated;
using pawl::stats::thinned;
using pawl::stats::thinned_counts;
using Launch = pawl::stats::Sample::Launch;

namespace {

double mean(const Launch& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// Of 0 … count − 1 in a random order.
Launch shuffled(std::size_t count) {
  Launch values(count);
  std::iota(values.begin(), values.end(), 0.0);
  pawl::stats::Random(1).shuffle(std::span(values));
  return values;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(thinned_values)

BOOST_AUTO_TEST_CASE(few_values_stay_as_they_are) {
  const Launch few = shuffled(100);
  BOOST_TEST(thinned(few) == few);
  BOOST_TEST(thinned({}).empty());
}

BOOST_AUTO_TEST_CASE(of_many_values_each_part_by_rank_leaves_one_in_its_order) {
  const Launch many = shuffled(100'000), kept = thinned(many);
  BOOST_REQUIRE(kept.size() == 100u);
  std::set<int> parts;
  for (const double value : kept) parts.insert(static_cast<int>(value * 100 / 100'000));
  BOOST_TEST(parts.size() == 100u);
  auto from = many.begin();
  for (const double value : kept) {
    from = std::find(from, many.end(), value);
    BOOST_REQUIRE((from != many.end()));
  }
  BOOST_TEST(mean(kept) == mean(many), boost::test_tools::tolerance(0.005));
  BOOST_TEST(thinned(many) == kept);
}

// The largest of all would count for a hundredth of the mean.
BOOST_AUTO_TEST_CASE(a_rare_delay_weighs_no_more_than_it_did) {
  double sum = 0;
  constexpr std::size_t launches = 2000;
  for (std::size_t i = 0; i < launches; ++i) {
    Launch values(10'000 + i, 1.0);
    values[i] = 1e6;
    sum += mean(thinned(values)) / mean(values);
  }
  BOOST_TEST(sum / launches > 0.7);
  BOOST_TEST(sum / launches < 1.3);
}

BOOST_AUTO_TEST_CASE(of_thinned_values_fractions_are_kept_to_six_digits) {
  BOOST_TEST((thinned({1.0435003787279129e-05, 1.0435003787279129e-05}, 1) == Launch{1.0435e-05}));
  BOOST_TEST((thinned({-12.3456789, -12.3456789}, 1) == Launch{-12.3457}));
  BOOST_TEST((thinned({123456789, 123456789}, 1) == Launch{123456789}));
  BOOST_TEST((thinned({5e-324, 5e-324}, 1) == Launch{5e-324}));
  BOOST_TEST((thinned({1.0435003787279129e-05}, 1) == Launch{1.0435003787279129e-05}));
}

BOOST_AUTO_TEST_CASE(values_that_are_counted_are_thinned_as_if_each_were_there) {
  const std::vector<Repeated> counts = {{3, 40'000}, {1, 70'000}, {9, 0}, {2, 90'000}};
  Launch each(40'000, 3);
  each.resize(110'000, 1);
  each.resize(200'000, 2);
  BOOST_TEST(thinned_counts(counts) == thinned(each));
  BOOST_TEST((thinned_counts(std::vector<Repeated>{{2, 1}, {1, 2}}) == Launch{2, 1, 1}));
  BOOST_TEST(thinned_counts({}).empty());
  const std::vector<Repeated> many = {{1, 1'000'000'000'000}, {2, 1'000'000'000'000}};
  BOOST_TEST(mean(thinned_counts(many)) == 1.5);
}

BOOST_AUTO_TEST_SUITE_END()
