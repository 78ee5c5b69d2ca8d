#include "ci/slack/threads.hpp"

#include "baselines/error.hpp"
#include "ci/alerts/alert.hpp"
#include "support/complaint.hpp"
#include "support/fake_http.hpp"

#include <boost/json.hpp>

using namespace pawl::ci;
using namespace pawl::tests;

namespace {

namespace json = boost::json;

const std::string api = "https://slack.example/api";
const std::string history = api + "/conversations.history";
const std::string replies = api + "/conversations.replies";
const std::string post = api + "/chat.postMessage";
const std::string update = api + "/chat.update";
const Answer fine = answer(200, R"({"ok":true})");

Report report_of(RowVerdict verdict, const std::string& commit = "c0ffee") {
  Report report;
  report.suite = "default", report.testbed = "bare", report.commit = commit;
  Row row;
  row.benchmark = "token/<@small>", row.metric = "wall_time", row.verdict = verdict;
  report.rows.push_back(row);
  return report;
}

std::string fingerprint() {
  const Report report = report_of(RowVerdict::regression);
  return fingerprint_of(report, report.rows[0]);
}

Answer messages(json::array list) {
  return answer(200, json::serialize(json::object{{"ok", true}, {"messages", list}}));
}

json::object opened_at(const std::string& commit) {
  const json::object payload = {{"scope", scope_of(report_of(RowVerdict::regression))},
                                {"fingerprint", fingerprint()},
                                {"state", "open"},
                                {"commit", commit},
                                {"summary", "it regressed"}};
  return {{"ts", "1.5"},
          {"metadata", json::object{{"event_type", "pawl_alert"}, {"event_payload", payload}}}};
}

json::object acknowledged(json::object message) {
  message["reactions"] =
      json::array{json::object{{"name", "tada"}, {"users", json::array{"U7"}}},
                  json::object{{"name", "eyes"}, {"users", json::array{"U123"}}}};
  return message;
}

struct OnSlack {
  explicit OnSlack(std::vector<Exchange> script) : http(std::move(script)) {}
  std::string keep(const Report& report) {
    return keep_slack_threads({http, time.clock, {}}, {"xoxb-planted", "C1", api}, report, "");
  }
  /// The body of that request.
  json::value body(std::size_t i) const { return json::parse(http.sent.at(i).body); }

  FakeClock time;
  FakeHttp http;
};

std::string complaint(const Answer& given) {
  OnSlack on({{"POST", history, given}});
  return complaint_of([&] { on.keep(report_of(RowVerdict::regression)); });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(slack_threads_)

BOOST_AUTO_TEST_CASE(a_regression_opens_one_message_and_is_inert_in_it) {
  OnSlack on({{"POST", history, messages({})}, {"POST", post, fine}});
  BOOST_TEST(contains(on.keep(report_of(RowVerdict::regression)), "opened 1 thread"));
  const std::string body = on.http.sent[1].body;
  BOOST_TEST(contains(body, fingerprint()));
  BOOST_TEST(!contains(std::string(on.body(1).at("text").as_string()), "<@"));
}

BOOST_AUTO_TEST_CASE(the_same_commit_is_not_told_twice) {
  OnSlack on({{"POST", history, messages({opened_at("c0ffee")})}});
  on.keep(report_of(RowVerdict::regression));
}

BOOST_AUTO_TEST_CASE(another_commit_is_told_below_it_and_in_it) {
  OnSlack on({{"POST", history, messages({opened_at("older")})},
              {"POST", replies, messages({})},
              {"POST", post, fine},
              {"POST", update, fine}});
  on.keep(report_of(RowVerdict::regression));
  BOOST_TEST(on.body(2).at("thread_ts").as_string() == "1.5");
  BOOST_TEST(on.body(3).at("ts").as_string() == "1.5");
  BOOST_TEST(contains(on.http.sent[3].body, R"("state":"open")"));
}

BOOST_AUTO_TEST_CASE(who_acknowledges_hears_no_more_until_it_is_gone) {
  OnSlack on(
      {{"POST", history, messages({acknowledged(opened_at("older"))})}, {"POST", update, fine}});
  on.keep(report_of(RowVerdict::regression));
  BOOST_TEST(contains(on.http.sent[1].body, "acknowledged by <@U123>"));
}

BOOST_AUTO_TEST_CASE(what_is_gone_is_resolved_below_and_in_place) {
  OnSlack on({{"POST", history, messages({opened_at("older")})},
              {"POST", replies, messages({})},
              {"POST", post, fine},
              {"POST", update, fine}});
  BOOST_TEST(contains(on.keep(report_of(RowVerdict::unchanged)), "resolved 1"));
  BOOST_TEST(contains(on.http.sent[3].body, "Resolved: "));
  BOOST_TEST(contains(on.http.sent[3].body, R"("state":"resolved")"));
}

BOOST_AUTO_TEST_CASE(another_suites_threads_are_left_alone) {
  json::object other = opened_at("older");
  other["metadata"].at("event_payload").at("scope") = "another suite's";
  OnSlack well({{"POST", history, messages({other})}});
  BOOST_TEST(contains(well.keep(report_of(RowVerdict::unchanged)), "resolved 0"));
  OnSlack ill({{"POST", history, messages({other})}, {"POST", post, fine}});
  BOOST_TEST(contains(ill.keep(report_of(RowVerdict::regression)), "opened 1 thread"));
}

BOOST_AUTO_TEST_CASE(the_last_of_many_threads_counts_those_that_have_none) {
  for (const std::size_t alerts : {most_threads, most_threads + 2}) {
    Report report = report_of(RowVerdict::unchanged);
    report.rows.resize(100, report.rows[0]);
    for (std::size_t i = 0; i < alerts; ++i) {
      report.rows[i].benchmark = "b" + std::to_string(i);
      report.rows[i].verdict = RowVerdict::regression;
    }
    std::vector<Exchange> script(1 + most_threads, Exchange{"POST", post, fine});
    script[0] = {"POST", history, messages({})};
    OnSlack on(std::move(script));
    BOOST_TEST(contains(on.keep(report), "opened 10 threads"));
    for (std::size_t i = 1; i <= most_threads; ++i)
      BOOST_TEST(contains(on.http.sent[i].body, "; and 2 more") ==
                 (i == most_threads && alerts > most_threads));
    BOOST_TEST(!contains(on.http.sent[most_threads].body, "and 0 more"));
  }
}

BOOST_AUTO_TEST_CASE(what_cannot_be_told_stays_open) {
  for (const RowVerdict verdict : {RowVerdict::inconclusive, RowVerdict::missing}) {
    OnSlack on({{"POST", history, messages({opened_at("older")})}});
    on.keep(report_of(verdict));
  }
}

BOOST_AUTO_TEST_CASE(a_lost_message_is_looked_for_before_it_is_sent_again) {
  OnSlack on({{"POST", history, messages({})},
              {"POST", post, lost()},
              {"POST", history, messages({opened_at("c0ffee")})}});
  on.keep(report_of(RowVerdict::regression));
}

BOOST_AUTO_TEST_CASE(all_pages_are_read) {
  OnSlack on(
      {{"POST", history, answer(200, R"({"ok":true,"response_metadata":{"next_cursor":"a=b"}})")},
       {"POST", history, messages({opened_at("c0ffee")})}});
  on.keep(report_of(RowVerdict::regression));
  BOOST_TEST(contains(on.http.sent[1].body, "cursor=a%3Db"));
}

BOOST_AUTO_TEST_CASE(what_is_older_than_90_days_is_forgotten) {
  OnSlack on({{"POST", history, messages({opened_at("older")})},
              {"POST", replies, messages({})},
              {"POST", post, fine},
              {"POST", update, fine}});
  on.keep(report_of(RowVerdict::regression));
  const auto oldest = (FakeClock::start - std::chrono::days(90)).time_since_epoch().count();
  BOOST_TEST(contains(on.http.sent[0].body, "oldest=" + std::to_string(oldest)));
  BOOST_TEST(!contains(on.http.sent[1].body, "oldest"));  // of a thread all is read
}

BOOST_AUTO_TEST_CASE(an_error_that_comes_as_a_success_is_a_sentence) {
  const auto says = [](const std::string& word) {
    return answer(200, R"({"ok":false,"error":")" + word + R"("})");
  };
  BOOST_TEST(contains(complaint(says("invalid_auth")), "SLACK_BOT_TOKEN"));
  BOOST_TEST(contains(complaint(says("not_in_channel")), "/invite"));
  BOOST_TEST(contains(complaint(says("missing_scope")), "channels:history"));
  BOOST_TEST(!contains(complaint(says("no: xoxb-planted")), "planted"));
}

BOOST_AUTO_TEST_CASE(a_passing_error_is_tried_again) {
  OnSlack on({{"POST", history, answer(200, R"({"ok":false,"error":"internal_error"})")},
              {"POST", history, answer(429, "", {{"Retry-After", "7"}})},
              {"POST", history, messages({opened_at("c0ffee")})}});
  on.keep(report_of(RowVerdict::regression));
  BOOST_TEST(on.time.pauses.back().count() == 7000);
}

// Of all calls, and of too many messages (docs: chat.postMessage, "Errors").
BOOST_AUTO_TEST_CASE(a_rate_limit_is_waited_for_by_either_name) {
  for (const char* word : {"ratelimited", "rate_limited"}) {
    const std::string body = std::string(R"({"ok":false,"error":")") + word + R"("})";
    OnSlack on({{"POST", history, messages({})},
                {"POST", post, answer(200, body, {{"Retry-After", "7"}})},
                {"POST", history, messages({})},
                {"POST", post, fine}});
    on.keep(report_of(RowVerdict::regression));
    BOOST_TEST(on.time.pauses.front().count() == 7000);
  }
}

BOOST_AUTO_TEST_CASE(the_apis_url_may_end_in_slashes) {
  FakeClock time;
  FakeHttp http({{"POST", history, messages({opened_at("c0ffee")})}});
  keep_slack_threads({http, time.clock, {}}, {"xoxb-planted", "C1", api + "//"},
                     report_of(RowVerdict::regression), "");
}

BOOST_AUTO_TEST_CASE(a_name_is_no_channel) {
  FakeClock time;
  FakeHttp http({});
  for (const char* channel : {"#perf", "", "c1", "C1&x=y"})
    BOOST_CHECK_THROW(keep_slack_threads({http, time.clock, {}}, {"xoxb", channel, api},
                                         report_of(RowVerdict::regression), ""),
                      pawl::Error);
}

BOOST_AUTO_TEST_CASE(what_was_resolved_is_not_open) {
  json::object over = opened_at("older");
  over["metadata"].at("event_payload").at("state") = "resolved";
  OnSlack well({{"POST", history, messages({over})}});
  BOOST_TEST(contains(well.keep(report_of(RowVerdict::unchanged)), "resolved 0"));
  OnSlack ill({{"POST", history, messages({over})}, {"POST", post, fine}});
  BOOST_TEST(contains(ill.keep(report_of(RowVerdict::regression)), "opened 1 thread"));
}

BOOST_AUTO_TEST_CASE(a_reply_of_another_commit_hides_none_and_is_inert) {
  const json::object other = {
      {"metadata", json::object{{"event_type", "pawl_reply"},
                                {"event_payload", json::object{{"key", "seen:older"}}}}}};
  OnSlack on({{"POST", history, messages({opened_at("older")})},
              {"POST", replies, messages({other})},
              {"POST", post, fine},
              {"POST", update, fine}});
  on.keep(report_of(RowVerdict::regression));
  BOOST_TEST(!contains(std::string(on.body(2).at("text").as_string()), "<@"));
}

BOOST_AUTO_TEST_CASE(what_is_resolved_says_what_it_was) {
  OnSlack on({{"POST", history, messages({opened_at("older")})},
              {"POST", replies, messages({})},
              {"POST", post, fine},
              {"POST", update, fine}});
  on.keep(report_of(RowVerdict::unchanged));
  BOOST_TEST(on.body(3).at("text").as_string() == "✅ Resolved: it regressed");
}

BOOST_AUTO_TEST_CASE(only_users_acknowledge) {
  json::object message = opened_at("older");
  message["reactions"] =
      json::array{json::object{{"name", "eyes"}, {"users", json::array{"U1> <!channel"}}}};
  OnSlack on({{"POST", history, messages({message})},
              {"POST", replies, messages({})},
              {"POST", post, fine},
              {"POST", update, fine}});
  on.keep(report_of(RowVerdict::regression));
  BOOST_TEST(!contains(on.http.sent[3].body, "<!channel"));
}

BOOST_AUTO_TEST_CASE(what_is_no_answer_of_slacks_is_asked_for_again) {
  OnSlack on({{"POST", history, answer(200, "<html>")},
              {"POST", history, messages({opened_at("c0ffee")})}});
  on.keep(report_of(RowVerdict::regression));
}

BOOST_AUTO_TEST_CASE(a_token_does_not_travel_in_the_clear_and_only_an_https_page_is_linked) {
  FakeClock time;
  FakeHttp none({});
  BOOST_CHECK_THROW(
      keep_slack_threads({none, time.clock, {}}, {"xoxb", "C1", "http://slack.example/api"},
                         report_of(RowVerdict::regression), ""),
      pawl::Error);
  FakeHttp http({{"POST", history, messages({})}, {"POST", post, fine}});
  keep_slack_threads({http, time.clock, {}}, {"xoxb-planted", "C1", api},
                     report_of(RowVerdict::regression), "javascript:alert(1)");
  BOOST_TEST(!contains(http.sent[1].body, "javascript"));
}

BOOST_AUTO_TEST_SUITE_END()
