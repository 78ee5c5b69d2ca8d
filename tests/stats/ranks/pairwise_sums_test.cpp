#include "stats/ranks/pairwise_sums.hpp"

#include "support/for_all.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <vector>

using namespace pawl::stats;
using namespace pawl::tests;
using Values = std::vector<double>;

namespace {

Values ascending(Gen& gen, std::size_t n) {
  Values values(n);
  const bool coarse = gen.coin();
  for (double& value : values) {
    value = gen.normal(0, 1);
    if (coarse) value = std::round(value * 3) / 4;
  }
  std::sort(values.begin(), values.end());
  return values;
}

void check_against_list(const PairwiseSums& sums, Values list) {
  std::sort(list.begin(), list.end());
  BOOST_REQUIRE(sums.size() == list.size());
  for (std::size_t k = 0; k < list.size(); ++k) {
    BOOST_TEST(sums.nth(k) == list[k]);
    const auto end = std::upper_bound(list.begin(), list.end(), list[k]);
    BOOST_TEST(sums.at_most(list[k]) == static_cast<std::size_t>(end - list.begin()));
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(pairwise_sums)

BOOST_AUTO_TEST_CASE(every_order_statistic_is_that_of_the_written_list) {
  for_all([](Gen& gen) {
    const Values a = ascending(gen, gen.size(1, 12)), b = ascending(gen, gen.size(1, 12));
    Values list;
    for (const double x : a)
      for (const double y : b) list.push_back(x + y);
    check_against_list(PairwiseSums(a, b), list);
  });
}

BOOST_AUTO_TEST_CASE(sums_with_itself_are_taken_once_a_pair) {
  for_all([](Gen& gen) {
    const Values a = ascending(gen, gen.size(1, 15));
    Values list;
    for (std::size_t i = 0; i < a.size(); ++i)
      for (std::size_t j = i; j < a.size(); ++j) list.push_back(a[i] + a[j]);
    check_against_list(PairwiseSums::with_itself(a), list);
  });
}

BOOST_AUTO_TEST_SUITE_END()
