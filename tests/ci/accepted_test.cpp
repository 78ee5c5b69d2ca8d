#include "ci/accepted.hpp"

#include "ci/github/actions.hpp"
#include "ci/headline.hpp"
#include "ci/make_report.hpp"
#include "ci/render/html.hpp"
#include "ci/render/junit.hpp"
#include "ci/render/markdown.hpp"
#include "ci/render/text.hpp"
#include "ci/report_json.hpp"
#include "ci/slack/blocks.hpp"
#include "support/complaint.hpp"
#include "support/for_all.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace pawl;
using namespace pawl::ci;
using namespace pawl::tests;
using baselines::Suppression;

namespace {

baselines::Run run_at(Gen& gen, double level) {
  baselines::Run run;
  run.suite = "default";
  run.testbed = "here";
  for (const char* name : {"a", "b"}) {
    baselines::Series series{name, "wall_time", "s", stats::Better::lower, {{}}, {}};
    for (double value : gen.timings(20, 0.002))
      series.sessions[0].push_back({value * (*name == 'a' ? level : 1)});
    run.series.push_back(series);
  }
  return run;
}

Suppression suppression(const std::string& benchmark) {
  return {.benchmark = benchmark,
          .metric = "",
          .testbed = "",
          .owner = "ada",
          .reason = "checks more",
          .since = "",
          .expires = "2026-12-31",
          .at_most = {}};
}

/// `a` became slower by a fifth.
Report judged_with(const std::vector<Suppression>& suppressions,
                   const std::string& today = "2026-11-25T12:00:00Z") {
  Gen gen(1);
  const baselines::Run before = run_at(gen, 1);
  const baselines::Run now = run_at(gen, 1.2);
  Gate gate;
  gate.situation = stats::Situation::interleaved;
  gate.suppressions = suppressions;
  gate.today = today;
  return make_report(&before, now, gate);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(accepted_)

BOOST_AUTO_TEST_CASE(a_regression_that_somebody_answers_for_is_shown_and_does_not_fail) {
  const Report report = judged_with({suppression("a")});
  BOOST_TEST((report.verdict == ReportVerdict::pass));
  BOOST_TEST((report.rows[0].verdict == RowVerdict::regression));
  BOOST_TEST(report.rows[0].accepted == "by ada until 2026-12-31: checks more");
  BOOST_TEST(headline(report) == "No new regression in 2 comparisons, 1 accepted one");
  BOOST_TEST(census(report) == "1 accepted regression and 1 unchanged");
}

BOOST_AUTO_TEST_CASE(another_benchmark_metric_or_testbed_is_not_covered) {
  BOOST_TEST((judged_with({}).verdict == ReportVerdict::fail));
  BOOST_TEST((judged_with({suppression("b")}).verdict == ReportVerdict::fail));
  Suppression other = suppression("a");
  other.metric = "peak_memory";
  BOOST_TEST((judged_with({other}).verdict == ReportVerdict::fail));
  other = suppression("a");
  other.testbed = "there";
  BOOST_TEST((judged_with({other}).verdict == ReportVerdict::fail));
}

BOOST_AUTO_TEST_CASE(an_expired_one_fails_again_and_says_so) {
  const Report report = judged_with({suppression("a")}, "2027-01-01T00:00:00Z");
  BOOST_TEST((report.verdict == ReportVerdict::fail));
  BOOST_REQUIRE(!report.rows[0].warnings.empty());
  BOOST_TEST(report.rows[0].warnings.back() ==
             "was accepted by ada until 2026-12-31: checks more; which is over");
}

BOOST_AUTO_TEST_CASE(what_is_worse_than_was_accepted_fails) {
  Suppression bounded = suppression("a");
  bounded.at_most = 0.25;
  BOOST_TEST((judged_with({bounded}).verdict == ReportVerdict::pass));
  bounded.at_most = 0.1;
  const Report report = judged_with({bounded});
  BOOST_TEST((report.verdict == ReportVerdict::fail));
  BOOST_TEST(contains(report.rows[0].warnings.back(), "but only up to 10"));
}

BOOST_AUTO_TEST_CASE(every_format_says_so_and_the_report_keeps_it) {
  const Report report = judged_with({suppression("a")});
  const Report again = parse_report(report_json(report), "f");
  BOOST_TEST(again.rows[0].accepted == report.rows[0].accepted);
  for (const std::string& shown : {text(report, {}), markdown(report, {}), html(report),
                                   report_json(report), slack_blocks(report)})
    BOOST_TEST(contains(shown, "accepted"), shown);
  BOOST_TEST(contains(junit(report), "failures=\"0\""));
  BOOST_TEST(annotations(report).empty());
}

BOOST_AUTO_TEST_SUITE_END()
