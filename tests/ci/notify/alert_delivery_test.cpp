#include "ci/notify/alert_delivery.hpp"

#include "baselines/error.hpp"
#include "ci/github/alert_issue.hpp"
#include "ci/render/markdown.hpp"
#include "ci/unicode.hpp"
#include "support/complaint.hpp"
#include "support/fake_smtp.hpp"
#include "support/mail_body.hpp"
#include "support/on_github.hpp"

#include <boost/json.hpp>

#include <algorithm>

using namespace pawl::ci;
using namespace pawl::tests;

namespace {

namespace json = boost::json;

constexpr std::int64_t noon = 1'764'072'000;
const std::string list = github_repository + "/issues?state=open&per_page=100";
const std::string create = github_repository + "/issues";
const std::string edit = create + "/12";
const Answer app = answer(403, "{}");
const Answer done = answer(200, R"({"number":12,"html_url":"https://github.example/12"})");

BookedAlert alert_of(const std::string& benchmark, const std::string& suite = "default") {
  BookedAlert alert;
  alert.id = digest({benchmark, suite}).substr(0, 12);
  alert.rule = "slow";
  alert.alert = {.fingerprint = digest({benchmark}),
                 .benchmark = benchmark,
                 .metric = "wall_time",
                 .summary = benchmark + " regressed"};
  alert.suite = suite;
  alert.testbed = "here";
  alert.state = AlertState::open;
  alert.opened = noon;
  return alert;
}

AlertNews opened(const std::string& benchmark, const std::string& suite = "default") {
  return {alert_of(benchmark, suite), false};
}

AlertNews resolved(const std::string& benchmark) {
  return {alert_of(benchmark), true};
}

/// The list of open issues that has the book's.
Answer with_issue(const std::string& suite = "default") {
  return answer(200, json::serialize(json::array{
                         json::object{{"number", 12},
                                      {"user", {{"login", "github-actions[bot]"}, {"type", "Bot"}}},
                                      {"body", alert_issue_marker(suite, "here") + "\nolder"}}}));
}

/// The bodies that were sent.
std::vector<std::string> kept(const std::vector<AlertNews>& news,
                              const std::vector<BookedAlert>& standing,
                              std::vector<Exchange> script) {
  OnGithub on(std::move(script));
  keep_alert_issues(on.github, news, standing);
  std::vector<std::string> bodies;
  for (const Request& request : on.http.sent) bodies.push_back(request.body);
  return bodies;
}

const Environment with_mail = {{"SMTP_URL", "smtp://mail.example:587"},
                               {"SMTP_USERNAME", "ada"},
                               {"SMTP_PASSWORD", "planted0secret"},
                               {"SMTP_FROM", "pawl@mail.example"},
                               {"SMTP_TO", "a@x.example,b@x.example"}};
const Environment on_github = {{"GITHUB_TOKEN", "ghs_planted0secret"},
                               {"GITHUB_REPOSITORY", "o/r"},
                               {"GITHUB_API_URL", github_api}};

void deliver(const std::string& destination, const Environment& environment, Http& http, Smtp& smtp,
             const std::vector<AlertNews>& news) {
  const FakeClock time;
  const std::vector<BookedAlert> known = {news.front().alert};
  find_alert_destination(destination)
      ->deliver({.news = news,
                 .known_open = known,
                 .environment = environment,
                 .http = http,
                 .smtp = smtp,
                 .clock = time.clock});
}

std::string complaint(const std::string& destination, const Environment& environment) {
  return complaint_of([&] { demand_settings(*find_alert_destination(destination), environment); });
}

/// The line of a mail that begins so.
std::string line_of(const std::string& mail, const std::string& begin) {
  const std::size_t at = mail.find("\r\n" + begin);
  BOOST_TEST_REQUIRE(at != std::string::npos);
  return mail.substr(at + 2, mail.find("\r\n", at + 2) - at - 2);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(alert_delivery_)

BOOST_AUTO_TEST_CASE(the_first_alert_opens_an_issue_and_others_edit_it) {
  const auto first = kept({opened("a")}, {alert_of("a")},
                          {{"GET", list, answer(200, "[]")}, {"POST", create, done}});
  const json::value issue = json::parse(first[1]);
  BOOST_TEST(issue.at("title").as_string() == "Performance: 1 alert of default on here");
  BOOST_TEST(issue.at("body").as_string().starts_with(alert_issue_marker("default", "here")));
  const auto second =
      kept({opened("b")}, {alert_of("a"), alert_of("b")},
           {{"GET", list, with_issue()}, {"GET", github_user, app}, {"PATCH", edit, done}});
  const std::string body(json::parse(second[2]).at("body").as_string());
  for (const std::string benchmark : {"a", "b"})
    BOOST_TEST(body.find(alert_of(benchmark).id) != std::string::npos, body);
}

BOOST_AUTO_TEST_CASE(the_issue_is_closed_with_the_last_alert_and_not_before) {
  const std::vector<Exchange> script = {
      {"GET", list, with_issue()}, {"GET", github_user, app}, {"PATCH", edit, done}};
  const auto one_left = kept({resolved("a")}, {alert_of("b")}, script);
  BOOST_TEST(!json::parse(one_left[2]).as_object().contains("state"));
  const auto last = kept({resolved("b")}, {}, script);
  BOOST_TEST(json::parse(last[2]).at("state").as_string() == "closed");
  kept({resolved("b")}, {}, {{"GET", list, answer(200, "[]")}});  // somebody closed it
}

BOOST_AUTO_TEST_CASE(each_suite_has_its_issue) {
  const auto bodies =
      kept({opened("a"), opened("a", "nightly")}, {alert_of("a"), alert_of("a", "nightly")},
           {{"GET", list, with_issue()},
            {"GET", github_user, app},
            {"PATCH", edit, done},
            {"GET", list, with_issue()},
            {"POST", create, done}});
  BOOST_TEST(bodies[4].find(alert_of("a", "nightly").id) != std::string::npos);
  BOOST_TEST(bodies[4].find(alert_of("a").id) == std::string::npos);
}

BOOST_AUTO_TEST_CASE(each_testbed_has_its_issue) {
  BookedAlert there = alert_of("b");
  there.testbed = "there";
  const auto bodies = kept({opened("a")}, {alert_of("a"), there},
                           {{"GET", list, answer(200, "[]")}, {"POST", create, done}});
  BOOST_TEST(contains(bodies[1], alert_of("a").id));
  BOOST_TEST(!contains(bodies[1], alert_of("b").id), bodies[1]);
}

BOOST_AUTO_TEST_CASE(an_issue_of_many_alerts_stays_within_githubs_limit) {
  for (const char* c : {"a", "*", "&"}) {  // "&amp;"
    std::string name;
    for (int i = 0; i < 250; ++i) name += c;
    BookedAlert longest = alert_of(name);
    longest.alert.summary = longest.by = longest.rule = name;
    const std::string body = alert_issue_body(std::vector<BookedAlert>(5000, longest));
    BOOST_TEST(utf16_length(body) <= longest_comment, c);
    BOOST_TEST(body.find(" more: `pawl alerts list`\n\nPawl edits") != std::string::npos, c);
  }
  BOOST_TEST(alert_issue_body(std::vector<BookedAlert>(5000, alert_of("a"))).find("4,950 more") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(hostile_names_format_mention_and_hide_nothing_in_an_issue) {
  BookedAlert alert =
      alert_of("@everyone <!-- [x](https://evil.example) #1 | ` -->\n\n# big", "--> <script>");
  alert.by = "@ada";
  alert.rule = "@rule";
  const std::string body = alert_issue_body({alert});
  for (const char* bad : {"@everyone", "@ada", "<script>", "\n#", "<!-- [", "rule @rule"})
    BOOST_TEST(body.find(bad) == std::string::npos, body);
  BOOST_TEST(body.find("-->") == body.find('\n') - 3, body);
  alert.suite = alert.testbed = "\u202e\n";
  const auto sent =
      kept({{alert, false}}, {alert}, {{"GET", list, answer(200, "[]")}, {"POST", create, done}});
  const std::string title(json::parse(sent[1]).at("title").as_string());
  for (const char* bad : {"\u202e", "\n"}) BOOST_TEST(!contains(title, bad));
}

BOOST_AUTO_TEST_CASE(a_run_of_another_branch_leaves_issues_alone) {
  Environment elsewhere = on_github;
  elsewhere["GITHUB_REF"] = "refs/pull/7/merge";
  FakeHttp http({});
  FakeSmtp smtp({});
  BOOST_CHECK_THROW(deliver("github-issue", elsewhere, http, smtp, {opened("a")}), pawl::Error);
}

BOOST_AUTO_TEST_CASE(a_mail_tells_all_news_and_the_same_news_are_the_same_mail) {
  FakeHttp http({});
  FakeSmtp smtp(std::vector<Answer>(3, Response{.status = 200}));
  const std::vector<AlertNews> news = {opened("a"), resolved("b")};
  deliver("email", with_mail, http, smtp, news);
  deliver("email", with_mail, http, smtp, news);
  deliver("email", with_mail, http, smtp, {resolved("a")});
  BOOST_TEST_REQUIRE(smtp.sent.size() == 3U);
  const std::string& text = smtp.sent[0].text;
  BOOST_TEST(text == smtp.sent[1].text);
  BOOST_TEST(line_of(text, "Message-ID: ") != line_of(smtp.sent[2].text, "Message-ID: "));
  BOOST_TEST(text.find("\r\nSubject: Pawl: 1 alert open, 1 resolved\r\n") != std::string::npos);
  BOOST_TEST(smtp.sent[2].text.find("\r\nSubject: Pawl: 1 resolved: a regressed\r\n") !=
             std::string::npos);
  const std::string thread = "<" + alert_of("a").id + "@mail.example>";
  for (const Mail& mail : smtp.sent) BOOST_TEST(mail.text.find(thread) != std::string::npos);
  const std::string body = mail_body(text);
  BOOST_TEST(body.find("open: a regressed\n") != std::string::npos, body);
  BOOST_TEST(body.find("resolved: b regressed\n") != std::string::npos, body);
}

BOOST_AUTO_TEST_CASE(no_name_adds_a_header_to_a_mail) {
  const Mail envelope{.server = "smtp://x.example",
                      .user = {},
                      .password = {},
                      .from = "pawl@x.example",
                      .to = {"a@x.example"},
                      .text = {}};
  for (const std::string& name :
       {std::string("a\r\nBcc: evil@x.example"), std::string(5000, 'x')}) {
    const std::string mail = alert_mail({opened(name)}, envelope, FakeClock::start);
    const std::string header = mail_header(mail);
    BOOST_TEST(std::ranges::count(header, '\n') == 9, header);
    for (std::size_t i = 0, end = 0; i < mail.size(); i = end + 2) {
      end = mail.find("\r\n", i);
      BOOST_TEST_REQUIRE(end != std::string::npos);
      BOOST_TEST(end - i <= 998U);
    }
  }
}

BOOST_AUTO_TEST_CASE(no_name_adds_a_line_to_the_body_of_a_mail) {
  AlertNews one = opened("a\nopen: forged");
  one.alert.suite = one.alert.testbed = one.alert.rule = "x\nopen: forged";
  FakeHttp http({});
  FakeSmtp smtp({Response{.status = 200}});
  deliver("email", with_mail, http, smtp, {one});
  const std::string body = mail_body(smtp.sent.at(0).text);
  BOOST_TEST(!contains(body, "\nopen: forged"), body);
}

BOOST_AUTO_TEST_CASE(a_mail_is_of_ten_threads_at_most) {
  std::vector<AlertNews> news;
  for (int i = 0; i < 12; ++i) news.push_back(opened("b" + std::to_string(i)));
  FakeHttp http({});
  FakeSmtp smtp({Response{.status = 200}});
  deliver("email", with_mail, http, smtp, news);
  const std::string header = mail_header(smtp.sent.at(0).text);
  BOOST_TEST(contains(header, news[9].alert.id + "@"));
  BOOST_TEST(!contains(header, news[10].alert.id + "@"));
}

BOOST_AUTO_TEST_CASE(an_alert_keeps_its_opening_and_its_labels_are_plain) {
  AlertNews one = opened("a\n\u202e");
  one.alert.since = noon - 100;
  one.alert.alert.metric.clear();
  const json::value sent = json::parse(alert_posts({one}, FakeClock::start)).at(0);
  BOOST_TEST(sent.at("startsAt").as_string() == "2025-11-25T12:00:00Z");
  const json::object& labels = sent.at("labels").as_object();
  BOOST_TEST(!labels.contains("metric"));
  const std::string benchmark(labels.at("benchmark").as_string());
  for (const char* bad : {"\u202e", "\n"}) BOOST_TEST(!contains(benchmark, bad));
}

BOOST_AUTO_TEST_CASE(no_news_are_too_much_for_a_section_of_slacks) {
  for (const std::string part : {"&", "a", "\"", "😀", "@channel https://evil.example "}) {
    std::string name;
    while (name.size() < 5000) name += part;
    for (const std::size_t alerts : {1U, 2U, 10U, 3000U}) {
      AlertNews one = opened(name, name);
      one.alert.testbed = one.alert.rule = name;
      const json::value message =
          json::parse(alert_slack_message(std::vector<AlertNews>(alerts, one)));
      const json::value& text = message.at("blocks").at(0).at("text");
      BOOST_TEST(text.at("verbatim").as_bool());  // else Slack looks for names and links
      const std::string shown(text.at("text").as_string());
      BOOST_TEST(utf16_length(shown) <= 3000U);
      std::size_t told = 0;
      for (std::size_t at = 0; (at = shown.find("❌ ", at)) != shown.npos; ++at) ++told;
      BOOST_TEST((told > 0 && told <= alerts));
      BOOST_TEST(contains(shown, " more: `pawl alerts list`") == (told < alerts));
    }
  }
}

BOOST_AUTO_TEST_CASE(what_a_destination_lacks_is_said_before_anything_is_to_be_told) {
  for (const AlertDestination& one : alert_destinations())
    BOOST_TEST(complaint(std::string(one.name), {}).find("not set") != std::string::npos);
  BOOST_TEST(complaint("email", with_mail) == "");
  BOOST_TEST(complaint("github-issue", on_github) == "");
  BOOST_TEST(complaint("github-issue", {{"PAWL_APP_ID", "7"}, {"GITHUB_REPOSITORY", "o/r"}}) == "");
  const std::string insecure =
      complaint("slack", {{"SLACK_WEBHOOK_URL", "http://x.example/s3cret"}});
  BOOST_TEST(insecure.find("https") != std::string::npos, insecure);
  BOOST_TEST(insecure.find("s3cret") == std::string::npos, insecure);
}

BOOST_AUTO_TEST_SUITE_END()
