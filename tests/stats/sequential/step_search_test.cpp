#include "stats/sequential/step_search.hpp"

#include "stats/random.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <numeric>

using namespace pawl::stats;

namespace {

constexpr double confidence = 0.95;

struct Ending {
  StepSearch search;
  std::size_t steps = 0;
};

/// Measurements of a step at `first`, each with that standard error.
Ending searched(std::size_t versions, std::size_t first, double step, double error,
                std::uint64_t seed, std::span<const std::size_t> broken = {}) {
  Random random(seed);
  Ending ending{StepSearch(versions, {step, error / 2})};
  for (const std::size_t at : broken) ending.search.exclude(at);
  while (const auto at = ending.search.next(confidence)) {
    const double truth = *at >= first ? step : 0;
    ending.search.add(*at, {truth + error * random.normal(), error});
    BOOST_REQUIRE(++ending.steps < 200u);
  }
  return ending;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(step_search)

BOOST_AUTO_TEST_CASE(clear_answers_find_every_place_in_little_more_than_halving) {
  for (std::size_t first = 0; first < 64; ++first) {
    const Ending ending = searched(64, first, std::log(1.05), 0.001, 1);
    BOOST_TEST(ending.search.credible(confidence).front() == first);
    BOOST_TEST(ending.search.credible(confidence).size() == 1u);
    BOOST_TEST(ending.steps <= 11u);
  }
}

BOOST_AUTO_TEST_CASE(it_is_right_at_least_as_often_as_it_is_sure) {
  for (const double error : {0.01, 0.03, 0.05}) {  // of a step of 0.049
    std::size_t right = 0, trials = 300, steps = 0;
    for (std::size_t trial = 0; trial < trials; ++trial) {
      const std::size_t first = trial * 7 % 64;
      const Ending ending = searched(64, first, std::log(1.05), error, trial);
      right += ending.search.credible(confidence).front() == first;
      steps += ending.steps;
    }
    BOOST_TEST(static_cast<double>(right) >= 0.93 * static_cast<double>(trials));
    BOOST_TEST(steps / trials < 60u);
  }
}

BOOST_AUTO_TEST_CASE(an_improvement_is_found_likewise) {
  BOOST_TEST(searched(20, 13, -0.1, 0.01, 2).search.credible(confidence).front() == 13u);
}

BOOST_AUTO_TEST_CASE(broken_versions_are_passed_by_and_stay_suspects_together) {
  const std::vector<std::size_t> broken = {5, 6, 7};
  const Ending ending = searched(16, 6, 0.05, 0.002, 3, broken);
  std::vector<std::size_t> found = ending.search.credible(confidence);
  std::sort(found.begin(), found.end());
  BOOST_TEST(found == std::vector<std::size_t>({5, 6, 7, 8}), boost::test_tools::per_element());
  BOOST_TEST(searched(16, 2, 0.05, 0.002, 3, broken).search.credible(confidence).size() == 1u);
}

BOOST_AUTO_TEST_CASE(one_version_needs_no_search) {
  const StepSearch search(1, {0.05, 0.01});
  BOOST_TEST(!search.next(confidence));
  BOOST_TEST(search.credible(confidence).size() == 1u);
}

BOOST_AUTO_TEST_CASE(one_measurement_alone_never_settles_it) {
  const StepSearch search(2, {0.05, 0});
  BOOST_TEST(search.chance_of_step({5, 0}) == 0.995, boost::test_tools::tolerance(1e-9));
  BOOST_TEST(search.chance_of_step({-5, 0}) == 0.005, boost::test_tools::tolerance(1e-9));
  BOOST_TEST(search.chance_of_step({0.025, 0.01}) == 0.5, boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(the_posterior_is_a_distribution_whatever_the_order_of_evidence) {
  StepSearch one(5, {0.05, 0.01}), other(5, {0.05, 0.01});
  one.add(1, {0.01, 0.02});
  one.add(3, {0.06, 0.02});
  other.add(3, {0.06, 0.02});
  other.add(1, {0.01, 0.02});
  for (std::size_t i = 0; i < 5; ++i)
    BOOST_TEST(one.posterior()[i] == other.posterior()[i], boost::test_tools::tolerance(1e-12));
  BOOST_TEST(std::accumulate(one.posterior().begin(), one.posterior().end(), 0.0) == 1,
             boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(evidence_needs_six_positive_pairs) {
  const std::vector<double> before = {1, 2, 3, 4, 5, 6}, now = {1.1, 2.2, 3.3, 4.4, 5.5, 6.6};
  const auto seen = step_evidence(before, now);
  BOOST_REQUIRE(seen.has_value());
  BOOST_TEST(seen->log_ratio == std::log(1.1), boost::test_tools::tolerance(1e-9));
  BOOST_TEST(!step_evidence(std::span(before).first(5), std::span(now).first(5)));
  BOOST_TEST(!step_evidence({}, {}));
  const std::vector<double> zero(6, 0);
  BOOST_TEST(!step_evidence(zero, now));
}

// Of six pairs the 95 % interval of Wilcoxon's test ends at the least and the largest ratio
// (wilcox.test of R: 2 / 2⁶ = 0.031), and that of a normal one 1.96 errors from its middle.
BOOST_AUTO_TEST_CASE(the_error_is_that_of_the_interval) {
  const std::vector<double> before(6, 1.0);
  std::vector<double> now;
  for (int i = 1; i <= 6; ++i) now.push_back(std::exp(0.01 * i));
  const auto seen = step_evidence(before, now);
  BOOST_REQUIRE(seen.has_value());
  BOOST_TEST(seen->log_ratio == 0.035, boost::test_tools::tolerance(1e-6));
  BOOST_TEST(seen->error == (0.06 - 0.01) / 2 / 1.959964, boost::test_tools::tolerance(1e-6));
}

BOOST_AUTO_TEST_SUITE_END()
