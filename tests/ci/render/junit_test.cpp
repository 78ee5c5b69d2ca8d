#include "ci/render/junit.hpp"

#include "support/golden.hpp"
#include "support/sample_reports.hpp"

#include <boost/property_tree/ptree.hpp>
#include <boost/property_tree/xml_parser.hpp>
#include <boost/test/unit_test.hpp>

#include <sstream>

using namespace pawl::ci;
using namespace pawl::tests;

namespace {

/// Read by another XML parser; throws when it is not well-formed.
boost::property_tree::ptree suite_of(const std::string& xml) {
  std::istringstream in(xml);
  boost::property_tree::ptree tree;
  boost::property_tree::read_xml(in, tree);
  return tree.get_child("testsuites.testsuite");
}

std::size_t attribute(const boost::property_tree::ptree& element, const std::string& name) {
  return element.get<std::size_t>("<xmlattr>." + name);
}

std::size_t cases_with(const boost::property_tree::ptree& suite, const std::string& child) {
  std::size_t n = 0;
  for (const auto& [tag, test] : suite)
    if (tag == "testcase" && test.find(child) != test.not_found()) ++n;
  return n;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(junit_suite)

BOOST_AUTO_TEST_CASE(a_report_with_everything) {
  check_golden("full.junit.xml", junit(full_report()));
}

BOOST_AUTO_TEST_CASE(a_failure_without_a_ratio_says_what_moved) {
  Report report = full_report();
  Row& row = report.rows[0];
  row.verdict = RowVerdict::regression;
  row.ratio.reset();
  row.unit = "s";
  row.before = Side{};
  row.now = Side{};
  row.now->median = 1;
  row.p = row.p_adjusted = 0.004;
  BOOST_TEST(junit(report).find("<failure message=\"0 s → 1.00 s, p 0.004\"") != std::string::npos,
             junit(report));
}

BOOST_AUTO_TEST_CASE(what_is_not_proven_is_not_green) {
  const auto full = suite_of(junit(full_report()));
  BOOST_TEST(attribute(full, "tests") == 10u);
  BOOST_TEST(attribute(full, "failures") == 3u);
  BOOST_TEST(attribute(full, "errors") == 3u);
  BOOST_TEST(attribute(suite_of(junit(report_without_baseline())), "errors") == 1u);
  BOOST_TEST(attribute(suite_of(junit(passing_report())), "errors") == 0u);
}

BOOST_AUTO_TEST_CASE(an_exact_count_fails_by_its_change_alone) {
  Report report;
  Row row;
  row.verdict = RowVerdict::regression;
  row.ratio = Ratio{1.03, 1.03, 1.03};
  report.rows = {row};
  BOOST_TEST(junit(report).find("<failure message=\"+3.0 %\" type=\"regression\"/>") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_warning_by_policy_is_skipped) {
  Report report = full_report();
  report.policy.inconclusive_is_a_warning = true;
  const auto suite = suite_of(junit(report));
  BOOST_TEST(attribute(suite, "errors") == 0u);
  BOOST_TEST(attribute(suite, "skipped") == 3u);
}

BOOST_AUTO_TEST_CASE(whatever_the_report_holds_it_is_xml_with_true_counts) {
  for_all([](Gen& gen) {
    const Report report = hostile_report(gen);
    const auto suite = suite_of(junit(report));
    BOOST_TEST(suite.count("testcase") == attribute(suite, "tests"));
    BOOST_TEST(cases_with(suite, "failure") == attribute(suite, "failures"));
    BOOST_TEST(cases_with(suite, "error") == attribute(suite, "errors"));
    BOOST_TEST(cases_with(suite, "skipped") == attribute(suite, "skipped"));
    BOOST_TEST(attribute(suite, "tests") >= report.rows.size() + report.budgets.size());
  });
}

BOOST_AUTO_TEST_SUITE_END()
