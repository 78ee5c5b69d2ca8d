#include "ci/headline.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace pawl::ci;

namespace {

void add(Report& report, const std::string& benchmark, const std::string& metric,
         RowVerdict verdict) {
  Row& row = report.rows.emplace_back();
  row.benchmark = benchmark;
  row.metric = metric;
  row.verdict = verdict;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(headline_suite)

BOOST_AUTO_TEST_CASE(what_could_be_shown_is_said_as_far_as_it_means_something) {
  Row row;
  row.p = 0.3;
  row.minimum_detectable = 0.07;
  BOOST_TEST(shortfall(row) == "could show a change of 7.0 % or more");
  row.minimum_detectable = 2.6e6;
  BOOST_TEST(shortfall(row) == "could not show even a tenfold change");
}

BOOST_AUTO_TEST_CASE(a_benchmark_that_is_missing_is_counted_once_whatever_its_metrics) {
  Report report;
  report.verdict = ReportVerdict::inconclusive;
  for (const char* metric : {"wall_time", "allocations"})
    add(report, "gone", metric, RowVerdict::missing);
  BOOST_TEST(headline(report).ends_with("1 benchmark is missing"));
  add(report, "parse", "wall_time", RowVerdict::unchanged);
  add(report, "parse", "allocations", RowVerdict::missing);
  BOOST_TEST(headline(report).ends_with("1 benchmark and 1 metric are missing"));
  report.rows.erase(report.rows.begin(), report.rows.begin() + 2);
  BOOST_TEST(headline(report).ends_with("1 metric is missing"));
}

BOOST_AUTO_TEST_SUITE_END()
