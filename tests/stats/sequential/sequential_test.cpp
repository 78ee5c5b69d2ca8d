#include "stats/sequential/sequential.hpp"

#include "stats/ranks/paired.hpp"
#include "support/for_all.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <vector>

using namespace pawl::stats;
using namespace pawl::tests;

namespace {

struct Ending {
  Decision decision = Decision::keep_going;
  std::size_t pairs = 0;
};

/// Measures until the plan says stop; now is `ratio` times before, and a launch varies by `spread`.
Ending run(const SequentialPlan& plan, Gen& gen, double ratio, double spread, double threshold,
           Better better = Better::lower) {
  std::vector<double> before, now;
  Ending ending;
  while (ending.decision == Decision::keep_going) {
    before.push_back(std::exp(gen.normal(0, spread)));
    now.push_back(ratio * std::exp(gen.normal(0, spread)));
    ending = {plan.decide(before, now, better, threshold), before.size()};
  }
  return ending;
}

bool is_change(Decision decision) {
  return decision == Decision::regression || decision == Decision::improvement;
}

struct Rates {
  double changed = 0, equivalent = 0, pairs = 0;
};

Rates simulate(const SequentialPlan& plan, int trials, double ratio, double spread,
               double threshold) {
  Rates rates;
  for (int i = 1; i <= trials; ++i) {
    Gen gen(static_cast<std::uint64_t>(i));
    const Ending ending = run(plan, gen, ratio, spread, threshold);
    rates.changed += is_change(ending.decision);
    rates.equivalent += ending.decision == Decision::equivalent;
    rates.pairs += static_cast<double>(ending.pairs);
  }
  return {rates.changed / trials, rates.equivalent / trials, rates.pairs / trials};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sequential)

BOOST_AUTO_TEST_CASE(levels_are_those_of_published_boundaries) {
  const std::vector<double> thirds{1 / 3.0, 2 / 3.0, 1};
  // Each look's exit probability of O'Brien & Fleming's 3-look boundaries 3.471, 2.454, 2.004 at
  // .05 (Jennison & Turnbull 2000, table 2.3) is spent; the levels must be theirs.
  const std::vector<double> bounds{3.471, 2.454, 2.004};
  const std::vector<double> spent{0.000519, 0.014313, 0.05};
  const std::vector<double> levels = look_levels(thirds, spent);
  for (std::size_t k = 0; k < 3; ++k)
    BOOST_TEST(levels[k] == std::erfc(bounds[k] / std::sqrt(2.0)),
               boost::test_tools::tolerance(0.01));
}

BOOST_AUTO_TEST_CASE(paths_cross_as_often_as_was_spent) {
  const std::vector<double> times{0.2, 0.4, 0.6, 0.8, 1}, spent{0.01, 0.02, 0.03, 0.04, 0.05};
  const std::vector<double> levels = look_levels(times, spent);
  constexpr int trials = 20000;
  int crossed = 0;
  Gen gen(1);
  for (int i = 0; i < trials; ++i) {
    double position = 0;
    bool beyond = false;
    for (std::size_t k = 0; k < times.size(); ++k) {
      position += gen.normal(0, std::sqrt(0.2));
      beyond |= std::erfc(std::abs(position) / std::sqrt(2 * times[k])) <= levels[k];
    }
    crossed += beyond;
  }
  BOOST_TEST(std::abs(crossed / static_cast<double>(trials) - 0.05) < 0.005);  // 3 standard errors
}

BOOST_AUTO_TEST_CASE(one_look_is_the_fixed_test) {
  const std::vector<double> time{1}, spent{0.03};
  BOOST_TEST(look_levels(time, spent).front() == 0.03, boost::test_tools::tolerance(1e-6));
}

BOOST_AUTO_TEST_CASE(peeking_does_not_inflate_alpha) {
  const SequentialPlan plan = SequentialPlan::up_to(30, 0.05);
  BOOST_TEST(plan.looks().size() >= 8u);
  const Rates rates = simulate(plan, 2000, 1, 0.1, 0);
  BOOST_TEST(rates.changed < 0.05 + 3 * std::sqrt(0.05 * 0.95 / 2000));
  BOOST_TEST(rates.changed > 0.02);  // nor is alpha left unused
}

BOOST_AUTO_TEST_CASE(a_plan_that_ends_early_spends_what_is_left_and_no_more) {
  const SequentialPlan planned = SequentialPlan::up_to(1000, 0.05);
  const SequentialPlan ended = planned.ended_at(40);
  BOOST_TEST(ended.looks().back().pairs == 40u);
  BOOST_TEST(ended.looks().back().alpha > 0.045);  // hardly any of it was spent before
  for (std::size_t k = 0; k + 1 < ended.looks().size(); ++k) {
    BOOST_TEST(ended.looks()[k].pairs == planned.looks()[k].pairs);
    BOOST_TEST(ended.looks()[k].alpha == planned.looks()[k].alpha,
               boost::test_tools::tolerance(1e-3));
  }
  const Rates rates = simulate(ended, 2000, 1, 0.1, 0);
  BOOST_TEST(rates.changed < 0.05 + 3 * std::sqrt(0.05 * 0.95 / 2000));
  BOOST_TEST(rates.changed > 0.03);
  // At a look that has been made, or before the first: the rest goes there.
  BOOST_TEST(planned.ended_at(planned.looks()[2].pairs).looks().size() == 3u);
  BOOST_TEST(planned.ended_at(1).looks().front().alpha == 0.05, boost::test_tools::tolerance(1e-6));
}

BOOST_AUTO_TEST_CASE(a_change_of_one_spread_is_found_with_fewer_launches_than_a_fixed_number) {
  // 28 launches a side have this power when all are measured: tests/benchmarks/sequential_rates.
  const Rates rates = simulate(SequentialPlan::up_to(30, 0.05), 500, std::exp(0.1), 0.1, 0);
  BOOST_TEST(rates.changed > 0.9);
  BOOST_TEST(rates.pairs < 0.75 * 28);
}

BOOST_AUTO_TEST_CASE(identical_code_is_shown_equivalent_where_the_noise_allows) {
  const Rates quiet = simulate(SequentialPlan::up_to(40, 0.05), 200, 1, 0.005, 0.02);
  BOOST_TEST(quiet.equivalent > 0.95);
  BOOST_TEST(quiet.pairs < 15.0);
  // A change as large as the threshold is called equivalent at most in alpha of all cases.
  const Rates edge = simulate(SequentialPlan::up_to(40, 0.05), 1000, 1.02, 0.01, 0.02);
  BOOST_TEST(edge.equivalent < 0.05 + 3 * std::sqrt(0.05 * 0.95 / 1000));
}

BOOST_AUTO_TEST_CASE(hopeless_noise_is_given_up_early) {
  const Rates noisy = simulate(SequentialPlan::up_to(100, 0.01), 100, 1, 1.0, 0.02);
  BOOST_TEST(noisy.equivalent == 0.0);
  BOOST_TEST(noisy.pairs < 80.0);
}

BOOST_AUTO_TEST_CASE(the_pairs_that_are_said_to_be_needed_tell) {
  std::vector<double> before, now;
  Gen gen(5);
  for (int i = 0; i < 60; ++i) {
    before.push_back(std::exp(gen.normal(0, 0.1)));
    now.push_back(std::exp(gen.normal(0, 0.1)));
  }
  const auto seen = ratio_of_pairs(before, now, 0.002);
  const auto needed = pairs_needed(*seen, 60, 0.002, 0.01, 0.02);
  BOOST_REQUIRE(needed.has_value());
  // (2.58 + 0.84)² · 2 · 0.1² / log(1.02)², by the normal distribution.
  BOOST_TEST(static_cast<double>(*needed) == 596, boost::test_tools::tolerance(0.4));
  BOOST_TEST(!pairs_needed(*seen, 60, 0.002, 0.01, 0.5).has_value());
  BOOST_TEST(!pairs_needed(*seen, 60, 0.002, 0.01, 0).has_value());
  BOOST_TEST(
      !pairs_needed(*ratio_of_pairs(std::span(before).first(4), std::span(now).first(4), 0.01), 4,
                    0.01, 0.01, 0.02)
           .has_value());
}

BOOST_AUTO_TEST_CASE(swapping_before_and_now_or_what_is_better_inverts_the_decision) {
  const SequentialPlan plan = SequentialPlan::up_to(30, 0.05);
  for_all(
      [&](Gen& gen) {
        std::vector<double> before = gen.timings(30, 0.05), now = gen.timings(30, 0.05);
        for (double& value : now) value *= 1.1;
        for (const auto& look : plan.looks()) {
          const auto a = std::span(before).first(look.pairs), b = std::span(now).first(look.pairs);
          const Decision slower = plan.decide(a, b, Better::lower, 0.02);
          BOOST_TEST((is_change(slower) == is_change(plan.decide(b, a, Better::lower, 0.02))));
          if (!is_change(slower)) continue;
          BOOST_TEST((slower == Decision::regression));
          BOOST_TEST((plan.decide(b, a, Better::lower, 0.02) == Decision::improvement));
          BOOST_TEST((plan.decide(a, b, Better::higher, 0.02) == Decision::improvement));
        }
      },
      50);
}

// As allocations have none: of 0 and 1 there is no ratio.
BOOST_AUTO_TEST_CASE(values_without_a_ratio_are_told_by_which_way_pairs_moved) {
  const SequentialPlan plan = SequentialPlan::up_to(100, 0.01);
  const auto ending = [&](double before, double now, Better better) {
    std::vector<double> then, today;
    Ending end;
    while (end.decision == Decision::keep_going) {
      then.push_back(before);
      today.push_back(now);
      end = {plan.decide(then, today, better, 0.02), then.size()};
    }
    BOOST_TEST(end.pairs < 30u);
    return end.decision;
  };
  BOOST_TEST((ending(0, 1, Better::lower) == Decision::regression));
  BOOST_TEST((ending(0, 1, Better::higher) == Decision::improvement));
  BOOST_TEST((ending(-2, -1, Better::lower) == Decision::regression));
  BOOST_TEST((ending(0, 0, Better::lower) == Decision::equivalent));
  BOOST_TEST((ending(-100, -99, Better::lower) == Decision::futile));  // less than the threshold
}

BOOST_AUTO_TEST_CASE(equal_code_without_a_ratio_alarms_no_more_often_than_alpha) {
  const SequentialPlan plan = SequentialPlan::up_to(100, 0.05);
  int alarms = 0;
  for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
    Gen gen(seed);
    std::vector<double> before, now;
    Decision decision = Decision::keep_going;
    while (decision == Decision::keep_going) {
      before.push_back(gen.normal(0, 1));
      now.push_back(gen.normal(0, 1));
      decision = plan.decide(before, now, Better::lower, 0.02);
    }
    alarms += is_change(decision) ? 1 : 0;
  }
  BOOST_TEST(alarms <= 50);
}

BOOST_AUTO_TEST_CASE(between_looks_nothing_is_decided_and_after_the_last_all_is) {
  const std::vector<std::size_t> pairs{10, 20};
  const SequentialPlan plan(pairs, 0.05);
  for (std::size_t n = 1; n <= 25; ++n) {
    std::vector<double> before(n, 1.0), now(n, 2.0);
    for (std::size_t i = 0; i < n; ++i) now[i] += static_cast<double>(i);
    const Decision decision = plan.decide(before, now, Better::lower, 0.02);
    if (n < 20 && n != 10) BOOST_TEST((decision == Decision::keep_going));
    if (n == 10 || n == 20) BOOST_TEST((decision == Decision::regression));
    if (n > 20) BOOST_TEST((decision == Decision::futile));
  }
}

BOOST_AUTO_TEST_SUITE_END()
