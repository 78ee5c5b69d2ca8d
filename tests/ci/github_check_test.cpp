#include "ci/github_check.hpp"

#include "ci/markdown.hpp"
#include "support/on_github.hpp"

#include <boost/json.hpp>

using namespace pawl::ci;
using namespace pawl::tests;

namespace {

namespace json = boost::json;

const std::string sha(40, 'a');
const std::string list =
    github_repository + "/commits/" + sha + "/check-runs?per_page=100&filter=all";
const std::string create = github_repository + "/check-runs";
const Answer done = answer(201, R"({"html_url":"https://github.example/check"})");
const Answer none = answer(200, R"({"total_count":0,"check_runs":[]})");

Answer one(const std::string& identity) {
  const json::value run = {{"id", 4}, {"external_id", identity}};
  return answer(200, json::serialize(json::object{{"check_runs", json::array{run}}}));
}

json::value placed(const Report& report) {
  OnGithub on({{"GET", list, none}, {"POST", create, done}});
  place_check_run(on.github, sha, report, "");
  return json::parse(on.http.sent[1].body);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(github_check_)

BOOST_AUTO_TEST_CASE(what_is_inconclusive_does_not_open_the_gate_unless_the_policy_says_so) {
  Report report;
  report.verdict = ReportVerdict::inconclusive;
  BOOST_TEST(placed(report).at("conclusion").as_string() == "failure");
  report.policy.inconclusive_is_a_warning = true;
  BOOST_TEST(placed(report).at("conclusion").as_string() == "neutral");
  report.verdict = ReportVerdict::fail;
  BOOST_TEST(placed(report).at("conclusion").as_string() == "failure");
  report.verdict = ReportVerdict::pass;
  BOOST_TEST(placed(report).at("conclusion").as_string() == "success");
}

BOOST_AUTO_TEST_CASE(a_check_run_is_made_once_and_then_edited) {
  const std::string identity = comment_marker({});
  OnGithub first({{"GET", list, one("another")}, {"POST", create, done}});
  BOOST_TEST(place_check_run(first.github, sha, {}, "") == "https://github.example/check");
  const json::value made = json::parse(first.http.sent[1].body);
  BOOST_TEST(made.at("head_sha").as_string() == sha);
  BOOST_TEST(made.at("external_id").as_string() == identity);
  OnGithub next({{"GET", list, one(identity)}, {"PATCH", create + "/4", done}});
  place_check_run(next.github, sha, {}, "");
}

BOOST_AUTO_TEST_CASE(a_lost_check_run_is_looked_for_before_it_is_made_again) {
  OnGithub on({{"GET", list, none},
               {"POST", create, lost()},
               {"GET", list, one(comment_marker({}))},
               {"PATCH", create + "/4", done}});
  place_check_run(on.github, sha, {}, "");
}

BOOST_AUTO_TEST_CASE(a_request_keeps_githubs_limits_whatever_the_report) {
  Report report;
  report.verdict = ReportVerdict::fail;
  for (int i = 0; i < 3000; ++i) {
    Row row;
    row.benchmark = "b" + std::to_string(i);
    row.verdict = i % 2 == 0 ? RowVerdict::regression : RowVerdict::missing;
    report.rows.push_back(row);
  }
  const json::value sent = placed(report);
  BOOST_TEST(sent.at("output").at("annotations").as_array().size() == 20u);
  BOOST_TEST(sent.at("output").at("summary").as_string().size() > 1000u);
}

BOOST_AUTO_TEST_SUITE_END()
