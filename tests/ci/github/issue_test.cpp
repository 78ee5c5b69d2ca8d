#include "ci/github/issue.hpp"

#include "ci/alerts/alert.hpp"
#include "ci/render/markdown.hpp"
#include "ci/unicode.hpp"
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

Row row_of(const std::string& benchmark, RowVerdict verdict) {
  Row row;
  row.benchmark = benchmark;
  row.metric = "wall_time";
  row.verdict = verdict;
  return row;
}

Report report_with(ReportVerdict verdict) {
  Report report;
  report.verdict = verdict;
  if (verdict == ReportVerdict::fail) report.rows = {row_of("token/small", RowVerdict::regression)};
  return report;
}

json::value issue_of(const std::string& body) {
  return json::object{{"number", 12},
                      {"user", {{"login", "github-actions[bot]"}, {"type", "Bot"}}},
                      {"body", body}};
}

/// An open issue whose alerts are of those benchmarks.
json::value issue_for(const std::vector<std::string>& benchmarks) {
  std::string listed;
  for (const std::string& benchmark : benchmarks)
    listed += " " + fingerprint_of(Report{}, row_of(benchmark, RowVerdict::regression));
  return issue_of(comment_marker({}) + "\n<!-- pawl-alerts:" + listed + " -->\nolder");
}

json::value issue(const std::string& type, bool is_pull_request = false) {
  json::object found = {
      {"number", 12},
      {"user", {{"login", type == "Bot" ? "github-actions[bot]" : "x"}, {"type", type}}},
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
  kept(ReportVerdict::inconclusive, {{"GET", list, with({})}});
}

BOOST_AUTO_TEST_CASE(what_cannot_be_told_keeps_it_open) {
  for (const RowVerdict verdict : {RowVerdict::inconclusive, RowVerdict::missing}) {
    OnGithub on({{"GET", list, with({issue_for({"token/small"})})}, {"GET", github_user, app}});
    Report report = report_with(ReportVerdict::pass);  // as where inconclusive is a warning only
    report.rows = {row_of("token/small", verdict)};
    BOOST_TEST(keep_issue(on.github, report, "").starts_with("left"));
  }
}

BOOST_AUTO_TEST_CASE(it_stays_open_for_each_alert_until_that_is_gone) {
  OnGithub on({{"GET", list, with({issue_for({"token/large"})})},
               {"GET", github_user, app},
               {"PATCH", edit, done}});
  Report report = report_with(ReportVerdict::fail);
  report.rows.push_back(row_of("token/large", RowVerdict::missing));
  BOOST_TEST(keep_issue(on.github, report, "").starts_with("updated"));
  const std::string body(json::parse(on.http.sent[2].body).at("body").as_string());
  for (const Row& row : report.rows)
    BOOST_TEST(body.find(fingerprint_of(report, row)) != std::string::npos);
}

/// What a report that judges the rows so does with the issue, and what it sends last.
std::pair<std::string, json::value> done_with(const json::value& issue, ReportVerdict verdict,
                                              const std::vector<Row>& rows) {
  OnGithub on({{"GET", list, with({issue})}, {"GET", github_user, app}, {"PATCH", edit, done}});
  Report report = report_with(verdict);
  report.rows = rows;
  std::string said = keep_issue(on.github, report, "");
  return {said, json::parse(on.http.sent.back().body)};
}

BOOST_AUTO_TEST_CASE(what_was_once_gone_keeps_no_issue_open) {
  const Row small = row_of("token/small", RowVerdict::unchanged),
            large = row_of("token/large", RowVerdict::unchanged),
            no_small = row_of("token/small", RowVerdict::inconclusive),
            no_large = row_of("token/large", RowVerdict::inconclusive);
  const auto [first, sent] = done_with(issue_for({"token/small", "token/large"}),
                                       ReportVerdict::inconclusive, {small, no_large});
  BOOST_TEST(first.starts_with("updated"));
  const std::string body(sent.at("body").as_string());
  BOOST_TEST((body == issue_for({"token/large"}).at("body").as_string()));
  BOOST_TEST(sent.as_object().size() == 1U);
  const auto [last, ended] =
      done_with(issue_of(body), ReportVerdict::inconclusive, {no_small, large});
  BOOST_TEST(last.starts_with("closed"));
  BOOST_TEST(ended.at("state").as_string() == "closed");
}

// GitHub takes 65,536 characters: what does not fit in is not known by its name.
BOOST_AUTO_TEST_CASE(beyond_a_thousand_alerts_only_a_report_of_all_closes_it) {
  Report report = report_with(ReportVerdict::fail);
  for (int i = 1; i < 2500; ++i)  // fewer than half regress: no whole suite
    report.rows.push_back(
        row_of("b" + std::to_string(i), i < 1200 ? RowVerdict::regression : RowVerdict::unchanged));
  OnGithub on({{"GET", list, with({})}, {"POST", create, done}});
  keep_issue(on.github, report, "");
  const std::string body(json::parse(on.http.sent[1].body).at("body").as_string());
  BOOST_TEST(utf16_length(body) <= longest_comment);
  const std::size_t begin = body.find("<!-- pawl-alerts:");
  const std::string line = body.substr(begin, body.find('\n', begin) - begin);
  BOOST_TEST(std::count(line.begin(), line.end(), ' ') == 1 + 1000 + 1 + 1);

  for (Row& row : report.rows) row.verdict = RowVerdict::unchanged;
  std::vector<Row> all_but_one = report.rows;
  for (Row& row : all_but_one)  // one that is not listed
    if (line.find(fingerprint_of(report, row)) == std::string::npos) {
      row.verdict = RowVerdict::inconclusive;
      break;
    }
  const auto [first, sent] = done_with(issue_of(body), ReportVerdict::inconclusive, all_but_one);
  BOOST_TEST(first.starts_with("updated"));
  const std::string rest(sent.at("body").as_string());
  OnGithub again({{"GET", list, with({issue_of(rest)})}, {"GET", github_user, app}});
  Report doubtful = report_with(ReportVerdict::inconclusive);
  doubtful.rows = all_but_one;
  BOOST_TEST(keep_issue(again.github, doubtful, "").starts_with("left"));
  BOOST_TEST(
      done_with(issue_of(rest), ReportVerdict::pass, report.rows).first.starts_with("closed"));
}

BOOST_AUTO_TEST_CASE(of_exactly_a_thousand_alerts_none_is_unlisted) {
  Report report = report_with(ReportVerdict::fail);
  report.rows.clear();
  report.policy = {};
  for (int i = 0; i < 1000; ++i) {
    BudgetRow budget;
    budget.benchmark = "b" + std::to_string(i);
    budget.verdict = BudgetVerdict::broken;
    report.budgets.push_back(budget);
  }
  OnGithub on({{"GET", list, with({})}, {"POST", create, done}});
  keep_issue(on.github, report, "");
  const json::value sent = json::parse(on.http.sent[1].body);
  BOOST_TEST(sent.at("body").as_string().find(" others -->") == json::string::npos);
}

BOOST_AUTO_TEST_CASE(an_issue_that_lists_nothing_is_not_closed_by_what_tells_nothing) {
  OnGithub on({{"GET", list, with({issue("Bot")})}, {"GET", github_user, app}});
  BOOST_TEST(
      keep_issue(on.github, report_with(ReportVerdict::inconclusive), "").starts_with("left"));
}

BOOST_AUTO_TEST_CASE(an_issue_that_quotes_ours_is_left_alone) {
  const json::value quoting = issue_of("> " + comment_marker({}) + "\nolder");
  kept(ReportVerdict::pass, {{"GET", list, with({quoting})}});
}

BOOST_AUTO_TEST_CASE(nobodys_issue_is_ours_where_our_name_is_not_told) {
  json::value nobodys = issue("Bot");
  nobodys.as_object()["user"] = nullptr;  // an account that is gone
  kept(ReportVerdict::pass,
       {{"GET", list, with({nobodys})}, {"GET", github_user, answer(200, "{}")}});
}

BOOST_AUTO_TEST_CASE(a_limit_of_githubs_is_not_taken_for_an_app_that_may_not_ask) {
  std::vector<Exchange> script = {{"GET", list, with({issue("Bot")})}};
  const Answer limit = answer(403, "{}", {{"retry-after", "1000"}});
  script.push_back({"GET", github_user, limit});
  BOOST_CHECK_THROW(kept(ReportVerdict::pass, std::move(script)), pawl::Error);
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
