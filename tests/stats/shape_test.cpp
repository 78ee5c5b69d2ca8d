#include "stats/shape.hpp"

#include "stats/random.hpp"
#include "support/for_all.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <vector>

using namespace pawl::stats;
using pawl::tests::for_all;
using pawl::tests::Gen;

namespace {

bool excludes_one(const QuantileShift& shift) {
  return shift.ratio->low > 1 || shift.ratio->high < 1;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(shape)

BOOST_AUTO_TEST_CASE(a_slower_tail_shows_in_the_tail_alone) {
  Random random(1);
  std::vector<double> before(800), now(800);
  for (double& value : before) value = std::exp(0.1 * random.normal());
  for (double& value : now) value = std::exp(0.1 * random.normal());
  for (double& value : now)
    if (value > 1.12) value *= 2;
  const auto shifts = quantile_shifts(*Sample::from(before), *Sample::from(now), 0.95);
  BOOST_REQUIRE(shifts.size() == 4u);
  BOOST_TEST(!excludes_one(shifts[0]));
  BOOST_TEST(excludes_one(shifts[2]));
  BOOST_TEST(excludes_one(shifts[3]));
  BOOST_TEST(shifts[3].ratio->estimate > 1.5);
}

BOOST_AUTO_TEST_CASE(a_quantile_for_which_n_is_too_small_has_no_interval) {
  for_all([](Gen& gen) {
    const std::size_t n = gen.size(1, 500);
    const Sample sample = *Sample::from(gen.timings(n));
    const std::size_t least[] = {5, 36, 72, 368};
    const auto shifts = quantile_shifts(sample, *Sample::from(gen.timings(500)), 0.95);
    for (std::size_t i = 0; i < shifts.size(); ++i)
      BOOST_TEST(std::isfinite(shifts[i].ratio->high) == (n >= least[i]));
  });
}

BOOST_AUTO_TEST_CASE(values_of_few_launches_widen_the_interval) {
  Random random(2);
  std::vector<Sample::Launch> launches(10, Sample::Launch(60));
  std::vector<double> flat;
  for (auto& launch : launches) {
    const double level = 1 + 0.05 * random.normal();
    for (double& value : launch) flat.push_back(value = level + 0.01 * random.normal());
  }
  const Sample nested = *Sample::from_launches(launches), loose = *Sample::from(flat);
  const auto narrow = quantile_shifts(loose, loose, 0.95)[0];
  const auto wide = quantile_shifts(nested, nested, 0.95)[0];
  BOOST_TEST(std::log(wide.ratio->high) > 2 * std::log(narrow.ratio->high));
}

BOOST_AUTO_TEST_CASE(there_is_no_ratio_of_what_is_not_positive) {
  const Sample zero = *Sample::from({0, 1, 2, 3, 4, 5, 6});
  for (const QuantileShift& shift : quantile_shifts(zero, zero, 0.95)) BOOST_TEST(!shift.ratio);
}

BOOST_AUTO_TEST_SUITE_END()
