#include "ci/render/text.hpp"

#include "ci/unicode.hpp"
#include "support/golden.hpp"
#include "support/sample_reports.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <sstream>

using namespace pawl::ci;
using namespace pawl::tests;

namespace {

std::size_t widest_line(const std::string& shown) {
  std::istringstream lines(shown);
  std::string line;
  std::size_t widest = 0;
  while (std::getline(lines, line)) widest = std::max(widest, columns(line));
  return widest;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(text_suite)

BOOST_AUTO_TEST_CASE(a_report_with_everything) {
  check_golden("full.txt", text(full_report()));
}

BOOST_AUTO_TEST_CASE(a_report_with_everything_in_colour) {
  check_golden("full-colour.txt", text(full_report(), {.colour = true}));
}

BOOST_AUTO_TEST_CASE(a_report_that_passes_with_wide_characters) {
  check_golden("pass.txt", text(passing_report()));
}

BOOST_AUTO_TEST_CASE(a_report_without_a_baseline) {
  check_golden("no-baseline.txt", text(report_without_baseline()));
}

BOOST_AUTO_TEST_CASE(names_are_cut_to_the_terminal) {
  Report report = passing_report();
  report.rows[0].benchmark = std::string(300, 'x');
  BOOST_TEST(widest_line(text(report, {.width = 110})) <= 110u);
  BOOST_TEST(widest_line(text(report)) > 110u);
}

BOOST_AUTO_TEST_CASE(an_exact_count_has_neither_interval_nor_p) {
  Report report;
  Row row;
  row.benchmark = "a";
  row.ratio = Ratio{1.03, 1.03, 1.03};
  report.rows = {row};
  const std::string shown = text(report);
  BOOST_TEST(shown.find("+3.0 %") != std::string::npos, shown);
  BOOST_TEST(shown.find("…") == std::string::npos, shown);
}

BOOST_AUTO_TEST_CASE(rows_that_lack_the_same_but_for_numbers_are_told_once) {
  Report report;
  for (const double detectable : {0.05, 0.031, 1.846}) {
    Row& row = report.rows.emplace_back();
    row.benchmark = "a";
    row.reason = "not significant";
    row.minimum_detectable = detectable;
  }
  BOOST_TEST(
      text(report).find("  a and 2 other rows: not significant; could show a change of 3.1 – "
                        "184.6 % or more\n") != std::string::npos,
      text(report));
}

BOOST_AUTO_TEST_CASE(a_row_without_a_ratio_has_its_p) {
  Report report;
  Row row;
  row.benchmark = "a";
  row.verdict = RowVerdict::regression;
  row.p = row.p_adjusted = 0.004;
  report.rows = {row};
  BOOST_TEST(text(report).find("0.004") != std::string::npos, text(report));
}

BOOST_AUTO_TEST_CASE(a_title_is_whole_above_the_shortest_name) {
  Report report = full_report();
  for (Row& row : report.rows) row.benchmark = row.metric = "a";
  BOOST_TEST(text(report).starts_with("benchmark  "), text(report));
}

BOOST_AUTO_TEST_CASE(names_are_told_apart_in_eighty_columns) {
  Report report = passing_report();
  report.budgets.clear();
  report.rows[0].benchmark = "test_bench.py::test_tokenize";
  report.rows[1].benchmark = "a/long/way/to/a/benchmark/of/which/the/end/tells/7";
  const std::string shown = text(report, {.width = 80});
  BOOST_TEST(widest_line(shown) <= 80u);
  BOOST_TEST(shown.find("st_tokenize ") != std::string::npos, shown);
  BOOST_TEST(shown.find("tells/7 ") != std::string::npos, shown);
  BOOST_TEST(shown.find("launches") == std::string::npos, shown);
  BOOST_TEST(text(report, {.width = 120}).find("launches") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(nothing_from_outside_reaches_the_terminal_as_a_control) {
  for_all([](Gen& gen) {
    const std::string shown = text(hostile_report(gen));
    const bool clean = std::none_of(shown.begin(), shown.end(), [](char c) {
      const auto byte = static_cast<unsigned char>(c);
      return (byte < 0x20 && byte != '\n') || byte == 0x7F;
    });
    BOOST_TEST(clean);
    BOOST_TEST(shown.find("\u202E") == std::string::npos);
    BOOST_TEST(shown.find("\u0085") == std::string::npos);
  });
}

BOOST_AUTO_TEST_CASE(a_report_has_a_line_a_row_whatever_names_hold) {
  for_all([](Gen& gen) {
    Report report = passing_report();
    report.budgets.clear();
    for (Row& row : report.rows) row.benchmark = garbage(gen) + "x";
    const std::string shown = text(report);
    BOOST_TEST(std::count(shown.begin(), shown.end(), '\n') == 5);
  });
}

BOOST_AUTO_TEST_SUITE_END()
