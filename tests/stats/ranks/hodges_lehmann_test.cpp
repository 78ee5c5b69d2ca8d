#include "stats/ranks/hodges_lehmann.hpp"

#include "stats/ranks/mann_whitney.hpp"
#include "support/for_all.hpp"
#include "support/oracle.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

using namespace pawl::stats;
using namespace pawl::tests;
using Values = std::vector<double>;

namespace {

const auto near = boost::test_tools::tolerance(1e-9);

bool holds(const RatioInterval& interval, double ratio) {
  return interval.low <= ratio && ratio <= interval.high;
}

Values times(double factor, Values values) {
  for (double& value : values) value *= factor;
  return values;
}

Values ratios(const Values& before, const Values& now) {
  Values all;
  for (const double b : before)
    for (const double a : now) all.push_back(a / b);
  std::sort(all.begin(), all.end());
  return all;
}

double alpha_of(Gen& gen) {
  return gen.coin() ? 0.05 : gen.real(0.001, 0.3);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(hodges_lehmann_ratio)

BOOST_AUTO_TEST_CASE(estimate_and_untied_interval_are_those_of_r) {
  std::size_t checked = 0;
  for (const auto& [name, entry] : oracle().at("cases").as_object()) {
    const auto* expected = entry.at("R").as_object().if_contains("HL_ratio_y_over_x");
    // With ties R falls back on a normal approximation, which is no oracle of ours.
    if (expected == nullptr || entry.at("exact").at("ties").as_bool()) continue;
    const Values before = numbers(entry.at("x")), now = numbers(entry.at("y"));
    BOOST_TEST_CONTEXT(name) {
      const auto found = hodges_lehmann(before, now, 0.05);
      BOOST_REQUIRE(found);
      BOOST_TEST(found->estimate == number(expected->at("estimate")), near);
      if (smallest_p(before.size(), now.size()) >
          0.05) {  // R gives the range then, we say unbounded
        BOOST_TEST(found->low == 0.0);
        BOOST_TEST(found->high == std::numeric_limits<double>::infinity());
        continue;
      }
      BOOST_TEST(found->low == number(expected->at("lo")), near);
      BOOST_TEST(found->high == number(expected->at("hi")), near);
      ++checked;
    }
  }
  BOOST_TEST(checked >= 8u);
}

BOOST_AUTO_TEST_CASE(interval_excludes_1_exactly_where_the_test_rejects) {
  for_all(
      [](Gen& gen) {
        const Values before = gen.timings(gen.size(1, 15), 0.1, gen.coin());
        const Values now =
            times(gen.coin() ? 1 : 1.1, gen.timings(gen.size(1, 15), 0.1, gen.coin()));
        const double alpha = alpha_of(gen);
        const auto interval = hodges_lehmann(before, now, alpha);
        BOOST_TEST(holds(*interval, 1) == (mann_whitney(before, now).p > alpha));
      },
      1000);
}

BOOST_AUTO_TEST_CASE(interval_holds_every_ratio_that_the_test_accepts_and_no_other) {
  for_all([](Gen& gen) {
    const Values before = gen.timings(gen.size(2, 9)), now = gen.timings(gen.size(2, 9));
    const double alpha = alpha_of(gen);
    const auto interval = hodges_lehmann(before, now, alpha);
    const Values steps = ratios(before, now);
    for (std::size_t i = 0; i + 1 < steps.size(); ++i) {
      const double ratio = std::sqrt(steps[i] * steps[i + 1]);
      BOOST_TEST(holds(*interval, ratio) == (mann_whitney(times(ratio, before), now).p > alpha));
    }
  });
}

BOOST_AUTO_TEST_CASE(with_ties_the_interval_ends_where_the_test_changes_its_mind) {
  for_all([](Gen& gen) {
    const Values before = gen.timings(gen.size(3, 9), 0.1, true);
    const Values now = gen.timings(gen.size(3, 9), 0.1, true);
    const double alpha = alpha_of(gen);
    const auto interval = hodges_lehmann(before, now, alpha);
    const auto p_at = [&](double ratio) { return mann_whitney(times(ratio, before), now).p; };
    if (interval->low > 0 && std::abs(interval->low - 1) > 1e-9)
      BOOST_TEST(p_at(interval->low * (1 - 1e-9)) <= alpha);
    if (std::isfinite(interval->high) && std::abs(interval->high - 1) > 1e-9)
      BOOST_TEST(p_at(interval->high * (1 + 1e-9)) <= alpha);
    BOOST_TEST((interval->low <= interval->estimate && interval->estimate <= interval->high));
  });
}

// Found by tests/fuzz: where the test rejects 1 itself and next to nothing beyond it.
BOOST_AUTO_TEST_CASE(no_interval_ends_before_it_begins) {
  for_all([](Gen& gen) {
    std::vector<double> before(gen.size(1, 30)), now(gen.size(1, 30));
    for (double& value : before) value = gen.size(0, 9) == 0 ? 2 : 1;
    for (double& value : now) value = gen.coin() ? 1 : gen.coin() ? 2 : 0.5;
    const double alpha = gen.coin() ? 0.05 : 0.9;
    for (const TiesWithin ties : {TiesWithin::exact, TiesWithin::as_apart}) {
      const auto ratio = hodges_lehmann(before, now, alpha, ties);
      BOOST_TEST(ratio->low <= ratio->high);
    }
  });
}

BOOST_AUTO_TEST_CASE(ties_taken_as_apart_are_those_of_values_hardly_apart) {
  for_all([](Gen& gen) {
    Values before = gen.timings(gen.size(3, 12), 0.1, true);
    Values now = gen.timings(gen.size(3, 12), 0.1, true);
    for (double& value : now) value *= 1.0101;  // no ties between the sides
    const auto tied = hodges_lehmann(before, now, 0.1, TiesWithin::as_apart);
    for (Values* side : {&before, &now})
      for (double& value : *side) value *= 1 + gen.real(0, 1e-11);
    const auto apart = hodges_lehmann(before, now, 0.1);
    // At 1 the ties that there are decide.
    if (holds(*tied, 1) != holds(*apart, 1)) return;
    BOOST_TEST(tied->estimate == apart->estimate, near);
    BOOST_TEST(tied->low == apart->low, near);
    if (std::isfinite(apart->high)) BOOST_TEST(tied->high == apart->high, near);
  });
}

BOOST_AUTO_TEST_CASE(estimate_is_the_median_of_all_ratios) {
  for_all([](Gen& gen) {
    const Values before = gen.timings(gen.size(1, 12), 0.3, gen.coin());
    const Values now = gen.timings(gen.size(1, 12), 0.3, gen.coin());
    const Values all = ratios(before, now);
    const double expected = std::sqrt(all[(all.size() - 1) / 2] * all[all.size() / 2]);
    BOOST_TEST(hodges_lehmann(before, now, 0.05)->estimate == expected, near);
  });
}

BOOST_AUTO_TEST_CASE(swapping_before_and_now_inverts_the_ratio) {
  for_all([](Gen& gen) {
    const Values a = gen.timings(gen.size(3, 20), 0.1, gen.coin());
    const Values b = gen.timings(gen.size(3, 20), 0.1, gen.coin());
    const auto forth = hodges_lehmann(a, b, 0.2), back = hodges_lehmann(b, a, 0.2);
    BOOST_TEST(forth->estimate * back->estimate == 1.0, near);
    if (std::isfinite(forth->high)) BOOST_TEST(forth->high * back->low == 1.0, near);
    if (std::isfinite(back->high)) BOOST_TEST(forth->low * back->high == 1.0, near);
  });
}

BOOST_AUTO_TEST_CASE(ratio_does_not_depend_on_the_unit_and_follows_now) {
  for_all([](Gen& gen) {
    const Values a = gen.timings(12), b = gen.timings(14);
    const double unit = std::pow(10, gen.real(-200, 200));
    const auto plain = hodges_lehmann(a, b, 0.05);
    const auto scaled = hodges_lehmann(times(unit, a), times(3 * unit, b), 0.05);
    BOOST_TEST(scaled->estimate == 3 * plain->estimate, near);
    BOOST_TEST(scaled->low == 3 * plain->low, near);
    BOOST_TEST(scaled->high == 3 * plain->high, near);
  });
}

BOOST_AUTO_TEST_CASE(equal_values_give_1_and_nothing_else) {
  const auto interval = hodges_lehmann(Values(8, 5.0), Values(8, 5.0), 0.05);
  BOOST_TEST(interval->low == 1.0);
  BOOST_TEST(interval->estimate == 1.0);
  BOOST_TEST(interval->high == 1.0);
}

BOOST_AUTO_TEST_CASE(extreme_values_neither_overflow_nor_vanish) {
  const Values tiny(6, 4.9e-324), huge{1e300, 1e301, 1e302, 1e303, 1e304, 1e305};
  const auto up = hodges_lehmann(tiny, huge, 0.05), down = hodges_lehmann(huge, tiny, 0.05);
  BOOST_TEST(up->estimate == std::numeric_limits<double>::max());
  BOOST_TEST((up->low > 1 && std::isfinite(up->high)));
  BOOST_TEST((down->estimate > 0 && down->low > 0 && down->high < 1));
}

BOOST_AUTO_TEST_CASE(there_is_no_ratio_of_values_that_are_not_positive) {
  BOOST_TEST(!hodges_lehmann(Values{1, 0}, Values{1}, 0.05));
  BOOST_TEST(!hodges_lehmann(Values{1}, Values{-1}, 0.05));
}

// Far below the estimate shifts are rejected as too small, far above it not as that.
BOOST_AUTO_TEST_CASE(the_estimate_lies_within_at_any_size) {
  for (const std::size_t n : {50u, 120u, 300u, 301u, 700u}) {
    Gen gen(n);
    const auto interval =
        hodges_lehmann(gen.timings(n, 0.1), gen.timings(n, 0.1), 0.05, TiesWithin::as_apart);
    BOOST_TEST(interval->low < interval->estimate);
    BOOST_TEST(interval->estimate < interval->high);
  }
}

BOOST_AUTO_TEST_SUITE_END()
