#include "baselines/error.hpp"
#include "baselines/file.hpp"
#include "baselines/run/run_json.hpp"
#include "ci/github/account.hpp"
#include "ci/github/answer_command.hpp"
#include "ci/github/app.hpp"
#include "ci/github/event.hpp"
#include "ci/http/curl_http.hpp"
#include "commands.hpp"
#include "tools/project/committed_at.hpp"
#include "tools/system/private_memory.hpp"

#include <functional>
#include <optional>

namespace pawl::tools {

namespace {

constexpr std::size_t largest_event = std::size_t{32} << 20;  // bytes
constexpr std::size_t largest_run = std::size_t{64} << 20;    // it is a stranger's: bytes

/// Reads the head's run when it is asked for; empty without --run.
std::function<baselines::Run()> run_of(const Arguments& arguments) {
  const std::optional<std::string> file = arguments.value("run");
  if (!file) return {};
  return [file] { return baselines::parse_run(baselines::read_file(*file, largest_run), *file); };
}

ci::AnswerMeans means_of(const Arguments& arguments, const std::string& repository,
                         const Console& console) {
  return {.repository = repository,
          .today = timestamp(console).substr(0, 10),
          .run = run_of(arguments),
          .place = [&arguments, &console](const baselines::Run& run) {
            const Project project = find_project(arguments, console);
            const std::string testbed = testbed_of(run, project), suite = suite_of(run, project);
            const baselines::DirectoryStore store = project.store();
            return ci::AnswerMeans::Place{
                .suite = suite,
                .testbed = testbed,
                .path = path_in_repository(project, store.path({testbed, suite}), console),
                .suppressions = path_in_repository(project, store.suppressions_path(), console)};
          }};
}

Status answer(const Arguments& arguments, Console& console) {
  const std::optional<std::string> file = arguments.value("event");
  if (!file) throw Error(Fault::usage, "command: which comment? --event FILE; see --help");
  keep_memory_private();
  const std::string text = baselines::read_file(*file, largest_event);
  const ci::CommentEvent event = during(*file, [&] { return ci::parse_comment_event(text); });
  ci::CurlHttp http;
  const ci::Clock clock = ci::real_clock();
  const std::string token_file = arguments.value_or("token-file", "");
  const Environment environment =
      token_file.empty() ? ci::as_app(console.environment, {http, clock}) : console.environment;
  const std::string repository = ci::variable(environment, "GITHUB_REPOSITORY");
  ci::Github github(
      {http, clock},
      ci::github_account(environment, {}, "contents: write, pull-requests: write, actions: write",
                         token_file));
  note(console, ci::answer_command(github, event, means_of(arguments, repository, console)));
  return Status::pass;
}

}  // namespace

Command command_command() {
  return {
      .name = "command",
      .arguments = "--event FILE [--run RUN]",
      .summary = "answer a `/pawl …` comment on a pull request",
      .details =
          "Commands in comments: /pawl accept [BENCHMARK…] reason: …,\n"
          "/pawl ignore BENCHMARK… until DATE reason: …, /pawl confirm, /pawl rerun, /pawl help.\n"
          "Only who may write to the repository is obeyed, by GitHub's own word; it needs\n"
          "GITHUB_REPOSITORY and GITHUB_TOKEN (contents, pull-requests and actions: write).",
      .options = {{"event", "FILE", "the issue_comment payload, as GITHUB_EVENT_PATH has it"},
                  {"run", "FILE", "the head commit's run.json; accept and ignore need it"},
                  {"token-file", "FILE", "holds the token instead of GITHUB_TOKEN"},
                  config_option(),
                  testbed_option()},
      .example = "  pawl command --event \"$GITHUB_EVENT_PATH\" --run run.json",
      .action = answer};
}

}  // namespace pawl::tools
