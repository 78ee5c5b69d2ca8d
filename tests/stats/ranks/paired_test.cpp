#include "stats/ranks/paired.hpp"

#include "stats/ranks/signed_rank_null.hpp"
#include "support/for_all.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

using namespace pawl::stats;
using namespace pawl::tests;
using Values = std::vector<double>;

namespace {

const auto near = boost::test_tools::tolerance(1e-12);
const auto roughly = boost::test_tools::tolerance(1e-9);

struct Pairs {
  Values before, now;
};

/// With `ties`, quantised: ratios repeat, and some are 1.
Pairs pairs_of(Gen& gen, std::size_t n, bool ties, double shift = 1) {
  Pairs pairs{gen.timings(n, 0.1, ties), gen.timings(n, 0.1, ties)};
  for (double& value : pairs.now) value *= shift;
  return pairs;
}

Pairs shifted(Pairs pairs, double ratio) {
  for (double& value : pairs.before) value *= ratio;
  return pairs;
}

double p_of(const Pairs& pairs) {
  return signed_rank(pairs.before, pairs.now)->p;
}

bool holds(const RatioInterval& interval, double ratio) {
  return interval.low <= ratio && ratio <= interval.high;
}

/// W by midranks of |log ratio| among all pairs, summed over the pairs whose sign is plus.
double w_by_definition(const Values& logs, const std::vector<bool>& plus) {
  double w = 0;
  for (std::size_t i = 0; i < logs.size(); ++i) {
    if (logs[i] == 0 || !plus[i]) continue;
    double rank = 0.5;
    for (const double other : logs)
      rank += std::abs(other) < std::abs(logs[i])    ? 1
              : std::abs(other) == std::abs(logs[i]) ? 0.5
                                                     : 0;
    w += rank;
  }
  return w;
}

/// Tosses the signs in every possible way.
SignedRank by_enumeration(const Pairs& pairs) {
  Values logs;
  for (std::size_t i = 0; i < pairs.now.size(); ++i)
    logs.push_back(std::round(1e9 * std::log(pairs.now[i] / pairs.before[i])));
  std::vector<bool> seen_plus(logs.size());
  for (std::size_t i = 0; i < logs.size(); ++i) seen_plus[i] = logs[i] > 0;
  const double seen = w_by_definition(logs, seen_plus);
  const double middle = w_by_definition(logs, std::vector<bool>(logs.size(), true)) / 2;
  double less = 0, greater = 0, further = 0;
  const unsigned all = 1u << logs.size();
  for (unsigned signs = 0; signs < all; ++signs) {
    std::vector<bool> plus(logs.size());
    for (std::size_t i = 0; i < logs.size(); ++i) plus[i] = (signs >> i & 1u) != 0;
    const double w = w_by_definition(logs, plus);
    less += w <= seen;
    greater += w >= seen;
    further += std::abs(w - middle) >= std::abs(seen - middle);
  }
  return {.w = seen, .p = further / all, .p_greater = greater / all, .p_less = less / all};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(paired)

BOOST_AUTO_TEST_CASE(all_signs_of_up_to_8_pairs_agree_with_enumeration) {
  for_all([](Gen& gen) {
    const Pairs pairs = pairs_of(gen, gen.size(1, 8), gen.coin(), gen.coin() ? 1 : 1.05);
    const SignedRank fast = *signed_rank(pairs.before, pairs.now), slow = by_enumeration(pairs);
    BOOST_TEST(fast.w == slow.w, near);
    BOOST_TEST(fast.p == slow.p, near);
    BOOST_TEST(fast.p_less == slow.p_less, near);
    BOOST_TEST(fast.p_greater == slow.p_greater, near);
  });
}

BOOST_AUTO_TEST_CASE(critical_values_are_those_of_the_published_table) {
  // Two-sided .05, Wilcoxon & Wilcox 1964: W at most 2, 3, 5, 8, 52 for n = 7, 8, 9, 10, 20.
  const std::vector<std::pair<std::int64_t, std::int64_t>> table{
      {7, 2}, {8, 3}, {9, 5}, {10, 8}, {20, 52}};
  for (const auto& [n, critical] : table) {
    std::vector<std::int64_t> doubled;
    for (std::int64_t rank = 1; rank <= n; ++rank) doubled.push_back(2 * rank);
    const SignedRankNull null(doubled);
    BOOST_TEST(null.two_sided(2 * critical) <= 0.05);
    BOOST_TEST(null.two_sided(2 * (critical + 1)) > 0.05);
  }
}

BOOST_AUTO_TEST_CASE(interval_excludes_1_exactly_where_the_test_rejects) {
  for_all(
      [](Gen& gen) {
        const Pairs pairs = pairs_of(gen, gen.size(1, 20), gen.coin(), gen.coin() ? 1 : 1.06);
        const double alpha = gen.real(0.001, 0.3);
        const auto interval = ratio_of_pairs(pairs.before, pairs.now, alpha);
        BOOST_TEST(holds(*interval, 1) == (p_of(pairs) > alpha));
      },
      500);
}

BOOST_AUTO_TEST_CASE(interval_holds_every_ratio_that_the_test_accepts_and_no_other) {
  for_all([](Gen& gen) {
    const Pairs pairs = pairs_of(gen, gen.size(3, 12), false);
    const double alpha = gen.real(0.01, 0.3);
    const auto interval = ratio_of_pairs(pairs.before, pairs.now, alpha);
    for (int i = 0; i < 30; ++i) {
      const double ratio = gen.real(0.8, 1.25);
      BOOST_TEST(holds(*interval, ratio) == (p_of(shifted(pairs, ratio)) > alpha));
    }
  });
}

BOOST_AUTO_TEST_CASE(with_ties_the_interval_ends_where_the_test_changes_its_mind) {
  for_all([](Gen& gen) {
    const Pairs pairs = pairs_of(gen, gen.size(4, 14), true);
    const double alpha = gen.real(0.01, 0.3);
    const auto interval = ratio_of_pairs(pairs.before, pairs.now, alpha);
    if (interval->low > 0 && std::abs(interval->low - 1) > 1e-7)
      BOOST_TEST(p_of(shifted(pairs, interval->low * (1 - 1e-8))) <= alpha);
    if (std::isfinite(interval->high) && std::abs(interval->high - 1) > 1e-7)
      BOOST_TEST(p_of(shifted(pairs, interval->high * (1 + 1e-8))) <= alpha);
    BOOST_TEST((interval->low <= interval->estimate && interval->estimate <= interval->high));
  });
}

BOOST_AUTO_TEST_CASE(estimate_is_the_median_of_the_walsh_averages) {
  for_all([](Gen& gen) {
    const Pairs pairs = pairs_of(gen, gen.size(1, 15), gen.coin());
    Values walsh;
    for (std::size_t i = 0; i < pairs.now.size(); ++i)
      for (std::size_t j = i; j < pairs.now.size(); ++j)
        walsh.push_back(std::sqrt(pairs.now[i] / pairs.before[i] * pairs.now[j] / pairs.before[j]));
    std::sort(walsh.begin(), walsh.end());
    const double expected = std::sqrt(walsh[(walsh.size() - 1) / 2] * walsh[walsh.size() / 2]);
    BOOST_TEST(ratio_of_pairs(pairs.before, pairs.now, 0.05)->estimate == expected, roughly);
  });
}

BOOST_AUTO_TEST_CASE(swapping_before_and_now_inverts_and_what_strikes_both_of_a_pair_cancels) {
  for_all([](Gen& gen) {
    Pairs pairs = pairs_of(gen, gen.size(6, 20), false, 1.02);
    const auto forth = ratio_of_pairs(pairs.before, pairs.now, 0.1);
    const auto back = ratio_of_pairs(pairs.now, pairs.before, 0.1);
    BOOST_TEST(forth->estimate * back->estimate == 1.0, roughly);
    BOOST_TEST(forth->low * back->high == 1.0, roughly);
    for (std::size_t i = 0; i < pairs.now.size(); ++i) {
      const double mood = gen.real(0.5, 2);
      pairs.before[i] *= mood;
      pairs.now[i] *= mood;
    }
    BOOST_TEST(ratio_of_pairs(pairs.before, pairs.now, 0.1)->low == forth->low, roughly);
  });
}

BOOST_AUTO_TEST_CASE(beyond_the_exact_limit_the_error_is_at_most_1e_8) {
  // 400 pairs, untied: counted here by halving, one rank at a time.
  std::vector<std::int64_t> doubled;
  for (std::int64_t rank = 1; rank <= 400; ++rank) doubled.push_back(2 * rank);
  const SignedRankNull null(doubled);
  BOOST_TEST(!null.exact());
  Values chance(400 * 401 / 2 + 1);
  chance[0] = 1;
  for (std::size_t rank = 1; rank <= 400; ++rank)
    for (std::size_t s = chance.size(); s-- > 0;)
      chance[s] = (chance[s] + (s >= rank ? chance[s - rank] : 0)) / 2;
  double tail = 0;
  for (std::size_t s = chance.size(); s-- > 0;) {
    tail += chance[s];
    if (std::abs(tail - null.at_least(2 * static_cast<std::int64_t>(s))) > 1e-8)
      BOOST_ERROR("w = " << s);
  }
}

BOOST_AUTO_TEST_CASE(pairs_without_any_difference_show_nothing) {
  const Values same{1, 2, 3, 4};
  BOOST_TEST(signed_rank(same, same)->p == 1.0);
  BOOST_TEST(signed_rank(same, same)->smallest_p == 1.0);
  BOOST_TEST(ratio_of_pairs(same, same, 0.05)->estimate == 1.0);
  BOOST_TEST(!signed_rank(Values{1, 0}, Values{1, 2}));
  BOOST_TEST(!ratio_of_pairs(Values{1}, Values{-2}, 0.05));
}

BOOST_AUTO_TEST_CASE(too_few_pairs_leave_the_ratio_unbounded) {
  const auto interval = ratio_of_pairs(Values{1, 1, 1, 1, 1}, Values{2, 3, 4, 5, 6}, 0.05);
  BOOST_TEST(interval->low == 0.0);
  BOOST_TEST(interval->high == std::numeric_limits<double>::infinity());
}

BOOST_AUTO_TEST_CASE(signs_are_tested_by_the_binomial_distribution) {
  const std::vector<double> before{0, 0, 0, 0, 0, 5}, now{1, 2, 3, 4, -1, 5};
  const SignTest seen = sign_test(before, now);
  BOOST_TEST(seen.more == 4u);
  BOOST_TEST(seen.less == 1u);
  BOOST_TEST(seen.p == 2 * (1 + 5) / 32.0, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(sign_test(before, before).p == 1);
  BOOST_TEST(sign_test(std::vector{1.0, 2.0}, std::vector{2.0, 1.0}).p == 1);
}

BOOST_AUTO_TEST_SUITE_END()
