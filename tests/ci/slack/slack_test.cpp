#include "ci/slack/incoming_webhook.hpp"
#include "support/complaint.hpp"
#include "support/fake_http.hpp"

using namespace pawl::ci;
using namespace pawl::tests;

namespace {

const std::string url = "https://hooks.slack.example/services/T0/B0/planted0secret";

std::string complaint(std::vector<Answer> answers, const std::string& to = url) {
  std::vector<Exchange> script;
  for (const Answer& answer : answers) script.push_back({"POST", url, answer});
  FakeClock time;
  FakeHttp http(script);
  return complaint_of([&] { post_to_slack({http, time.clock}, to, R"({"text":"x"})"); });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(slack_)

BOOST_AUTO_TEST_CASE(a_message_is_posted_once) {
  BOOST_TEST(complaint({answer(200, "ok")}) == "");
}

BOOST_AUTO_TEST_CASE(a_refused_message_is_sent_again) {
  BOOST_TEST(complaint({answer(429, "rate_limited", {{"Retry-After", "30"}}), unreachable(),
                        answer(503), answer(200, "ok")}) == "");
}

BOOST_AUTO_TEST_CASE(a_message_that_may_have_arrived_is_not_doubled) {
  BOOST_TEST(contains(complaint({lost()}), "may have arrived"));
}

BOOST_AUTO_TEST_CASE(each_refusal_is_a_sentence_without_the_url) {
  struct Case {
    int status;
    std::string body, way_out;
  };
  const std::vector<Case> cases = {{404, "no_service", "SLACK_WEBHOOK_URL"},
                                   {403, "invalid_token", "SLACK_WEBHOOK_URL"},
                                   {404, "channel_not_found", "another"},
                                   {410, "channel_is_archived", "unarchive"},
                                   {403, "action_prohibited", "administrator"},
                                   {400, "invalid_payload", "--dry-run"},
                                   {404, "", "SLACK_WEBHOOK_URL"},
                                   {302, "Cannot POST /services/T0/B0/planted0secret", "***"},
                                   {302, "<html>\x1b[31m", "302"}};
  for (const Case& c : cases) {
    const std::string said = complaint({answer(c.status, c.body)});
    BOOST_TEST(contains(said, c.way_out), said);
    BOOST_TEST(!contains(said, "planted0secret"), said);
    BOOST_TEST(!contains(said, "\x1b"), said);
  }
}

BOOST_AUTO_TEST_CASE(a_url_in_the_clear_is_refused_unshown) {
  const std::string said = complaint({}, "http://hooks.slack.example/planted0secret");
  BOOST_TEST(contains(said, "SLACK_WEBHOOK_URL"));
  BOOST_TEST(!contains(said, "planted0secret"));
}

BOOST_AUTO_TEST_SUITE_END()
