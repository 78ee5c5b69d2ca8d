#include "stats/verdict/steadiness.hpp"

#include "support/for_all.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace pawl::stats;
using pawl::tests::for_all;
using pawl::tests::Gen;

namespace {

constexpr double steady = 0.03, disturbed = 0.08;

std::vector<double> noise(Gen& gen, std::size_t n, double spread, double rho = 0) {
  std::vector<double> values(n);
  double state = gen.normal(0, 1);
  for (double& value : values) {
    state = rho * state + std::sqrt(1 - rho * rho) * gen.normal(0, 1);
    value = spread * state;
  }
  return values;
}

/// Of 300 pairs of sessions, how many are said to wander.
template <typename Draw>
int wandering(Draw draw) {
  int count = 0;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    Gen gen(seed);
    const auto [before, now] = draw(gen);
    count += steadiness(before, now, steady, disturbed).wanders;
  }
  return count;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(session_steadiness)

BOOST_AUTO_TEST_CASE(gini_deviation_estimates_the_standard_deviation_of_normal_values) {
  Gen gen(1);
  BOOST_TEST(gini_deviation(noise(gen, 20'000, 0.3)) == 0.3, boost::test_tools::tolerance(0.02));
}

BOOST_AUTO_TEST_CASE(gini_deviation_is_the_mean_difference_of_all_pairs) {
  for_all([](Gen& gen) {
    const std::vector<double> values = noise(gen, gen.size(2, 30), 1);
    double sum = 0;
    for (const double a : values)
      for (const double b : values) sum += std::abs(a - b);
    const double n = static_cast<double>(values.size());
    BOOST_TEST(gini_deviation(values) == sum / (n * (n - 1)) * std::sqrt(std::acos(-1.0)) / 2,
               boost::test_tools::tolerance(1e-9));
  });
}

BOOST_AUTO_TEST_CASE(a_deviation_is_shown_to_be_more_than_it_is_in_few_samples) {
  int beyond = 0;
  for (std::uint64_t seed = 1; seed <= 4000; ++seed) {
    Gen gen(seed);
    beyond += shown_deviation(gini_deviation(noise(gen, 12, 1)), 12) > 1;
  }
  BOOST_TEST(beyond > 4000 * 0.05);  // 6.7 % of 48,000
  BOOST_TEST(beyond < 4000 * 0.085);
}

BOOST_AUTO_TEST_CASE(independent_launches_cost_little_and_dependent_ones_their_due) {
  Gen gen(7);
  BOOST_TEST(dependence(noise(gen, 5000, 1), noise(gen, 5000, 1)).inflation < 1.04);
  const double truth = std::sqrt(1.4 / 0.6);
  const double found = dependence(noise(gen, 5000, 1, 0.4), noise(gen, 5000, 1, 0.4)).inflation;
  BOOST_TEST(found > truth * 0.95);
  BOOST_TEST(found < truth * 1.08);
}

BOOST_AUTO_TEST_CASE(few_launches_show_no_dependence) {
  Gen gen(3);
  BOOST_TEST(dependence(noise(gen, 9, 1, 0.9), noise(gen, 9, 1, 0.9)).inflation == 1);
}

BOOST_AUTO_TEST_CASE(launches_that_agree_are_steady) {
  BOOST_TEST(wandering([](Gen& gen) {
               return std::pair{noise(gen, 15, 0.01), noise(gen, 15, 0.01)};
             }) < 300 * 0.04);
}

BOOST_AUTO_TEST_CASE(a_program_that_scatters_alike_on_both_sides_is_trusted) {
  BOOST_TEST(wandering([](Gen& gen) {
               return std::pair{noise(gen, 15, 0.06), noise(gen, 15, 0.06)};
             }) < 300 * 0.2);
}

BOOST_AUTO_TEST_CASE(sessions_that_scatter_differently_wander) {
  BOOST_TEST(wandering([](Gen& gen) {
               return std::pair{noise(gen, 15, 0.02), noise(gen, 15, 0.07)};
             }) > 300 * 0.9);
}

BOOST_AUTO_TEST_CASE(waves_of_launches_wander) {
  BOOST_TEST(wandering([](Gen& gen) {
               return std::pair{noise(gen, 30, 0.05, 0.7), noise(gen, 30, 0.05, 0.7)};
             }) > 300 * 0.9);
}

BOOST_AUTO_TEST_CASE(launches_that_scatter_beyond_programs_wander) {
  BOOST_TEST(wandering([](Gen& gen) {
               return std::pair{noise(gen, 15, 0.3), noise(gen, 15, 0.3)};
             }) == 300);
}

BOOST_AUTO_TEST_CASE(shared_moods_move_together_and_a_shared_trend_does_not) {
  int shared = 0, apart = 0, trend = 0;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    Gen gen(seed);
    const std::vector<double> mood = noise(gen, 20, 1), other = noise(gen, 20, 1);
    std::vector<double> a = noise(gen, 20, 0.5), b = noise(gen, 20, 0.5), rising = mood,
                        too = other;
    for (std::size_t i = 0; i < 20; ++i) {
      a[i] += mood[i];
      b[i] += mood[i];
      rising[i] += static_cast<double>(i);
      too[i] += static_cast<double>(i);
    }
    shared += move_together(a, b);
    apart += move_together(mood, other);
    trend += move_together(rising, too);
  }
  BOOST_TEST(shared > 300 * 0.8);
  BOOST_TEST(apart < 300 * 0.04);
  BOOST_TEST(trend < 300 * 0.04);
}

// A line by least squares goes through the few that are far out, and leaves a slope in all others.
BOOST_AUTO_TEST_CASE(rare_delays_do_not_make_launches_move_together) {
  int together = 0;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    Gen gen(seed);
    std::vector<double> a = noise(gen, 40, 0.01), b = noise(gen, 40, 0.01);
    for (std::vector<double>* side : {&a, &b})
      for (int delay = 0; delay < 4; ++delay) (*side)[gen.size(0, 39)] += 4;
    together += move_together(a, b);
  }
  BOOST_TEST(together < 300 * 0.04);
}

// Kendall's bias is that of chance: over all orders of five values nothing is left of it.
BOOST_AUTO_TEST_CASE(over_all_orders_neighbours_are_uncorrelated) {
  std::vector<double> values{1, 2, 3, 4, 5};
  double sum = 0;
  do sum += *neighbour_correlation(values, values);
  while (std::next_permutation(values.begin(), values.end()));
  BOOST_TEST(std::abs(sum) < 1e-9);
}

// As if ρ were a standard error higher, 1 / √40 (or twice what is seen, if that is less). What is
// left of the launches and what is known of the factor share the error, both as variances of
// logarithms: 2 / degrees = 2 / left + var log factor², by the delta method 4 / (40 (1 − ρ²)).
BOOST_AUTO_TEST_CASE(a_factor_is_taken_a_standard_error_higher_and_its_doubt_counts) {
  int certain = 0;
  for_all([&](Gen& gen) {
    const std::vector<double> before = noise(gen, 20, 1, 0.3), now = noise(gen, 20, 1, 0.3);
    const double seen = *neighbour_correlation(before, now);
    const Dependence found = dependence(before, now);
    BOOST_TEST((found.inflation > 1) == (seen > 0));
    if (seen <= 0) return;
    const double rho = std::min(seen + std::min(seen, 1 / std::sqrt(40.0)), 0.9);
    BOOST_TEST(found.inflation == inflation_by(rho), boost::test_tools::tolerance(1e-9));
    BOOST_TEST(found.degrees >= 5);
    const double left = 40 / std::pow(found.inflation, 2) - 2;
    if (found.degrees == 5) return;
    ++certain;
    BOOST_TEST(2 / found.degrees == 2 / left + 4 / (40 * (1 - rho * rho)),
               boost::test_tools::tolerance(1e-9));
  });
  BOOST_TEST(certain > 50);
}

BOOST_AUTO_TEST_CASE(steady_waves_wander_though_they_are_small) {
  BOOST_TEST(wandering([](Gen& gen) {
               return std::pair{noise(gen, 30, 0.01, 0.8), noise(gen, 30, 0.01, 0.8)};
             }) > 300 * 0.9);
}

// Between 1.64 and 2.33 standard errors, 5 % and 1 % one-sided.
BOOST_AUTO_TEST_CASE(a_doubtful_resemblance_counts_only_where_launches_scatter) {
  int doubtful = 0;
  for_all([&](Gen& gen) {
    std::vector<double> before = noise(gen, 20, 0.06, 0.3), now = noise(gen, 20, 0.06, 0.3);
    const double errors = *neighbour_correlation(before, now) * std::sqrt(40.0);
    if (errors < 1.65 || errors > 2.32) return;
    if (shown_deviation(std::min(gini_deviation(before), gini_deviation(now)), 20) < steady) return;
    ++doubtful;
    BOOST_TEST(steadiness(before, now, steady, disturbed).wanders);
    for (std::vector<double>* side : {&before, &now})
      for (double& value : *side) value /= 10;
    BOOST_TEST(!steadiness(before, now, steady, disturbed).wanders);
  });
  BOOST_TEST(doubtful > 10);
}

// Σd² of ranks is 36 or 24 of ten pairs without a trend: Spearman's ρ is 0.782 or 0.855, which is
// 2.21 or 2.42 standard errors of 1 / √8; 1 % one-sided are 2.33.
BOOST_AUTO_TEST_CASE(ten_pairs_move_together_from_spearmans_0_82_on) {
  const std::vector<double> before{1, 4, 7, 10, 5, 6, 2, 3, 8, 9};
  BOOST_TEST(!move_together(before, std::vector<double>{4, 1, 10, 7, 5, 6, 2, 3, 8, 9}));
  BOOST_TEST(move_together(before, std::vector<double>{4, 1, 7, 10, 6, 5, 3, 2, 9, 8}));
}

BOOST_AUTO_TEST_SUITE_END()
