#include "ci/notify/notify.hpp"

#include "baselines/file.hpp"
#include "ci/http/dry_run.hpp"
#include "support/complaint.hpp"
#include "support/fake_http.hpp"
#include "support/temporary_directory.hpp"

#include <sstream>

using namespace pawl::ci;
using namespace pawl::tests;
using pawl::baselines::read_file;

namespace {

const std::string token = "ghs_planted0secret";
const std::string webhook = "https://hooks.slack.example/services/planted0secret";

/// All that came out of one delivery, in whatever way.
struct Outcome {
  std::string done, out, log;
  std::string all() const { return done + out + log; }
};

Outcome deliver(std::string_view name, const Environment& environment, Http& http,
                const NotifyOptions& options = {}) {
  Report report;
  report.suite = "default";
  report.testbed = "bare";
  report.commit = std::string(40, 'c');
  report.verdict = ReportVerdict::fail;
  FakeClock time;
  std::ostringstream out, log;
  DrySmtp smtp(out);
  const Environment& used = options.dry_run ? with_placeholders(environment) : environment;
  const Delivery delivery = {.report = report,
                             .environment = used,
                             .options = options,
                             .http = http,
                             .smtp = smtp,
                             .clock = time.clock,
                             .out = out,
                             .log = log};
  const std::string done = find_destination(name)->deliver(delivery);
  return {done, out.str(), log.str()};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(notify_)

BOOST_AUTO_TEST_CASE(every_destination_is_found_by_its_name_and_says_what_it_needs) {
  BOOST_TEST(!destinations().empty());
  for (const Destination& destination : destinations()) {
    BOOST_TEST(find_destination(destination.name) == &destination);
    BOOST_TEST(!destination.needs.empty());
  }
  BOOST_TEST(find_destination("carrier-pigeon") == nullptr);
}

BOOST_AUTO_TEST_CASE(a_comment_goes_to_the_events_pull_request_at_the_environments_api) {
  const std::string base = "https://ghe.example/api/v3/repos/o/r/issues/7/comments";
  FakeHttp http({{"GET", base + "?per_page=100", answer(200, "[]")},
                 {"POST", base, answer(201, R"({"html_url":"https://ghe.example/c"})")}});
  const Outcome outcome = deliver("github-comment",
                                  {{"GITHUB_API_URL", "https://ghe.example/api/v3"},
                                   {"GITHUB_REPOSITORY", "o/r"},
                                   {"GITHUB_REF", "refs/pull/7/merge"},
                                   {"GITHUB_TOKEN", token}},
                                  http);
  BOOST_TEST(outcome.done == "commented on pull request 7: https://ghe.example/c");
  BOOST_TEST(contains(http.sent[1].body, "<!-- pawl:default@bare -->"));
}

BOOST_AUTO_TEST_CASE(the_options_pull_request_comes_before_the_events) {
  const std::string base = "https://api.github.com/repos/o/r/issues/8/comments";
  FakeHttp http(
      {{"GET", base + "?per_page=100", answer(200, "[]")}, {"POST", base, answer(201, "{}")}});
  deliver(
      "github-comment",
      {{"GITHUB_REPOSITORY", "o/r"}, {"GITHUB_REF", "refs/pull/7/merge"}, {"GITHUB_TOKEN", token}},
      http, {.pull_request = "8"});
}

// A report is a stranger's: it does not choose which commit turns green.
BOOST_AUTO_TEST_CASE(the_events_commit_is_marked_whatever_the_report_says) {
  for (const char c : {'a', 'c'}) {
    Environment environment = {{"GITHUB_REPOSITORY", "o/r"}, {"GITHUB_TOKEN", token}};
    if (c == 'a') environment["GITHUB_SHA"] = std::string(40, c);  // else what the report says
    FakeHttp http({{"POST", "https://api.github.com/repos/o/r/statuses/" + std::string(40, c),
                    answer(201, "{}")}});
    deliver("github-status", environment, http);
  }
}

BOOST_AUTO_TEST_CASE(a_pull_requests_report_touches_no_alert_of_the_default_branch) {
  for (const char* name : {"slack", "github-issue", "alertmanager"}) {
    FakeHttp http({});
    const Outcome outcome = deliver(name,
                                    {{"GITHUB_REPOSITORY", "o/r"},
                                     {"GITHUB_REF", "refs/pull/7/merge"},
                                     {"GITHUB_TOKEN", token},
                                     {"SLACK_BOT_TOKEN", token},
                                     {"SLACK_CHANNEL", "C1"},
                                     {"ALERTMANAGER_URL", "https://alerts.example"}},
                                    http);
    BOOST_TEST(contains(outcome.done, "of the default branch"), name);
  }
}

BOOST_AUTO_TEST_CASE(letters_replace_each_other_only_where_all_that_they_are_of_agrees) {
  const auto identity = [](std::string_view name, const Environment& environment,
                           const Report& report = {}) {
    return identity_of(*find_destination(name), report, environment);
  };
  const Environment here = {{"GITHUB_REPOSITORY", "o/r"},
                            {"GITHUB_REF", "refs/pull/7/head"},
                            {"GITHUB_HEAD_REF", "o/r:topic"},
                            {"GITHUB_SHA", "a"}};
  Report other_suite, other_testbed;
  other_suite.suite = "nightly";
  other_testbed.testbed = "bare";
  for (const std::string_view name : {"github-comment", "github-check", "webhook"}) {
    BOOST_TEST(identity(name, here, other_suite) != identity(name, here));
    BOOST_TEST(identity(name, here, other_testbed) != identity(name, here));
  }
  const auto differs = [&](std::string_view name, const std::string& variable) {
    Environment there = here;
    there[variable] = "another";
    return identity(name, there) != identity(name, here);
  };
  for (const char* variable : {"GITHUB_REPOSITORY", "GITHUB_REF", "GITHUB_HEAD_REF"})
    BOOST_TEST(differs("github-comment", variable), variable);
  BOOST_TEST(!differs("github-comment", "GITHUB_SHA"));
  for (const char* variable : {"GITHUB_REPOSITORY", "GITHUB_SHA"})
    BOOST_TEST(differs("github-check", variable), variable);
  // A webhook's messages stay where they are; a bot's threads are kept up to date.
  BOOST_TEST(differs("slack", "GITHUB_SHA"));
  Environment bot = here;
  bot["SLACK_BOT_TOKEN_FILE"] = "token";
  const std::string before = identity("slack", bot);
  bot["GITHUB_SHA"] = "another";
  BOOST_TEST(identity("slack", bot) == before);
}

BOOST_AUTO_TEST_CASE(a_dry_run_shows_each_request_but_no_secret) {
  for (const Destination& destination : destinations()) {
    std::ostringstream shown;
    DryRun http(shown);
    const Outcome outcome =
        deliver(destination.name,
                {{"GITHUB_TOKEN", token},
                 {"SLACK_WEBHOOK_URL", webhook},
                 {"PAWL_WEBHOOK_URL", webhook},
                 {"PAWL_WEBHOOK_SECRET", token},
                 {"ALERTMANAGER_URL", "https://user:planted0secret@alerts.example"},
                 {"ALERTMANAGER_TOKEN", token},
                 {"SMTP_USERNAME", "planted0secret"},
                 {"SMTP_PASSWORD", token}},
                http, {.dry_run = true});
    BOOST_TEST(!(shown.str() + outcome.out).empty());
    BOOST_TEST(!outcome.done.empty(), destination.name);
    BOOST_TEST(!contains(shown.str() + outcome.all(), "planted0secret"));
  }
}

BOOST_AUTO_TEST_CASE(a_dry_run_works_from_anywhere) {
  std::ostringstream shown;
  DryRun http(shown);
  deliver("github-comment", {}, http, {.dry_run = true});
  BOOST_TEST(contains(
      shown.str(), "POST https://api.github.com/repos/OWNER/REPOSITORY/issues/NUMBER/comments\n"));
}

BOOST_AUTO_TEST_CASE(a_steps_files_grow_and_the_log_gets_commands) {
  const TemporaryDirectory directory;
  const std::string summary = (directory / "summary").string();
  pawl::baselines::write_file(summary, "before\n");
  FakeHttp http({});
  const Environment environment = {{"GITHUB_STEP_SUMMARY", summary},
                                   {"GITHUB_OUTPUT", (directory / "output").string()}};
  deliver("step-summary", environment, http);
  BOOST_TEST(read_file(summary).starts_with("before\n<!-- pawl:"));
  BOOST_TEST(read_file(directory / "output").starts_with("verdict<<pawl-"));
}

BOOST_AUTO_TEST_CASE(nobody_foresees_what_ends_a_steps_output) {
  const TemporaryDirectory directory;
  std::string outputs[2];
  for (std::string& output : outputs) {
    const std::string file = (directory / (&output == outputs ? "1" : "2")).string();
    FakeHttp http({});
    deliver("step-summary",
            {{"GITHUB_STEP_SUMMARY", (directory / "summary").string()}, {"GITHUB_OUTPUT", file}},
            http);
    output = read_file(file);
  }
  BOOST_TEST(outputs[0].size() == outputs[1].size());
  BOOST_TEST(outputs[0] != outputs[1]);
}

BOOST_AUTO_TEST_SUITE_END()
