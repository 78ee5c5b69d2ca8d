#include "ci/github_issue.hpp"

#include "ci/markdown.hpp"
#include "support/on_github.hpp"

#include <boost/json.hpp>

using namespace pawl::ci;
using namespace pawl::tests;

namespace {

namespace json = boost::json;

const std::string list = github_repository + "/issues?state=open&per_page=100";
const std::string create = github_repository + "/issues";
const std::string edit = create + "/12";
const Answer app = answer(403, "{}");
const Answer done = answer(200, R"({"number":12,"html_url":"https://github.example/12"})");

Report report_with(ReportVerdict verdict) {
  Report report;
  report.verdict = verdict;
  return report;
}

json::value issue(const std::string& type, bool is_pull_request = false) {
  json::object found = {{"number", 12},
                        {"user", {{"login", "x"}, {"type", type}}},
                        {"body", comment_marker({}) + "\nolder"}};
  if (is_pull_request) found["pull_request"] = json::object{};
  return found;
}

Answer with(json::array issues) {
  return answer(200, json::serialize(issues));
}

std::string kept(ReportVerdict verdict, std::vector<Exchange> script) {
  OnGithub on(std::move(script));
  return keep_issue(on.github, report_with(verdict), "");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(github_issue_)

BOOST_AUTO_TEST_CASE(a_regression_opens_one_issue_and_then_updates_it) {
  BOOST_TEST(kept(ReportVerdict::fail, {{"GET", list, with({})}, {"POST", create, done}}) ==
             "opened issue 12: https://github.example/12");
  BOOST_TEST(
      kept(ReportVerdict::fail,
           {{"GET", list, with({issue("Bot")})}, {"GET", github_user, app}, {"PATCH", edit, done}})
          .starts_with("updated"));
}

BOOST_AUTO_TEST_CASE(a_pass_closes_it) {
  OnGithub on(
      {{"GET", list, with({issue("Bot")})}, {"GET", github_user, app}, {"PATCH", edit, done}});
  BOOST_TEST(keep_issue(on.github, report_with(ReportVerdict::pass), "").starts_with("closed"));
  BOOST_TEST(json::parse(on.http.sent[2].body).at("state").as_string() == "closed");
}

BOOST_AUTO_TEST_CASE(nothing_is_written_when_there_is_nothing_to_say) {
  kept(ReportVerdict::pass, {{"GET", list, with({})}});
  kept(ReportVerdict::inconclusive, {});
}

BOOST_AUTO_TEST_CASE(strangers_issues_and_pull_requests_are_left_alone) {
  kept(ReportVerdict::fail, {{"GET", list, with({issue("User"), issue("Bot", true)})},
                             {"GET", github_user, app},
                             {"POST", create, done}});
}

BOOST_AUTO_TEST_CASE(a_lost_issue_is_looked_for_before_another_is_opened) {
  kept(ReportVerdict::fail, {{"GET", list, with({})},
                             {"POST", create, lost()},
                             {"GET", list, with({issue("Bot")})},
                             {"GET", github_user, app},
                             {"PATCH", edit, done}});
}

BOOST_AUTO_TEST_SUITE_END()
