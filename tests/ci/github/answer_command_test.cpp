#include "ci/github/answer_command.hpp"

#include "baselines/baseline/baseline_json.hpp"
#include "baselines/baseline/suppression.hpp"
#include "baselines/keys/base64.hpp"
#include "support/complaint.hpp"
#include "support/on_github.hpp"

#include <boost/json.hpp>

using namespace pawl::ci;
using namespace pawl::tests;
namespace baselines = pawl::baselines;

namespace {

namespace json = boost::json;

const std::string sha(40, 'a');
const std::string permission = github_repository + "/collaborators/me/permission";
const std::string pull = github_repository + "/pulls/7";
const std::string reactions = github_repository + "/issues/comments/5/reactions";
const std::string comments = github_repository + "/issues/7/comments";
const std::string file = github_repository + "/contents/baselines/committed/bare/default.json";
const std::string on_base = file + "?ref=release%2F1";
const Answer writer = answer(200, R"({"permission":"write"})");

CommentEvent says(const std::string& body) {
  return {.is_new = true,
          .is_pull_request = true,
          .is_by_bot = false,
          .number = "7",
          .comment = "5",
          .author = "me",
          .body = body};
}

Answer head(const std::string& repository = "o/r") {
  return answer(200,
                json::serialize(json::object{
                    {"state", "open"},
                    {"base", json::object{{"ref", "release/1"}}},
                    {"head", json::object{{"sha", sha},
                                          {"ref", "topic"},
                                          {"repo", json::object{{"full_name", repository}}}}}}));
}

baselines::Run run_of(const std::string& commit) {
  baselines::Run run;
  run.commit = commit;
  run.time = "2026-11-23T22:41:05Z";
  baselines::Series series;
  series.benchmark = "token/small";
  series.metric = "wall_time";
  series.unit = "s";
  series.sessions = {{{0.1}, {0.2}}};
  run.series = {series};
  return run;
}

AnswerMeans means(const std::string& commit = sha) {
  return {.repository = "o/r",
          .today = "2026-11-25",
          .run = [commit] { return run_of(commit); },
          .place =
              [](const baselines::Run&) {
                return AnswerMeans::Place{.suite = "default",
                                          .testbed = "bare",
                                          .path = "baselines/committed/bare/default.json",
                                          .suppressions = "baselines/committed/suppressions.json"};
              }};
}

baselines::Baseline without_sessions() {
  baselines::Baseline fresh;
  fresh.suite = "default", fresh.testbed = "bare";
  return fresh;
}

/// A file as GitHub's contents have it.
Answer contents(const std::string& text) {
  return answer(200,
                json::serialize(json::object{
                    {"encoding", "base64"}, {"content", baselines::base64(text)}, {"sha", "f00"}}));
}

/// A baseline as it is committed.
Answer there() {
  return contents(baselines::baseline_json(without_sessions()));
}

/// The same once what the head measured was accepted.
std::string accepted_text() {
  const std::vector<std::string> all = {"token/small"};
  return baselines::baseline_json(
      baselines::accepted(without_sessions(), run_of(sha), all, "safe"));
}

/// The script, and then the reaction and the comment.
std::vector<Exchange> and_answers(std::vector<Exchange> script) {
  script.push_back({"POST", reactions, answer(201, "{}")});
  script.push_back({"GET", comments + "?per_page=100", answer(200, "[]")});
  script.push_back({"POST", comments, answer(201, "{}")});
  return script;
}

/// What the answer to an acceptance is that fails once the script is over; the job fails, too.
std::string failing(std::vector<Exchange> script) {
  OnGithub on(and_answers(std::move(script)));
  BOOST_CHECK_THROW(answer_command(on.github, says("/pawl accept reason: x"), means()),
                    pawl::Error);
  return json::value_to<std::string>(json::parse(on.http.sent.back().body).at("body"));
}

std::string answered(const std::string& body, std::vector<Exchange> script,
                     const AnswerMeans& with = means()) {
  OnGithub on(and_answers(std::move(script)));
  return answer_command(on.github, says(body), with);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(answer_command_)

BOOST_AUTO_TEST_CASE(a_command_is_the_first_line_of_a_comment) {
  BOOST_TEST(!parse_slash_command("I like /pawl accept"));
  BOOST_TEST(!parse_slash_command("/pawlaccept"));
  BOOST_TEST(!parse_slash_command("\n/pawl accept"));
  BOOST_TEST(!parse_slash_command(""));
  const auto command =
      parse_slash_command("/pawl accept a/b c reason: slower, \x1b but safe\r\nmore");
  BOOST_TEST_REQUIRE(command.has_value());
  BOOST_TEST((command->kind == SlashCommand::Kind::accept));
  BOOST_TEST(command->benchmarks == (std::vector<std::string>{"a/b", "c"}),
             boost::test_tools::per_element());
  BOOST_TEST(contains(command->reason, "slower"));
  BOOST_TEST(!contains(command->reason, "\x1b"));
  BOOST_TEST(parse_slash_command("/pawl accept a reason: b, reason: c")->reason == "b, reason: c");
  BOOST_TEST((parse_slash_command("/pawl")->kind == SlashCommand::Kind::help));
  BOOST_TEST((parse_slash_command("/pawl help\r\nmore")->kind == SlashCommand::Kind::help));
  BOOST_TEST((parse_slash_command("/pawl dance")->kind == SlashCommand::Kind::unknown));
}

// hyperfine's names are commands, and a report shows them all as code.
BOOST_AUTO_TEST_CASE(names_with_blanks_are_quoted) {
  const auto names = [](std::string_view line) { return parse_slash_command(line)->benchmarks; };
  using Names = std::vector<std::string>;
  BOOST_TEST((names("/pawl accept `sort -n x` \"a reason: b\"  c reason: d `e`") ==
              Names{"sort -n x", "a reason: b", "c"}));
  BOOST_TEST(parse_slash_command("/pawl accept `a b` reason: d `e`")->reason == "d `e`");
  BOOST_TEST((names("/pawl accept `token/small` reason: x") == Names{"token/small"}));
  BOOST_TEST((names("/pawl accept \"a b reason: c") == Names{"\"a", "b"}));
  BOOST_TEST((names("/pawl accept ` a\"b `` reason: c") == Names{"`", "a\"b", "``"}));
  BOOST_TEST((names("/pawl accept a.reason:b reason: c") == Names{"a.reason:b"}));
  BOOST_TEST(parse_slash_command("/pawl ignore `a b` until 2026-12-31 reason: c")->until ==
             "2026-12-31");
}

BOOST_AUTO_TEST_CASE(a_payload_tells_pull_requests_from_issues) {
  const CommentEvent event = parse_comment_event(
      R"({"action":"created","issue":{"number":7,"pull_request":{}},)"
      R"("comment":{"id":5,"body":"/pawl help","user":{"login":"me","type":"User"}}})");
  BOOST_TEST((event.is_new && event.is_pull_request && !event.is_by_bot));
  BOOST_TEST(event.number + event.comment + event.author == "75me");
  for (const std::string_view other : {"edited", "deleted", ""})
    BOOST_TEST(!parse_comment_event("{\"action\":\"" + std::string(other) + "\"}").is_new, other);
  BOOST_TEST(!parse_comment_event(R"({"issue":{"number":7}})").is_pull_request);
  BOOST_TEST(parse_comment_event(R"({"comment":{"user":{"login":"../me"}}})").author == "");
  BOOST_TEST(parse_comment_event(R"({"comment":{"user":{"type":"Bot"}}})").is_by_bot);
  BOOST_CHECK_THROW(parse_comment_event("[]"), pawl::Error);
}

BOOST_AUTO_TEST_CASE(what_is_no_command_asks_for_nothing) {
  for (int i = 0; i < 4; ++i) {
    CommentEvent event = says(i == 0 ? "hello" : "/pawl help");
    if (i == 1) event.is_new = false;
    if (i == 2) event.is_by_bot = true;
    if (i == 3) event.is_pull_request = false;
    OnGithub on({});
    answer_command(on.github, event, means());
  }
}

BOOST_AUTO_TEST_CASE(strangers_get_a_polite_no_and_change_nothing) {
  for (const Answer& who : {answer(404, "{}"), answer(200, R"({"permission":"read"})"),
                            answer(200, R"({"permission":"none"})"), answer(200, "{}")})
    BOOST_TEST(contains(answered("/pawl accept reason: mine", {{"GET", permission, who}}),
                        "Thank you, but"));
}

BOOST_AUTO_TEST_CASE(nobody_is_asked_about_who_has_no_login) {
  CommentEvent event = says("/pawl accept reason: mine");
  event.author.clear();
  OnGithub on(and_answers({}));
  BOOST_TEST(contains(answer_command(on.github, event, means()), "Thank you, but"));
}

std::string content_of(const json::value& change) {
  return baselines::base64_decoded(std::string(change.at("content").as_string())).value();
}

BOOST_AUTO_TEST_CASE(a_writer_accepts_what_the_head_measured) {
  OnGithub on(and_answers({{"GET", permission, writer},
                           {"GET", pull, head()},
                           {"GET", on_base, there()},
                           {"GET", file + "?ref=" + sha, answer(404, "{}")},
                           {"PUT", file, answer(201, "{}")}}));
  const std::string said = answer_command(on.github, says("/pawl accept reason: safe"), means());
  BOOST_TEST(contains(said,
                      "Accepted: what `aaaaaaaaaaaa` measured becomes the baseline of "
                      "`default on bare` (`token/small` `wall_time` 150 ms). "),
             said);
  const json::value change = json::parse(on.http.sent[4].body);
  BOOST_TEST(change.at("message").as_string() ==
             "Accept measurements of default on bare at aaaaaaaaaaaa: safe");
  BOOST_TEST(change.at("branch").as_string() == "topic");
  const std::string text = content_of(change);
  BOOST_TEST(baselines::parse_baseline(text, "x").series.size() == 1U);
  BOOST_TEST(json::parse(on.http.sent[5].body).at("content").as_string() == "+1");
}

// GitHub replaces no file whose SHA it is not told, and makes none with one.
BOOST_AUTO_TEST_CASE(what_is_replaced_is_named_by_its_sha) {
  const auto sha_sent = [](const Answer& on_branch) {
    OnGithub on(and_answers({{"GET", permission, writer},
                             {"GET", pull, head()},
                             {"GET", on_base, there()},
                             {"GET", file + "?ref=" + sha, on_branch},
                             {"PUT", file, answer(201, "{}")}}));
    answer_command(on.github, says("/pawl accept reason: safe"), means());
    const json::value change = json::parse(on.http.sent[4].body);
    const json::value* sent = change.as_object().if_contains("sha");
    return sent != nullptr ? std::string(sent->as_string()) : "none";
  };
  BOOST_TEST(sha_sent(there()) == "f00");
  BOOST_TEST(sha_sent(answer(404, "{}")) == "none");
}

BOOST_AUTO_TEST_CASE(a_lost_acceptance_is_looked_for_before_it_is_made_again) {
  const Answer there = contents(accepted_text());
  answered("/pawl accept reason: safe", {{"GET", permission, writer},
                                         {"GET", pull, head()},
                                         {"GET", on_base, there},
                                         {"GET", file + "?ref=" + sha, answer(404, "{}")},
                                         {"PUT", file, lost()},
                                         {"GET", file + "?ref=topic", there}});
}

BOOST_AUTO_TEST_CASE(only_what_is_accepted_and_judged_is_told_with_its_figures) {
  AnswerMeans with = means();
  with.run = [] {
    baselines::Run run = run_of(sha);
    run.series.resize(3, run.series.front());
    run.series[1].metric = "max_rss";
    baselines::set_mark(run.series[1], baselines::secondary_mark);
    run.series[2].benchmark = "token/large";
    return run;
  };
  const std::string said = answered("/pawl accept token/small reason: safe",
                                    {{"GET", permission, writer},
                                     {"GET", pull, head()},
                                     {"GET", on_base, there()},
                                     {"GET", file + "?ref=" + sha, there()},
                                     {"PUT", file, answer(200, "{}")}},
                                    with);
  BOOST_TEST(contains(said, "(`token/small` `wall_time` 150 ms). "), said);
}

BOOST_AUTO_TEST_CASE(a_signed_baseline_is_said_to_need_it_again) {
  baselines::Baseline baseline = without_sessions();
  baseline.signature = baselines::FileSignature{.key = "k", .value = "s"};
  const Answer signed_one = contents(baselines::baseline_json(baseline));
  const std::string said =
      answered("/pawl accept reason: safe", {{"GET", permission, writer},
                                             {"GET", pull, head()},
                                             {"GET", on_base, signed_one},
                                             {"GET", file + "?ref=" + sha, signed_one},
                                             {"PUT", file, answer(200, "{}")}});
  BOOST_TEST(contains(said, "`pawl baseline sign` signs it anew"), said);
}

BOOST_AUTO_TEST_CASE(a_limit_of_githubs_is_waited_for_and_not_taken_for_a_protected_branch) {
  const Answer limit = answer(403, "{}", {{"retry-after", "7"}});
  const std::string said =
      answered("/pawl accept reason: safe", {{"GET", permission, writer},
                                             {"GET", pull, head()},
                                             {"GET", on_base, there()},
                                             {"GET", file + "?ref=" + sha, there()},
                                             {"PUT", file, limit},
                                             {"GET", file + "?ref=topic", there()},
                                             {"PUT", file, answer(200, "{}")}});
  BOOST_TEST(contains(said, "committed to this branch"), said);
}

BOOST_AUTO_TEST_CASE(a_file_too_large_for_githubs_contents_is_said_to_be) {
  const Answer large = answer(200, R"({"encoding":"none","content":"","sha":"f00"})");
  const std::string said =
      failing({{"GET", permission, writer}, {"GET", pull, head()}, {"GET", on_base, large}});
  BOOST_TEST(contains(said, "too large"), said);
}

BOOST_AUTO_TEST_CASE(what_is_accepted_already_is_neither_written_nor_proposed) {
  const Answer there = contents(accepted_text());
  const std::string said =
      answered("/pawl accept reason: safe", {{"GET", permission, writer},
                                             {"GET", pull, head()},
                                             {"GET", on_base, there},
                                             {"GET", file + "?ref=" + sha, there}});
  BOOST_TEST(contains(said, "Accepted"), said);
}

BOOST_AUTO_TEST_CASE(a_file_that_is_no_base64_is_said_to_be_none) {
  const Answer broken = answer(200, R"({"encoding":"base64","content":"%%%","sha":"f00"})");
  const std::string said =
      failing({{"GET", permission, writer}, {"GET", pull, head()}, {"GET", on_base, broken}});
  BOOST_TEST(contains(said, "default.json: GitHub's answer: expected base64"), said);
}

BOOST_AUTO_TEST_CASE(a_baseline_that_somebody_edited_is_not_made_to_look_whole) {
  std::string text = accepted_text();
  text.replace(text.find("0.1"), 3, "0.3");
  const Answer there = contents(text);
  const std::string said = failing({{"GET", permission, writer},
                                    {"GET", pull, head()},
                                    {"GET", on_base, there},
                                    {"GET", file + "?ref=" + sha, there}});
  BOOST_TEST(contains(said, "restore the file"), said);
}

BOOST_AUTO_TEST_CASE(where_a_failure_cannot_be_said_it_is_the_one_to_know) {
  OnGithub on({{"GET", permission, writer},
               {"GET", pull, answer(404, "{}")},
               {"POST", reactions, answer(410, "{}")}});
  BOOST_TEST(contains(
      complaint_of([&] { answer_command(on.github, says("/pawl rerun"), means()); }), "404"));
}

BOOST_AUTO_TEST_CASE(what_was_done_is_said_below_a_comment_that_was_deleted_meanwhile) {
  std::vector<Exchange> script = and_answers({{"GET", permission, writer}});
  script[1].answer = answer(404, R"({"message":"Not Found"})");
  OnGithub on(std::move(script));
  answer_command(on.github, says("/pawl help"), means());
}

BOOST_AUTO_TEST_CASE(nothing_is_accepted_without_reason_or_run) {
  BOOST_TEST(contains(
      answered("/pawl accept", {{"GET", permission, writer}, {"GET", pull, head()}}), "reason"));
  BOOST_TEST(contains(
      answered("/pawl accept reason: x", {{"GET", permission, writer}, {"GET", pull, head()}},
               means(std::string(40, 'b'))),
      "another commit"));
  BOOST_TEST(contains(answered("/pawl accept `@all` reason: x",
                               {{"GET", permission, writer}, {"GET", pull, head()}}),
                      "no benchmark `@all` in"));
}

BOOST_AUTO_TEST_CASE(on_a_closed_pull_request_nothing_is_changed) {
  std::string closed = std::get<Response>(head()).body;
  closed.replace(closed.find("\"open\""), 6, "\"closed\"");
  for (const std::string command :
       {"/pawl accept reason: x", "/pawl ignore token/small until 2026-12-31 reason: x"})
    BOOST_TEST(contains(
        answered(command, {{"GET", permission, writer}, {"GET", pull, answer(200, closed)}}),
        "closed; nothing was changed"));
}

BOOST_AUTO_TEST_CASE(a_run_of_what_the_base_has_no_baseline_for_is_refused) {
  BOOST_TEST(contains(
      answered("/pawl accept reason: x",
               {{"GET", permission, writer}, {"GET", pull, head()}, {"GET", on_base, answer(404)}}),
      "`default on bare`, which has no baseline on `release/1`"));
}

/// What GitHub lists of one that is open from that branch.
Answer open_from(const std::string& branch, int number) {
  return answer(200, json::serialize(json::array{json::object{
                         {"number", number}, {"head", json::object{{"ref", branch}}}}}));
}

/// The branch is made, the file committed to it, the pull request opened as #12.
std::vector<Exchange> and_proposes(std::vector<Exchange> script,
                                   const Answer& opened = answer(200, "[]")) {
  const std::string refs = github_repository + "/git/ref/heads/";
  const std::string branch = "pawl/accept-7-5";
  const std::string open =
      github_repository + "/pulls?state=open&per_page=100&head=o:pawl%2Faccept-7-5";
  const Answer tip =
      answer(200, json::serialize(json::object{{"object", json::object{{"sha", sha}}}}));
  const std::vector<Exchange> proposal = {
      {"GET", refs + "release/1", tip},
      {"GET", refs + branch, answer(404, "{}")},
      {"POST", github_repository + "/git/refs", lost()},
      {"GET", refs + branch, tip},
      {"GET", file + "?ref=pawl%2Faccept-7-5", answer(404)},
      {"PUT", file, answer(201, "{}")},
      {"GET", open, opened},
      {"POST", github_repository + "/pulls", answer(201, R"({"number":12})")}};
  script.insert(script.end(), proposal.begin(), proposal.end());
  return script;
}

BOOST_AUTO_TEST_CASE(a_forks_acceptance_is_proposed_to_its_base) {
  const std::string said =
      answered("/pawl accept reason: x", and_proposes({{"GET", permission, writer},
                                                       {"GET", pull, head("mallory/r")},
                                                       {"GET", on_base, there()}}));
  BOOST_TEST(contains(said, "#12"));
}

BOOST_AUTO_TEST_CASE(where_a_branch_is_protected_it_is_proposed_too) {
  const std::string said =
      answered("/pawl accept reason: x", and_proposes({{"GET", permission, writer},
                                                       {"GET", pull, head()},
                                                       {"GET", on_base, there()},
                                                       {"GET", file + "?ref=" + sha, answer(404)},
                                                       {"PUT", file, answer(403, "{}")}}));
  BOOST_TEST(contains(said, "#12"));
}

const Answer conflict =
    answer(409, R"({"message":"Could not update file: Changes must be made through a pull )"
                R"(request. 2 of 2 required status checks are expected."})");
const std::string on_topic = file + "?ref=topic";

/// Up to the conflict: what GitHub says to a demand of the branch, and to a commit beside this one.
std::vector<Exchange> up_to_conflict() {
  return {{"GET", permission, writer},
          {"GET", pull, head()},
          {"GET", on_base, there()},
          {"GET", file + "?ref=" + sha, there()},
          {"PUT", file, conflict}};
}

BOOST_AUTO_TEST_CASE(what_a_branch_demands_is_told_from_a_commit_beside_this_one) {
  std::vector<Exchange> demanded = up_to_conflict(), beside = up_to_conflict();
  demanded.insert(
      demanded.end(),
      {{"GET", on_topic, there()}, {"PUT", file, conflict}, {"GET", on_topic, there()}});
  BOOST_TEST(contains(answered("/pawl accept reason: x", and_proposes(demanded)), "#12"));
  beside.insert(beside.end(), {{"GET", on_topic, there()}, {"PUT", file, answer(200, "{}")}});
  BOOST_TEST(contains(answered("/pawl accept reason: x", beside), "committed to this branch"));
}

BOOST_AUTO_TEST_CASE(over_a_file_that_was_changed_meanwhile_nothing_is_written) {
  const Answer other = answer(200, R"({"encoding":"base64","content":"e30=","sha":"0ther"})");
  for (const bool was_there : {true, false}) {
    std::vector<Exchange> script = up_to_conflict();
    if (!was_there) {
      script[3].answer = answer(404, "{}");
      script[4].answer = answer(422, R"({"message":"\"sha\" wasn't supplied."})");
    }
    script.push_back({"GET", on_topic, other});
    const std::string said = failing(std::move(script));
    BOOST_TEST(contains(said, "default.json: was changed on this branch meanwhile"), said);
  }
}

BOOST_AUTO_TEST_CASE(what_is_invalid_of_an_unchanged_file_is_looked_at_once) {
  std::vector<Exchange> script = up_to_conflict();
  script[4].answer = answer(422, R"({"message":"Invalid request."})");
  script.push_back({"GET", on_topic, there()});
  BOOST_TEST(contains(failing(std::move(script)), "422"));
}

// pawl.toml may lie in a folder of any name.
BOOST_AUTO_TEST_CASE(a_path_is_written_in_the_url_as_one) {
  const std::string path = github_repository + "/contents/perf%20%231/default.json";
  AnswerMeans elsewhere = means();
  elsewhere.place = [](const baselines::Run&) {
    return AnswerMeans::Place{.suite = "default",
                              .testbed = "bare",
                              .path = "perf #1/default.json",
                              .suppressions = "perf #1/suppressions.json"};
  };
  answered("/pawl accept reason: x",
           {{"GET", permission, writer},
            {"GET", pull, head()},
            {"GET", path + "?ref=release%2F1", there()},
            {"GET", path + "?ref=" + sha, answer(404, "{}")},
            {"PUT", path, answer(201, "{}")}},
           elsewhere);
}

BOOST_AUTO_TEST_CASE(what_is_proposed_already_is_named_and_not_proposed_again) {
  const auto said = [&](const Answer& opened, bool is_again) {
    std::vector<Exchange> script = and_proposes(
        {{"GET", permission, writer}, {"GET", pull, head("mallory/r")}, {"GET", on_base, there()}},
        opened);
    if (is_again) script.pop_back();
    return answered("/pawl accept reason: x", script);
  };
  BOOST_TEST(contains(said(open_from("pawl/accept-7-5", 9), true), "#9"));
  BOOST_TEST(contains(said(open_from("another", 9), false), "#12"));
}

BOOST_AUTO_TEST_CASE(what_is_ignored_has_an_owner_a_reason_and_an_end) {
  const std::string ignored = github_repository + "/contents/baselines/committed/suppressions.json";
  OnGithub on(and_answers({{"GET", permission, writer},
                           {"GET", pull, head()},
                           {"GET", ignored + "?ref=" + sha, answer(404, "{}")},
                           {"PUT", ignored, answer(201, "{}")}}));
  answer_command(on.github, says("/pawl ignore token/small until 2027-01-31 reason: safe"),
                 means());
  const json::value change = json::parse(on.http.sent[3].body);
  const auto all = baselines::parse_suppressions(content_of(change), "x").all;
  BOOST_TEST_REQUIRE(all.size() == 1U);
  BOOST_TEST(all[0].benchmark + all[0].owner + all[0].reason == "token/smallmesafe");
  BOOST_TEST(all[0].since + all[0].expires == "2026-11-252027-01-31");
}

BOOST_AUTO_TEST_CASE(what_was_signed_is_said_to_need_it_again) {
  const std::string ignored = github_repository + "/contents/baselines/committed/suppressions.json";
  std::string text =
      baselines::base64(R"({"format":"pawl-suppressions","version":1,"suppressions":[],)"
                        R"("signature":{"key":"k","ed25519":"s"}})");
  text.insert(60, "\n");  // as GitHub breaks lines
  const Answer there =
      answer(200, json::serialize(json::object{
                      {"encoding", "base64"}, {"content", text + "\n"}, {"sha", "f00"}}));
  OnGithub on(and_answers({{"GET", permission, writer},
                           {"GET", pull, head()},
                           {"GET", ignored + "?ref=" + sha, there},
                           {"PUT", ignored, answer(201, "{}")}}));
  BOOST_TEST(contains(
      answer_command(on.github, says("/pawl ignore token/small until 2027-01-31 reason: safe"),
                     means()),
      "`pawl baseline sign` signs it anew"));
  const auto now = baselines::parse_suppressions(content_of(json::parse(on.http.sent[3].body)), "");
  BOOST_TEST(!now.signature.has_value());
  BOOST_TEST(now.all.size() == 1U);
}

BOOST_AUTO_TEST_CASE(nothing_is_ignored_for_ever_nor_in_the_past) {
  for (const std::string end : {"", "until tomorrow", "until 2026-11-24", "until 2027-11-27"})
    BOOST_TEST(contains(answered("/pawl ignore token/small " + end + " reason: x",
                                 {{"GET", permission, writer}, {"GET", pull, head()}}),
                        "until"));
}

BOOST_AUTO_TEST_CASE(from_today_on_and_within_a_year_something_is_ignored) {
  const std::string ignored = github_repository + "/contents/baselines/committed/suppressions.json";
  for (const std::string end : {"2026-11-25", "2027-11-26"})
    BOOST_TEST(contains(answered("/pawl ignore token/small until " + end + " reason: x",
                                 {{"GET", permission, writer},
                                  {"GET", pull, head()},
                                  {"GET", ignored + "?ref=" + sha, answer(404, "{}")},
                                  {"PUT", ignored, answer(201, "{}")}}),
                        "pass until " + end));
}

BOOST_AUTO_TEST_CASE(it_is_never_everything_that_is_ignored) {
  BOOST_TEST(contains(answered("/pawl ignore until 2026-12-31 reason: x",
                               {{"GET", permission, writer}, {"GET", pull, head()}}),
                      "Which benchmark"));
}

const std::string runs =
    github_repository + "/actions/runs?event=pull_request&per_page=100&head_sha=" + sha;

Answer list(const std::string& status, const std::string& name) {
  const json::object run = {{"id", 9}, {"name", name}, {"head_sha", sha}, {"status", status}};
  return answer(200, json::serialize(json::object{{"workflow_runs", json::array{run}}}));
}

BOOST_AUTO_TEST_CASE(a_confirmation_runs_the_last_job_alone) {
  const std::string jobs = github_repository + "/actions/runs/9/jobs?per_page=100";
  for (const std::string conclusion : {"failure", "skipped"}) {
    const json::object other = {{"id", 3}, {"name", "measure"}, {"conclusion", "failure"}};
    const json::object job = {{"id", 4}, {"name", "confirm"}, {"conclusion", conclusion}};
    std::vector<Exchange> script = {
        {"GET", permission, writer},
        {"GET", pull, head()},
        {"GET", runs, list("completed", "pawl")},
        {"GET", jobs,
         answer(200, json::serialize(json::object{{"jobs", json::array{other, job}}}))}};
    if (conclusion == "failure")
      script.push_back({"POST", github_repository + "/actions/jobs/4/rerun", answer(201, "{}")});
    answered("/pawl confirm", script);
  }
}

BOOST_AUTO_TEST_CASE(a_lost_rerun_is_looked_for_before_another_is_asked_for) {
  answered("/pawl rerun", {{"GET", permission, writer},
                           {"GET", pull, head()},
                           {"GET", runs, list("completed", "pawl")},
                           {"POST", github_repository + "/actions/runs/9/rerun", lost()},
                           {"GET", runs, list("queued", "pawl")}});
}

BOOST_AUTO_TEST_CASE(a_rerun_is_of_the_heads_own_workflow) {
  BOOST_TEST(contains(answered("/pawl rerun", {{"GET", permission, writer},
                                               {"GET", pull, head()},
                                               {"GET", runs, list("completed", "pawl")},
                                               {"POST", github_repository + "/actions/runs/9/rerun",
                                                answer(201, "{}")}}),
                      "again"));
  for (const Answer& other : {list("in_progress", "pawl"), list("completed", "other")})
    answered("/pawl rerun",
             {{"GET", permission, writer}, {"GET", pull, head()}, {"GET", runs, other}});
}

BOOST_AUTO_TEST_SUITE_END()
