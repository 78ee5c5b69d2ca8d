#include "stats/intervals/interval.hpp"

#include "stats/random.hpp"
#include "stats/summary.hpp"
#include "support/for_all.hpp"
#include "support/oracle.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

using namespace pawl::stats;
using pawl::tests::for_all;
using pawl::tests::Gen;
using pawl::tests::numbers;
using pawl::tests::oracle;

namespace {

/// The confidence at which mean_estimate's widened percentiles are those of plain BCa at 0.95.
double widened(std::size_t n) {
  const double size = static_cast<double>(n);
  const double z = boost::math::quantile(boost::math::normal(), 0.975);
  const boost::math::students_t student(size - 1);
  return 1 - 2 * boost::math::cdf(student, -z * std::sqrt((size - 1) / size));
}

std::vector<double> scaled(std::vector<double> values, double factor) {
  for (double& value : values) value *= factor;
  return values;
}

std::vector<double> shuffled(std::vector<double> values, Gen& gen) {
  std::shuffle(values.begin(), values.end(), gen.engine());
  return values;
}

bool same(const Interval& a, const Interval& b) {
  return a.estimate == b.estimate && a.low == b.low && a.high == b.high && a.method == b.method;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(interval)

BOOST_AUTO_TEST_CASE(a_mean_has_the_interval_that_200_000_resamples_give) {
  for (const auto& [name, rows] : oracle().at("scipy_bootstrap_200k_seed1").as_object()) {
    const std::vector<double> x = numbers(oracle().at("cases").at(name).at("x"));
    const std::vector<double> scipy = numbers(rows.at("mean/BCa"));
    const Interval interval = mean_estimate(x, widened(x.size()));
    const double width = scipy[1] - scipy[0];
    BOOST_TEST_CONTEXT(name) {
      BOOST_TEST((interval.method == IntervalMethod::bca_saddlepoint));
      BOOST_TEST(std::abs(interval.low - scipy[0]) < 0.01 * width);
      BOOST_TEST(std::abs(interval.high - scipy[1]) < 0.01 * width);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_unit_scales_the_interval) {
  for_all([](Gen& gen) {
    const auto values = gen.timings(gen.size(1, 60), 0.2, gen.coin());
    const double factor = std::ldexp(1.0, static_cast<int>(gen.size(0, 60)) - 30);
    for (const auto estimate :
         {+[](const std::vector<double>& v) { return mean_estimate(v, 0.95); },
          +[](const std::vector<double>& v) { return quantile_estimate(v, 0.5, 0.95); }}) {
      const Interval one = estimate(values), other = estimate(scaled(values, factor));
      BOOST_TEST(other.low == one.low * factor);
      BOOST_TEST(other.high == one.high * factor);
    }
  });
}

BOOST_AUTO_TEST_CASE(the_order_of_values_does_not_matter) {
  for_all([](Gen& gen) {
    const auto before = gen.timings(gen.size(5, 40)), now = gen.timings(gen.size(5, 40));
    const auto mixed_before = shuffled(before, gen), mixed_now = shuffled(now, gen);
    BOOST_TEST(same(*quantile_ratio(before, now, 0.5, 0.95),
                    *quantile_ratio(mixed_before, mixed_now, 0.5, 0.95)));
    BOOST_TEST(mean_ratio(before, now, 0.95)->low == mean_ratio(mixed_before, mixed_now, 0.95)->low,
               boost::test_tools::tolerance(1e-9));
  });
}

BOOST_AUTO_TEST_CASE(swapping_before_and_now_inverts_the_ratio_of_means) {
  for_all([](Gen& gen) {
    const auto before = gen.timings(gen.size(2, 40), 0.3), now = gen.timings(gen.size(2, 40), 0.3);
    const auto one = mean_ratio(before, now, 0.95), other = mean_ratio(now, before, 0.95);
    BOOST_TEST(one->low * other->high == 1, boost::test_tools::tolerance(1e-6));
    BOOST_TEST(one->high * other->low == 1, boost::test_tools::tolerance(1e-6));
  });
}

BOOST_AUTO_TEST_CASE(more_confidence_is_wider) {
  for_all([](Gen& gen) {
    const auto before = gen.timings(gen.size(5, 40)), now = gen.timings(gen.size(5, 40));
    const auto narrow = mean_ratio(before, now, 0.9), wide = mean_ratio(before, now, 0.99);
    BOOST_TEST(wide->low < narrow->low);
    BOOST_TEST(narrow->low < narrow->estimate);
    BOOST_TEST(narrow->estimate < narrow->high);
    BOOST_TEST(narrow->high < wide->high);
    const auto median_90 = quantile_ratio(before, now, 0.5, 0.9);
    const auto median_99 = quantile_ratio(before, now, 0.5, 0.99);
    BOOST_TEST(median_99->low <= median_90->low);
    BOOST_TEST(median_99->high >= median_90->high);
  });
}

BOOST_AUTO_TEST_CASE(few_values_are_said_to_be_few) {
  const std::vector<double> one{1.0}, three{1.0, 1.1, 1.2}, ten{1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
  BOOST_TEST((mean_estimate(one, 0.95).method == IntervalMethod::none));
  BOOST_TEST((mean_estimate(three, 0.95).method == IntervalMethod::student));
  BOOST_TEST((mean_estimate(ten, 0.95).method == IntervalMethod::bca_saddlepoint));
  BOOST_TEST((mean_ratio(three, ten, 0.95)->method == IntervalMethod::student));
  BOOST_TEST((quantile_ratio(three, ten, 0.5, 0.95)->method == IntervalMethod::none));
  BOOST_TEST(std::isinf(quantile_ratio(three, ten, 0.5, 0.95)->high));
  BOOST_TEST((quantile_ratio(ten, ten, 0.95, 0.95)->method == IntervalMethod::none));
  BOOST_TEST((quantile_estimate(three, 0.5, 0.95).method == IntervalMethod::none));
}

BOOST_AUTO_TEST_CASE(a_ratio_of_means_has_welchs_degrees_from_five_values_a_side_on) {
  for_all([](Gen& gen) {
    const auto degrees_of = [&](const std::vector<double>& a, const std::vector<double>& b) {
      return mean_ratio(a, b, 0.95)->degrees;
    };
    const auto error = [](const std::vector<double>& values) {  // squared, of the mean's logarithm
      return std::pow(standard_deviation(values) / mean(values), 2) /
             static_cast<double>(values.size());
    };
    const auto few = gen.timings(4, 0.1), five = gen.timings(5, 0.3), more = gen.timings(20, 0.1);
    const double a = error(five), b = error(more);
    const double welch = (a + b) * (a + b) / (a * a / 4 + b * b / 19);
    BOOST_TEST(degrees_of(few, more) == 3);
    BOOST_TEST(degrees_of(more, few) == 3);
    BOOST_TEST(degrees_of(five, more) == welch, boost::test_tools::tolerance(1e-9));
    BOOST_TEST(degrees_of(more, five) == welch, boost::test_tools::tolerance(1e-9));
  });
}

BOOST_AUTO_TEST_CASE(a_ratio_needs_positive_values) {
  const std::vector<double> good{1, 2, 3, 4, 5, 6}, zero{0, 1, 2, 3, 4, 5};
  BOOST_TEST(!mean_ratio(good, zero, 0.95));
  BOOST_TEST(!mean_ratio(zero, good, 0.95));
  BOOST_TEST(!quantile_ratio(good, zero, 0.5, 0.95));
}

BOOST_AUTO_TEST_CASE(extreme_inputs_neither_overflow_nor_turn_into_nan) {
  constexpr double tiny = std::numeric_limits<double>::denorm_min();
  const std::vector<std::vector<double>> samples{
      {1},
      {1e300},
      {tiny},
      std::vector<double>(12, 7.0),
      std::vector<double>(12, tiny),
      {tiny, 2 * tiny, 3 * tiny, 9 * tiny, 5 * tiny, 2 * tiny},
      {1e-300, 1e300, 1e-300, 1e300, 1, 1, 1, 1, 1, 1, 1},
      {1e300, 1.1e300, 1.7e308, 1e300, 1e300, 1e300, 1e300, 1e300, 1e300, 1e300, 1e300},
      {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1e9}};
  for (const auto& before : samples) {
    for (const auto& now : samples)
      for (const auto& ratio :
           {*mean_ratio(before, now, 0.95), *quantile_ratio(before, now, 0.5, 0.95)}) {
        BOOST_TEST(std::isfinite(ratio.estimate));
        BOOST_TEST(ratio.low <= ratio.estimate);
        BOOST_TEST(ratio.estimate <= ratio.high);
      }
    const Interval interval = mean_estimate(before, 0.95);
    BOOST_TEST(interval.low <= interval.estimate);
    BOOST_TEST(interval.estimate <= interval.high);
  }
}

// Found by tests/fuzz: their deviation is more than a double holds, and the ends were none.
BOOST_AUTO_TEST_CASE(a_mean_of_values_at_both_ends_of_a_double_lies_within_its_interval) {
  constexpr double largest = std::numeric_limits<double>::max();
  std::vector<double> values{largest / 2, -largest};
  for (; values.size() < 12; values.push_back(largest)) {
    const Interval interval = mean_estimate(values, 0.95);
    BOOST_TEST(interval.low <= interval.estimate);
    BOOST_TEST(interval.estimate <= interval.high);
  }
}

// Found by tests/fuzz: where an end lies far out, the powers of the ratio overflowed.
BOOST_AUTO_TEST_CASE(a_mean_that_hangs_on_one_value_has_a_ratio_at_any_confidence) {
  for (const std::size_t n : {10u, 32u, 200u})
    for (const double confidence : {0.95, 0.999999, 1 - 1e-12}) {
      std::vector<double> hanging(n, std::numeric_limits<double>::denorm_min());
      hanging[n / 3] = 100;
      for (const auto& other : {std::vector<double>(n, 1.0), hanging})
        for (const auto& ratio :
             {*mean_ratio(hanging, other, confidence), *mean_ratio(other, hanging, confidence)}) {
          BOOST_TEST(ratio.low <= ratio.estimate);
          BOOST_TEST(ratio.estimate <= ratio.high);
        }
    }
}

// Found by tests/fuzz: divided by their deviation they were all the same, and an end of the
// interval was looked for in steps of nothing, for ever.
BOOST_AUTO_TEST_CASE(a_mean_of_values_that_differ_by_a_last_digit_has_an_interval) {
  for (const double level : {1.0, 0.15, 3.0, 1e-6, 57.0})
    for (std::size_t n = 2; n < 30; ++n) {
      std::vector<double> values(n, level);
      values.back() = std::nextafter(level, 0);
      const Interval mean = mean_estimate(values, 0.95);
      BOOST_TEST(mean.low <= mean.high);
      BOOST_TEST(std::abs(mean.high / mean.low - 1) < 1e-14);
      BOOST_TEST(mean_ratio(values, values, 0.95)->high < 1 + 1e-14);
    }
}

BOOST_AUTO_TEST_CASE(intervals_of_95_percent_cover_93_to_97) {
  // Log-normal values as timings are, before and now of one distribution: the ratio is 1, the mean
  // exp(σ² / 2). 4,000 trials know a coverage to ± 0.7 %.
  const int trials = 2'000;
  for (const std::size_t n : {6u, 12u, 30u}) {
    Random random(n);
    int of_mean = 0, of_means = 0, of_medians = 0;
    for (int trial = 0; trial < trials; ++trial) {
      std::vector<double> a(n), b(n);
      for (double& value : a) value = std::exp(0.2 * random.normal());
      for (double& value : b) value = std::exp(0.2 * random.normal());
      const auto holds = [](const Interval& interval, double truth) {
        return interval.low <= truth && truth <= interval.high;
      };
      of_mean += holds(mean_estimate(a, 0.95), std::exp(0.02));
      of_means += holds(*mean_ratio(a, b, 0.95), 1);
      of_medians += holds(*quantile_ratio(a, b, 0.5, 0.95), 1);
    }
    for (const int covered : {of_mean, of_means, of_medians}) {
      const double coverage = static_cast<double>(covered) / trials;
      BOOST_TEST((coverage >= 0.93 && coverage <= 0.98), "n=" << n << ": " << coverage);
    }
  }
}

// Then nothing but now's mean varies.
BOOST_AUTO_TEST_CASE(over_a_constant_the_ratio_of_means_has_the_interval_of_the_mean) {
  for_all(
      [](Gen& gen) {
        const std::size_t n = gen.size(10, 30);
        const std::vector<double> constant(gen.size(10, 30), 2.0), now = gen.timings(n, 0.3);
        const Interval alone = mean_estimate(now, 0.95);
        const auto ratio = mean_ratio(constant, now, 0.95);
        BOOST_REQUIRE(ratio);
        BOOST_TEST(ratio->low == alone.low / 2, boost::test_tools::tolerance(1e-6));
        BOOST_TEST(ratio->high == alone.high / 2, boost::test_tools::tolerance(1e-6));
      },
      20);
}

BOOST_AUTO_TEST_SUITE_END()
