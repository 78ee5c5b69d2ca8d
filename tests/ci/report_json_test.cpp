#include "ci/report_json.hpp"

#include "baselines/error.hpp"
#include "support/golden.hpp"
#include "support/sample_reports.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>

using namespace pawl;
using namespace pawl::ci;
using namespace pawl::tests;
namespace data = boost::unit_test::data;

namespace {

struct Bad {
  std::string text, sentence;
};

std::ostream& operator<<(std::ostream& out, const Bad& bad) {
  return out << bad.text.substr(0, 80);
}

std::string with_row(const std::string& row) {
  return R"({"format":"pawl-report","version":1,"verdict":"pass","rows":[)" + row + "]}";
}

const std::vector<Bad> bad_reports{
    {"", "r.json:1:1: "},
    {R"({"format":"pawl-run","version":1})", "pawl-report"},
    {R"({"format":"pawl-report","version":2,"verdict":"pass","rows":[]})", "version"},
    {R"({"format":"pawl-report","version":1,"verdict":"great","rows":[]})",
     R"(/verdict: expected one of "pass", "fail", "inconclusive", found)"},
    {R"({"format":"pawl-report","version":1,"verdict":"pass"})", "rows"},
    {R"({"format":"pawl-report","version":1,"verdict":"pass","time":"soon","rows":[]})",
     "/time: expected a time such as"},
    {R"({"format":"pawl-report","version":1,"verdict":"pass","made_by":"chek","rows":[]})",
     R"(/made_by: expected one of "check", "check --baseline-of", "check --against-release", )"
     R"("compare", "ab", "confirm", found "chek")"},
    {with_row("{}"), "benchmark"},
    {with_row(R"({"benchmark":3,"verdict":"new"})"), "/rows/0/benchmark: expected"},
    {with_row(R"({"benchmark":"a","verdict":"new","p":1.5})"), "expected a number from 0 to 1"},
    {with_row(R"({"benchmark":"a","verdict":"new","ratio":{"estimate":0}})"), "a ratio above 0"},
    {with_row(R"({"benchmark":"a","verdict":"new","now":{"median":1e999}})"), "number"},
    {with_row(R"({"benchmark":"a","verdict":"new","launches_needed":-1})"), "launches_needed"},
    {with_row(R"({"benchmark":"a","benchmark":"b","verdict":"new"})"), "benchmark"},
    {with_row("{\"benchmark\":\"\xFF\",\"verdict\":\"new\"}"), "UTF-8"},
    {std::string(100'000, '['), "r.json:1:"},
};

void blank_unstable(Report& report) {
  // Text that is not UTF-8 cannot survive JSON; what replaces it does.
  report = parse_report(report_json(report), "r.json");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(report_json_suite)

BOOST_AUTO_TEST_CASE(a_report_with_everything) {
  check_golden("full.json", report_json(full_report()));
}

BOOST_AUTO_TEST_CASE(writing_what_was_read_gives_the_same_text) {
  for_all([](Gen& gen) {
    Report report = hostile_report(gen);
    report.time = "2026-11-23T22:41:05Z";
    for (Row& row : report.rows)
      if (row.ratio && !(row.ratio->estimate > 0 && std::isfinite(row.ratio->estimate)))
        row.ratio->estimate = 2;
    for (Row& row : report.rows)
      for (auto* side : {&row.before, &row.now})
        if (*side && !std::isfinite((*side)->median)) (*side)->median = 0;
    for (BudgetRow& row : report.budgets)
      if (!std::isfinite(row.limit)) row.limit = 1;
    blank_unstable(report);
    const std::string once = report_json(report);
    BOOST_TEST(report_json(parse_report(once, "r.json")) == once);
  });
}

BOOST_AUTO_TEST_CASE(what_is_read_is_what_was_written) {
  const Report report = full_report();
  const Report read = parse_report(report_json(report), "r.json");
  BOOST_REQUIRE(read.rows.size() == report.rows.size());
  BOOST_TEST((read.verdict == report.verdict));
  BOOST_TEST(read.policy.correction == report.policy.correction);
  BOOST_TEST(read.rows[1].ratio->high == report.rows[1].ratio->high);
  BOOST_TEST((read.rows[1].better == stats::Better::higher));
  BOOST_TEST(*read.rows[4].launches_needed == 85u);
  BOOST_TEST(!read.rows[5].now);
  BOOST_TEST(read.budgets[2].high == report.budgets[2].high);
  BOOST_TEST(read.warnings == report.warnings);
}

BOOST_AUTO_TEST_CASE(which_command_made_a_report_is_kept_and_was_check_where_nothing_is_said) {
  for (const MadeBy command : {MadeBy::check, MadeBy::check_of_branch, MadeBy::check_of_release,
                               MadeBy::compare, MadeBy::ab, MadeBy::confirm}) {
    Report report = full_report();
    report.made_by = command;
    BOOST_TEST((parse_report(report_json(report), "r.json").made_by == command), name(command));
  }
  BOOST_TEST((parse_report(with_row(""), "r.json").made_by == MadeBy::check));
}

BOOST_AUTO_TEST_CASE(unknown_fields_are_kept_where_they_stood) {
  const std::string text = R"({"format":"pawl-report","version":1,"verdict":"pass","rows":[)"
                           R"({"benchmark":"a","verdict":"new","colour":["red"]}],)"
                           R"("budgets":[{"benchmark":"a","statistic":"mean","limit":1,)"
                           R"("verdict":"kept","x":1}],"future":{"deep":[1,2]}})";
  const std::string again = report_json(parse_report(text, "r.json"));
  BOOST_TEST(again.find(R"("colour":["red"])") != std::string::npos);
  BOOST_TEST(again.find(R"("x":1)") != std::string::npos);
  BOOST_TEST(again.find(R"("future":{"deep":[1,2]})") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_unbounded_end_is_null) {
  Report report = full_report();
  report.rows[0].ratio->high = std::numeric_limits<double>::infinity();
  const std::string written = report_json(report);
  BOOST_TEST(written.find("\"high\":null") != std::string::npos);
  BOOST_TEST(written.find("inf") == std::string::npos);
  BOOST_TEST(std::isinf(parse_report(written, "r.json").rows[0].ratio->high));
}

BOOST_DATA_TEST_CASE(a_bad_report_is_one_sentence_with_its_place, data::make(bad_reports), bad) {
  BOOST_CHECK_EXCEPTION(parse_report(bad.text, "r.json"), Error, [&](const Error& error) {
    BOOST_TEST_MESSAGE(error.what());
    const std::string sentence = error.what();
    return error.fault == Fault::input && sentence.starts_with("r.json") &&
           sentence.find(bad.sentence) != std::string::npos &&
           sentence.find('\n') == std::string::npos;
  });
}

BOOST_AUTO_TEST_SUITE_END()
