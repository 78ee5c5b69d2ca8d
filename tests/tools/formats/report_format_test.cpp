#include "tools/formats/report_format.hpp"

#include <boost/test/unit_test.hpp>

using namespace pawl::tools;

BOOST_AUTO_TEST_SUITE(report_format)

BOOST_AUTO_TEST_CASE(a_verdict_is_an_exit_status) {
  using Verdict = pawl::ci::ReportVerdict;
  for (const bool is_warning : {false, true}) {
    const auto status = [&](Verdict verdict) {
      pawl::ci::Report report;
      report.verdict = verdict;
      report.policy.inconclusive_is_a_warning = is_warning;
      return static_cast<int>(status_of(report));
    };
    BOOST_TEST(status(Verdict::pass) == 0);
    BOOST_TEST(status(Verdict::fail) == 1);
    BOOST_TEST(status(Verdict::inconclusive) == (is_warning ? 0 : 6));
  }
}

BOOST_AUTO_TEST_SUITE_END()
