#include "ci/github/status.hpp"

#include "support/on_github.hpp"

#include <boost/json.hpp>

using namespace pawl::ci;
using namespace pawl::tests;

namespace {

const std::string sha(40, 'a');
const std::string url = github_repository + "/statuses/" + sha;

std::string state(ReportVerdict verdict, bool warning = false) {
  Report report;
  report.verdict = verdict;
  report.policy.inconclusive_is_a_warning = warning;
  OnGithub on({{"POST", url, answer(201, "{}")}});
  set_commit_status(on.github, sha, report, "");
  return std::string(boost::json::parse(on.http.sent[0].body).at("state").as_string());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(github_status_)

BOOST_AUTO_TEST_CASE(only_a_pass_is_green_unless_the_policy_says_so) {
  BOOST_TEST(state(ReportVerdict::pass) == "success");
  BOOST_TEST(state(ReportVerdict::fail) == "failure");
  BOOST_TEST(state(ReportVerdict::fail, true) == "failure");
  BOOST_TEST(state(ReportVerdict::inconclusive) == "error");
  BOOST_TEST(state(ReportVerdict::inconclusive, true) == "success");
}

BOOST_AUTO_TEST_CASE(suites_and_testbeds_have_statuses_of_their_own) {
  Report report;
  report.suite = "core";
  report.testbed = "bare";
  OnGithub on({{"POST", url, answer(201, "{}")}});
  set_commit_status(on.github, sha, report, "https://github.example/run");
  const boost::json::value sent = boost::json::parse(on.http.sent[0].body);
  BOOST_TEST(sent.at("context").as_string() == "pawl/core @ bare");
  BOOST_TEST(sent.at("target_url").as_string() == "https://github.example/run");
}

// Of one context the last stands: a green one would hide another suite's red one.
BOOST_AUTO_TEST_CASE(the_longest_names_of_a_suite_and_a_testbed_are_told_apart) {
  const std::string same(99, 'a');
  const auto context = [&](char suite, char testbed) {
    Report report;
    report.suite = same + suite, report.testbed = same + testbed;
    OnGithub on({{"POST", url, answer(201, "{}")}});
    set_commit_status(on.github, sha, report, "");
    return boost::json::parse(on.http.sent[0].body).at("context");
  };
  BOOST_TEST((context('a', 'a') != context('b', 'a')));
  BOOST_TEST((context('a', 'a') != context('a', 'b')));
  BOOST_TEST(context('a', 'a').as_string().size() <= 255U);  // GitHub's limit
}

BOOST_AUTO_TEST_CASE(a_run_without_an_https_page_has_no_link) {
  for (const std::string page : {"", "http://github.example/run", "javascript:alert(1)"}) {
    OnGithub on({{"POST", url, answer(201, "{}")}});
    set_commit_status(on.github, sha, {}, page);
    BOOST_TEST(!boost::json::parse(on.http.sent[0].body).as_object().contains("target_url"), page);
  }
}

BOOST_AUTO_TEST_CASE(a_lost_status_is_set_again) {
  OnGithub on({{"POST", url, lost()}, {"POST", url, answer(201, "{}")}});
  set_commit_status(on.github, sha, {}, "");
}

BOOST_AUTO_TEST_SUITE_END()
