#include "ci/github/step_summary.hpp"

#include "baselines/error.hpp"
#include "ci/github/actions.hpp"

#include <boost/test/unit_test.hpp>

using namespace pawl::ci;

namespace {

const Environment job = {{"GITHUB_STEP_SUMMARY", "/summary"}, {"GITHUB_OUTPUT", "/output"}};

Report long_report() {
  Report report;
  report.verdict = ReportVerdict::fail;
  for (int i = 0; i < 20'000; ++i) {
    Row row;
    row.benchmark = "größe/" + std::to_string(i) + std::string(60, 'x');
    row.verdict = RowVerdict::regression;
    report.rows.push_back(row);
  }
  return report;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(step_summary_)

BOOST_AUTO_TEST_CASE(a_summary_stays_within_what_is_left_of_the_limit) {
  const Report report = long_report();
  for (const std::size_t used : {std::size_t{0}, largest_summary / 2, largest_summary - 20'000}) {
    const StepSummary step = step_summary(report, job, used, "pawl-1");
    BOOST_TEST(step.summary.size() + used < largest_summary);
    BOOST_TEST(step.summary.size() > 1000u);
  }
}

BOOST_AUTO_TEST_CASE(a_full_summary_is_said_rather_than_dropped) {
  BOOST_CHECK_THROW(step_summary({}, job, largest_summary, "pawl-1"), pawl::Error);
  BOOST_CHECK_THROW(step_summary({}, job, largest_summary + 1, "pawl-1"), pawl::Error);
  BOOST_CHECK_THROW(step_summary({}, {}, 0, "pawl-1"), pawl::Error);
}

BOOST_AUTO_TEST_CASE(outputs_and_annotations_tell_what_the_summary_tells) {
  const StepSummary step = step_summary(long_report(), job, 0, "pawl-1");
  BOOST_TEST(step.summary_path == "/summary");
  BOOST_TEST(step.output_path == "/output");
  BOOST_TEST(step.outputs.starts_with(
      "verdict<<pawl-1\nfail\npawl-1\nregressions<<pawl-1\n20000\npawl-1\n"));
  BOOST_TEST(step.commands.starts_with("::error title=Performance regression::"));
}

BOOST_AUTO_TEST_CASE(what_is_missing_counts_as_inconclusive_in_the_outputs) {
  Report report;
  report.rows.resize(3);
  report.rows[0].verdict = RowVerdict::missing;
  report.rows[1].verdict = RowVerdict::inconclusive;
  report.rows[2].verdict = RowVerdict::unchanged;
  const std::string outputs = step_summary(report, job, 0, "pawl-1").outputs;
  BOOST_TEST(outputs.find("\ninconclusive<<pawl-1\n2\npawl-1\n") != std::string::npos, outputs);
}

BOOST_AUTO_TEST_CASE(where_no_summary_makes_sense_any_more_that_is_said) {
  BOOST_CHECK_THROW(step_summary({}, job, largest_summary - 12'000, "pawl-1"), pawl::Error);
}

BOOST_AUTO_TEST_SUITE_END()
