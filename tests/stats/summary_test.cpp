#include "stats/summary.hpp"

#include "stats/intervals/rank_bootstrap.hpp"
#include "stats/random.hpp"
#include "support/for_all.hpp"
#include "support/oracle.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <vector>

using namespace pawl::stats;
using pawl::tests::for_all;
using pawl::tests::Gen;
using pawl::tests::number;
using pawl::tests::numbers;
using pawl::tests::oracle;

BOOST_AUTO_TEST_SUITE(summary)

BOOST_AUTO_TEST_CASE(quantiles_and_mad_are_those_of_R) {
  const std::vector<std::pair<std::string, QuantileType>> types{
      {"type1", QuantileType::inverse_cdf},
      {"type2", QuantileType::averaged_cdf},
      {"type6", QuantileType::weibull},
      {"type7", QuantileType::linear},
      {"type8", QuantileType::median_unbiased}};
  const std::vector<std::pair<std::string, double>> shares{
      {"p25", .25}, {"p50", .5}, {"p75", .75}, {"p90", .9}, {"p95", .95}, {"p99", .99}};
  for (const auto& entry : oracle().at("cases").as_object()) {
    const std::vector<double> x = sorted(numbers(entry.value().at("x")));
    const auto& r = entry.value().at("R");
    BOOST_TEST_CONTEXT(entry.key()) {
      for (const auto& [type, enumerator] : types)
        for (const auto& [name, q] : shares)
          BOOST_TEST(quantile(x, q, enumerator) == number(r.at("quantiles").at(type).at(name)),
                     boost::test_tools::tolerance(1e-12));
      const double size = std::max(std::abs(x.front()), std::abs(x.back()));
      BOOST_TEST(std::abs(median_absolute_deviation(x) - number(r.at("mad"))) < 1e-14 * size);
      BOOST_TEST(mean(x) == number(r.at("mean")), boost::test_tools::tolerance(1e-14));
      // R has none for one value; of huge values its sd overflows, of tiny ones it underflows.
      const auto* sd = r.as_object().if_contains("sd");
      if (sd != nullptr && sd->is_number() && size > 1e-300)
        BOOST_TEST(std::abs(standard_deviation(x) - number(*sd)) < 1e-14 * size);
    }
  }
}

BOOST_AUTO_TEST_CASE(binomial_ranks_are_the_oracles) {
  for (const auto& row : oracle().at("binom_quantile_ci95").as_array()) {
    const auto n = static_cast<std::size_t>(number(row.at("n")));
    const QuantileRanks ranks = quantile_ranks(n, number(row.at("q")), 0.95);
    BOOST_TEST_CONTEXT(row) {
      BOOST_TEST(static_cast<double>(ranks.low) == number(row.at("lo_order")));
      BOOST_TEST(static_cast<double>(ranks.high) == number(row.at("hi_order")));
      BOOST_TEST(ranks.confidence == number(row.at("confidence")),
                 boost::test_tools::tolerance(1e-12));
    }
  }
}

BOOST_AUTO_TEST_CASE(no_interval_is_given_below_the_smallest_size) {
  const std::vector<std::pair<double, std::size_t>> sizes{
      {0.5, 6}, {0.9, 36}, {0.95, 72}, {0.99, 368}, {0.05, 72}};
  for (const auto& [q, n] : sizes) {
    BOOST_TEST(smallest_size(q, 0.95) == n);
    std::vector<double> values(n - 1);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<double>(i);
    BOOST_TEST(!quantile_interval(values, q, 0.95));
    BOOST_TEST(!interpolated_quantile_interval(values, q, 0.95));
    values.push_back(static_cast<double>(n));
    BOOST_TEST(!!quantile_interval(values, q, 0.95));
    BOOST_TEST(!!interpolated_quantile_interval(values, q, 0.95));
  }
}

// Found by tests/fuzz: 1 − q is 1 there.
BOOST_AUTO_TEST_CASE(next_to_the_ends_no_sample_is_large_enough) {
  for (const double q : {1e-300, 1e-17, 1 - 0x1p-53}) {
    BOOST_TEST(smallest_size(q, 0.95) > std::size_t{1} << 50, q);
    BOOST_TEST(!interpolated_quantile_interval(std::vector<double>{1, 2, 3}, q, 0.95));
  }
}

BOOST_AUTO_TEST_CASE(an_interpolated_interval_lies_within_the_exact_one) {
  for_all([](Gen& gen) {
    const std::vector<double> values = sorted(gen.timings(gen.size(6, 300), 0.3, gen.coin()));
    const double q = gen.real(0.05, 0.95), confidence = gen.real(0.5, 0.99);
    const auto exact = quantile_interval(values, q, confidence);
    const auto interpolated = interpolated_quantile_interval(values, q, confidence);
    BOOST_REQUIRE(exact.has_value() == interpolated.has_value());
    if (!exact) return;
    BOOST_TEST(exact->low <= interpolated->low);
    BOOST_TEST(interpolated->low <= interpolated->high);
    BOOST_TEST(interpolated->high <= exact->high);
  });
}

BOOST_AUTO_TEST_CASE(interpolated_intervals_cover_what_they_claim) {
  // Exponential values, a skewed distribution; 20,000 trials know a coverage to ± 0.3 %.
  Random random(1);
  for (const auto& [q, n] : {std::pair{0.5, 6}, {0.5, 10}, {0.5, 25}, {0.9, 60}, {0.95, 100}}) {
    const double truth = -std::log1p(-q);
    int covered = 0;
    const int trials = 10'000;
    for (int trial = 0; trial < trials; ++trial) {
      std::vector<double> values(static_cast<std::size_t>(n));
      for (double& value : values) value = -std::log1p(-random.unit());
      std::sort(values.begin(), values.end());
      const auto bounds = interpolated_quantile_interval(values, q, 0.95);
      covered += bounds->low <= truth && truth <= bounds->high;
    }
    const double coverage = static_cast<double>(covered) / trials;
    BOOST_TEST((coverage > 0.94 && coverage < 0.97), "q=" << q << " n=" << n << ": " << coverage);
  }
}

BOOST_AUTO_TEST_CASE(extreme_values_neither_overflow_nor_vanish) {
  constexpr double huge = std::numeric_limits<double>::max();
  constexpr double tiny = std::numeric_limits<double>::denorm_min();
  BOOST_TEST(mean(std::vector{huge, huge, huge}) == huge);
  BOOST_TEST(mean(std::vector{huge, -huge}) == 0);
  BOOST_TEST(mean(std::vector{3 * tiny, 5 * tiny}) == 4 * tiny);
  BOOST_TEST(mean(std::vector{1e300, 1.0, -1e300}) == 1.0 / 3);
  BOOST_TEST(standard_deviation(std::vector{1e300, 3e300}) == std::sqrt(2) * 1e300,
             boost::test_tools::tolerance(1e-15));
  BOOST_TEST(standard_deviation(std::vector{1e-300, 3e-300}) == std::sqrt(2) * 1e-300,
             boost::test_tools::tolerance(1e-15));
  BOOST_TEST(standard_deviation(std::vector{7.0}) == 0);
  BOOST_TEST(quantile(std::vector{-huge, huge}, 0.5) == 0);
}

BOOST_AUTO_TEST_CASE(a_mean_of_equal_values_is_that_value) {
  for_all([](Gen& gen) {
    const double value = gen.real(0, 1);
    BOOST_TEST(mean(std::vector<double>(gen.size(1, 50), value)) == value);
  });
}

// k / 100 · 100 is not k for every k in binary.
BOOST_AUTO_TEST_CASE(the_kth_percent_of_a_hundred_values_is_the_kth) {
  std::vector<double> values;
  for (int i = 1; i <= 100; ++i) values.push_back(i);
  for (int k = 1; k < 100; ++k) {
    BOOST_TEST(quantile(values, k / 100.0, QuantileType::inverse_cdf) == k);
    BOOST_TEST(quantile(values, k / 100.0, QuantileType::averaged_cdf) == k + 0.5);
    BOOST_TEST(quantile_rank(100, k / 100.0) == static_cast<std::size_t>(k));
  }
}

BOOST_AUTO_TEST_SUITE_END()
