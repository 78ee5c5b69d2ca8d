#include "ci/advice.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <limits>
#include <string>
#include <string_view>

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
  const auto sentences = advice(report, Reader::pull_request);
  return std::any_of(sentences.begin(), sentences.end(), [&](const std::string& sentence) {
    return sentence.find(words) != std::string::npos;
  });
}

constexpr std::array commands = {
    MadeBy::check, MadeBy::check_of_branch, MadeBy::check_of_release, MadeBy::compare,
    MadeBy::ab,    MadeBy::confirm};

bool has_a_baseline(MadeBy command) {
  return command != MadeBy::compare && command != MadeBy::ab;
}

Report failed(MadeBy command) {
  Report report;
  report.rows = {Row{}};
  report.rows[0].verdict = RowVerdict::regression;
  report.verdict = ReportVerdict::fail;
  report.made_by = command;
  return report;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(advice_suite)

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
  const Report mixed = undecided({from_elsewhere(), of_too_few_launches()});
  BOOST_TEST(!advises(mixed, "pawl baseline update"));
  BOOST_TEST(advises(mixed, "launches"));
}

BOOST_AUTO_TEST_CASE(what_sessions_differ_by_takes_more_sessions_and_not_more_launches) {
  for (const MadeBy command : commands) {
    if (command == MadeBy::ab || command == MadeBy::confirm) continue;
    Report report = undecided({not_significant(), from_elsewhere()});
    report.made_by = command;
    BOOST_TEST(advises(report, "in turns"));
    BOOST_TEST(!advises(report, "the launches they need"));
    BOOST_TEST(advises(report, "more sessions") == has_a_baseline(command), name(command));
    report.rows.push_back(of_too_few_launches());
    BOOST_TEST(advises(report, "the launches they need"));
    BOOST_TEST(!advises(report, "more sessions"));
  }
}

BOOST_AUTO_TEST_CASE(what_is_to_be_done_again_is_what_was_done) {
  for (const MadeBy command : commands) {
    const std::string words(name(command)), line(again(command));
    const std::size_t option = words.find(" --");
    BOOST_TEST(line.find("pawl " + words.substr(0, option) + " ") != line.npos, line);
    if (option != words.npos) BOOST_TEST(line.find(words.substr(option)) != line.npos, line);
    BOOST_TEST((line.find("pawl run") != line.npos) == words.starts_with("check"), line);
  }
}

BOOST_AUTO_TEST_CASE(only_what_has_a_baseline_is_accepted_or_given_one) {
  for (const MadeBy command : commands) {
    BOOST_TEST(advises(failed(command), "/pawl ") == has_a_baseline(command), name(command));
    Report report = undecided({});
    report.made_by = command;
    BOOST_TEST(advises(report, "baseline") == has_a_baseline(command), name(command));
    report.rows = {from_elsewhere()};
    if (!has_a_baseline(command)) BOOST_TEST(!advises(report, "baseline"), name(command));
  }
  BOOST_TEST(!advises(failed(MadeBy::check_of_release), "/pawl accept"));
}

BOOST_AUTO_TEST_CASE(nobody_answers_a_terminal_by_a_comment) {
  for (const MadeBy command : commands)
    for (const RowVerdict verdict : {RowVerdict::regression, RowVerdict::improvement}) {
      Report report = failed(command);
      report.rows[0].verdict = verdict;
      if (verdict == RowVerdict::improvement) report.verdict = ReportVerdict::pass;
      for (const std::string& sentence : advice(report, Reader::terminal))
        BOOST_TEST(sentence.find("/pawl") == sentence.npos, sentence);
      const auto terminal = advice(report, Reader::terminal);
      BOOST_TEST(terminal.size() == advice(report, Reader::pull_request).size());
      const bool accepts = std::ranges::any_of(terminal, [](const std::string& sentence) {
        return sentence.find("pawl baseline accept") != sentence.npos;
      });
      BOOST_TEST(accepts == advises(report, "/pawl "), name(command));
    }
}

BOOST_AUTO_TEST_CASE(what_was_won_is_to_be_kept_where_there_is_a_baseline_to_keep_it) {
  for (const MadeBy command : commands) {
    Report report;
    report.verdict = ReportVerdict::pass;
    report.made_by = command;
    BOOST_TEST(advice(report, Reader::pull_request).empty());
    report.rows = {Row{}};
    report.rows[0].verdict = RowVerdict::improvement;
    BOOST_TEST(advises(report, "/pawl accept") ==
                   (has_a_baseline(command) && command != MadeBy::check_of_release),
               name(command));
  }
}

BOOST_AUTO_TEST_CASE(what_is_missing_may_be_dropped_from_the_baseline_that_it_is_missed_by) {
  for (const MadeBy command : commands) {
    Report report = undecided({Row{}});
    report.rows[0].verdict = RowVerdict::missing;
    report.made_by = command;
    BOOST_TEST(advises(report, "pawl baseline drop") ==
                   (has_a_baseline(command) && command != MadeBy::check_of_release),
               name(command));
  }
}

BOOST_AUTO_TEST_CASE(what_was_measured_in_turns_is_not_advised_to_be) {
  for (const MadeBy command : commands) {
    Report report = undecided({not_significant()});
    report.made_by = command;
    const bool is_of_turns = command == MadeBy::ab || command == MadeBy::confirm;
    BOOST_TEST(advises(report, "in turns") != is_of_turns, name(command));
    BOOST_TEST(advises(report, "--max-time"), name(command));
    const bool has_report = !is_of_turns && command != MadeBy::compare;
    BOOST_TEST(advises(report, "pawl confirm") == has_report, name(command));
  }
}

BOOST_AUTO_TEST_CASE(a_quantile_of_too_few_launches_says_how_many_it_takes) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  Report report = undecided({});
  report.policy.confidence = 0.95;
  BudgetRow& row = report.budgets.emplace_back();
  row.statistic = "p95", row.limit = 0.2, row.estimate = 0.1, row.low = 0.1, row.high = infinity;
  BOOST_TEST(advises(report, "over the limit; p95 takes 72 values at least."));
  row.better = pawl::stats::Better::higher, row.low = -infinity, row.high = 0.3;
  BOOST_TEST(advises(report, "over the limit; p95 takes 72 values at least."));
  row.low = 0.1;
  BOOST_TEST(advises(report, "their intervals reach over the limit."));
  row.statistic = "max", row.low = -infinity;
  BOOST_TEST(advises(report, "their intervals reach over the limit."));
}

BOOST_AUTO_TEST_SUITE_END()
