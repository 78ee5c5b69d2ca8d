#include "stats/verdict/judge.hpp"

#include "rows.hpp"
#include "samples.hpp"
#include "stats/verdict/exact.hpp"
#include "stats/verdict/prospects.hpp"
#include "stats/verdict/session_spread.hpp"
#include "stats/verdict/steadiness.hpp"
#include "support/for_all.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>
#include <vector>

using namespace pawl::stats;
using pawl::tests::for_all;
using pawl::tests::Gen;
using pawl::tests::measured;
using pawl::tests::sample;

namespace {

Judgement verdict(const Sample& before, const Sample& now, const Policy& policy = {},
                  Better better = Better::lower, Situation situation = Situation::same_testbed) {
  const std::vector<Comparison> rows{compare(before, now, better, situation, policy)};
  return judge(rows, policy).rows.front();
}

Verdict opposite(Verdict verdict) {
  switch (verdict) {
    case Verdict::regression:
      return Verdict::improvement;
    case Verdict::improvement:
      return Verdict::regression;
    case Verdict::unchanged:
      return Verdict::unchanged;
    case Verdict::inconclusive:
      return Verdict::inconclusive;
  }
  return verdict;
}

/// One session or several, of launches of one value or three, that scatter, are coarse or never
/// vary.
Sample of_any_kind(Gen& gen) {
  const double spread = gen.coin() ? 0.02 : 0;
  const bool is_coarse = gen.coin();
  const std::size_t launches = gen.size(2, 20), values = gen.coin() ? 1 : 3;
  std::vector<Sample::Session> sessions(gen.coin() ? 1 : gen.size(2, 6));
  for (Sample::Session& session : sessions)
    for (std::size_t i = 0; i < launches; ++i)
      session.push_back(gen.timings(values, spread, is_coarse));
  return *Sample::from_sessions(sessions);
}

Judgement alone(const Comparison& row, const Policy& policy = {}) {
  return judge(std::vector{row}, policy).rows.front();
}

/// The row with its sides exchanged.
Comparison swapped(Comparison row) {
  std::swap(row.before, row.now);
  row.shift.estimate = -row.shift.estimate;
  row.ratio = {1 / row.ratio.estimate, 1 / row.ratio.high, 1 / row.ratio.low};
  return row;
}

/// A pool of rows alike, whose neighbours resemble each other by 0.4: 7 / 3 launches are worth one.
std::vector<Comparison> correlated_pool(Comparison row) {
  row.neighbours = 0.4;
  return std::vector(fewest_to_moderate, row);
}
constexpr double worth_one = 1.4 / 0.6;

const auto tight = boost::test_tools::tolerance(1e-9);

bool is_a_change(const Judgement& judgement) {
  return judgement.reason == Reason::changed;
}

/// One row of a suite: `launches` a side, now slower by `ratio`.
Comparison row(Gen& gen, std::size_t launches, double spread, double ratio,
               Situation situation = Situation::same_testbed) {
  return compare(sample(gen.timings(launches, spread)),
                 sample(gen.timings(launches, spread)).scaled(ratio), Better::lower, situation, {});
}

/// `between` is what its level deviates by.
Sample session(Gen& gen, std::size_t launches, double between) {
  const double mood = std::exp(gen.normal(0, between));
  return sample(gen.timings(launches, 0.01)).scaled(mood);
}

/// A suite of rows with one session a side, now slower by ratio(row).
template <typename Ratio>
std::vector<Comparison> one_session_each(std::uint64_t seed, double between, Ratio ratio,
                                         int count = 50) {
  Gen gen(seed);
  std::vector<Comparison> rows;
  for (int i = 0; i < count; ++i) {
    const Sample before = session(gen, 20, between);
    const Sample now = session(gen, 20, between).scaled(ratio(i));
    rows.push_back(compare(before, now, Better::lower, Situation::same_testbed, {}));
  }
  return rows;
}

/// A suite of 20 rows with five baseline sessions, and one more with a single one, now slower by
/// `ratio`, which comes last.
std::vector<Comparison> one_new_row(std::uint64_t seed, double between, double ratio) {
  Gen gen(seed);
  std::vector<Comparison> rows;
  for (int i = 0; i < 20; ++i) {
    std::vector<Sample::Session> sessions(5);
    for (Sample::Session& launches : sessions) {
      const Sample one = session(gen, 20, between);
      for (const double value : one.values()) launches.push_back({value});
    }
    rows.push_back(compare(*Sample::from_sessions(sessions), session(gen, 20, between),
                           Better::lower, Situation::same_testbed, {}));
  }
  rows.push_back(compare(session(gen, 20, between), session(gen, 20, between).scaled(ratio),
                         Better::lower, Situation::same_testbed, {}));
  return rows;
}

/// Of `trials` such suites, in how many the last row's verdict is `wanted`.
int new_rows(int trials, double between, double ratio, Verdict wanted) {
  int found = 0;
  for (int trial = 1; trial <= trials; ++trial)
    found += judge(one_new_row(static_cast<std::uint64_t>(trial), between, ratio), {})
                 .rows.back()
                 .verdict == wanted;
  return found;
}

/// Of `trials` suites of 50 rows of one code, how many raise a false alarm.
int alarming_suites(int trials, std::size_t launches, double spread) {
  int alarms = 0;
  for (int trial = 1; trial <= trials; ++trial) {
    Gen gen(static_cast<std::uint64_t>(trial));
    std::vector<Comparison> rows;
    for (int i = 0; i < 50; ++i) rows.push_back(row(gen, launches, spread, 1));
    const auto judged = judge(rows, {}).rows;
    alarms += std::any_of(judged.begin(), judged.end(), is_a_change);
  }
  return alarms;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(verdict_laws)

BOOST_AUTO_TEST_CASE(a_large_clear_slowdown_is_a_regression) {
  int found = 0;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    Gen gen(seed);
    const Sample before = sample(gen.timings(20, 0.01));
    const Sample now = sample(gen.timings(20, 0.01)).scaled(1.2);
    const Verdict lower = verdict(before, now).verdict;
    BOOST_TEST((lower != Verdict::improvement && lower != Verdict::unchanged));
    BOOST_TEST((verdict(before, now, {}, Better::higher).verdict == opposite(lower)));
    found += lower == Verdict::regression;
  }
  BOOST_TEST(found >= 198);
}

BOOST_AUTO_TEST_CASE(the_same_code_raises_an_alarm_in_about_alpha_of_rows) {
  for (const std::size_t launches : {5u, 20u}) {
    int alarms = 0;
    for (std::uint64_t seed = 1; seed <= 3000; ++seed) {
      Gen gen(seed);
      const auto judged = judge(std::vector<Comparison>{row(gen, launches, 0.03, 1)}, {});
      alarms += is_a_change(judged.rows.front());
    }
    BOOST_TEST(alarms > 0);
    BOOST_TEST(alarms < 3000 * 0.015);
  }
}

BOOST_AUTO_TEST_CASE(suites_of_the_same_code_stay_quiet) {
  BOOST_TEST(alarming_suites(60, 5, 0.03) <= 3);
  BOOST_TEST(alarming_suites(30, 12, 0.03) <= 1);
}

BOOST_AUTO_TEST_CASE(a_new_row_learns_of_the_others_how_far_sessions_differ) {
  // By itself it is called changed in one of six where sessions vary by 1 %, in two of three where
  // by 3 %; where they hardly vary, the others show that, and nothing need be assumed.
  for (const double between : {0.01, 0.03}) {
    BOOST_TEST(new_rows(60, between, 1, Verdict::regression) <= 2);
    BOOST_TEST(new_rows(60, between, 1, Verdict::improvement) <= 2);
  }
  BOOST_TEST(new_rows(60, 0, 1, Verdict::unchanged) >= 57);
  BOOST_TEST(new_rows(60, 0, 1.05, Verdict::regression) >= 57);
}

BOOST_AUTO_TEST_CASE(swapping_before_and_now_inverts_the_verdict) {
  for_all([](Gen& gen) {
    const Sample before = of_any_kind(gen), now = of_any_kind(gen).scaled(gen.real(0.9, 1.1));
    const Situation situation = gen.coin() ? Situation::same_testbed : Situation::interleaved;
    const Judgement forth = verdict(before, now, {}, Better::lower, situation);
    const Judgement back = verdict(now, before, {}, Better::lower, situation);
    BOOST_TEST((opposite(forth.verdict) == back.verdict));
    BOOST_TEST((forth.reason == back.reason));
  });
}

BOOST_AUTO_TEST_CASE(the_verdict_does_not_depend_on_the_unit) {
  for_all([](Gen& gen) {
    const Sample before = of_any_kind(gen), now = of_any_kind(gen).scaled(gen.real(0.9, 1.1));
    const Judgement here = verdict(before, now);
    for (const double unit : {0x1p40, 1000.0, 1e-9}) {
      const Judgement there = verdict(before.scaled(unit), now.scaled(unit));
      BOOST_TEST((there.verdict == here.verdict));
      BOOST_TEST(there.p_adjusted == here.p_adjusted, boost::test_tools::tolerance(1e-6));
    }
  });
}

BOOST_AUTO_TEST_CASE(a_change_of_just_the_threshold_is_not_beyond_it) {
  const auto counted = [](double before, double now, const Policy& policy) {
    const Comparison row = compare_exact(sample({before, before}), sample({now, now}),
                                         Better::lower, Situation::same_testbed, policy);
    return judge(std::vector{row}, policy).rows.front().verdict;
  };
  for (const int percent : {1, 2, 3, 5, 10, 20}) {
    const Policy policy{.threshold = percent / 100.0};
    for (const double unit : {1.0, 3.0, 0.1, 1e-9}) {
      const double base = 100 * unit, more = (100 + percent) * unit;
      BOOST_TEST((counted(base, more, policy) == Verdict::unchanged));
      BOOST_TEST((counted(more, base, policy) == Verdict::unchanged));
      BOOST_TEST((counted(base, more * (1 + 1e-13), policy) == Verdict::regression));
      BOOST_TEST((counted(more * (1 + 1e-13), base, policy) == Verdict::improvement));
    }
  }
  const Policy floor{.threshold = 0.001, .absolute_floor = 0.002};
  BOOST_TEST((counted(0.101, 0.103, floor) == Verdict::unchanged));
  BOOST_TEST((counted(0.101, 0.1031, floor) == Verdict::regression));
}

// However dividing and exp round.
BOOST_AUTO_TEST_CASE(values_that_never_vary_are_unchanged_within_the_threshold_in_any_unit) {
  for_all([](Gen& gen) {
    const double level = gen.timings(1, 0.5).front();
    const Sample before = sample(std::vector(4, level)), now = sample(std::vector(5, level * 0.99));
    BOOST_TEST((verdict(before, now).verdict == Verdict::unchanged));
    BOOST_TEST((verdict(now, before).verdict == Verdict::unchanged));
  });
}

// It has a p of its own, but no variance of logarithms that others could learn.
BOOST_AUTO_TEST_CASE(a_row_without_a_ratio_teaches_its_pool_nothing) {
  Gen gen(4);
  const auto sessions = [&](double level) {
    std::vector<Sample::Session> all(5);
    for (Sample::Session& session : all)
      for (const double value : gen.timings(10, 0.02)) session.push_back({value + level});
    return *Sample::from_sessions(all);
  };
  std::vector<Comparison> rows;
  for (int i = 0; i < 9; ++i) {
    const Sample before = sessions(0), now = sample(gen.timings(10, 0.02));
    rows.push_back(compare(before, now, Better::lower, Situation::same_testbed, {}));
  }
  rows.push_back(row(gen, 10, 0.02, 1));  // learns how far sessions differ
  const auto without = judge(rows, {.correction = Correction::none}).rows;
  const Sample none = sessions(-1);
  rows.push_back(compare(none, none, Better::lower, Situation::same_testbed, {}));
  BOOST_TEST((rows.back().evidence == Evidence::sessions_t));
  const auto with = judge(rows, {.correction = Correction::none}).rows;
  for (std::size_t i = 0; i < without.size(); ++i)
    BOOST_TEST(with[i].comparison.p == without[i].comparison.p);
  BOOST_TEST((with.back().verdict == Verdict::inconclusive));
  BOOST_TEST((with.back().reason == Reason::sessions_vary));
}

// Of positive values a machine that wanders is seen by how far they scatter.
BOOST_AUTO_TEST_CASE(one_session_of_values_without_a_ratio_tells_only_what_lies_apart) {
  const auto ones_of_twenty = [](int ones) {
    std::vector<double> values(20, 0.0);
    for (int i = 0; i < ones; ++i) values[static_cast<std::size_t>(i * 7 % 20)] = 1;
    return sample(values);
  };
  const Judgement overlapping = verdict(ones_of_twenty(2), ones_of_twenty(17));
  BOOST_TEST((overlapping.verdict == Verdict::inconclusive));
  BOOST_TEST((overlapping.reason == Reason::sessions_vary));
  BOOST_TEST((verdict(ones_of_twenty(0), ones_of_twenty(20)).verdict == Verdict::regression));
  BOOST_TEST((verdict(ones_of_twenty(1), ones_of_twenty(19)).verdict == Verdict::regression));
  BOOST_TEST(
      (verdict(ones_of_twenty(2), ones_of_twenty(17), {}, Better::lower, Situation::interleaved)
           .verdict == Verdict::regression));
}

// Their absolute floor is all that tells what of them does not matter.
BOOST_AUTO_TEST_CASE(values_without_a_ratio_are_unchanged_where_all_lie_within_the_floor) {
  Gen gen(5);
  const auto coarse = [&](double step) {
    std::vector<double> values;
    for (int i = 0; i < 20; ++i) values.push_back(gen.coin() ? 0 : step);
    return sample(values);
  };
  const Sample before = coarse(0.001), now = coarse(0.002), much = coarse(0.02);
  const Policy floor{.absolute_floor = 0.002};
  BOOST_TEST((verdict(before, now, floor).verdict == Verdict::unchanged));
  BOOST_TEST(
      (verdict(sample(std::vector(20, 0.0)), sample(std::vector(20, 0.002)), floor).verdict ==
       Verdict::unchanged));
  BOOST_TEST((verdict(before, now).verdict != Verdict::unchanged));
  BOOST_TEST((verdict(before, much, floor).verdict != Verdict::unchanged));
  const Sample few = sample(std::vector{0.0, 0.001});  // too few to bound a median
  BOOST_TEST((verdict(few, few.scaled(2), floor).verdict == Verdict::inconclusive));
}

BOOST_AUTO_TEST_CASE(the_order_of_rows_does_not_matter) {
  for_all(
      [](Gen& gen) {
        std::vector<Comparison> rows;
        for (int i = 0; i < 30; ++i) rows.push_back(row(gen, 5, 0.02, gen.coin() ? 1.0 : 1.08));
        std::vector<Comparison> reversed(rows.rbegin(), rows.rend());
        const auto forth = judge(rows, {}).rows, back = judge(reversed, {}).rows;
        for (std::size_t i = 0; i < rows.size(); ++i) {
          BOOST_TEST((forth[i].verdict == back[rows.size() - 1 - i].verdict));
          BOOST_TEST(forth[i].p_adjusted == back[rows.size() - 1 - i].p_adjusted,
                     boost::test_tools::tolerance(1e-9));
        }
      },
      20);
}

BOOST_AUTO_TEST_CASE(no_row_is_more_significant_in_a_report_than_alone) {
  for_all([](Gen& gen) {
    std::vector<Comparison> rows;
    for (std::size_t i = 0; i < gen.size(1, 7); ++i) rows.push_back(row(gen, 9, 0.02, 1.03));
    for (const Correction correction :
         {Correction::none, Correction::benjamini_hochberg, Correction::holm})
      for (const Judgement& judged : judge(rows, {.correction = correction}).rows)
        BOOST_TEST(judged.p_adjusted >= judged.comparison.p);
  });
}

BOOST_AUTO_TEST_CASE(few_launches_alone_are_taken_as_resembling_their_neighbours) {
  Gen gen(21);
  const Comparison few = row(gen, 5, 0.02, 1), enough = row(gen, 10, 0.02, 1);
  const Comparison judged = alone(few).comparison;
  BOOST_TEST(judged.shift.error == few.shift.error * inflation_by(assumed_correlation), tight);
  BOOST_TEST(judged.p > few.p);
  BOOST_TEST(alone(enough).comparison.p == enough.p);
  std::vector<Comparison> suite{few};
  for (int i = 0; i < 20; ++i) suite.push_back(row(gen, 5, 0.02, 1));
  BOOST_TEST(judge(suite, {}).rows.front().comparison.assumed_inflation == 1);  // others tell
}

BOOST_AUTO_TEST_CASE(a_wandering_machine_seldom_alarms_five_launches) {
  int alarms = 0, covered = 0;
  for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
    Gen gen(seed);
    const auto wandering = [&] {
      std::vector<double> values(5);
      double mood = gen.normal(0, 1);
      for (double& value : values) {
        value = std::exp(0.03 * mood);
        mood = 0.4 * mood + gen.normal(0, std::sqrt(1 - 0.16));
      }
      return sample(values);
    };
    const Sample before = wandering();
    const Judgement judged = verdict(before, wandering());
    alarms += is_a_change(judged);
    const RatioInterval& ratio = judged.comparison.ratio;
    covered += ratio.low <= 1 && ratio.high >= 1;
  }
  BOOST_TEST(alarms <= 22);  // 70 where launches count as independent
  BOOST_TEST(covered >= 920);
}

BOOST_AUTO_TEST_CASE(a_change_within_the_threshold_is_not_worth_a_word) {
  Gen gen(4);
  const Sample before = sample(gen.timings(50, 0.001)), now = before.scaled(1.01);
  BOOST_TEST((verdict(before, now, {.noise_floor = 0.002}).verdict == Verdict::unchanged));
  BOOST_TEST((verdict(before, now, {.threshold = 0.005, .noise_floor = 0}).verdict ==
              Verdict::regression));
}

// Of which an alarm needs nothing: it has the threshold.
BOOST_AUTO_TEST_CASE(what_sessions_are_assumed_to_differ_by_is_part_of_being_unchanged) {
  int unchanged = 0, found = 0, same = 0;
  for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
    Gen gen(seed);
    const Sample before = session(gen, 20, 0.005), now = session(gen, 20, 0.005);
    unchanged += verdict(before, now.scaled(1.021)).verdict == Verdict::unchanged;
    found += verdict(before, now.scaled(1.05)).verdict == Verdict::regression;
    same += verdict(before, now).verdict == Verdict::unchanged;
  }
  BOOST_TEST(unchanged <= 30);  // 138 by the launches alone
  BOOST_TEST(found >= 950);
  BOOST_TEST(same >= 250);
  Gen gen(1);
  const Sample before = session(gen, 20, 0), now = before.scaled(1.01);
  const Judgement open = verdict(before, now, {.noise_floor = 0.01});
  BOOST_TEST((open.verdict == Verdict::inconclusive));
  BOOST_TEST((open.reason == Reason::sessions_vary));
  BOOST_TEST((!open.comparison.launches_needed && open.comparison.sessions_needed));
  BOOST_TEST((verdict(sample({7, 7, 7, 7}), sample({7, 7, 7, 7}), {.noise_floor = 0.1}).verdict ==
              Verdict::unchanged));
}

BOOST_AUTO_TEST_CASE(rows_that_move_either_way_tell_what_sessions_differ_by) {
  int alarms = 0, found = 0;
  for (std::uint64_t trial = 1; trial <= 100; ++trial) {
    const auto changed = judge(one_session_each(trial, 0.015, [](int) { return 1.0; }), {}).rows;
    alarms += std::any_of(changed.begin(), changed.end(), is_a_change);
    found += judge(one_session_each(trial, 0.005, [](int i) { return i == 0 ? 1.1 : 1; }), {})
                 .rows.front()
                 .verdict == Verdict::regression;
  }
  BOOST_TEST(alarms <= 10);  // all 100 by what launches show
  BOOST_TEST(found >= 95);
}

BOOST_AUTO_TEST_CASE(a_dozen_rows_tell_what_sessions_differ_by_and_hide_no_change_of_some) {
  int alarms = 0, found = 0;
  for (std::uint64_t trial = 1; trial <= 100; ++trial) {
    const auto changed = judge(one_session_each(
                                   trial, 0.01, [](int) { return 1.0; }, 12),
                               {})
                             .rows;
    alarms += std::any_of(changed.begin(), changed.end(), is_a_change);
    const auto slower = [](int i) { return i < 4 ? 1.05 : 1; };
    const auto third = judge(one_session_each(trial, 0.002, slower, 12), {}).rows;
    for (int i = 0; i < 4; ++i)
      found += third[static_cast<std::size_t>(i)].verdict == Verdict::regression;
  }
  BOOST_TEST(alarms <= 25);  // some 55 where five rows a side were asked for
  BOOST_TEST(found >= 360);
}

BOOST_AUTO_TEST_CASE(a_change_of_half_a_suite_is_no_mood_of_sessions) {
  for (const double ratio : {1.05, 1 / 1.05}) {
    int found = 0;
    for (std::uint64_t trial = 1; trial <= 20; ++trial)
      for (const Judgement& row :
           judge(one_session_each(trial, 0, [&](int i) { return i % 2 == 0 ? ratio : 1; }), {})
               .rows)
        found += row.reason == Reason::changed;
    BOOST_TEST(found >= 20 * 25 * 0.95);
  }
}

// Nor does one tell that moves together: that is an environment event, or code that all share.
BOOST_AUTO_TEST_CASE(a_suite_that_moves_one_way_does_not_tell_what_sessions_differ_by) {
  for (const Judgement& row : judge(one_session_each(1, 0, [](int) { return 1.05; }), {}).rows)
    for (const Warning& warning : row.comparison.warnings)
      BOOST_TEST((warning.kind != WarningKind::suite_sessions));
}

BOOST_AUTO_TEST_CASE(nor_is_one_below_the_absolute_floor) {
  Gen gen(4);
  const Sample before = sample(gen.timings(50, 0.001)), now = sample(gen.timings(50, 0.001));
  const Sample slower = now.scaled(1.1);
  BOOST_TEST((verdict(before, slower).verdict == Verdict::regression));
  BOOST_TEST((verdict(before, slower, {.absolute_floor = 0.2}).verdict == Verdict::unchanged));
  BOOST_TEST((verdict(before, slower, {.absolute_floor = 0.05}).verdict == Verdict::regression));
}

BOOST_AUTO_TEST_CASE(nothing_shown_is_inconclusive_and_says_what_it_takes) {
  Gen gen(6);
  const Judgement judged = verdict(sample(gen.timings(6, 0.03)), sample(gen.timings(6, 0.03)));
  BOOST_TEST((judged.verdict == Verdict::inconclusive));
  BOOST_TEST((judged.reason == Reason::not_significant));
  BOOST_REQUIRE(judged.comparison.launches_needed);
  BOOST_TEST(*judged.comparison.launches_needed > 6u);
  BOOST_TEST(judged.comparison.minimum_detectable > 0.02);
}

BOOST_AUTO_TEST_CASE(more_launches_never_detect_less_nor_need_more) {
  double smallest = 1e9;
  for (const std::size_t launches : {5u, 15u, 45u, 135u}) {
    std::vector<double> found;  // of one in a hundred ten times as much: it seems disturbed
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
      Gen gen(seed);
      found.push_back(row(gen, launches, 0.02, 1).minimum_detectable);
    }
    const double detectable = median(std::move(found));
    BOOST_TEST(detectable < smallest);
    smallest = detectable;
  }
}

BOOST_AUTO_TEST_CASE(the_launches_asked_for_find_the_threshold) {
  std::vector<std::size_t> needed;
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    Gen gen(seed);
    needed.push_back(row(gen, 12, 0.02, 1).launches_needed.value_or(12));
  }
  std::nth_element(needed.begin(), needed.begin() + 20, needed.end());
  int found = 0;
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    Gen gen(seed);
    found += row(gen, needed[20], 0.02, 1.02).p <= 0.01;
  }
  BOOST_TEST(found > 65);
  BOOST_TEST(found < 97);
}

BOOST_AUTO_TEST_CASE(a_disturbed_machine_proves_nothing) {
  Gen gen(8);
  const Sample quiet = sample(gen.timings(15, 0.01)), noisy = sample(gen.timings(15, 0.2));
  const Judgement judged = verdict(quiet, noisy.scaled(1.3));
  BOOST_TEST((judged.verdict == Verdict::inconclusive));
  BOOST_TEST((judged.reason == Reason::unsteady_machine));
  BOOST_TEST(judged.comparison.sessions_needed.value_or(0) == 5u);
}

BOOST_AUTO_TEST_CASE(zero_to_something_is_a_regression_and_zero_to_zero_is_not) {
  const Sample none = sample(std::vector<double>(10, 0.0)),
               some = sample(std::vector<double>(10, 3.0));
  BOOST_TEST((verdict(none, some).verdict == Verdict::regression));
  BOOST_TEST((verdict(some, none).verdict == Verdict::improvement));
  BOOST_TEST((verdict(none, none).verdict == Verdict::unchanged));
  BOOST_TEST((verdict(none, some, {.absolute_floor = 5}).verdict != Verdict::regression));
}

BOOST_AUTO_TEST_CASE(few_launches_borrow_certainty_from_the_suite) {
  int alone = 0, together = 0;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    Gen gen(seed);
    std::vector<Comparison> rows;
    for (int i = 0; i < 40; ++i) rows.push_back(row(gen, 3, 0.01, i < 4 ? 1.06 : 1.0));
    const auto judged = judge(rows, {}).rows;
    for (std::size_t i = 0; i < 4; ++i) {
      alone += rows[i].p <= 0.01 / 40;  // what Bonferroni would ask of the row itself
      together += judged[i].verdict == Verdict::regression;
    }
  }
  BOOST_TEST(alone < 20);
  BOOST_TEST(together > 60);  // 71 on average
}

BOOST_AUTO_TEST_CASE(rows_of_different_pools_do_not_share_their_variance) {
  Gen gen(3);
  std::vector<Comparison> rows;
  for (int i = 0; i < 20; ++i) rows.push_back(row(gen, 4, 0.01, 1));
  const double together = judge(rows, {}).rows[0].comparison.shift.degrees;
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i].pool = i;
  BOOST_TEST(together > 6);
  BOOST_TEST(judge(rows, {}).rows[0].comparison.shift.degrees == 6);
}

BOOST_AUTO_TEST_CASE(a_suite_shows_what_its_rows_are_too_small_to_see) {
  for_all(
      [](Gen& gen) {
        const auto waves = [&] {
          std::vector<double> values;
          double state = gen.normal(0, 1);
          for (int i = 0; i < 6; ++i) {
            state = 0.6 * state + 0.8 * gen.normal(0, 1);
            values.push_back(std::exp(0.02 * state));
          }
          return sample(values);
        };
        std::vector<Comparison> rows;
        for (int i = 0; i < 200; ++i)
          rows.push_back(compare(waves(), waves(), Better::lower, Situation::same_testbed, {}));
        const auto judged = judge(rows, {}).rows;
        BOOST_TEST(rows[0].inflation == 1);
        BOOST_TEST(judged[0].comparison.inflation > 1.5);
        BOOST_TEST(judged[0].comparison.ratio.high > rows[0].ratio.high);
      },
      10);
}

BOOST_AUTO_TEST_CASE(what_the_suite_takes_from_a_row_is_taken_from_p_and_interval_alike) {
  std::size_t rows_inflated = 0;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    Gen gen(seed);
    const auto wave = [&] {
      std::vector<double> values;
      double state = gen.normal(0, 1);
      for (int i = 0; i < 8; ++i)
        values.push_back(std::exp(0.02 * (state = 0.4 * state + gen.normal(0, 1))));
      return sample(values);
    };
    std::vector<Comparison> rows;
    for (int i = 0; i < 50; ++i)
      rows.push_back(compare(wave(), wave(), Better::lower, Situation::same_testbed, {}));
    for (const Judgement& one : judge(rows, {}).rows) {
      rows_inflated += one.comparison.inflation > 1;
      const RatioInterval& ratio = one.comparison.ratio;
      if (ratio.low > 1 || ratio.high < 1) BOOST_TEST(one.comparison.p <= 0.05 * (1 + 1e-9));
    }
  }
  BOOST_TEST(rows_inflated > 200u);
}

BOOST_AUTO_TEST_CASE(a_suite_of_independent_launches_leaves_its_rows_alone) {
  int inflated = 0;
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    Gen gen(seed);
    std::vector<Comparison> rows;
    for (int i = 0; i < 30; ++i) rows.push_back(row(gen, 6, 0.02, 1));
    inflated += judge(rows, {}).rows[0].comparison.inflation > 1;
  }
  BOOST_TEST(inflated <= 3);
}

BOOST_AUTO_TEST_CASE(a_row_follows_its_pool_with_the_t_of_as_many_launches_as_are_left) {
  const double estimate = std::log(1.05);
  const Comparison row =
      judge(correlated_pool(measured(estimate, 0.01)), {}).rows.front().comparison;
  const Shift expected{estimate, 0.01 * std::sqrt(worth_one), 24 / worth_one - 2};
  BOOST_TEST(row.inflation == std::sqrt(worth_one), tight);
  BOOST_TEST(row.shift.error == expected.error, tight);
  BOOST_TEST(row.shift.degrees == expected.degrees, tight);
  BOOST_TEST(row.p == two_sided_p(expected), tight);
  BOOST_TEST(std::log(row.ratio.low) == estimate - half_width(expected, 0.95), tight);
  BOOST_TEST(std::log(row.ratio.high) == estimate + half_width(expected, 0.95), tight);
}

BOOST_AUTO_TEST_CASE(no_row_is_surer_by_following_its_pool) {
  auto pool = correlated_pool(measured(std::log(1.05), 0.01));
  pool.front().inflation = 2;  // its own launches show more than the pool's
  const Comparison row = judge(pool, {}).rows.front().comparison;
  BOOST_TEST(row.inflation == 2);
  BOOST_TEST(row.shift.error == 0.01);
  BOOST_TEST(row.p == pool.front().p);
}

// Each of eight equal variances is worth what its pool's correlation left it, and all eight are
// their prior.
BOOST_AUTO_TEST_CASE(a_pool_lends_certainty_after_its_correlation_is_paid) {
  Comparison row = measured(std::log(1.05), 0.01);
  row.unit_weight = 1.0 / 12 + 1.0 / 12;
  row.unit = {0.0001 / row.unit_weight, 22};
  const Comparison judged = judge(correlated_pool(row), {}).rows.front().comparison;
  BOOST_TEST(judged.shift.degrees == (24 / worth_one - 2) * (1 + fewest_to_moderate), tight);
  BOOST_TEST(judged.unit_weight == row.unit_weight * worth_one, tight);
}

BOOST_AUTO_TEST_CASE(the_error_is_that_of_its_units_and_what_is_assumed) {
  for_all(
      [](Gen& gen) {
        std::vector<Comparison> rows;
        const std::size_t launches = gen.size(3, 14), pools = gen.size(1, 4);
        for (std::size_t i = 0; i < 20; ++i) {
          const YardstickShift yardstick{1.01, gen.real(0, 0.0004)};
          rows.push_back(compare(sample(gen.timings(launches, 0.02)),
                                 sample(gen.timings(launches, 0.02)), Better::lower,
                                 Situation::same_testbed, {.alpha = 0.001}, yardstick));
          rows.back().pool = i % pools;
        }
        for (const Judgement& judged : judge(rows, {}).rows) {
          const Comparison& row = judged.comparison;
          if (row.unit.degrees == 0) continue;
          BOOST_TEST(row.assumed > 0);
          BOOST_TEST(
              row.shift.error * row.shift.error == row.unit.value * row.unit_weight + row.assumed,
              tight);
        }
      },
      40);
}

BOOST_AUTO_TEST_CASE(what_a_new_row_learns_of_sessions_is_assumed_of_its_error) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const std::vector<Comparison> rows = one_new_row(seed, 0.02, 1);
    const Comparison &before = rows.back(), after = judge(rows, {}).rows.back().comparison;
    BOOST_TEST(after.shift.error > 2 * before.shift.error);
    BOOST_TEST(after.assumed - before.assumed ==
                   std::pow(after.shift.error, 2) - std::pow(before.shift.error, 2),
               tight);
  }
}

BOOST_AUTO_TEST_CASE(of_several_sessions_it_is_sessions_that_are_asked_for) {
  Gen gen(7);
  std::vector<Sample::Session> sessions(6);
  for (std::size_t i = 0; i < sessions.size(); ++i)
    for (const double value : gen.timings(20, 0.001))
      sessions[i].push_back({value * (i % 2 == 0 ? 1 : 1.05)});
  const std::span<const Sample::Session> all(sessions);
  const Judgement open =
      verdict(*Sample::from_sessions(all.first(3)), *Sample::from_sessions(all.last(3)));
  BOOST_TEST((open.verdict == Verdict::inconclusive));
  BOOST_TEST((open.comparison.evidence == Evidence::sessions_t));
  BOOST_TEST(!open.comparison.launches_needed);
  BOOST_TEST(open.comparison.sessions_needed.value_or(0) > 5u);
}

// What is assumed of ten launches' neighbours falls away with ten of them, so more of them only
// pay for what was seen.
BOOST_AUTO_TEST_CASE(what_is_assumed_of_few_launches_asks_for_no_more_than_can_show_it) {
  for (const double error : {0.004, 0.007, 0.01, 0.05}) {
    Comparison row = measured(0, error, 8);
    row.assumed = error > 0.01 ? error * error / 2 : 0;  // by a yardstick
    row.before.launches = row.now.launches = 5;
    row.has_few_neighbours = true;
    set_prospects(row, {});
    const std::size_t of_itself = row.launches_needed.value_or(0);
    const Comparison judged = alone(row).comparison;
    BOOST_TEST(judged.assumed_inflation == inflation_by(assumed_correlation));
    BOOST_REQUIRE(judged.launches_needed);
    BOOST_TEST(*judged.launches_needed == std::max(fewest_to_correlate, of_itself));
  }
}

// A true change of the size called detectable is found in 80 %: by then its estimate is both
// significant and beyond the threshold. R: qt(.8, 22) = 0.858266, qt(.995, 22) = 2.818756.
BOOST_AUTO_TEST_CASE(what_is_detectable_is_significant_and_beyond_the_threshold_in_4_of_5) {
  const auto detectable_of = [](double error) {
    Comparison row = measured(0, error, 22);
    set_prospects(row, {.alpha = 0.01, .threshold = 0.02});
    return std::log1p(row.minimum_detectable);
  };
  BOOST_TEST(detectable_of(0.001) == std::log(1.02) + 0.001 * 0.858266,
             boost::test_tools::tolerance(1e-6));
  BOOST_TEST(detectable_of(0.02) == 0.02 * (2.818756 + 0.858266),
             boost::test_tools::tolerance(1e-6));
}

// The one row of a report of 50 that changed has to be as sure as a fiftieth of alpha.
BOOST_AUTO_TEST_CASE(what_is_detectable_is_found_in_4_of_5_where_no_other_row_changed) {
  Gen gen(7);
  const double error = 0.02, shift = std::log1p(judge(std::vector(50, measured(0, error, 200)), {})
                                                    .rows.front()
                                                    .comparison.minimum_detectable);
  int found = 0;
  for (int trial = 0; trial < 1000; ++trial) {
    std::vector<Comparison> rows;
    for (int i = 0; i < 50; ++i)
      rows.push_back(measured(gen.normal(i == 0 ? shift : 0, error), error, 200));
    found += judge(rows, {}).rows.front().verdict == Verdict::regression;
  }
  BOOST_TEST(std::abs(found - 800) <= 50);  // 4 standard errors
}

BOOST_AUTO_TEST_CASE(what_is_detectable_of_one_row_goes_by_the_rows_it_shares_alpha_with) {
  const std::vector rows(30, measured(0, 0.02));
  for (const Correction correction :
       {Correction::none, Correction::benjamini_hochberg, Correction::holm}) {
    const Policy policy{.alpha = 0.01, .correction = correction};
    const double alpha = correction == Correction::none ? 0.01 : 0.01 / 30;
    BOOST_TEST(judge(rows, policy).rows[3].comparison.minimum_detectable ==
               detectable_at(alpha, rows[3], policy));
  }
}

BOOST_AUTO_TEST_CASE(rows_of_different_evidence_do_not_share_their_variance) {
  std::vector<Comparison> rows(2 * fewest_to_moderate - 2, measured(0, 0.01, 6));
  for (Comparison& row : rows) row.unit = {0.0001, 6};
  for (std::size_t i = 0; i < rows.size(); i += 2) rows[i].evidence = Evidence::pairs_t;
  for (const Judgement& judged : judge(rows, {}).rows)
    BOOST_TEST(judged.comparison.shift.degrees == 6);
}

// Sessions of one code differ by √2 · 3 %, hence in 1 % by more than 2.5758 times that: 10.9 %.
BOOST_AUTO_TEST_CASE(a_change_within_what_sessions_differ_by_is_left_open) {
  const Policy policy{.noise_floor = 0.03};
  const auto judged = [&](double ratio, Situation situation) {
    Gen gen(3);
    return verdict(sample(gen.timings(20, 0.01)), sample(gen.timings(20, 0.01)).scaled(ratio),
                   policy, Better::lower, situation);
  };
  const Judgement within = judged(1.09, Situation::same_testbed);
  BOOST_TEST((within.verdict == Verdict::inconclusive));
  BOOST_TEST((within.reason == Reason::sessions_vary));
  BOOST_TEST((judged(1.14, Situation::same_testbed).verdict == Verdict::regression));
  BOOST_TEST((judged(1.09, Situation::interleaved).verdict == Verdict::regression));
}

// Unchanged is an interval within 1 / 1.02 to 1.02, as far either way; so is a floor relative to
// the smaller side, whichever that is.
BOOST_AUTO_TEST_CASE(unchanged_is_the_same_from_either_side) {
  const auto verdict_of = [](double median, double low, double high, const Policy& policy) {
    Comparison row = measured(std::log(median), 0.01);
    row.p = 1;
    row.ratio = {median, low, high};
    const Verdict forth = alone(row, policy).verdict;
    BOOST_TEST((alone(swapped(row), policy).verdict == opposite(forth)));
    return forth;
  };
  BOOST_TEST((verdict_of(1, 1 / 1.0199, 1.0199, {}) == Verdict::unchanged));
  BOOST_TEST((verdict_of(1, 1 / 1.0203, 1.0199, {}) == Verdict::inconclusive));
  BOOST_TEST((verdict_of(1, 1 / 1.0199, 1.0203, {}) == Verdict::inconclusive));
  const Policy floor{.absolute_floor = 0.1};  // of 0.95: 10.5 %
  BOOST_TEST((verdict_of(0.95, 1 / 1.104, 1.0, floor) == Verdict::unchanged));
  BOOST_TEST((verdict_of(0.95, 1 / 1.106, 1.0, floor) == Verdict::inconclusive));
}

BOOST_AUTO_TEST_CASE(the_rows_that_moved_less_tell_how_far_sessions_differ) {
  for (const double sign : {1.0, -1.0}) {
    std::vector<Comparison> rows;
    for (int i = 1; i <= 8; ++i) rows.push_back(measured(sign * 0.002 * i, 0.001));
    const auto alike = [&] {
      std::vector<Comparison> both = rows;
      for (int i = 1; i <= 8; ++i) both.push_back(measured(-sign * 0.002 * i, 0.001));
      return session_spread(both);
    }();
    BOOST_REQUIRE(alike);
    BOOST_TEST(alike->degrees == 16);
    for (int i = 1; i <= 12; ++i) rows.push_back(measured(-sign * 0.01 * i, 0.001));
    const auto between = session_spread(rows);
    BOOST_REQUIRE(between);
    BOOST_TEST(between->value == alike->value, tight);
    BOOST_TEST(between->degrees == 8);
  }
}

// What is assumed of a machine, or of neighbours, is nothing that launches show: else rows that
// seem to wander, as two sessions that differ do, would hide that sessions differ.
BOOST_AUTO_TEST_CASE(sessions_differ_beyond_what_launches_show_whatever_is_assumed) {
  const auto spread_of = [](double inflation, double assumed) {
    std::vector<Comparison> rows;
    for (int i = 1; i <= 20; ++i) {
      const double own = 0.005 * inflation;
      rows.push_back(measured(i % 2 == 0 ? 0.002 * i : -0.002 * i, std::hypot(own, assumed)));
      rows.back().inflation = inflation;
      rows.back().assumed = assumed * assumed;
    }
    const auto between = session_spread(rows);
    BOOST_REQUIRE(between);
    return between->value;
  };
  const double shown = spread_of(1, 0);
  BOOST_TEST(shown > 0);
  BOOST_TEST(spread_of(1.5, 0) == shown, tight);
  BOOST_TEST(spread_of(1, 0.02) == shown, tight);
  BOOST_TEST(spread_of(1.5, 0.02) == shown, tight);
}

BOOST_AUTO_TEST_SUITE_END()
