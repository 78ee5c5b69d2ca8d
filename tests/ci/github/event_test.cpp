#include "ci/github/event.hpp"

#include "baselines/error.hpp"
#include "baselines/file.hpp"
#include "ci/notify/outbox.hpp"
#include "support/temporary_directory.hpp"

#include <string>

using namespace pawl::ci;

namespace {

const std::string sha(40, 'a');

Event pull_request_event(const std::string& head_repository) {
  return parse_event(R"({"action":"opened","pull_request":{"number":7,"head":{"sha":")" + sha +
                     R"(","ref":"topic","repo":{"full_name":")" + head_repository +
                     R"("}}},"repository":{"full_name":"o/r","default_branch":"main"}})");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(event_)

BOOST_AUTO_TEST_CASE(a_pull_request_tells_its_number_and_head) {
  const Event event = pull_request_event("o/r");
  BOOST_TEST(event.pull_request == "7");
  BOOST_TEST(event.head_sha == sha);
  BOOST_TEST(event.head_branch == "topic");
  BOOST_TEST(event.default_branch == "main");
  BOOST_TEST(!event.is_from_fork);
}

BOOST_AUTO_TEST_CASE(a_fork_is_another_repository) {
  BOOST_TEST(pull_request_event("mallory/r").is_from_fork);
}

BOOST_AUTO_TEST_CASE(a_workflow_run_of_a_fork_names_no_pull_request) {
  const Event event = parse_event(
      R"({"workflow_run":{"pull_requests":[],"head_sha":")" + sha +
      R"(","head_branch":"b","head_repository":{"full_name":"m/r"}},"repository":{"full_name":"o/r"}})");
  BOOST_TEST(event.pull_request == "");
  BOOST_TEST(event.head_sha == sha);
  BOOST_TEST(event.head_repository == "m/r");
  BOOST_TEST(event.is_from_fork);
}

BOOST_AUTO_TEST_CASE(what_a_workflow_run_lists_is_not_believed) {
  const Event event = parse_event(
      R"({"workflow_run":{"pull_requests":[{"number":9,"base":{"repo":{"name":"another"}}}]}})");
  BOOST_TEST(event.pull_request == "");
}

BOOST_AUTO_TEST_CASE(only_a_run_of_the_default_branch_itself_is_not_elsewhere) {
  struct Case {
    std::string measured_on, branch, repository;
    bool is_elsewhere;
  };
  const std::vector<Case> cases = {{"push", "main", "o/r", false},
                                   {"schedule", "main", "o/r", false},
                                   {"push", "topic", "o/r", true},
                                   {"push", "main", "mallory/r", true},
                                   {"pull_request", "main", "o/r", true},
                                   {"pull_request", "topic", "mallory/r", true},
                                   {"pull_request_target", "main", "o/r", true}};
  const Environment environment = {{"GITHUB_REF", "refs/heads/main"}};
  for (const Case& c : cases) {
    const Event event =
        parse_event(R"({"workflow_run":{"event":")" + c.measured_on + R"(","head_branch":")" +
                    c.branch + R"(","head_repository":{"full_name":")" + c.repository +
                    R"("}},"repository":{"full_name":"o/r","default_branch":"main"}})");
    BOOST_TEST(is_elsewhere(event, environment) == c.is_elsewhere,
               c.measured_on << " on " << c.repository << " " << c.branch);
    Letter letter;
    letter.address = address_of(environment, event);
    const Environment later = readdressed({}, letter);
    BOOST_TEST(is_elsewhere(event_of(later), later) == c.is_elsewhere, "as a letter");
  }
}

BOOST_AUTO_TEST_CASE(only_a_pull_requests_issue_has_its_number) {
  BOOST_TEST(parse_event(R"({"issue":{"number":3,"pull_request":{}}})").pull_request == "3");
  BOOST_TEST(parse_event(R"({"issue":{"number":3}})").pull_request == "");
}

BOOST_AUTO_TEST_CASE(a_push_tells_its_commit) {
  BOOST_TEST(parse_event(R"({"after":")" + sha + R"("})").head_sha == sha);
}

BOOST_AUTO_TEST_CASE(what_a_stranger_wrote_is_dropped_unless_well_formed) {
  const Event event = parse_event(
      R"({"pull_request":{"number":"7; rm -rf /","head":{"sha":"../../x","repo":{"full_name":"a/b/c"}}}})");
  BOOST_TEST(event.pull_request == "");
  BOOST_TEST(event.head_sha == "");
  BOOST_TEST(event.head_repository == "");
  BOOST_TEST(parse_event(R"({"pull_request":{"number":-7}})").pull_request == "");
  BOOST_TEST(parse_event(R"({"pull_request":7,"issue":[]})").pull_request == "");
  for (const char* bad : {"[]", "", "{", "7"}) BOOST_CHECK_THROW(parse_event(bad), pawl::Error);
  BOOST_CHECK_THROW(parse_event(std::string(100'000, '[')), pawl::Error);
}

BOOST_AUTO_TEST_CASE(a_head_whose_repository_cannot_be_read_is_a_forks) {
  BOOST_TEST(pull_request_event("o/r/..").is_from_fork);
  BOOST_TEST(pull_request_event("o/r/..").head_repository == "");
}

BOOST_AUTO_TEST_CASE(names_for_urls_are_checked) {
  for (const char* good : {"o/r", "octo-org/a.b_c"}) BOOST_TEST(is_repository(good), good);
  for (const char* bad : {"", "o", "o/", "/r", "o/r/x", "o/..", "./r", "o/r?x", "o/r#", "o /r"})
    BOOST_TEST(!is_repository(bad), bad);
  for (const char* bad : {"", "0", "07", "-1", "1e3", "7/..", "9999999999999999999"})
    BOOST_TEST(!is_number(bad), bad);
  BOOST_TEST(is_number("7"));
  BOOST_TEST(!is_sha(std::string(40, 'g')));
  BOOST_TEST(!is_sha(std::string(39, 'a')));
}

BOOST_AUTO_TEST_CASE(the_environment_completes_the_payload) {
  const pawl::tests::TemporaryDirectory directory;
  const std::string path = (directory / "event.json").string();
  pawl::baselines::write_file(path, R"({"pull_request":{"number":7}})");
  Environment environment = {{"GITHUB_EVENT_PATH", path}, {"GITHUB_SHA", sha}};
  BOOST_TEST(event_of(environment).pull_request == "7");
  BOOST_TEST(event_of(environment).head_sha == sha);
  pawl::baselines::write_file(path, R"({"pull_request":{"head":{"sha":")" + sha + R"("}}})");
  environment["GITHUB_SHA"] = std::string(40, 'b');  // the merge of it
  BOOST_TEST(event_of(environment).head_sha == sha);
  environment = {{"GITHUB_REF", "refs/pull/12?x/merge"}};
  BOOST_TEST(event_of(environment).pull_request == "");
  environment = {{"GITHUB_REF", "refs/pull/12/merge"}};
  BOOST_TEST(event_of(environment).pull_request == "12");
  environment = {{"GITHUB_REF", "refs/heads/pull/12/merge"}, {"GITHUB_SHA", "x"}};
  BOOST_TEST(event_of(environment).pull_request == "");
  BOOST_TEST(event_of(environment).head_sha == "");
}

BOOST_AUTO_TEST_CASE(a_page_is_of_a_run_and_a_repository_that_can_be_read) {
  Environment environment = {{"GITHUB_SERVER_URL", "https://github.example"},
                             {"GITHUB_REPOSITORY", "o/r"},
                             {"GITHUB_RUN_ID", "7"}};
  BOOST_TEST(run_page(environment) == "https://github.example/o/r/actions/runs/7");
  environment["GITHUB_RUN_ID"] = "7)[x](y";
  BOOST_TEST(run_page(environment) == "");
  environment["GITHUB_RUN_ID"] = "7";
  environment["GITHUB_REPOSITORY"] = "o/r)[x](y";
  BOOST_TEST(run_page(environment) == "");
}

BOOST_AUTO_TEST_SUITE_END()
