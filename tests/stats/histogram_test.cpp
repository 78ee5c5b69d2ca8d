#include "stats/histogram.hpp"

#include "stats/summary.hpp"
#include "support/for_all.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

using namespace pawl::stats;
using pawl::tests::for_all;
using pawl::tests::Gen;

namespace {

Histogram of(const std::vector<double>& values) {
  Histogram histogram;
  for (const double value : values) histogram.record(value);
  return histogram;
}

/// Over many powers of two.
std::vector<double> spread_out(Gen& gen, std::size_t most) {
  std::vector<double> values(gen.size(1, most));
  for (double& value : values) value = gen.size(0, 20) == 0 ? 0 : std::exp(gen.real(-30, 10));
  return values;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(histogram)

BOOST_AUTO_TEST_CASE(quantiles_are_within_the_relative_error) {
  for_all([](Gen& gen) {
    const std::vector<double> values = sorted(spread_out(gen, 500));
    const Histogram histogram = of(values);
    for (const double q : {0.0, 0.01, 0.5, 0.9, 0.99, 1.0, gen.real(0, 1)}) {
      const double exact = quantile(values, q, QuantileType::inverse_cdf);
      BOOST_TEST(std::abs(histogram.quantile(q) - exact) <= exact * Histogram::relative_error);
    }
    BOOST_TEST(histogram.smallest() == values.front());
    BOOST_TEST(histogram.largest() == values.back());
    BOOST_TEST(std::abs(histogram.mean() - mean(values)) <=
               mean(values) * Histogram::relative_error * 1.0001);
  });
}

BOOST_AUTO_TEST_CASE(merging_is_recording_everything_in_one_in_whatever_order) {
  for_all([](Gen& gen) {
    std::vector<double> a = spread_out(gen, 50), b = spread_out(gen, 50);
    Histogram ab = of(a), ba = of(b);
    ab.merge(of(b));
    ba.merge(of(a));
    a.insert(a.end(), b.begin(), b.end());
    BOOST_TEST((ab == of(a)));
    BOOST_TEST((ba == of(a)));
    ab.merge(Histogram());
    BOOST_TEST((ab == of(a)));
  });
}

BOOST_AUTO_TEST_CASE(what_is_no_latency_is_refused) {
  Histogram histogram;
  for (const double bad : {-1.0, std::nan(""), std::numeric_limits<double>::infinity()})
    BOOST_TEST(!histogram.record(bad));
  BOOST_TEST((histogram == Histogram()));
  BOOST_TEST(histogram.quantile(0.5) == 0);
}

BOOST_AUTO_TEST_CASE(extreme_values_have_their_buckets) {
  constexpr double huge = std::numeric_limits<double>::max();
  constexpr double tiny = std::numeric_limits<double>::denorm_min();
  const Histogram histogram = of({0, tiny, 1e-300, huge});
  BOOST_TEST(histogram.count() == 4u);
  BOOST_TEST(histogram.quantile(0.5) == 0);
  BOOST_TEST(histogram.quantile(0.75) == 1e-300,
             boost::test_tools::tolerance(Histogram::relative_error));
  BOOST_TEST(histogram.quantile(1) == huge,
             boost::test_tools::tolerance(Histogram::relative_error));
  BOOST_TEST(std::isfinite(histogram.mean()));
}

BOOST_AUTO_TEST_CASE(counts_below_grow_to_all_of_them) {
  for_all([](Gen& gen) {
    const std::vector<double> values = spread_out(gen, 100);
    const Histogram histogram = of(values);
    std::uint64_t last = 0;
    for (double at = 1e-14; at < 1e5; at *= 3) {
      const std::uint64_t below = histogram.count_at_or_below(at);
      const auto exact = static_cast<std::uint64_t>(
          std::count_if(values.begin(), values.end(), [&](double v) { return v <= at; }));
      BOOST_TEST(below >= last);
      BOOST_TEST(below <= exact);
      last = below;
    }
    BOOST_TEST(histogram.count_at_or_below(1e6) == values.size());
  });
}

BOOST_AUTO_TEST_CASE(all_are_at_or_below_the_largest) {
  for_all([](Gen& gen) {
    const std::vector<double> values = spread_out(gen, 100);
    const Histogram histogram = of(values);
    BOOST_TEST(histogram.count_at_or_below(histogram.largest()) == values.size());
  });
}

BOOST_AUTO_TEST_SUITE_END()
