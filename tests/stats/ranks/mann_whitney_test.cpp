#include "stats/ranks/mann_whitney.hpp"

#include "support/for_all.hpp"
#include "support/oracle.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <vector>

using namespace pawl::stats;
using namespace pawl::tests;
using Values = std::vector<double>;

namespace {

constexpr double exactly = 1e-12;  // relative, as promised

const auto near = boost::test_tools::tolerance(exactly);

std::int64_t w_by_definition(const Values& before, const Values& now) {
  std::int64_t w = 0;
  for (const double b : before)
    for (const double a : now) w += a > b ? 2 : a == b ? 1 : 0;
  return w;
}

/// Deals the labels in every possible way.
MannWhitney by_enumeration(const Values& before, const Values& now) {
  Values pooled = before;
  pooled.insert(pooled.end(), now.begin(), now.end());
  const auto middle = static_cast<std::int64_t>(before.size() * now.size());
  const std::int64_t seen = w_by_definition(before, now);
  std::vector<bool> is_now(pooled.size(), false);
  std::fill(is_now.end() - static_cast<std::ptrdiff_t>(now.size()), is_now.end(), true);
  double all = 0, less = 0, greater = 0, further = 0;
  do {
    Values sides[2];
    for (std::size_t i = 0; i < pooled.size(); ++i) sides[is_now[i] ? 1 : 0].push_back(pooled[i]);
    const std::int64_t w = w_by_definition(sides[0], sides[1]);
    ++all;
    less += w <= seen;
    greater += w >= seen;
    further += std::abs(w - middle) >= std::abs(seen - middle);
  } while (std::next_permutation(is_now.begin(), is_now.end()));
  return {.u = static_cast<double>(seen) / 2,
          .p = further / all,
          .p_greater = greater / all,
          .p_less = less / all};
}

void check_against_enumeration(const Values& before, const Values& now) {
  const MannWhitney fast = mann_whitney(before, now), slow = by_enumeration(before, now);
  BOOST_TEST(fast.u == slow.u);
  BOOST_TEST(fast.p == slow.p, near);
  BOOST_TEST(fast.p_less == slow.p_less, near);
  BOOST_TEST(fast.p_greater == slow.p_greater, near);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(mann_whitney_u)

BOOST_AUTO_TEST_CASE(p_is_that_of_exact_integers_ties_included) {
  for (const auto& [name, entry] : oracle().at("cases").as_object()) {
    BOOST_TEST_CONTEXT(name) {
      const auto& exact = entry.at("exact");
      // The oracle's U counts x > y: x is our now.
      const MannWhitney test = mann_whitney(numbers(entry.at("y")), numbers(entry.at("x")));
      BOOST_TEST(test.u == number(exact.at("U_x")));
      BOOST_TEST(test.p_less == fraction(exact.at("P_le")), near);
      BOOST_TEST(test.p_greater == fraction(exact.at("P_ge")), near);
      BOOST_TEST(test.p == fraction(exact.at("two_sided_abs")), near);
      BOOST_TEST((test.method ==
                  (exact.at("ties").as_bool() ? NullMethod::exact_tied : NullMethod::exact)));
    }
  }
}

BOOST_AUTO_TEST_CASE(null_distribution_is_that_of_r_up_to_100_v_100) {
  for (const auto& entry : oracle().at("R_pwilcox").as_array()) {
    const auto n = entry.at("n").to_number<std::size_t>(),
               m = entry.at("m").to_number<std::size_t>();
    const std::vector<std::size_t> untied(n + m, 1);
    const RankSumNull null(n, m, untied);
    BOOST_TEST((null.method() == NullMethod::exact));
    BOOST_TEST(null.at_most(2 * entry.at("q").to_number<std::int64_t>()) == number(entry.at("p")),
               near);
  }
}

BOOST_AUTO_TEST_CASE(all_rankings_up_to_6_v_6_agree_with_enumeration) {
  for (std::size_t n = 1; n <= 6; ++n)
    for (std::size_t m = 1; m <= 6; ++m)
      for_all(
          [&](Gen& gen) {
            Values before(n), now(m);
            const std::size_t levels = gen.size(1, 2 * (n + m));
            for (double& value : before) value = static_cast<double>(gen.size(1, levels));
            for (double& value : now) value = static_cast<double>(gen.size(1, levels));
            check_against_enumeration(before, now);
          },
          12);
}

BOOST_AUTO_TEST_CASE(every_way_to_tie_seven_values_agrees_with_enumeration) {
  for (unsigned cuts = 0; cuts < 64; ++cuts)  // bit i: value i + 1 is larger than value i
    for (const std::size_t n : {2u, 3u, 5u}) {
      Values pooled{0};
      for (unsigned i = 0; i < 6; ++i) pooled.push_back(pooled.back() + (cuts >> i & 1u));
      check_against_enumeration({pooled.begin() + static_cast<std::ptrdiff_t>(n), pooled.end()},
                                {pooled.begin(), pooled.begin() + static_cast<std::ptrdiff_t>(n)});
    }
}

BOOST_AUTO_TEST_CASE(swapping_before_and_now_mirrors_the_test) {
  for_all([](Gen& gen) {
    const Values a = gen.timings(gen.size(1, 30), 0.1, gen.coin());
    const Values b = gen.timings(gen.size(1, 30), 0.1, gen.coin());
    const MannWhitney forth = mann_whitney(a, b), back = mann_whitney(b, a);
    BOOST_TEST(forth.p == back.p, near);
    BOOST_TEST(forth.p_less == back.p_greater, near);
    BOOST_TEST(forth.a12 + back.a12 == 1.0, near);
    BOOST_TEST(forth.smallest_p == back.smallest_p, near);
  });
}

BOOST_AUTO_TEST_CASE(only_the_order_of_values_counts) {
  for_all([](Gen& gen) {
    Values a = gen.timings(gen.size(1, 30), 0.5, gen.coin());
    Values b = gen.timings(gen.size(1, 30), 0.5, gen.coin());
    const MannWhitney test = mann_whitney(a, b);
    for (Values* values : {&a, &b}) {
      std::shuffle(values->begin(), values->end(), gen.engine());
      for (double& value : *values) value = 1e300 * std::atan(value * 1e-3 - 7);
    }
    const MannWhitney same = mann_whitney(a, b);
    BOOST_TEST(test.u == same.u);
    BOOST_TEST(test.p == same.p);
  });
}

BOOST_AUTO_TEST_CASE(no_data_beat_the_smallest_p_and_separated_data_reach_it) {
  for_all([](Gen& gen) {
    const Values a = gen.timings(gen.size(1, 12), 0.1, gen.coin());
    Values b = gen.timings(gen.size(1, 12), 0.1, gen.coin());
    const MannWhitney test = mann_whitney(a, b);
    BOOST_TEST(test.smallest_p <= test.p);
    // Where ties make the null asymmetric, one end may be the only one so far out.
    BOOST_TEST(smallest_p(a.size(), b.size()) / 2 <= test.smallest_p * (1 + exactly));
    std::sort(b.begin(), b.end());
    for (std::size_t i = 0; i < b.size(); ++i) b[i] = 100 + static_cast<double>(i);
    if (test.method == NullMethod::exact)
      BOOST_TEST(mann_whitney(a, b).p == smallest_p(a.size(), b.size()), near);
  });
}

BOOST_AUTO_TEST_CASE(too_few_values_cannot_be_significant) {
  BOOST_TEST(smallest_p(3, 3) == 0.1, near);
  BOOST_TEST(smallest_p(4, 4) == 2 / 70.0, near);
  BOOST_TEST(smallest_p(5, 5) == 2 / 252.0, near);
  BOOST_TEST(smallest_p(1, 1) == 1.0);
  BOOST_TEST(mann_whitney(Values(5, 1.0), Values(5, 1.0)).smallest_p == 1.0);
}

BOOST_AUTO_TEST_CASE(small_tails_of_large_samples_keep_their_digits) {
  Values a(100), b(100);
  for (std::size_t i = 0; i < 100; ++i) {
    a[i] = static_cast<double>(i);
    b[i] = static_cast<double>(i + 1000);
  }
  double ways = 1;  // C(200, 100)
  for (int i = 1; i <= 100; ++i) ways = ways * (100 + i) / i;
  BOOST_TEST(mann_whitney(a, b).p == 2 / ways, near);
  BOOST_TEST(mann_whitney(b, a).p_greater == 1.0, near);
}

BOOST_AUTO_TEST_SUITE_END()
