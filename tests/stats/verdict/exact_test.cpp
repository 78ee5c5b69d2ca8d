#include "stats/verdict/exact.hpp"

#include "samples.hpp"
#include "stats/verdict/judge.hpp"
#include "support/for_all.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace pawl::stats;
using pawl::tests::for_all;
using pawl::tests::Gen;
using pawl::tests::sample;

namespace {

Comparison counted(const Sample& before, const Sample& now,
                   Situation situation = Situation::same_testbed) {
  return compare_exact(before, now, Better::lower, situation, {});
}

Judgement verdict(const Sample& before, const Sample& now, const Policy& policy = {}) {
  const std::vector rows{
      compare_exact(before, now, Better::lower, Situation::same_testbed, policy)};
  return judge(rows, policy).rows.front();
}

bool warns(const Comparison& row, WarningKind kind) {
  return std::any_of(row.warnings.begin(), row.warnings.end(),
                     [kind](const Warning& warning) { return warning.kind == kind; });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(exact)

BOOST_AUTO_TEST_CASE(the_threshold_alone_decides_at_any_number_of_launches) {
  for_all([](Gen& gen) {
    const double before = std::round(gen.real(1000, 1e9)), ratio = gen.real(0.9, 1.1);
    const double now = std::round(before * ratio);
    const Judgement judged = verdict(sample(std::vector<double>(gen.size(1, 5), before)),
                                     sample(std::vector<double>(gen.size(1, 5), now)));
    const Verdict expected = now > before * 1.02   ? Verdict::regression
                             : now < before / 1.02 ? Verdict::improvement
                                                   : Verdict::unchanged;
    BOOST_TEST((judged.verdict == expected), before << " to " << now);
    BOOST_TEST((judged.comparison.evidence == Evidence::exact));
    BOOST_TEST(judged.comparison.ratio.low == now / before);
    BOOST_TEST(judged.comparison.ratio.high == now / before);
  });
}

BOOST_AUTO_TEST_CASE(a_single_bit_of_difference_within_a_side_is_left_to_statistics) {
  const Sample same = sample({1e6, 1e6});
  const Sample differs = sample({2e6, std::nextafter(2e6, 3e6)});
  for (const auto& [before, now] : {std::pair{same, differs}, std::pair{differs, same}}) {
    const Comparison row = counted(before, now);
    BOOST_TEST((row.evidence != Evidence::exact));
    BOOST_TEST(warns(row, WarningKind::not_exact));
  }
}

BOOST_AUTO_TEST_CASE(sessions_and_iterations_must_agree_too) {
  const Sample one = sample({5.0});
  const Sample sessions = *Sample::from_sessions(std::vector<Sample::Session>{{{5}}, {{6}}});
  const Sample iterations = *Sample::from_launches(std::vector<Sample::Launch>{{5, 6}});
  BOOST_TEST((counted(sessions, one).evidence != Evidence::exact));
  BOOST_TEST((counted(one, iterations).evidence != Evidence::exact));
}

BOOST_AUTO_TEST_CASE(what_nothing_was_counted_twice_for_is_said) {
  const Sample one = sample({100}), other = sample({110});
  BOOST_TEST(warns(counted(one, other), WarningKind::counted_once));
  BOOST_TEST(!warns(counted(one, one), WarningKind::counted_once));  // both sides agree
  BOOST_TEST(!warns(counted(one, sample({110, 110})), WarningKind::counted_once));
}

BOOST_AUTO_TEST_CASE(another_setting_is_no_evidence_though_exact) {
  const Comparison row = counted(sample({100, 100}), sample({200, 200}), Situation::incomparable);
  BOOST_TEST((row.evidence == Evidence::none));
  BOOST_TEST(!warns(row, WarningKind::not_exact));
}

BOOST_AUTO_TEST_CASE(counts_of_nothing_and_of_something_differ) {
  const Sample none = sample({0, 0}), some = sample({3, 3});
  BOOST_TEST((verdict(none, none).verdict == Verdict::unchanged));
  BOOST_TEST((verdict(none, some).verdict == Verdict::regression));
  BOOST_TEST((verdict(some, none).verdict == Verdict::improvement));
}

BOOST_AUTO_TEST_CASE(differences_up_to_the_absolute_floor_are_not_worth_a_word) {
  const Sample before = sample({10, 10}), now = sample({12, 12});
  BOOST_TEST((verdict(before, now, {.absolute_floor = 2}).verdict == Verdict::unchanged));
  BOOST_TEST((verdict(before, now, {.absolute_floor = 1}).verdict == Verdict::regression));
}

BOOST_AUTO_TEST_CASE(exact_rows_leave_alpha_to_the_others) {
  Gen gen(1);
  const Sample before = sample(gen.timings(10, 0.02)), now = sample(gen.timings(10, 0.02));
  std::vector rows{compare(before, now.scaled(1.02), Better::lower, Situation::same_testbed, {})};
  const double alone = judge(rows, {}).rows[0].p_adjusted;
  for (int i = 0; i < 20; ++i)
    rows.insert(rows.begin(), counted(sample({100, 100}), sample({i < 10 ? 100.0 : 150.0})));
  const auto judged = judge(rows, {});
  BOOST_TEST(judged.rows.back().p_adjusted == alone);
  BOOST_TEST(!judged.event);
}

BOOST_AUTO_TEST_CASE(a_count_beyond_2_percent_is_beyond_the_threshold_by_one) {
  const auto from_100000 = [](double now) {
    return verdict(sample({100'000, 100'000}), sample({now, now})).verdict;
  };
  BOOST_TEST((from_100000(102'001) == Verdict::regression));
  BOOST_TEST((from_100000(101'999) == Verdict::unchanged));
  BOOST_TEST((from_100000(98'039) == Verdict::improvement));  // 100,000 / 1.02 = 98,039.2
  BOOST_TEST((from_100000(98'040) == Verdict::unchanged));
}

BOOST_AUTO_TEST_CASE(all_of_a_larger_count_is_larger) {
  const Sample less = sample({100, 100}), more = sample({101, 101});
  BOOST_TEST(counted(less, more).a12 == 1);
  BOOST_TEST(counted(more, less).a12 == 0);
  BOOST_TEST(counted(less, less).a12 == 0.5);
}

BOOST_AUTO_TEST_SUITE_END()
