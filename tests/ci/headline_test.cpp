#include "ci/headline.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace pawl::ci;

namespace {

Report undecided(std::vector<Row> rows) {
  Report report;
  report.rows = std::move(rows);
  report.verdict = ReportVerdict::inconclusive;
  return report;
}

/// Measured elsewhere: there is no p, and no number of launches would make one.
Row from_elsewhere() {
  return Row{};
}

Row of_too_few_launches() {
  Row row;
  row.launches_needed = 5;
  return row;
}

Row not_significant() {
  Row row;
  row.p = 0.3;
  return row;
}

bool advises(const Report& report, std::string_view words) {
  const auto sentences = advice(report);
  return std::any_of(sentences.begin(), sentences.end(), [&](const std::string& sentence) {
    return sentence.find(words) != std::string::npos;
  });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(headline_suite)

BOOST_AUTO_TEST_CASE(a_budget_of_which_nothing_was_measured_takes_no_more_launches) {
  Report report;
  report.verdict = ReportVerdict::inconclusive;
  report.budgets = {BudgetRow{}};
  report.budgets[0].verdict = BudgetVerdict::unproven;
  BOOST_TEST(advises(report, "misspelt"));
  BOOST_TEST(!advises(report, "more launches"));
  report.budgets[0].estimate = 1;
  BOOST_TEST(!advises(report, "misspelt"));
  BOOST_TEST(advises(report, "more launches"));
}

BOOST_AUTO_TEST_CASE(what_was_measured_elsewhere_takes_a_baseline_and_not_more_launches) {
  const Report elsewhere = undecided({from_elsewhere(), from_elsewhere()});
  BOOST_TEST(advises(elsewhere, "pawl baseline update"));
  BOOST_TEST(!advises(elsewhere, "launches"));
  for (const Row& row : {of_too_few_launches(), not_significant()}) {
    const Report mixed = undecided({from_elsewhere(), row});
    BOOST_TEST(!advises(mixed, "pawl baseline update"));
    BOOST_TEST(advises(mixed, "launches"));
  }
}

BOOST_AUTO_TEST_CASE(what_could_be_shown_is_said_as_far_as_it_means_something) {
  Row row = not_significant();
  row.minimum_detectable = 0.07;
  BOOST_TEST(shortfall(row) == "could show a change of 7.0 % or more");
  row.minimum_detectable = 2.6e6;
  BOOST_TEST(shortfall(row) == "could not show even a tenfold change");
}

BOOST_AUTO_TEST_SUITE_END()
