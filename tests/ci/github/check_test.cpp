#include "ci/github/check.hpp"

#include "ci/render/markdown.hpp"
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

Answer one(const std::string& identity, std::size_t annotations = 0) {
  const json::value run = {
      {"id", 4}, {"external_id", identity}, {"output", {{"annotations_count", annotations}}}};
  return answer(200, json::serialize(json::object{{"check_runs", json::array{run}}}));
}

/// The first request that writes that report's check run; GitHub refuses it.
json::value first_sent(const Report& report) {
  OnGithub on({{"GET", list, none}, {"POST", create, answer(422, "{}")}});
  BOOST_CHECK_THROW(place_check_run(on.github, sha, report, ""), pawl::Error);
  return json::parse(on.http.sent[1].body);
}

/// What a check run of that report is known by.
std::string identity_of(const Report& report) {
  return std::string(first_sent(report).at("external_id").as_string());
}

Report with_regressions(int rows) {
  Report report;
  report.verdict = ReportVerdict::fail;
  for (int i = 0; i < rows; ++i) {
    Row row;
    row.benchmark = "b" + std::to_string(i);
    row.verdict = RowVerdict::regression;
    report.rows.push_back(row);
  }
  return report;
}

json::value sent_as(const Request& request) {
  return json::parse(request.body);
}

std::size_t annotations_in(const json::value& sent) {
  const json::value* all = sent.at("output").as_object().if_contains("annotations");
  return all == nullptr ? 0 : all->as_array().size();
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

BOOST_AUTO_TEST_CASE(a_report_is_one_check_run_and_another_report_is_another) {
  const Report report = with_regressions(1);
  const std::string identity = identity_of(report);
  OnGithub first({{"GET", list, one(comment_marker(report))}, {"POST", create, done}});
  BOOST_TEST(place_check_run(first.github, sha, report, "") == "https://github.example/check");
  BOOST_TEST(sent_as(first.http.sent[1]).at("head_sha").as_string() == sha);
  OnGithub again({{"GET", list, one(identity, 1)}, {"PATCH", create + "/4", done}});
  place_check_run(again.github, sha, report, "");
  BOOST_TEST(annotations_in(sent_as(again.http.sent[1])) == 0u);
  OnGithub other({{"GET", list, one(identity, 1)}, {"POST", create, done}});
  place_check_run(other.github, sha, with_regressions(2), "");
}

// Of a name GitHub shows the last: a green one would hide another suite's red one.
BOOST_AUTO_TEST_CASE(the_longest_names_have_check_runs_of_their_own_name) {
  const std::string same(99, 'a');
  const auto name = [&](char suite, char testbed) {
    Report report;
    report.suite = same + suite, report.testbed = same + testbed;
    return first_sent(report).at("name");
  };
  BOOST_TEST((name('a', 'a') != name('b', 'a')));
  BOOST_TEST((name('a', 'a') != name('a', 'b')));
}

BOOST_AUTO_TEST_CASE(a_lost_check_run_is_looked_for_before_it_is_made_again) {
  OnGithub on({{"GET", list, none},
               {"POST", create, lost()},
               {"GET", list, one(identity_of({}))},
               {"PATCH", create + "/4", done}});
  place_check_run(on.github, sha, {}, "");
}

BOOST_AUTO_TEST_CASE(a_check_run_is_in_progress_until_its_last_annotations) {
  const Report report = with_regressions(60);
  const std::string identity = identity_of(report);
  OnGithub on({{"GET", list, none},
               {"POST", create, done},
               {"GET", list, one(identity, 50)},
               {"PATCH", create + "/4", lost()},
               {"GET", list, one(identity, 60)},
               {"PATCH", create + "/4", done}});
  place_check_run(on.github, sha, report, "");
  const json::value opened = sent_as(on.http.sent[1]), lost_one = sent_as(on.http.sent[3]),
                    closed = sent_as(on.http.sent[5]);
  BOOST_TEST(opened.at("status").as_string() == "in_progress");
  BOOST_TEST(!opened.as_object().contains("conclusion"));
  BOOST_TEST(annotations_in(opened) == 50u);
  BOOST_TEST(annotations_in(lost_one) == 10u);
  BOOST_TEST(annotations_in(closed) == 0u);
  BOOST_TEST(closed.at("status").as_string() == "completed");
  BOOST_TEST(closed.at("conclusion").as_string() == "failure");
}

// As in a dry run, or where the list is behind.
BOOST_AUTO_TEST_CASE(what_was_answered_is_not_sent_again_for_being_listed_late) {
  const Answer made = answer(201, R"({"id":4,"html_url":"https://github.example/check"})");
  OnGithub on({{"GET", list, none},
               {"POST", create, made},
               {"GET", list, one("other")},
               {"PATCH", create + "/4", done}});
  place_check_run(on.github, sha, with_regressions(60), "");
  const json::value closed = sent_as(on.http.sent[3]);
  BOOST_TEST(annotations_in(closed) == 10u);
  BOOST_TEST(closed.at("status").as_string() == "completed");
}

// GitHub refuses the whole request whose annotation is of a level that it does not know.
BOOST_AUTO_TEST_CASE(each_annotation_is_of_a_level_that_github_knows) {
  Report report = with_regressions(11);
  report.rows[0].verdict = RowVerdict::missing;
  const auto level = [&](std::size_t rows, std::size_t i) {
    report.rows.resize(rows);
    return std::string(
        placed(report).at("output").at("annotations").at(i).at("annotation_level").as_string());
  };
  BOOST_TEST(level(11, 0) == "failure");
  BOOST_TEST(level(1, 0) == "warning");
}

BOOST_AUTO_TEST_CASE(a_request_keeps_githubs_limits_whatever_the_report) {
  const json::value sent = first_sent(with_regressions(3000));
  BOOST_TEST(annotations_in(sent) == 50u);
  BOOST_TEST(sent.at("output").at("summary").as_string().size() > 1000u);
}

BOOST_AUTO_TEST_CASE(a_run_without_an_https_page_has_no_link) {
  for (const std::string page : {"", "http://github.example/run", "javascript:alert(1)"}) {
    OnGithub on({{"GET", list, none}, {"POST", create, done}});
    place_check_run(on.github, sha, {}, page);
    BOOST_TEST(!sent_as(on.http.sent[1]).as_object().contains("details_url"), page);
  }
}

BOOST_AUTO_TEST_SUITE_END()
