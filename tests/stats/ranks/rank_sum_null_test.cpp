#include "stats/ranks/rank_sum_null.hpp"

#include "support/for_all.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>
#include <vector>

using namespace pawl::stats;
using namespace pawl::tests;

namespace {

constexpr double everything = 1e9, nothing = 0;  // to spend on counting

/// Sizes of groups of `count` values, each 1 … `largest`.
std::vector<std::size_t> groups_of(Gen& gen, std::size_t count, std::size_t largest) {
  std::vector<std::size_t> groups;
  while (count > 0) {
    groups.push_back(std::min(count, gen.size(1, largest)));
    count -= groups.back();
  }
  return groups;
}

/// P(W ≤ w) by dealing the pooled values one at a time, to now or to before.
std::vector<double> distribution_by_dealing(std::size_t before, std::size_t now,
                                            const std::vector<std::size_t>& groups) {
  std::map<std::pair<std::size_t, std::int64_t>, double> ways{
      {{0, 0}, 1.0}};  // by now dealt, 2·ranks
  std::int64_t below = 0;
  for (const std::size_t size : groups) {
    for (std::size_t i = 0; i < size; ++i) {
      auto next = ways;
      for (const auto& [state, count] : ways)
        next[{state.first + 1, state.second + 2 * below + static_cast<std::int64_t>(size) + 1}] +=
            count;
      ways = next;
    }
    below += static_cast<std::int64_t>(size);
  }
  std::vector<double> at_most(2 * before * now + 1);
  double all = 0;
  for (const auto& [state, count] : ways) {
    if (state.first != now) continue;
    const auto w =
        static_cast<std::size_t>(state.second - static_cast<std::int64_t>(now * (now + 1)));
    for (std::size_t i = w; i < at_most.size(); ++i) at_most[i] += count;
    all += count;
  }
  for (double& p : at_most) p /= all;
  return at_most;
}

/// The largest difference between the exact and the approximate two-sided p.
double worst_error(std::size_t n, std::size_t m, const std::vector<std::size_t>& groups) {
  const RankSumNull exact(n, m, groups, everything), series(n, m, groups, nothing);
  BOOST_REQUIRE((exact.method() != NullMethod::edgeworth));
  BOOST_REQUIRE((series.method() == NullMethod::edgeworth));
  double worst = 0;
  for (std::int64_t w = 0; w <= static_cast<std::int64_t>(2 * n * m); ++w)
    worst = std::max(worst, std::abs(exact.two_sided(w) - series.two_sided(w)));
  return worst;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(rank_sum_null)

BOOST_AUTO_TEST_CASE(fast_counts_agree_with_dealing_by_definition) {
  for_all(
      [](Gen& gen) {
        const std::size_t n = gen.size(1, 14), m = gen.size(1, 14);
        const std::vector<std::size_t> groups = groups_of(gen, n + m, gen.size(1, 6));
        const RankSumNull null(n, m, groups);
        const std::vector<double> slow = distribution_by_dealing(n, m, groups);
        for (std::size_t w = 0; w < slow.size(); ++w)
          BOOST_TEST(null.at_most(static_cast<std::int64_t>(w)) == slow[w],
                     boost::test_tools::tolerance(1e-12));
      },
      40);
}

BOOST_AUTO_TEST_CASE(beyond_the_exact_limit_the_error_is_at_most_1e_5) {
  BOOST_TEST(worst_error(100, 100, std::vector<std::size_t>(200, 1)) < 1e-6);
  BOOST_TEST(worst_error(30, 120, std::vector<std::size_t>(150, 1)) < 1e-5);
  Gen gen(1);
  BOOST_TEST(worst_error(40, 40, groups_of(gen, 80, 2)) < 1e-5);
  BOOST_TEST(worst_error(40, 40, groups_of(gen, 80, 6)) < 1e-5);
  BOOST_TEST(worst_error(25, 60, groups_of(gen, 85, 4)) < 1e-5);
  // Coarse steps, which the continuity correction must take off: 2e-4 with its variance added.
  BOOST_TEST(worst_error(40, 40, std::vector<std::size_t>(10, 8)) < 1e-5);
  BOOST_TEST(worst_error(100, 300, {300, 100}) < 1e-5);
}

// Two-sided the skewness that ties make of unequal sides cancels.
BOOST_AUTO_TEST_CASE(either_tail_has_the_skewness_that_ties_make) {
  std::vector<std::size_t> groups(56, 1);
  groups.front() = 30;
  const RankSumNull exact(25, 60, groups, everything), series(25, 60, groups, nothing);
  for (std::int64_t w = 0; w <= 2 * 25 * 60; ++w) {
    BOOST_TEST(std::abs(exact.at_most(w) - series.at_most(w)) < 3e-5);
    BOOST_TEST(std::abs(exact.at_least(w) - series.at_least(w)) < 3e-5);
  }
}

// Three of a million values are high; the chance that now, a thousand, has one is 0.003.
BOOST_AUTO_TEST_CASE(a_few_rare_values_among_many_are_no_surer_than_they_are) {
  const std::vector<std::size_t> groups{1'000'997, 3};
  const RankSumNull null(1'000'000, 1'000, groups);
  BOOST_REQUIRE((null.method() == NullMethod::edgeworth));
  const std::int64_t none = 1'000 * 1'000'998LL - 1'000 * 1'001LL, one = none + 1'001'000;
  BOOST_TEST(null.at_least(one) >= 0.003);
  BOOST_TEST(null.at_least(one) <= 1);
}

BOOST_AUTO_TEST_CASE(tails_hold_all_probability_and_never_rise_outwards) {
  for_all([](Gen& gen) {
    const std::size_t n = gen.size(1, 12), m = gen.size(1, 12);
    const RankSumNull null(n, m, groups_of(gen, n + m, gen.size(1, 5)),
                           gen.coin() ? everything : nothing);
    const bool exact = null.method() != NullMethod::edgeworth;
    const auto top = static_cast<std::int64_t>(2 * n * m);
    BOOST_TEST(null.at_least(0) == 1.0, boost::test_tools::tolerance(1e-12));
    BOOST_TEST(null.at_most(top) == 1.0, boost::test_tools::tolerance(1e-12));
    for (std::int64_t w = 0; exact && w < top; ++w) {
      BOOST_TEST(null.at_most(w) + null.at_least(w + 1) == 1.0,
                 boost::test_tools::tolerance(1e-12));
      BOOST_TEST(null.at_most(w) <= null.at_most(w + 1));
    }
    for (std::int64_t w = 0; w <= top; ++w)
      BOOST_TEST((null.two_sided(w) >= 0 && null.two_sided(w) <= 1));
  });
}

BOOST_AUTO_TEST_CASE(far_tails_of_huge_samples_stay_probabilities) {
  const std::vector<std::size_t> untied(20000, 1);
  const RankSumNull null(10000, 10000, untied);
  BOOST_TEST((null.method() == NullMethod::edgeworth));
  double before = 1;
  for (const double share : {0.5, 0.49, 0.48, 0.45, 0.4, 0.2, 0.0}) {
    const double p = null.two_sided(static_cast<std::int64_t>(share * 2e8));
    BOOST_TEST((p >= 0 && p <= before));
    before = p;
  }
}

/// C(n, k), as its logarithm.
double log_choose(std::size_t n, std::size_t k) {
  const auto log_factorial = [](std::size_t of) {
    return std::lgamma(static_cast<double>(of) + 1);
  };
  return log_factorial(n) - log_factorial(k) - log_factorial(n - k);
}

// Values that are low or high: how many high ones fall to now.
BOOST_AUTO_TEST_CASE(two_levels_have_the_tail_of_the_hypergeometric_distribution) {
  struct Case {
    std::size_t before, now, low, high;
    NullMethod method;
    double error;
  };
  // The last has more orders than a double holds.
  for (const auto& [before, now, low, high, method, error] :
       {Case{40, 70, 80, 30, NullMethod::exact_tied, 1e-9},
        Case{500, 500, 500, 500, NullMethod::exact_tied, 1e-9},
        Case{600, 600, 600, 600, NullMethod::edgeworth, 1e-3}}) {
    const std::vector<std::size_t> groups{low, high};
    const RankSumNull null(before, now, groups);
    BOOST_TEST((null.method() == method));
    double tail = 0;
    for (std::size_t k = std::min(now, high); k + low >= now && k > 0; --k) {
      tail +=
          std::exp(log_choose(low, now - k) + log_choose(high, k) - log_choose(low + high, now));
      if (tail < 1e-5) continue;
      const std::size_t ranks = (now - k) * (low + 1) + k * (2 * low + high + 1);
      const auto w = static_cast<std::int64_t>(ranks - now * (now + 1));
      BOOST_TEST(null.at_least(w) == tail, boost::test_tools::tolerance(error));
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
