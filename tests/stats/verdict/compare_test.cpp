#include "stats/verdict/compare.hpp"

#include "samples.hpp"
#include "stats/summary.hpp"
#include "stats/verdict/finding.hpp"
#include "stats/verdict/steadiness.hpp"
#include "support/for_all.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

using namespace pawl::stats;
using pawl::tests::for_all;
using pawl::tests::Gen;
using pawl::tests::sample;

namespace {

constexpr Policy policy{};

Comparison compared(const Sample& before, const Sample& now,
                    Situation situation = Situation::same_testbed, const Policy& under = policy) {
  return compare(before, now, Better::lower, situation, under);
}

Sample sessions(Gen& gen, std::size_t count, std::size_t launches, double between) {
  std::vector<Sample::Session> result(count);
  for (Sample::Session& session : result) {
    const double mood = std::exp(gen.normal(0, between));
    for (const double value : gen.timings(launches, 0.02)) session.push_back({value * mood});
  }
  return *Sample::from_sessions(result);
}

bool warns(const Comparison& row, WarningKind kind) {
  return std::any_of(row.warnings.begin(), row.warnings.end(),
                     [kind](const Warning& warning) { return warning.kind == kind; });
}

/// The amount of its first warning of that kind; 0 without.
double warned_of(const Comparison& row, WarningKind kind) {
  for (const Warning& warning : row.warnings)
    if (warning.kind == kind) return warning.amount;
  return 0;
}

/// Sessions of launches of one value each.
Sample in_sessions(const std::vector<std::vector<double>>& levels) {
  std::vector<Sample::Session> result;
  for (const std::vector<double>& session : levels) {
    result.emplace_back();
    for (const double value : session) result.back().push_back({value});
  }
  return *Sample::from_sessions(result);
}

const auto tight = boost::test_tools::tolerance(1e-9);

}  // namespace

BOOST_AUTO_TEST_SUITE(comparison)

BOOST_AUTO_TEST_CASE(another_unit_changes_nothing_but_the_sides) {
  for_all([](Gen& gen) {
    const Sample before = sample(gen.timings(gen.size(2, 25), 0.03, gen.coin()));
    const Sample now = sample(gen.timings(gen.size(2, 25), 0.03, gen.coin()));
    const Comparison seconds = compared(before, now);
    const Comparison scaled = compared(before.scaled(0x1p30), now.scaled(0x1p30));
    BOOST_TEST(scaled.p == seconds.p, tight);
    BOOST_TEST(scaled.ratio.low == seconds.ratio.low, tight);
    BOOST_TEST(scaled.ratio.high == seconds.ratio.high, tight);
    BOOST_TEST(scaled.before.median == seconds.before.median * 0x1p30, tight);
  });
}

BOOST_AUTO_TEST_CASE(swapping_the_sides_inverts_the_ratio) {
  for_all([](Gen& gen) {
    const Sample a = sample(gen.timings(gen.size(2, 25), 0.03));
    const Sample b = sample(gen.timings(gen.size(2, 25), 0.05)).scaled(1.04);
    for (const Situation situation : {Situation::same_testbed, Situation::interleaved}) {
      const Comparison forth = compared(a, b, situation), back = compared(b, a, situation);
      BOOST_TEST(forth.p == back.p, boost::test_tools::tolerance(1e-7));
      BOOST_TEST(forth.ratio.estimate * back.ratio.estimate == 1, tight);
      BOOST_TEST(forth.ratio.low * back.ratio.high == 1, boost::test_tools::tolerance(1e-7));
      BOOST_TEST(forth.a12 + back.a12 == 1, tight);
      BOOST_TEST((forth.evidence == back.evidence));
    }
  });
}

BOOST_AUTO_TEST_CASE(the_interval_excludes_1_where_p_is_at_most_5_percent_and_only_there) {
  for_all([](Gen& gen) {
    const std::size_t n = gen.size(3, 25);
    const Sample before = sample(gen.timings(n, 0.03, gen.coin()));
    const Sample now = sample(gen.timings(n, 0.03, gen.coin())).scaled(gen.real(0.97, 1.03));
    for (const Situation situation : {Situation::same_testbed, Situation::interleaved}) {
      const Comparison row = compared(before, now, situation);
      if (row.evidence == Evidence::none || std::abs(row.p - 0.05) < 1e-3) continue;
      if (warns(row, WarningKind::unsteady_machine)) continue;
      BOOST_TEST_CONTEXT("p " << row.p << ", " << row.ratio.low << " to " << row.ratio.high) {
        // The estimate is always within, which may stretch an interval that 1 ends.
        if (row.p > 0.05) BOOST_TEST((row.ratio.low <= 1 + 1e-9 && row.ratio.high >= 1 - 1e-9));
        const bool stretched = (row.ratio.estimate > 1) != (row.shift.estimate > 0);
        if (row.p < 0.05 && !stretched)
          BOOST_TEST((row.ratio.low >= 1 - 1e-9 || row.ratio.high <= 1 + 1e-9));
      }
    }
  });
}

BOOST_AUTO_TEST_CASE(iterations_are_no_evidence_of_their_own) {
  for_all([](Gen& gen) {
    std::vector<Sample::Launch> once, often;
    for (const double value : gen.timings(6, 0.05)) {
      once.push_back({value});
      often.push_back(Sample::Launch(50, value));
    }
    const Sample other = sample(gen.timings(6, 0.05));
    const Comparison few = compared(*Sample::from_launches(once), other);
    const Comparison many = compared(*Sample::from_launches(often), other);
    BOOST_TEST(few.p == many.p, tight);
    BOOST_TEST(many.before.n == 300u);
    BOOST_TEST(many.before.launches == 6u);
  });
}

BOOST_AUTO_TEST_CASE(one_launch_a_side_proves_nothing_however_long_it_ran) {
  const Sample fast = *Sample::from_launches(std::vector<Sample::Launch>{Sample::Launch(100, 1.0)});
  const Comparison row = compared(fast, fast.scaled(2));
  BOOST_TEST((row.evidence == Evidence::none));
  BOOST_TEST(row.p == 1);
  BOOST_TEST(warns(row, WarningKind::few_launches));
  BOOST_REQUIRE(row.launches_needed);
  BOOST_TEST(*row.launches_needed == 5u);
}

BOOST_AUTO_TEST_CASE(another_machine_gives_figures_and_no_evidence) {
  Gen gen(1);
  const Sample before = sample(gen.timings(20, 0.01));
  const Comparison row = compared(before, before.scaled(3), Situation::incomparable);
  BOOST_TEST((row.evidence == Evidence::none));
  BOOST_TEST(row.p == 1);
  BOOST_TEST(row.ratio.estimate == 3, tight);
  BOOST_TEST(row.ratio.low == 0);
  BOOST_TEST(std::isinf(row.ratio.high));
}

BOOST_AUTO_TEST_CASE(known_sessions_judge_instead_of_launches) {
  Gen gen(2);
  const Comparison row = compared(sessions(gen, 5, 10, 0.03), sessions(gen, 1, 10, 0.03));
  BOOST_TEST((row.evidence == Evidence::sessions_t));
  BOOST_TEST(row.unit.degrees == 4);
  BOOST_TEST(!warns(row, WarningKind::single_session));
}

BOOST_AUTO_TEST_CASE(a_prediction_covers_the_next_session_as_often_as_it_says) {
  int covered = 0;
  for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
    Gen gen(seed);
    const Comparison row = compared(sessions(gen, 5, 4, 0.03), sessions(gen, 1, 4, 0.03));
    covered += row.ratio.low <= 1 && row.ratio.high >= 1;
  }
  BOOST_TEST(covered > 2000 * 0.93);
  BOOST_TEST(covered < 2000 * 0.97);
}

// As beside a noisy neighbour: a baseline's sessions don't tell what such a session varies by.
BOOST_AUTO_TEST_CASE(a_session_whose_launches_scatter_further_is_seldom_called_changed) {
  for (const double spread : {0.06, 0.1}) {
    int significant = 0, covered = 0;
    for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
      Gen gen(seed);
      const Comparison row = compared(sessions(gen, 5, 10, 0), sample(gen.timings(10, spread)));
      significant += row.p <= 0.01;
      covered += row.ratio.low <= 1 && row.ratio.high >= 1;
    }
    BOOST_TEST(significant <= 40);  // 172 and 384 where sessions count as alike
    BOOST_TEST(covered >= 900);     // 606 and 420
  }
}

// A few launches that are far out hardly move their session's level.
BOOST_AUTO_TEST_CASE(launches_far_out_take_no_power_from_sessions) {
  int found = 0;
  for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
    Gen gen(seed);
    std::vector<double> now = gen.timings(10, 0.02);
    for (double& value : now) value *= 1.1;
    now[3] *= 1.5;
    now[7] *= 2;
    found += compared(sessions(gen, 5, 10, 0), sample(now)).p <= 0.01;
  }
  BOOST_TEST(found >= 900);
}

// Else a few values that a timer rounded alike would pass for certainty.
BOOST_AUTO_TEST_CASE(levels_without_any_spread_prove_no_difference) {
  const auto of = [](std::vector<double> levels) {
    std::vector<Sample::Session> result;
    for (const double level : levels) result.push_back({{level}});
    return *Sample::from_sessions(result);
  };
  BOOST_TEST(compared(of({20, 20, 20}), of({21})).p > 0.05);
  BOOST_TEST(compared(of({20, 20, 20}), of({20})).p == 1);
  BOOST_TEST(compared(of({20, 20, 21}), of({40})).p < 0.05);
  const auto pairs = [](std::vector<double> before, std::vector<double> now) {
    return compared(sample(before), sample(now), Situation::interleaved).p;
  };
  BOOST_TEST(pairs({20, 20}, {21, 21}) > 0.05);
  BOOST_TEST(pairs({20, 20}, {20, 20}) == 1);
  // Launches apart have U's p: of the 126 orders of 5 and 4 none is as far out as this.
  BOOST_TEST(pairs({20, 20, 20, 20, 20}, {21, 21, 21, 21}) == 1.0 / 126, tight);
}

// t.test(log(now), log(before), var.equal = TRUE), paired = TRUE, and the former of sessions'
// medians.
BOOST_AUTO_TEST_CASE(few_launches_pairs_and_sessions_have_the_t_of_r) {
  const std::vector<double> before{10.1, 10.4, 9.8, 10.9, 10.2, 10.6};
  const std::vector<double> now{10.9, 11.3, 10.2, 11.6, 10.8, 11.0},
      five(now.begin(), now.end() - 1);
  const auto is_of = [](const Comparison& row, Evidence evidence, double p, double low,
                        double high) {
    BOOST_TEST((row.evidence == evidence));
    BOOST_TEST(row.p == p, tight);
    BOOST_TEST(row.ratio.low == low, tight);
    BOOST_TEST(row.ratio.high == high, tight);
  };
  is_of(compared(sample(before), sample(five), Situation::interleaved), Evidence::launches_t,
        0.0509910215448, 0.999687733437, 1.12449951399);
  is_of(compared(sample(before), sample(now), Situation::interleaved), Evidence::pairs_t,
        0.000552190852246, 1.04056444319, 1.08198130804);
  is_of(compared(in_sessions({{10.1, 10.4, 9.8}, {10.9, 10.2, 10.6}, {10.3, 10.0, 10.7}}),
                 in_sessions({{11.2, 11.5, 11.1}})),
        Evidence::sessions_t, 0.102554716839, 0.960787777068, 1.22320411496);
}

// Where sessions of now hold 2 launches and those of before 4, the spread of sessions shows what
// (3 / 4 + 2 / 2) / 5 = 0.35 of a launch's variance adds, and now's levels have 1 / 2 of it: 0.15
// more, over two sessions. Within sessions launches are at e^±d: 16 d² with 3 · 3 + 2 degrees.
BOOST_AUTO_TEST_CASE(sessions_of_fewer_launches_than_usual_have_the_noise_that_they_lack) {
  const double up = std::exp(0.02), down = std::exp(-0.02);
  const auto many = [&](double level) {
    return std::vector{level * up, level * down, level * up, level * down};
  };
  const auto few = [&](double level) { return std::vector{level * up, level * down}; };
  const Comparison row =
      compared(in_sessions({many(10), many(10.1), many(10.3)}), in_sessions({few(10), few(10.2)}));
  BOOST_TEST((row.evidence == Evidence::sessions_t));
  BOOST_TEST(row.assumed == 0.15 / 2 * 16 * 0.02 * 0.02 / 11, tight);
  BOOST_TEST(row.shift.error * row.shift.error == row.unit.value * row.unit_weight + row.assumed,
             tight);
}

BOOST_AUTO_TEST_CASE(launches_that_depend_have_the_t_of_those_they_are_worth) {
  int dependent = 0;
  for_all([&](Gen& gen) {
    const std::vector<double> before = gen.timings(gen.size(10, 12), 0.02);
    const std::vector<double> now = gen.timings(gen.size(10, 12), 0.02);
    const Comparison row = compared(sample(before), sample(now), Situation::same_testbed,
                                    {.alpha = 1e-5});  // too strict for ranks
    if (row.evidence != Evidence::launches_t || row.assumed > 0) return;
    const Dependence seen = dependence(before, now);
    const Finding plain = launches_finding(before, now, policy.confidence);
    const double degrees = seen.inflation > 1 ? seen.degrees : plain.shift.degrees;
    const Shift expected{plain.shift.estimate, plain.shift.error * seen.inflation, degrees};
    dependent += seen.inflation > 1;
    BOOST_TEST(row.inflation == seen.inflation);
    BOOST_TEST(row.shift.error == expected.error, tight);
    BOOST_TEST(row.shift.degrees == degrees);
    BOOST_TEST(row.unit.degrees == std::min(plain.unit.degrees, degrees));
    BOOST_TEST(row.unit_weight == plain.unit_weight * seen.inflation * seen.inflation, tight);
    BOOST_TEST(row.p == two_sided_p(expected), tight);
    const double reach = half_width(expected, policy.confidence);
    if (row.ratio.low < row.ratio.estimate)
      BOOST_TEST(std::log(row.ratio.low) == expected.estimate - reach, tight);
    BOOST_TEST((warns(row, WarningKind::autocorrelated) == (seen.inflation > 1.2)));
  });
  BOOST_TEST(dependent > 50);
}

// Two spreads of the launches for each session, of which a side's level has 1 / R; the noise floor
// is of sessions, too.
BOOST_AUTO_TEST_CASE(what_is_assumed_of_sessions_is_less_where_a_side_has_two) {
  Gen gen(4);
  const std::vector<double> a = gen.timings(4, 0.5), b = gen.timings(4, 0.5),
                            c = gen.timings(5, 0.5);
  for (const auto& [before, weight] :
       {std::pair{in_sessions({a}), 1 + 1.0}, {in_sessions({a, b}), 1 / 2.0 + 1}}) {
    const Comparison row = compared(before, in_sessions({c}));
    const double spread = warned_of(row, WarningKind::unsteady_machine);
    BOOST_TEST(spread > 0);
    BOOST_TEST(row.assumed == std::pow(2 * spread, 2) * weight, tight);
    BOOST_TEST(row.noise_floor == policy.noise_floor * std::sqrt(weight), tight);
    BOOST_TEST(row.shift.error * row.shift.error == row.unit.value * row.unit_weight + row.assumed,
               tight);
  }
}

// 2 / C(14, 7) = 5.8e-4 is more than 0.01 / 20, 2 / C(16, 8) = 1.6e-4 is not.
BOOST_AUTO_TEST_CASE(ranks_serve_where_they_reach_a_twentieth_of_alpha) {
  Gen gen(6);
  const auto evidence_of = [&](std::size_t launches) {
    return compared(sample(gen.timings(launches, 0.01)), sample(gen.timings(launches, 0.01)))
        .evidence;
  };
  BOOST_TEST((evidence_of(7) == Evidence::launches_t));
  BOOST_TEST((evidence_of(8) == Evidence::rank_sum));
}

// Medians of several iterations scatter by 8 % on a disturbed machine, single values by 15 %.
BOOST_AUTO_TEST_CASE(launches_of_several_values_are_sooner_called_disturbed) {
  Gen gen(1);
  const auto nested = [](const std::vector<double>& values) {
    std::vector<Sample::Launch> launches;
    for (const double value : values) launches.push_back({value, value, value});
    return *Sample::from_launches(launches);
  };
  const std::vector<double> before = gen.timings(40, 0.12), now = gen.timings(40, 0.12);
  BOOST_TEST(!warns(compared(sample(before), sample(now)), WarningKind::unsteady_machine));
  BOOST_TEST(warns(compared(nested(before), nested(now)), WarningKind::unsteady_machine));
  BOOST_TEST(!warns(compared(nested(before), sample(now)), WarningKind::unsteady_machine));
  BOOST_TEST(!warns(compared(sample(before), nested(now)), WarningKind::unsteady_machine));
}

BOOST_AUTO_TEST_CASE(a12_is_the_share_of_all_pairs_that_now_wins_ties_half) {
  for_all([](Gen& gen) {
    const std::vector<double> before = gen.timings(gen.size(1, 20), 0.1, gen.coin());
    const std::vector<double> now = gen.timings(gen.size(1, 20), 0.1, gen.coin());
    double wins = 0;
    for (const double a : before)
      for (const double b : now) wins += a < b ? 1 : a == b ? 0.5 : 0;
    const double pairs = static_cast<double>(before.size() * now.size());
    BOOST_TEST(compared(sample(before), sample(now)).a12 == wins / pairs, tight);
  });
}

BOOST_AUTO_TEST_CASE(a_timer_is_coarse_from_half_the_threshold_on) {
  const auto warned = [](double step) {
    std::vector<double> values;
    for (int i = 0; i < 12; ++i) values.push_back(1 + step * (i % 3 - 1));
    return warns(compared(sample(values), sample(values)), WarningKind::quantised);
  };
  BOOST_TEST(warned(0.011));
  BOOST_TEST(!warned(0.009));
}

BOOST_AUTO_TEST_CASE(coarsely_rounded_sessions_of_one_code_are_seldom_called_changed) {
  int significant = 0;
  for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
    Gen gen(seed);
    std::vector<Sample::Session> all(4);
    for (Sample::Session& session : all)
      for (int i = 0; i < 5; ++i) session.push_back({std::round(20.3 + gen.normal(0, 0.3))});
    const Sample now = *Sample::from_sessions(std::vector<Sample::Session>{all.back()});
    all.pop_back();
    significant += compared(*Sample::from_sessions(all), now).p <= 0.01;
  }
  BOOST_TEST(significant <= 20);
}

BOOST_AUTO_TEST_CASE(pairs_see_through_a_mood_that_both_sides_share) {
  int found = 0;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    Gen gen(seed);
    std::vector<double> before, now;
    for (int i = 0; i < 12; ++i) {
      const double mood = std::exp(gen.normal(0, 0.5));
      before.push_back(mood * std::exp(gen.normal(0, 0.005)));
      now.push_back(1.05 * mood * std::exp(gen.normal(0, 0.005)));
    }
    const Comparison paired = compared(sample(before), sample(now), Situation::interleaved);
    BOOST_TEST((paired.evidence == Evidence::signed_rank));
    BOOST_TEST(paired.p < 0.001);
    // Even where nobody said that they were interleaved.
    const Comparison apart = compared(sample(before), sample(now));
    if (!warns(apart, WarningKind::moved_together)) continue;
    BOOST_TEST(apart.p == paired.p);
    BOOST_TEST(apart.noise_floor == 0);  // they shared their session
    BOOST_TEST(!warns(apart, WarningKind::single_session));
    BOOST_TEST(!warns(apart, WarningKind::unsteady_machine));
    ++found;
  }
  BOOST_TEST(found > 200 * 0.95);
}

BOOST_AUTO_TEST_CASE(a_yardstick_is_divided_out_and_its_doubt_carried_along) {
  Gen gen(5);
  const Sample before = sample(gen.timings(20, 0.01)), now = before.scaled(1.1);
  const auto with = [&](YardstickShift shift) {
    return compare(before, now, Better::lower, Situation::same_testbed, policy, shift);
  };
  const Comparison sure = with({1.1, 0}), doubtful = with({1.1, 0.0004});
  BOOST_TEST(sure.ratio.estimate == 1, tight);
  BOOST_TEST(sure.p > 0.5);
  BOOST_TEST(doubtful.ratio.high - doubtful.ratio.low > sure.ratio.high - sure.ratio.low + 0.07);
  BOOST_TEST(warns(sure, WarningKind::yardstick_used));
  const Comparison in_turns =
      compare(before, now, Better::lower, Situation::interleaved, policy, YardstickShift{1.1, 0});
  BOOST_TEST(in_turns.ratio.estimate == 1.1, tight);  // the same machine ran both
  BOOST_TEST(!warns(in_turns, WarningKind::yardstick_used));
}

BOOST_AUTO_TEST_CASE(a_yardsticks_doubt_is_added_to_that_of_sessions_as_of_launches) {
  Gen gen(7);
  const double doubt = 0.0004;
  for (const auto& [before, now] : {std::pair{sessions(gen, 4, 5, 0.01), sessions(gen, 2, 5, 0.01)},
                                    {sample(gen.timings(6, 0.01)), sample(gen.timings(7, 0.01))}}) {
    const auto with = [&](double variance) {
      return compare(before, now, Better::lower, Situation::same_testbed, policy,
                     YardstickShift{1, variance});
    };
    const Comparison sure = with(0), doubtful = with(doubt);
    BOOST_TEST(doubtful.assumed == sure.assumed + doubt, tight);
    BOOST_TEST(std::pow(doubtful.shift.error, 2) == std::pow(sure.shift.error, 2) + doubt, tight);
    BOOST_TEST(doubtful.p == two_sided_p(doubtful.shift), tight);
  }
}

BOOST_AUTO_TEST_CASE(values_without_a_ratio_are_compared_by_order) {
  const Sample none = sample(std::vector<double>(10, 0.0)),
               some = sample(std::vector<double>(10, 3.0));
  const Comparison same = compared(none, none), more = compared(none, some);
  BOOST_TEST(same.ratio.low == 1);
  BOOST_TEST(same.ratio.high == 1);
  BOOST_TEST(more.p < 1e-4);
  BOOST_TEST(std::isinf(more.ratio.estimate));
  BOOST_TEST(warns(more, WarningKind::not_positive));
}

// Their launches agree among themselves and so tell nothing of the code, whatever their sign.
BOOST_AUTO_TEST_CASE(values_without_a_ratio_are_held_against_how_far_sessions_differ) {
  Gen gen(8);
  const auto session = [&](double level) {
    std::vector<double> launches;
    for (int i = 0; i < 20; ++i) launches.push_back(level + gen.normal(0, 0.1));
    return launches;
  };
  for (const double middle : {0.0, -50.0}) {
    const Sample before = in_sessions({session(middle - 2), session(middle - 1), session(middle),
                                       session(middle + 1), session(middle + 2)});
    const Comparison like = compared(before, in_sessions({session(middle + 2.5)}));
    BOOST_TEST((like.evidence == Evidence::sessions_t));
    BOOST_TEST(like.p > 0.1);
    BOOST_TEST(warns(like, WarningKind::not_positive));
    BOOST_TEST(!std::isfinite(like.shift.error));
    BOOST_TEST(compared(before, in_sessions({session(middle + 40)})).p < 1e-4);
  }
}

BOOST_AUTO_TEST_CASE(levels_without_a_ratio_that_never_vary_leave_it_to_launches) {
  const std::vector<double> none(10, 0.0), some(10, 3.0);
  const Comparison more = compared(in_sessions({none, none, none}), in_sessions({some}));
  BOOST_TEST((more.evidence == Evidence::rank_sum));
  BOOST_TEST(more.p < 1e-4);
  const Comparison same = compared(in_sessions({none, none, none}), in_sessions({none}));
  BOOST_TEST(same.ratio.low == 1);
  BOOST_TEST(same.ratio.high == 1);
}

// The mean of equal logarithms is that logarithm, or rounding passes for a shift and for its error.
BOOST_AUTO_TEST_CASE(sessions_that_are_all_the_same_show_no_shift_in_any_unit) {
  for (std::size_t count = 2; count <= 12; ++count)
    for (const double level : {0.1, 3.0, 7e-9, 1000.0, 123.4}) {
      const std::vector<std::vector<double>> same(count, std::vector(3, level));
      const Comparison row = compared(in_sessions(same), in_sessions({same.front()}));
      BOOST_TEST(row.p == 1);
      BOOST_TEST(row.shift.error == 0);
    }
}

BOOST_AUTO_TEST_CASE(what_rounding_makes_of_equal_values_proves_no_change) {
  const double level = 0.15, rounded = (0.1 + 0.2) / 2, more = 0.2;
  BOOST_TEST(rounded != level);
  const auto pair = [](double a, double b) { return std::vector{a, b}; };
  const Comparison launches = compared(sample({level, rounded}), sample({more, more}));
  BOOST_TEST(launches.p > 0.3);
  const Comparison levels =
      compared(in_sessions({pair(level, level), pair(rounded, rounded), pair(level, level)}),
               in_sessions({pair(more, more)}));
  BOOST_TEST(levels.p > 0.01);
  const Comparison pairs =
      compared(sample({0.1, 0.3, 0.7}), sample({0.11, 0.33, 0.77}), Situation::interleaved);
  BOOST_TEST(pairs.p > 0.2);
}

BOOST_AUTO_TEST_CASE(extreme_values_neither_overflow_nor_vanish) {
  Gen gen(9);
  for (const double scale : {1e-300, 1e300, 4e-320}) {
    std::vector<double> values = gen.timings(12, 0.01);
    for (double& value : values) value *= scale;
    const Comparison row = compared(sample(values), sample(values));
    BOOST_TEST(row.p == 1, tight);
    BOOST_TEST(row.ratio.estimate == 1, tight);
    BOOST_TEST((row.ratio.low <= 1 && row.ratio.high >= 1 && std::isfinite(row.ratio.high)));
  }
}

BOOST_AUTO_TEST_CASE(a_yardstick_that_makes_values_overflow_or_vanish_is_left_out) {
  const std::vector<double> largest(6, 1.7e308), smallest(6, 4e-320), usual(6, 0.01);
  for (const auto& [values, ratio] :
       {std::pair{largest, 0.3}, {smallest, 1e5}, {usual, INFINITY}, {usual, 0.0}}) {
    const Comparison row = compare(sample(values), sample(values), Better::lower,
                                   Situation::same_testbed, policy, YardstickShift{ratio, 0.01});
    BOOST_TEST(!warns(row, WarningKind::yardstick_used));
    BOOST_TEST(row.ratio.estimate == 1);
    BOOST_TEST((row.p >= 0 && row.p <= 1));
  }
}

BOOST_AUTO_TEST_CASE(no_finite_values_are_too_far_apart) {
  for_all([](Gen& gen) {
    const std::array levels{-1.7e308, -1e-320, 0.0, 4e-320, 1e-300, 0.01, 1e300, 1.7e308};
    const std::size_t lowest = gen.coin() ? 3 : 0;  // else hardly any side would be positive
    const auto level = [&] { return levels[gen.size(lowest, levels.size() - 1)]; };
    const auto side = [&] {
      std::vector<Sample::Session> result(gen.size(1, 4));
      for (Sample::Session& session : result)
        for (std::size_t n = gen.size(1, 8); n > 0; --n) session.push_back({level()});
      return *Sample::from_sessions(result);
    };
    const auto situation = gen.coin() ? Situation::same_testbed : Situation::interleaved;
    const Sample before = side(), now = side();
    const Comparison row =
        compare(before, now, Better::lower, situation, policy, YardstickShift{level(), 0.01});
    BOOST_TEST((row.evidence == Evidence::none || (row.p >= 0 && row.p <= 1)));
  });
}

// Found by tests/fuzz: their variance is more than a double holds, and p was that of no number.
BOOST_AUTO_TEST_CASE(levels_at_the_ends_of_a_double_are_compared_like_any_others) {
  const auto at = [](double scale, std::vector<double> levels) {
    std::vector<Sample::Session> sessions;
    for (const double level : levels) sessions.push_back({{level * scale}, {level * scale}});
    return *Sample::from_sessions(sessions);
  };
  const auto p_at = [&](double scale) {
    const Comparison row = compared(at(scale, {-1, 1.5, 1}), at(scale, {-1, -1.75}));
    BOOST_TEST((row.evidence == Evidence::sessions_t));
    return row.p;
  };
  for (const double scale : {0x1p1023, 0x1p-1060}) BOOST_TEST(p_at(scale) == p_at(1), tight);
}

BOOST_AUTO_TEST_CASE(means_and_quantiles_are_judged_by_their_own_intervals) {
  Gen gen(11);
  std::vector<double> values = gen.timings(100, 0.02), tailed = gen.timings(100, 0.02);
  for (std::size_t i = 0; i < 10; ++i) tailed[i * 10] *= 2;  // one in ten: nothing for the median
  const auto by = [&](Statistic statistic) {
    return compared(sample(values), sample(tailed), Situation::same_testbed,
                    {.unsteady = 1e9, .statistic = statistic});
  };
  BOOST_TEST((by(Statistic::mean).evidence == Evidence::bootstrap));
  BOOST_TEST((compared(sample(values), sample(tailed), Situation::interleaved,
                       {.statistic = Statistic::mean})
                  .evidence == Evidence::bootstrap));  // not that of pairs
  BOOST_TEST(by(Statistic::mean).ratio.low > 1.03);
  BOOST_TEST(by(Statistic::median).ratio.low < 1.01);
}

// Of two launches nobody knows the spread, however many the other side has.
BOOST_AUTO_TEST_CASE(a_mean_of_two_launches_is_as_unsure_at_alpha_as_its_interval_says) {
  int significant = 0;
  for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
    Gen gen(seed);
    const Comparison row = compared(sample(gen.timings(20, 0.03)), sample(gen.timings(2, 0.03)),
                                    Situation::interleaved, {.statistic = Statistic::mean});
    significant += row.p <= 0.01;
  }
  BOOST_TEST(significant <= 30);  // 148 with the degrees of freedom of all 22, 126 with Welch's
}

BOOST_AUTO_TEST_CASE(a_side_shows_its_median_within_its_interval) {
  for_all([](Gen& gen) {
    const Side side = compared(sample(gen.timings(gen.size(6, 40))), sample({1.0})).before;
    BOOST_TEST((side.low < side.median && side.median < side.high));
    BOOST_TEST((std::isfinite(side.low) && std::isfinite(side.high)));
  });
  BOOST_TEST(std::isinf(compared(sample({1, 2, 3}), sample({1.0})).before.low));
}

// A p90 of launches is none of the values: its interval is that of the launches' own p90s.
BOOST_AUTO_TEST_CASE(a_side_of_nested_launches_bounds_the_median_of_their_statistic) {
  Gen gen(8);
  std::vector<Sample::Launch> launches;
  std::vector<double> p90s;
  for (int i = 0; i < 10; ++i) {
    launches.push_back(gen.timings(100, 0.02));
    p90s.push_back(quantile(sorted(launches.back()), 0.9));
  }
  const Side side = compared(*Sample::from_launches(launches), sample({1.0}),
                             Situation::same_testbed, {.statistic = Statistic::p90})
                        .before;
  const auto bounds = interpolated_quantile_interval(sorted(p90s), 0.5, 0.95);
  BOOST_REQUIRE(bounds);
  BOOST_TEST(side.low == std::min(side.median, bounds->low));
  BOOST_TEST(side.high == std::max(side.median, bounds->high));
}

BOOST_AUTO_TEST_SUITE_END()
