#include "stats/intervals/saddlepoint.hpp"

#include "stats/intervals/bootstrap.hpp"
#include "stats/summary.hpp"
#include "support/for_all.hpp"

#include <boost/math/distributions/normal.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

using namespace pawl::stats;
using pawl::tests::for_all;
using pawl::tests::Gen;

namespace {

double probability(std::span<const ResampledPart> parts, double at) {
  return boost::math::cdf(boost::math::normal(), resampled_deviate(parts, at));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(saddlepoint)

BOOST_AUTO_TEST_CASE(a_mean_is_distributed_as_100_000_resamples_say) {
  // These know a share to `error` (three deviations); the saddlepoint is within 0.004 of it from
  // ten values on.
  for_all(
      [](Gen& gen) {
        const std::vector<double> values = gen.timings(gen.size(10, 60), 0.4);
        const std::array parts{ResampledPart{values, 1}};
        const std::vector<double> means = sorted(resampled_means(values, 100'000, 3));
        for (const double level : {0.01, 0.025, 0.2, 0.5, 0.8, 0.975, 0.99}) {
          const double at = quantile(means, level);
          const double error = 3 * std::sqrt(level * (1 - level) / 1e5);
          BOOST_TEST(std::abs(probability(parts, at) - level) < error + 0.004);
        }
      },
      20);
}

BOOST_AUTO_TEST_CASE(a_difference_of_means_is_distributed_as_resamples_say) {
  for_all(
      [](Gen& gen) {
        const auto a = gen.timings(gen.size(10, 40), 0.4), b = gen.timings(gen.size(10, 40), 0.4);
        const double ratio = gen.real(0.5, 2);
        const std::array parts{ResampledPart{b, 1}, ResampledPart{a, -ratio}};
        std::vector<double> differences = resampled_means(b, 100'000, 4);
        const std::vector<double> of_a = resampled_means(a, 100'000, 5);
        for (std::size_t i = 0; i < of_a.size(); ++i) differences[i] -= ratio * of_a[i];
        std::sort(differences.begin(), differences.end());
        for (const double level : {0.01, 0.2, 0.5, 0.975}) {
          const double at = quantile(differences, level);
          const double error = 3 * std::sqrt(level * (1 - level) / 1e5);
          BOOST_TEST(std::abs(probability(parts, at) - level) < error + 0.004);
        }
      },
      10);
}

BOOST_AUTO_TEST_CASE(it_rises_without_a_seam_as_far_as_intervals_ask) {
  for_all(
      [](Gen& gen) {
        const std::vector<double> values = sorted(gen.timings(gen.size(10, 40), 0.6));
        const std::array parts{ResampledPart{values, 1}};
        const double low = values.front(), high = values.back();
        BOOST_TEST(std::isinf(resampled_deviate(parts, low)));
        BOOST_TEST(std::isinf(resampled_deviate(parts, high)));
        double last = -1e300;
        for (int i = 1; i < 400; ++i) {
          const double deviate = resampled_deviate(parts, low + (high - low) * i / 400);
          if (std::abs(deviate) < 4) BOOST_TEST(deviate > last);
          last = deviate;
        }
      },
      50);
}

// Between them the distribution is tilted by ten digits more than the others would stand.
BOOST_AUTO_TEST_CASE(two_largest_values_side_by_side_are_told_apart) {
  for_all(
      [](Gen& gen) {
        std::vector<double> values = gen.timings(gen.size(10, 40), 0.3);
        const double high = *std::max_element(values.begin(), values.end());
        values.push_back(high * (1 - 1e-10));
        const std::array parts{ResampledPart{values, 1}};
        const double deviate = resampled_deviate(parts, high * (1 - 5e-11));
        BOOST_TEST(std::isfinite(deviate));
        BOOST_TEST(deviate > 4);
      },
      20);
}

BOOST_AUTO_TEST_CASE(near_the_mean_both_formulas_meet) {
  for_all([](Gen& gen) {
    const std::vector<double> values = gen.timings(gen.size(10, 60), 0.5);
    const std::array parts{ResampledPart{values, 1}};
    const SumCumulants about = cumulants(parts);
    const double error = std::sqrt(about.variance);
    const double inside = resampled_deviate(parts, about.mean + 0.999e-3 * error);
    const double outside = resampled_deviate(parts, about.mean + 1.001e-3 * error);
    BOOST_TEST(std::abs(outside - inside) < 1e-4);
  });
}

BOOST_AUTO_TEST_SUITE_END()
