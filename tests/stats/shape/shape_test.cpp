#include "stats/shape/shape.hpp"

#include "stats/intervals/clusters.hpp"
#include "stats/intervals/interval.hpp"
#include "stats/random.hpp"
#include "stats/summary.hpp"
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
  Gen gen(1);
  // Launches of one value each, which are taken as independent however many there are.
  const auto launches = [&](std::size_t count) {
    std::vector<Sample::Launch> all;
    for (const double value : gen.timings(count)) all.push_back({value});
    return *Sample::from_launches(all);
  };
  const std::size_t least[] = {6, 36, 72, 368};
  const Sample many = launches(500);
  for (const std::size_t enough : least)
    for (const std::size_t n : {enough - 1, enough}) {
      const auto shifts = quantile_shifts(many, launches(n), 0.95);
      for (std::size_t i = 0; i < shifts.size(); ++i)
        BOOST_TEST(std::isfinite(shifts[i].ratio->high) == (n >= least[i]), n << ", " << i);
    }
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

// The standard error goes by the root of the size.
BOOST_AUTO_TEST_CASE(the_interval_is_as_wide_as_of_so_many_independent_values) {
  const double q = shape_quantiles[0];
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    Random random(seed);
    std::vector<Sample::Launch> launches(12, Sample::Launch(50));
    std::vector<double> flat;
    for (auto& launch : launches) {
      const double level = 1 + 0.01 * random.normal();
      for (double& value : launch) flat.push_back(value = level + 0.01 * random.normal());
    }
    const Sample nested = *Sample::from_launches(launches), loose = *Sample::from(flat);
    const double size = effective_size(independent_clusters(nested), sorted(flat), q, 0.95);
    const double wider = std::sqrt(600 / size);
    const auto narrow = quantile_ratio(loose.values(), loose.values(), q, 0.95);
    const auto wide = quantile_shifts(nested, nested, 0.95)[0];
    BOOST_TEST(std::log(wide.ratio->high) == wider * std::log(narrow->high),
               boost::test_tools::tolerance(1e-9));
    BOOST_TEST(std::log(wide.ratio->low) == wider * std::log(narrow->low),
               boost::test_tools::tolerance(1e-9));
  }
}

// Half of the launches make the tail: its quantile rests on ten launches, not on 600 values.
BOOST_AUTO_TEST_CASE(values_of_too_few_launches_bound_no_tail) {
  Gen gen(3);
  std::vector<Sample::Launch> launches;
  for (std::size_t i = 0; i < 10; ++i) {
    launches.push_back(gen.timings(60, 0.01));
    for (double& value : launches.back()) value *= i % 2 == 0 ? 1 : 2;
  }
  const Sample nested = *Sample::from_launches(launches);
  const auto shifts = quantile_shifts(nested, nested, 0.95);
  BOOST_TEST((shifts[2].ratio->method == IntervalMethod::none));
  BOOST_TEST(shifts[2].ratio->low == 0);
  BOOST_TEST(std::isinf(shifts[2].ratio->high));
}

BOOST_AUTO_TEST_SUITE_END()
