#include "stats/intervals/bootstrap.hpp"

#include "stats/intervals/rank_bootstrap.hpp"
#include "stats/summary.hpp"
#include "support/for_all.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <thread>
#include <vector>

using namespace pawl::stats;
using pawl::tests::for_all;
using pawl::tests::Gen;

namespace {

/// Sessions of launches of values, each level differing by its own deviation on the log scale.
Sample nested(Random& random, std::size_t sessions, std::size_t launches, std::size_t values,
              double deviation) {
  std::vector<Sample::Session> result(sessions);
  for (auto& session : result) {
    const double level = deviation * random.normal();
    session.resize(launches);
    for (auto& launch : session) {
      const double own = level + deviation * random.normal();
      launch.resize(values);
      for (double& value : launch) value = std::exp(own + deviation * random.normal());
    }
  }
  return *Sample::from_sessions(result);
}

bool same(const Interval& a, const Interval& b) {
  return a.estimate == b.estimate && a.low == b.low && a.high == b.high;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(bootstrap)

BOOST_AUTO_TEST_CASE(every_resample_of_three_comes_up_as_often_as_it_should) {
  // Of 27 resamples of {0, 1, 5}, 10 different sums: chi-squared with 9 degrees exceeds 33.7 once
  // in 10,000 times. An odd size takes the path of pairs and that of the single draw left over.
  const std::vector<double> values{0, 1, 5};
  const std::vector<double> means = resampled_means(values, 27'000, 1);
  double chi_squared = 0;
  for (int ones = 0; ones <= 3; ++ones)
    for (int fives = 0; ones + fives <= 3; ++fives) {
      const double ways =
          6 / (std::tgamma(ones + 1) * std::tgamma(fives + 1) * std::tgamma(4 - ones - fives));
      const double mean_of_these = (ones + 5 * fives) / 3.0;
      const auto seen = std::count_if(means.begin(), means.end(), [&](double mean) {
        return std::abs(mean - mean_of_these) < 1e-6;
      });
      const double expected = 1000 * ways;
      chi_squared += std::pow(static_cast<double>(seen) - expected, 2) / expected;
    }
  BOOST_TEST(chi_squared < 33.7);
}

BOOST_AUTO_TEST_CASE(resampled_means_have_the_samples_mean_and_its_error) {
  for (const std::size_t n : {2u, 7u, 100u, 255u, 400u}) {
    Random random(n);
    std::vector<double> values(n);
    for (double& value : values) value = 100 + random.normal();
    const std::vector<double> means = resampled_means(values, 20'000, n);
    const double size = static_cast<double>(n);
    const double error = standard_deviation(values) * std::sqrt((size - 1) / size / size);
    BOOST_TEST(std::abs(mean(means) - mean(values)) < 4 * error / std::sqrt(20'000.0));
    BOOST_TEST(standard_deviation(means) == error, boost::test_tools::tolerance(0.03));
  }
}

BOOST_AUTO_TEST_CASE(one_seed_has_one_answer_on_any_thread) {
  Random random(4);
  const Sample before = nested(random, 3, 4, 5, 0.05), now = nested(random, 2, 5, 3, 0.05);
  const auto run = [&] {
    return *two_level_ratio(before, now, NestedStatistic::median, 0.95, 500, 7);
  };
  const Interval here = run();
  Interval there;
  std::thread([&] { there = run(); }).join();
  BOOST_TEST(same(here, there));
  BOOST_TEST(!same(here, *two_level_ratio(before, now, NestedStatistic::median, 0.95, 500, 8)));
}

BOOST_AUTO_TEST_CASE(of_one_level_it_is_the_exact_distribution) {
  // Odd sizes, so that the median is an order statistic.
  Random random(5);
  std::vector<double> a(21), b(15);
  for (double& value : a) value = std::exp(0.1 * random.normal());
  for (double& value : b) value = std::exp(0.1 * random.normal());
  const Interval drawn = *two_level_ratio(*Sample::from(a), *Sample::from(b),
                                          NestedStatistic::median, 0.95, 20'000, 1);
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  BOOST_TEST(std::abs(bootstrap_quantile_ratio_cdf(a, b, 0.5, drawn.low) - 0.025) < 0.006);
  BOOST_TEST(std::abs(bootstrap_quantile_ratio_cdf(a, b, 0.5, drawn.high) - 0.975) < 0.006);
}

BOOST_AUTO_TEST_CASE(of_nested_samples_it_covers) {
  // The ratio is 1. Values taken flat held it in 44 % of trials.
  Random random(6);
  const int trials = 200;
  int covered = 0;
  for (int trial = 0; trial < trials; ++trial) {
    const Sample before = nested(random, 12, 3, 3, 0.02), now = nested(random, 12, 3, 3, 0.02);
    const auto seed = static_cast<std::uint64_t>(trial);
    const Interval ratio = *two_level_ratio(before, now, NestedStatistic::mean, 0.95, 400, seed);
    covered += ratio.low <= 1 && 1 <= ratio.high;
  }
  BOOST_TEST(covered >= 0.90 * trials);
}

BOOST_AUTO_TEST_CASE(a_unit_scales_the_ratio_and_what_cannot_be_told_is_said) {
  Random random(7);
  const Sample before = nested(random, 2, 2, 3, 0.05), now = nested(random, 2, 2, 3, 0.05);
  const auto of = [&](const Sample& other) {
    return *two_level_ratio(before, other, NestedStatistic::mean, 0.9, 200, 1);
  };
  BOOST_TEST(of(now.scaled(8)).low == 8 * of(now).low, boost::test_tools::tolerance(1e-12));
  const Sample one = *Sample::from({1}), zero = *Sample::from({0, 1});
  BOOST_TEST((two_level_ratio(one, one, NestedStatistic::mean, 0.9, 9, 1)->method ==
              IntervalMethod::none));
  BOOST_TEST(!two_level_ratio(zero, one, NestedStatistic::mean, 0.9, 9, 1));
}

BOOST_AUTO_TEST_SUITE_END()
