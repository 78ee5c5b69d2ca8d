#include "ci/sequential_report.hpp"

#include <boost/test/unit_test.hpp>

using namespace pawl::ci;
using pawl::baselines::Failure;
using pawl::stats::Decision;

namespace {

/// Twenty pairs, now `ratio` times before, give or take half a percent.
SequentialOutcome outcome(Decision decision, double ratio) {
  SequentialOutcome outcome{.benchmark = "a", .metric = "wall_time", .unit = "s"};
  outcome.decision = decision;
  outcome.alpha = 0.01;
  outcome.level = 0.002;
  outcome.looks = 5;
  for (int i = 0; i < 20; ++i) {
    outcome.before.push_back(1 + 0.1 * i);
    outcome.now.push_back((1 + 0.1 * i) * ratio * (1 + 0.0005 * (i % 10 - 5)));
  }
  return outcome;
}

Report report(const std::vector<SequentialOutcome>& outcomes,
              const std::vector<Failure>& failures = {}) {
  return sequential_report(outcomes, failures, {}, {}, {.alpha = 0.01, .threshold = 0.02});
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sequential_report_)

BOOST_AUTO_TEST_CASE(the_plan_decides_the_verdict) {
  struct {
    Decision decision;
    RowVerdict row;
    ReportVerdict whole;
  } cases[] = {{Decision::regression, RowVerdict::regression, ReportVerdict::fail},
               {Decision::improvement, RowVerdict::improvement, ReportVerdict::pass},
               {Decision::equivalent, RowVerdict::unchanged, ReportVerdict::pass},
               {Decision::futile, RowVerdict::inconclusive, ReportVerdict::inconclusive},
               {Decision::keep_going, RowVerdict::inconclusive, ReportVerdict::inconclusive}};
  for (const auto& one : cases) {
    const Report made = report({outcome(one.decision, 1.1)});
    BOOST_REQUIRE(made.rows.size() == 1u);
    BOOST_TEST((made.rows[0].verdict == one.row));
    BOOST_TEST((made.verdict == one.whole));
    BOOST_TEST(made.rows[0].evidence == "signed rank of 20 interleaved pairs, looked at 5 times");
  }
}

// Allocations that were none, say.
BOOST_AUTO_TEST_CASE(values_without_a_ratio_are_reported_by_their_signs) {
  SequentialOutcome risen = outcome(Decision::regression, 1);
  risen.before.assign(20, 0);
  risen.now.assign(20, 3);
  const Report made = report({risen});
  BOOST_REQUIRE(made.rows.size() == 1u);
  const Row& row = made.rows[0];
  BOOST_TEST((row.verdict == RowVerdict::regression));
  BOOST_TEST(!row.ratio);
  BOOST_TEST(*row.p == 2 / 1048576.0, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(*row.p_adjusted == *row.p * 5, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(row.evidence == "signs of 20 interleaved pairs, looked at 5 times");
  BOOST_TEST((made.verdict == ReportVerdict::fail));
}

BOOST_AUTO_TEST_CASE(p_pays_for_every_look) {
  SequentialOutcome once = outcome(Decision::regression, 1.1);
  once.level = once.alpha;
  const Row often = report({outcome(Decision::regression, 1.1)}).rows[0];
  BOOST_TEST(*often.p_adjusted == *often.p * 5, boost::test_tools::tolerance(1e-12));
  const Row seldom = report({once}).rows[0];
  BOOST_TEST(*seldom.p_adjusted == *seldom.p);
  BOOST_TEST(*report({outcome(Decision::equivalent, 1)}).rows[0].p_adjusted == 1);
  BOOST_TEST(seldom.ratio->high - seldom.ratio->low < often.ratio->high - often.ratio->low);
}

BOOST_AUTO_TEST_CASE(what_is_left_open_says_how_many_pairs_would_tell) {
  SequentialOutcome open = outcome(Decision::futile, 1);
  for (std::size_t i = 0; i < open.now.size(); i += 2) open.now[i] *= 1.2;
  BOOST_TEST(report({open}).rows[0].launches_needed.value_or(0) > 20u);
  BOOST_TEST(!report({open}).rows[0].minimum_detectable.has_value());  // which is of one look
  BOOST_TEST(!report({outcome(Decision::equivalent, 1)}).rows[0].launches_needed.has_value());
}

BOOST_AUTO_TEST_CASE(failed_launches_keep_a_row_from_being_proven_harmless) {
  const std::vector<Failure> failures = {{.benchmark = "a", .reason = "now: exited"}};
  BOOST_TEST((report({outcome(Decision::equivalent, 1)}, failures).rows[0].verdict ==
              RowVerdict::inconclusive));
  BOOST_TEST((report({outcome(Decision::regression, 1.1)}, failures).rows[0].verdict ==
              RowVerdict::regression));
  // Whatever all pairs looked at once would say.
  BOOST_TEST((report({outcome(Decision::equivalent, 1.1)}, failures).rows[0].verdict ==
              RowVerdict::inconclusive));
}

BOOST_AUTO_TEST_CASE(an_outcome_without_pairs_is_one_missing_row) {
  SequentialOutcome none{.benchmark = "a", .metric = "wall_time", .unit = "s"};
  for (const bool has_failure : {false, true}) {
    std::vector<Failure> failures;
    if (has_failure) failures.push_back({.benchmark = "a", .reason = "now: exited"});
    const Report made = report({none}, failures);
    BOOST_REQUIRE(made.rows.size() == 1u);
    BOOST_TEST((made.rows[0].verdict == RowVerdict::missing));
    BOOST_TEST(made.rows[0].metric == "wall_time");
    BOOST_TEST((made.verdict == ReportVerdict::inconclusive));
  }
}

BOOST_AUTO_TEST_CASE(values_without_a_ratio_are_undecided) {
  SequentialOutcome zero = outcome(Decision::futile, 1);
  for (double& value : zero.before) value = 0;
  BOOST_TEST((report({zero}).verdict == ReportVerdict::inconclusive));
}

BOOST_AUTO_TEST_SUITE_END()
