#include "stats/intervals/rank_bootstrap.hpp"

#include "support/for_all.hpp"
#include "support/oracle.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <vector>

using namespace pawl::stats;
using pawl::tests::for_all;
using pawl::tests::Gen;
using pawl::tests::number;
using pawl::tests::numbers;
using pawl::tests::oracle;

namespace {

std::vector<double> ascending(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values;
}

/// How often a value occurs as k-th smallest among all nⁿ resamples of n values.
using Counts = std::map<double, double>;

Counts every_resample(const std::vector<double>& values, std::size_t k) {
  Counts result;
  std::vector<std::size_t> drawn(values.size(), 0);
  for (;;) {
    std::vector<double> resample;
    for (const std::size_t i : drawn) resample.push_back(values[i]);
    std::nth_element(resample.begin(), resample.begin() + static_cast<std::ptrdiff_t>(k - 1),
                     resample.end());
    result[resample[k - 1]] += 1;
    std::size_t digit = 0;
    while (digit < drawn.size() && ++drawn[digit] == values.size()) drawn[digit++] = 0;
    if (digit == drawn.size()) return result;
  }
}

/// By definition: the smallest ratio that occurs with P(ratio ≤ r) ≥ level.
double percentile_by_enumeration(const Counts& before, const Counts& now, double level) {
  Counts ratios;
  double total = 0, sum = 0;
  for (const auto& [a, count_a] : before)
    for (const auto& [b, count_b] : now) {
      ratios[b / a] += count_a * count_b;
      total += count_a * count_b;
    }
  for (const auto& [ratio, count] : ratios)
    if ((sum += count) >= level * total) return ratio;
  return ratios.rbegin()->first;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(rank_bootstrap)

BOOST_AUTO_TEST_CASE(ranks_are_distributed_as_the_oracle_says) {
  for (const auto& row : oracle().at("boot_order").as_array()) {
    const auto n = static_cast<std::size_t>(number(row.at("n")));
    const std::size_t k = quantile_rank(n, number(row.at("q")));
    BOOST_TEST_CONTEXT("n=" << n << " k=" << k) {
      BOOST_TEST(static_cast<double>(k) == number(row.at("k")));
      const std::vector<double> expected = numbers(row.at("cdf_J_le_j"));
      const std::vector<double> cdf = bootstrap_rank_cdf(n, k);
      BOOST_REQUIRE(cdf.size() == expected.size());
      for (std::size_t j = 0; j <= n; ++j) BOOST_TEST(std::abs(cdf[j] - expected[j]) < 1e-13);
    }
  }
}

BOOST_AUTO_TEST_CASE(ranks_are_distributed_as_the_incomplete_beta_function) {
  for (const std::size_t n : {3u, 13u, 47u, 200u, 1000u, 20'000u})
    for (const double q : {0.0, 0.1, 0.5, 0.75, 0.99, 1.0}) {
      const std::size_t k = quantile_rank(n, q);
      const std::vector<double> cdf = bootstrap_rank_cdf(n, k);
      double worst = 0;
      for (std::size_t j = 0; j <= n; j += std::max<std::size_t>(1, n / 500)) {
        const double x = static_cast<double>(j) / static_cast<double>(n);
        const double expected =
            boost::math::ibeta(static_cast<double>(k), static_cast<double>(n - k + 1), x);
        worst = std::max(worst, std::abs(cdf[j] - expected));
      }
      BOOST_TEST(worst < 1e-13, "n=" << n << " q=" << q << " differs by " << worst);
    }
}

BOOST_AUTO_TEST_CASE(quantile_ratios_are_the_oracles) {
  for (const auto& [name, rows] : oracle().at("boot_ratio_quantile").as_object()) {
    const auto& sides = oracle().at("cases").at(name);
    const std::vector<double> before = ascending(numbers(sides.at("x")));
    const std::vector<double> now = ascending(numbers(sides.at("y")));
    for (const auto& row : rows.as_array()) BOOST_TEST_CONTEXT(name << " " << row) {
        const double q = number(row.at("q"));
        const Bounds bounds = bootstrap_quantile_ratio(before, now, q, 0.95);
        BOOST_TEST(bounds.low == number(row.at("lo")), boost::test_tools::tolerance(1e-15));
        BOOST_TEST(bounds.high == number(row.at("hi")), boost::test_tools::tolerance(1e-15));
        BOOST_TEST(std::abs(bootstrap_quantile_ratio_cdf(before, now, q, 1) -
                            number(row.at("P_ratio_le_1"))) < 1e-13);
      }
  }
}

BOOST_AUTO_TEST_CASE(all_resamples_of_up_to_six_values_give_the_same) {
  for_all(
      [](Gen& gen) {
        const auto before = ascending(gen.timings(gen.size(1, 5), 0.2, gen.coin()));
        const auto now = ascending(gen.timings(gen.size(1, 6), 0.2, gen.coin()));
        const double q = gen.real(0, 1);
        const Counts all_before = every_resample(before, quantile_rank(before.size(), q));
        const Counts all_now = every_resample(now, quantile_rank(now.size(), q));
        const double confidence = gen.real(0.5, 0.99);
        const double tail = (1 - confidence) / 2;
        const Bounds bounds = bootstrap_quantile_ratio(before, now, q, confidence);
        BOOST_TEST(bounds.low == percentile_by_enumeration(all_before, all_now, tail));
        BOOST_TEST(bounds.high == percentile_by_enumeration(all_before, all_now, 1 - tail));
      },
      60);
}

BOOST_AUTO_TEST_CASE(a_unit_scales_the_ratio_away) {
  for_all([](Gen& gen) {
    const auto before = ascending(gen.timings(gen.size(1, 40)));
    auto now = ascending(gen.timings(gen.size(1, 40)));
    const Bounds bounds = bootstrap_quantile_ratio(before, now, 0.5, 0.95);
    for (double& value : now) value *= 1024;
    const Bounds scaled = bootstrap_quantile_ratio(before, now, 0.5, 0.95);
    BOOST_TEST(scaled.low == 1024 * bounds.low);
    BOOST_TEST(scaled.high == 1024 * bounds.high);
  });
}

BOOST_AUTO_TEST_CASE(extreme_values_stay_within_what_can_occur) {
  const std::vector<double> tiny{4.9e-324, 1e-300, 2e-300}, huge{1e300, 1.5e300, 1.7e308};
  const Bounds far = bootstrap_quantile_ratio(tiny, tiny, 0.5, 0.95);
  BOOST_TEST(!std::isnan(far.low));
  BOOST_TEST(far.low <= 1);
  BOOST_TEST(far.high >= 1);
  const Bounds equal = bootstrap_quantile_ratio({huge.begin(), 1}, {huge.begin(), 1}, 0.5, 0.95);
  BOOST_TEST(equal.low == 1);
  BOOST_TEST(equal.high == 1);
}

BOOST_AUTO_TEST_SUITE_END()
