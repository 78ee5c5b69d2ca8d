#include "stats/autocorrelation.hpp"

#include "stats/random.hpp"
#include "support/for_all.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <vector>

using namespace pawl::stats;
using pawl::tests::for_all;
using pawl::tests::Gen;

namespace {

/// xᵢ = ρ xᵢ₋₁ + noise.
std::vector<double> autoregressive(Random& random, std::size_t n, double rho) {
  std::vector<double> values(n);
  double x = random.normal() / std::sqrt(1 - rho * rho);
  for (double& value : values) value = 100 + (x = rho * x + random.normal());
  return values;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(autocorrelation)

BOOST_AUTO_TEST_CASE(rho_and_the_size_that_counts_are_found) {
  // Of AR(1) the size that counts is n (1 − ρ) / (1 + ρ).
  for (const double rho : {0.0, 0.4, 0.8}) {
    Random random(1);
    const std::vector<double> values = autoregressive(random, 20'000, rho);
    BOOST_TEST(std::abs(lag_one_autocorrelation(values) - rho) < 0.03);
    const double expected = 20'000 * (1 - rho) / (1 + rho);
    BOOST_TEST(std::abs(effective_sample_size(values) / expected - 1) < 0.15, "rho " << rho);
  }
}

BOOST_AUTO_TEST_CASE(an_outlier_neither_feigns_nor_hides_it) {
  Random random(2);
  std::vector<double> values = autoregressive(random, 2'000, 0.6);
  const double before = lag_one_autocorrelation(values);
  values[1000] = 1e9;
  BOOST_TEST(std::abs(lag_one_autocorrelation(values) - before) < 0.01);
}

BOOST_AUTO_TEST_CASE(the_size_that_counts_is_between_one_and_n) {
  for_all([](Gen& gen) {
    const auto values = gen.timings(gen.size(1, 60), 0.5, gen.coin());
    const double size = effective_sample_size(values);
    BOOST_TEST(size >= 1);
    BOOST_TEST(size <= static_cast<double>(values.size()));
    BOOST_TEST(std::abs(lag_one_autocorrelation(values)) <= 1);
  });
  BOOST_TEST(lag_one_autocorrelation(std::vector<double>(9, 3.0)) == 0);
  BOOST_TEST(effective_sample_size(std::vector<double>(9, 3.0)) == 9);
}

BOOST_AUTO_TEST_CASE(a_timers_step_is_found_in_whatever_unit) {
  for_all([](Gen& gen) {
    const double step = std::exp(gen.real(-20, 5));
    std::vector<double> values(gen.size(12, 50));
    for (double& value : values) value = step * static_cast<double>(1000 + gen.size(0, 40));
    const auto found = quantisation(values);
    BOOST_REQUIRE(found);
    const double multiple = found->step / step;  // all may happen to be even
    BOOST_TEST(multiple > 0.99);
    BOOST_TEST(std::abs(multiple - std::round(multiple)) < 1e-6);
  });
}

BOOST_AUTO_TEST_CASE(a_fine_timer_is_not_called_coarse) {
  for_all([](Gen& gen) {
    BOOST_TEST(!quantisation(gen.timings(gen.size(4, 100))));
    BOOST_TEST(!quantisation(std::vector<double>(gen.size(1, 9), 2.5)));
  });
}

BOOST_AUTO_TEST_CASE(repetitions_without_a_common_step_are_noticed) {
  const auto found = quantisation(std::vector{1.0, std::sqrt(2), 1.0, M_PI, 1.0, std::sqrt(2)});
  BOOST_REQUIRE(found);
  BOOST_TEST(found->distinct == 3u);
  BOOST_TEST(found->step == 0);
}

// Of these ranks acf of R gives 0.90, 0.05 and 0.39 as sums of neighbouring lags, then none above
// 0. Geyer's initial monotone sequence (1992, Stat. Sci. 7:473) takes 0.05 twice:
// 12 / (2 · (0.900350 + 2 · 0.050699) − 1).
BOOST_AUTO_TEST_CASE(pairs_of_lags_count_no_more_than_those_before_them) {
  const std::vector<double> values{11, 7, 4, 12, 9, 8, 5, 2, 10, 3, 6, 1};
  BOOST_TEST(effective_sample_size(values) == 11.95818815331, boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_SUITE_END()
