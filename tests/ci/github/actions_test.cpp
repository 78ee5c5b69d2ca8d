#include "ci/github/actions.hpp"

#include "support/for_all.hpp"

#include <algorithm>

using namespace pawl::ci;
using pawl::tests::for_all;
using pawl::tests::Gen;

namespace {

Report report_of(std::size_t regressions, std::size_t missing) {
  Report report;
  for (std::size_t i = 0; i < regressions + missing; ++i) {
    Row row;
    row.benchmark = "b" + std::to_string(i);
    row.metric = "wall_time";
    row.verdict = i < regressions ? RowVerdict::regression : RowVerdict::missing;
    report.rows.push_back(row);
  }
  return report;
}

auto of_level(const std::vector<Annotation>& all, Level level) {
  return std::count_if(all.begin(), all.end(),
                       [&](const Annotation& annotation) { return annotation.level == level; });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(actions_)

BOOST_AUTO_TEST_CASE(a_command_is_escaped_as_the_runner_unescapes_it) {
  BOOST_TEST(workflow_command({Level::error, "a:b,c%\n", "50 %\r\n::set-env::x, y: z"}) ==
             "::error title=a%3Ab%2Cc%25%0A::50 %25%0D%0A::set-env::x, y: z\n");
}

BOOST_AUTO_TEST_CASE(a_command_is_always_one_line) {
  for_all([](Gen& gen) {
    std::string hostile;
    for (std::size_t i = gen.size(0, 40); i > 0; --i)
      hostile += static_cast<char>(gen.size(0, 255));
    const std::string command = workflow_command({Level::warning, hostile, hostile});
    BOOST_TEST(std::count(command.begin(), command.end(), '\n') == 1);
    BOOST_TEST(command.find('\r') == std::string::npos);
    BOOST_TEST(command.find('\0') == std::string::npos);
    BOOST_TEST(command.starts_with("::warning title="));
  });
}

BOOST_AUTO_TEST_CASE(what_failed_is_an_error_and_what_is_unproven_a_warning) {
  Report report = report_of(2, 3);
  report.rows[0].verdict = RowVerdict::improvement;
  BudgetRow budget;
  budget.benchmark = "b";
  budget.metric = "latency";
  budget.unit = "s";
  budget.verdict = BudgetVerdict::broken;
  report.budgets.push_back(budget);
  const std::vector<Annotation> all = annotations(report);
  BOOST_TEST(of_level(all, Level::error) == 2);
  BOOST_TEST(of_level(all, Level::warning) == 3);
  report.rows.clear();
  report.budgets.front().verdict = BudgetVerdict::unproven;
  BOOST_TEST(of_level(annotations(report), Level::warning) == 1);
  report.budgets.front().verdict = BudgetVerdict::kept;
  BOOST_TEST(annotations(report).empty());
}

BOOST_AUTO_TEST_CASE(what_is_accepted_is_no_annotation) {
  Report report = report_of(1, 0);
  report.rows[0].accepted = "by ada until 2027-01-01: worth it";
  BOOST_TEST(annotations(report).empty());
}

BOOST_AUTO_TEST_CASE(names_and_warnings_are_plain_in_an_annotation) {
  Report report = report_of(1, 0);
  report.rows[0].benchmark = report.rows[0].metric = "a\n\x1b[31m\u202e";
  report.rows[0].warnings = {"w\n\x1b[31m\u202e"};
  const std::string message = annotations(report).at(0).message;
  for (const std::string_view alive : {"\n", "\x1b", "\u202e"})
    BOOST_TEST(message.find(alive) == std::string::npos);
}

BOOST_AUTO_TEST_CASE(at_most_ten_of_a_level_are_shown_and_the_rest_counted) {
  BOOST_TEST(annotations(report_of(10, 0)).size() == 10u);
  BOOST_TEST(annotations(report_of(10, 0)).back().title == "Performance regression");
  const std::vector<Annotation> all = annotations(report_of(25, 3));
  BOOST_TEST(of_level(all, Level::error) == 10);
  BOOST_TEST(of_level(all, Level::warning) == 3);
  BOOST_TEST(all[9].title == "And 16 more");
}

BOOST_AUTO_TEST_CASE(an_output_stands_between_its_delimiters) {
  BOOST_TEST(output_entry("verdict", "a\nb", "pawl-1f") == "verdict<<pawl-1f\na\nb\npawl-1f\n");
}

BOOST_AUTO_TEST_SUITE_END()
