#include "stats/verdict/moderated.hpp"

#include "support/for_all.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <vector>

using namespace pawl::stats;
using pawl::tests::for_all;
using pawl::tests::Gen;

namespace {

/// value · χ² / degrees: what a sample variance of normal values is.
double drawn_variance(Gen& gen, double value, int degrees) {
  double sum = 0;
  for (int i = 0; i < degrees; ++i) sum += std::pow(gen.normal(0, 1), 2);
  return value * sum / degrees;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(moderated_variance)

BOOST_AUTO_TEST_CASE(few_rows_make_no_prior) {
  const std::vector<Variance> rows(fewest_to_moderate - 1, Variance{1, 4});
  BOOST_TEST(!variance_prior(rows));
}

BOOST_AUTO_TEST_CASE(rows_without_a_variance_do_not_count) {
  std::vector<Variance> rows(fewest_to_moderate - 1, Variance{1, 4});
  rows.push_back({0, 4});
  rows.push_back({1, 0});
  BOOST_TEST(!variance_prior(rows));
}

BOOST_AUTO_TEST_CASE(the_prior_of_equal_variances_is_that_variance) {
  for_all(
      [](Gen& gen) {
        std::vector<Variance> rows;
        for (int i = 0; i < 2000; ++i) rows.push_back({drawn_variance(gen, 3, 4), 4});
        const auto prior = variance_prior(rows);
        BOOST_REQUIRE(prior);
        BOOST_TEST(prior->value == 3, boost::test_tools::tolerance(0.08));
        BOOST_TEST(prior->degrees > 30);
      },
      10);
}

BOOST_AUTO_TEST_CASE(the_prior_finds_how_far_variances_are_spread) {
  for_all(
      [](Gen& gen) {
        std::vector<Variance> rows;  // scaled inverse χ² of 6 degrees and scale 2, then χ² of 4
        for (int i = 0; i < 4000; ++i)
          rows.push_back({drawn_variance(gen, 2 / drawn_variance(gen, 1, 6), 4), 4});
        const auto prior = variance_prior(rows);
        BOOST_REQUIRE(prior);
        BOOST_TEST(prior->value == 2, boost::test_tools::tolerance(0.1));
        BOOST_TEST(prior->degrees == 6, boost::test_tools::tolerance(0.25));
      },
      10);
}

BOOST_AUTO_TEST_CASE(a_moderated_variance_lies_between_its_own_and_the_prior) {
  for_all([](Gen& gen) {
    const Variance row{gen.real(0.1, 10), gen.real(1, 20)},
        prior{gen.real(0.1, 10), gen.real(1, 20)};
    const Variance result = moderated(row, prior);
    BOOST_TEST(result.degrees == row.degrees + prior.degrees);
    BOOST_TEST(result.value >= std::min(row.value, prior.value) * (1 - 1e-12));
    BOOST_TEST(result.value <= std::max(row.value, prior.value) * (1 + 1e-12));
  });
}

BOOST_AUTO_TEST_CASE(the_unit_of_variances_only_scales_the_prior) {
  for_all([](Gen& gen) {
    std::vector<Variance> rows, scaled;
    for (std::size_t i = 0; i < gen.size(8, 60); ++i) {
      rows.push_back({std::exp(gen.normal(0, 2)), gen.real(1, 12)});
      scaled.push_back({rows.back().value * 1e-6, rows.back().degrees});
    }
    const auto a = variance_prior(rows), b = variance_prior(scaled);
    BOOST_TEST(bool(a) == bool(b));
    if (!a || !b) return;
    BOOST_TEST(b->value == a->value * 1e-6, boost::test_tools::tolerance(1e-9));
    BOOST_TEST(b->degrees == a->degrees, boost::test_tools::tolerance(1e-6));
  });
}

// Smyth 2004, section 6.2, worked in R with var, digamma and trigamma, and uniroot for its inverse.
BOOST_AUTO_TEST_CASE(the_prior_is_that_of_smyth) {
  const std::vector<Variance> rows{{0.5, 4}, {1.2, 4}, {3.1, 6}, {0.9, 6},  {7.5, 3},
                                   {2.2, 8}, {0.3, 4}, {4.4, 5}, {1.6, 10}, {0.8, 4}};
  const auto prior = variance_prior(rows);
  BOOST_REQUIRE(prior);
  BOOST_TEST(prior->value == 1.49837324229, boost::test_tools::tolerance(1e-9));
  BOOST_TEST(prior->degrees == 5.19197964747, boost::test_tools::tolerance(1e-7));
}

// All rows pooled were the prior if they had one variance, and no prior is worth more.
BOOST_AUTO_TEST_CASE(a_prior_is_worth_the_rows_together_at_most) {
  const std::vector<Variance> alike(20, Variance{3, 4});
  BOOST_TEST(variance_prior(alike)->degrees == 80);
  for_all([](Gen& gen) {
    std::vector<Variance> rows;
    for (std::size_t i = 0; i < 20; ++i) rows.push_back({drawn_variance(gen, 3, 4), 4});
    BOOST_TEST(variance_prior(rows)->degrees <= 80);
  });
}

BOOST_AUTO_TEST_SUITE_END()
