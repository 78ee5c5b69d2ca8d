#include "ci/github/comment.hpp"

#include "support/complaint.hpp"
#include "support/fake_http.hpp"

#include <boost/json.hpp>

using namespace pawl::ci;
using namespace pawl::tests;
using namespace std::chrono_literals;

namespace {

namespace json = boost::json;

const std::string token = "ghs_planted0secret";
const std::string api = "https://api.example";
const std::string list = api + "/repos/o/r/issues/7/comments?per_page=100";
const std::string create = api + "/repos/o/r/issues/7/comments";
const std::string edit = api + "/repos/o/r/issues/comments/55";
const std::string user = api + "/user";
const std::string marker = "<!-- pawl:default@bare -->";
const std::string body = marker + "\nAll well.\nIndeed.\n";
const Answer app = answer(403, R"({"message":"Resource not accessible by integration"})");

json::value comment(int id, const std::string& login, const std::string& type,
                    const std::string& text) {
  return {{"id", id},
          {"html_url", "https://github.example/c"},
          {"user", {{"login", login}, {"type", type}}},
          {"body", text}};
}

Answer page(json::array comments, const std::string& next = "") {
  Headers headers;
  if (!next.empty())
    headers = {{"Link", "<" + list + ">; rel=\"first\", <" + next + ">; rel=\"next\""}};
  return answer(200, json::serialize(comments), headers);
}

Answer done(int status = 201) {
  return answer(status, R"({"id":60,"html_url":"https://github.example/c"})");
}

const json::value ours = comment(55, "github-actions[bot]", "Bot", marker + "\nolder");

struct Delivery {
  explicit Delivery(std::vector<Exchange> script, RetryPolicy policy = {}, bool fork = false)
      : http(std::move(script)),
        github({http, time.clock, policy}, {.api_url = api,
                                            .repository = "o/r",
                                            .token = token,
                                            .permission = "pull-requests: write",
                                            .is_from_fork = fork}) {}
  Comment place() { return place_comment(github, "7", body); }
  /// The sentence that placing fails with.
  std::string complaint() {
    try {
      place();
    } catch (const pawl::Error& error) {
      BOOST_TEST((error.fault == pawl::Fault::remote));
      return error.what();
    }
    BOOST_ERROR("nothing was thrown");
    return "";
  }

  FakeClock time;
  FakeHttp http;
  Github github;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(github_comment_)

BOOST_AUTO_TEST_CASE(the_first_report_makes_a_comment) {
  Delivery delivery({{"GET", list, page({})}, {"POST", create, done()}, {"GET", list, page({})}});
  const Comment placed = delivery.place();
  BOOST_TEST(placed.is_new);
  BOOST_TEST(placed.url == "https://github.example/c");
  BOOST_TEST(json::parse(delivery.http.sent[1].body).at("body").as_string() == body);
  for (const Request& request : delivery.http.sent) {
    BOOST_TEST(header(request.headers, "Authorization") == "Bearer " + token);
    BOOST_TEST(header(request.headers, "X-GitHub-Api-Version") == "2022-11-28");
  }
}

BOOST_AUTO_TEST_CASE(the_next_report_edits_it) {
  Delivery delivery({{"GET", list, page({ours})}, {"GET", user, app}, {"PATCH", edit, done(200)}});
  BOOST_TEST(!delivery.place().is_new);
}

BOOST_AUTO_TEST_CASE(an_unchanged_report_writes_nothing) {
  Delivery delivery(
      {{"GET", list, page({comment(55, "github-actions[bot]", "Bot", body)})}, {"GET", user, app}});
  BOOST_TEST(!delivery.place().is_new);
}

BOOST_AUTO_TEST_CASE(of_two_made_at_the_same_moment_the_older_one_stays) {
  const json::value younger = comment(60, "github-actions[bot]", "Bot", body);
  const std::string remove = api + "/repos/o/r/issues/comments/60";
  for (const Answer& gone : {answer(204), answer(404)}) {
    Delivery later({{"GET", list, page({})},
                    {"POST", create, done()},
                    {"GET", list, page({ours, younger})},
                    {"GET", user, app},
                    {"PATCH", edit, done(200)},
                    {"DELETE", remove, gone}});
    BOOST_TEST(!later.place().is_new);
    BOOST_TEST(json::parse(later.http.sent[4].body).at("body").as_string() == body);
  }
  for (const int other : {61, 100}) {  // whatever the order
    Delivery earlier(
        {{"GET", list, page({})},
         {"POST", create, done()},
         {"GET", list, page({comment(other, "github-actions[bot]", "Bot", body), younger})},
         {"GET", user, app}});
    BOOST_TEST(earlier.place().is_new);
  }
}

BOOST_AUTO_TEST_CASE(all_pages_are_read) {
  const json::value other = comment(1, "a", "User", "hello");
  Delivery delivery({{"GET", list, page({other}, list + "&page=2")},
                     {"GET", list + "&page=2", page({other}, list + "&page=3")},
                     {"GET", list + "&page=3", page({ours})},
                     {"GET", user, app},
                     {"PATCH", edit, done(200)}});
  BOOST_TEST(!delivery.place().is_new);
}

BOOST_AUTO_TEST_CASE(a_page_elsewhere_does_not_get_the_token) {
  Delivery delivery({{"GET", list, page({}, "https://evil.example/comments?page=2")}});
  BOOST_TEST(contains(delivery.complaint(), "elsewhere"));
}

BOOST_AUTO_TEST_CASE(a_strangers_comment_with_our_marker_is_left_alone) {
  Delivery as_app({{"GET", list, page({comment(55, "mallory", "User", marker + "\nhaha")})},
                   {"GET", user, app},
                   {"POST", create, done()},
                   {"GET", list, page({})}});
  BOOST_TEST(as_app.place().is_new);
  Delivery as_user(
      {{"GET", list,
        page({comment(54, "mallory", "User", marker), comment(55, "me", "User", marker)})},
       {"GET", user, answer(200, R"({"login":"me"})")},
       {"PATCH", edit, done(200)}});
  BOOST_TEST(!as_user.place().is_new);
}

BOOST_AUTO_TEST_CASE(another_bots_comment_with_our_marker_is_left_alone) {
  Delivery by_token({{"GET", list, page({comment(55, "translate-app[bot]", "Bot", body)})},
                     {"GET", user, app},
                     {"POST", create, done()},
                     {"GET", list, page({})}});
  BOOST_TEST(by_token.place().is_new);
  FakeClock time;
  FakeHttp http({{"GET", list,
                  page({comment(54, "github-actions[bot]", "Bot", marker),
                        comment(55, "perf-app[bot]", "Bot", marker)})},
                 {"GET", user, app},
                 {"PATCH", edit, done(200)}});
  Github by_app({http, time.clock},
                {.api_url = api, .repository = "o/r", .token = token, .login = "perf-app[bot]"});
  BOOST_TEST(!place_comment(by_app, "7", body).is_new);
}

BOOST_AUTO_TEST_CASE(another_suites_comment_and_a_quoted_one_are_left_alone) {
  Delivery delivery({{"GET", list,
                      page({comment(1, "github-actions[bot]", "Bot", "<!-- pawl:other@bare -->\n"),
                            comment(2, "github-actions[bot]", "Bot", "> " + body)})},
                     {"POST", create, done()},
                     {"GET", list, page({})}});
  BOOST_TEST(delivery.place().is_new);
}

BOOST_AUTO_TEST_CASE(a_lost_post_is_looked_for_before_it_is_repeated) {
  Delivery found({{"GET", list, page({})},
                  {"POST", create, lost()},
                  {"GET", list, page({comment(55, "github-actions[bot]", "Bot", body)})},
                  {"GET", user, app}});
  found.place();
  Delivery not_found({{"GET", list, page({})},
                      {"POST", create, answer(502)},
                      {"GET", list, page({})},
                      {"POST", create, done()},
                      {"GET", list, page({})}});
  not_found.place();
}

BOOST_AUTO_TEST_CASE(a_comment_deleted_meanwhile_is_made_anew) {
  Delivery delivery({{"GET", list, page({ours})},
                     {"GET", user, app},
                     {"PATCH", edit, answer(404)},
                     {"POST", create, done()},
                     {"GET", list, page({})}});
  BOOST_TEST(delivery.place().is_new);
}

BOOST_AUTO_TEST_CASE(writes_keep_a_seconds_distance) {
  Delivery delivery({{"GET", list, page({})},
                     {"POST", create, answer(429, "", {{"Retry-After", "0"}})},
                     {"GET", list, page({})},
                     {"POST", create, done()},
                     {"GET", list, page({})}});
  delivery.place();
  BOOST_TEST((delivery.time.passed >= 1s));
}

BOOST_AUTO_TEST_CASE(each_refusal_is_a_sentence_with_the_way_out) {
  struct Case {
    Answer given;
    std::string said, way_out;
  };
  const std::vector<Case> cases = {
      {answer(401), "(401)", "GITHUB_TOKEN"},
      {answer(403, R"({"message":"Resource not accessible by integration"})"),
       "Resource not accessible", "`permissions: pull-requests: write`"},
      {answer(404), "(404)", "o/r"},
      {answer(410), "410", "gone"},
      {answer(422, R"({"message":"Validation Failed"})"), "\"Validation Failed\"", "--dry-run"},
      {answer(429, "", {{"Retry-After", "3600"}}), "rate limit", "23:13:20 UTC"},
      {answer(301), "(301)", "GITHUB_REPOSITORY"},
      {NoResponse{.reason = "api.example: certificate", .worth_a_retry = false}, "certificate",
       "HTTPS_PROXY"},
  };
  for (const Case& c : cases) {
    Delivery delivery({{"GET", list, page({})}, {"POST", create, c.given}});
    const std::string complaint = delivery.complaint();
    BOOST_TEST(contains(complaint, c.said), complaint);
    BOOST_TEST(contains(complaint, c.way_out), complaint);
    BOOST_TEST(!contains(complaint, token), complaint);
    BOOST_TEST(!contains(complaint, "\n"), complaint);
  }
}

BOOST_AUTO_TEST_CASE(a_fork_is_told_why_its_token_may_not_write) {
  Delivery delivery({{"GET", list, page({})}, {"POST", create, answer(403)}}, {}, true);
  BOOST_TEST(contains(delivery.complaint(), "workflow_run"));
}

BOOST_AUTO_TEST_CASE(a_failing_service_is_given_up_within_the_policy) {
  Delivery delivery({{"GET", list, answer(500)}, {"GET", list, answer(500)}, {"GET", list, lost()}},
                    {.most_tries = 3});
  BOOST_TEST(contains(delivery.complaint(), "api.example"));
}

BOOST_AUTO_TEST_CASE(what_github_says_is_shown_inert) {
  Delivery delivery({{"GET", list, page({})},
                     {"POST", create, answer(422, "{\"message\":\"\\u001b[31m\\n::error::x\"}")}});
  const std::string complaint = delivery.complaint();
  BOOST_TEST(!contains(complaint, "\x1b"));
  BOOST_TEST(!contains(complaint, "\n"));
}

BOOST_AUTO_TEST_CASE(an_answer_that_is_no_list_is_said_so) {
  for (const char* garbage : {"", "<html>", "{}", "[", "7"}) {
    Delivery delivery({{"GET", list, answer(200, garbage)}});
    BOOST_TEST(contains(delivery.complaint(), "GITHUB_API_URL"), garbage);
  }
}

BOOST_AUTO_TEST_CASE(the_token_does_not_go_where_it_could_be_read) {
  FakeClock time;
  FakeHttp http({});
  const auto github = [&](const std::string& url, const std::string& repository) {
    return Github({http, time.clock}, {.api_url = url, .repository = repository, .token = token});
  };
  BOOST_CHECK_THROW(github("http://api.example", "o/r"), pawl::Error);
  BOOST_CHECK_THROW(github(api, "o/r/../../user"), pawl::Error);
  BOOST_CHECK_NO_THROW(github("http://127.0.0.1:4010/", "o/r"));
}

BOOST_AUTO_TEST_CASE(a_fork_pull_request_is_found_by_its_head) {
  const std::string sha(40, 'a'), older(40, 'b');
  const auto pull = [](int number, const std::string& state, const std::string& head) {
    return json::value{{"number", number}, {"state", state}, {"head", {{"sha", head}}}};
  };
  const Event event{.head_sha = sha, .head_repository = "m/r", .head_branch = "a&b"};
  const std::string by_commit = api + "/repos/o/r/commits/" + sha + "/pulls?per_page=100";
  const std::string by_branch = api + "/repos/o/r/pulls?state=open&per_page=100&head=m:a%26b";
  Delivery found({{"GET", by_commit, page({pull(3, "closed", sha), pull(4, "open", sha)})}});
  BOOST_TEST(pull_request_of(found.github, event) == "4");
  Delivery by_name(
      {{"GET", by_commit, page({})}, {"GET", by_branch, page({pull(5, "open", sha)})}});
  BOOST_TEST(pull_request_of(by_name.github, event) == "5");
  Delivery moved(
      {{"GET", by_commit, page({})}, {"GET", by_branch, page({pull(5, "open", older)})}});
  BOOST_CHECK_THROW(pull_request_of(moved.github, event), pawl::Error);
  Delivery known({});
  BOOST_TEST(pull_request_of(known.github, {.pull_request = "8"}) == "8");
}

BOOST_AUTO_TEST_SUITE_END()
