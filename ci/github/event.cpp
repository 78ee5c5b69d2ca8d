#include "event.hpp"

#include "baselines/error.hpp"
#include "baselines/file.hpp"
#include "ci/json_path.hpp"

namespace pawl::ci {

namespace {

namespace json = boost::json;

constexpr std::size_t largest_payload = std::size_t{32} << 20;  // GitHub's are at most 25 MB

Event of_pull_request(const json::value& pull) {
  return {.pull_request = number_at(pull, {"number"}),
          .head_sha = text_at(pull, {"head", "sha"}),
          .head_repository = text_at(pull, {"head", "repo", "full_name"}),
          .head_branch = text_at(pull, {"head", "ref"})};
}

Event of_workflow_run(const json::value& run) {
  return {.measured_on = text_at(run, {"event"}),
          .head_sha = text_at(run, {"head_sha"}),
          .head_repository = text_at(run, {"head_repository", "full_name"}),
          .head_branch = text_at(run, {"head_branch"})};
}

Event of_issue(const json::value& issue) {
  const bool is_pull_request = value_at(issue, {"pull_request"}) != nullptr;
  return {.pull_request = is_pull_request ? number_at(issue, {"number"}) : ""};
}

Event of_payload(const json::value& payload) {
  if (const json::value* pull = value_at(payload, {"pull_request"})) return of_pull_request(*pull);
  if (const json::value* run = value_at(payload, {"workflow_run"})) return of_workflow_run(*run);
  if (const json::value* issue = value_at(payload, {"issue"})) return of_issue(*issue);
  return {.head_sha = text_at(payload, {"after"})};  // push
}

void drop_what_is_malformed(Event& event) {
  if (!is_sha(event.head_sha)) event.head_sha.clear();
  if (!is_repository(event.head_repository)) event.head_repository.clear();
}

/// "7" of "refs/pull/7/merge".
std::string number_of_ref(std::string_view ref) {
  constexpr std::string_view prefix = "refs/pull/";
  if (!ref.starts_with(prefix)) return "";
  ref.remove_prefix(prefix.size());
  const std::string_view number = ref.substr(0, ref.find('/'));
  return is_number(number) ? std::string(number) : "";
}

}  // namespace

bool is_number(std::string_view text) {
  return !text.empty() && text.size() <= 18 &&
         text.find_first_not_of("0123456789") == std::string_view::npos && text[0] != '0';
}

bool is_sha(std::string_view text) {
  return (text.size() == 40 || text.size() == 64) &&
         text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

bool is_repository(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos || text.size() > 200) return false;
  const auto is_name = [](std::string_view name) {
    constexpr std::string_view allowed =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
    return !name.empty() && name != "." && name != ".." &&
           name.find_first_not_of(allowed) == std::string_view::npos;
  };
  return is_name(text.substr(0, slash)) && is_name(text.substr(slash + 1));
}

std::string run_page(const Environment& environment) {
  const std::string run = variable(environment, "GITHUB_RUN_ID");
  const std::string repository = variable(environment, "GITHUB_REPOSITORY");
  if (!is_number(run) || !is_repository(repository)) return "";
  return variable(environment, "GITHUB_SERVER_URL") + "/" + repository + "/actions/runs/" + run;
}

Event parse_event(std::string_view payload) {
  const json::value root = payload_object(payload, "a webhook's payload");
  Event event = of_payload(root);
  const std::string repository = text_at(root, {"repository", "full_name"});
  event.default_branch = text_at(root, {"repository", "default_branch"});
  event.is_from_fork = !event.head_repository.empty() && event.head_repository != repository;
  drop_what_is_malformed(event);
  return event;
}

bool is_elsewhere(const Event& event, const Environment& environment) {
  if (event.is_from_fork || !event.pull_request.empty() ||
      !variable(environment, "GITHUB_HEAD_REF").empty())
    return true;
  if (event.default_branch.empty()) return false;
  if (event.measured_on.empty())
    return variable(environment, "GITHUB_REF") != "refs/heads/" + event.default_branch;
  return event.measured_on.starts_with("pull_request") || event.head_branch != event.default_branch;
}

Event event_of(const Environment& environment) {
  Event event;
  const std::string path = variable(environment, "GITHUB_EVENT_PATH");
  if (!path.empty())
    event = during(path, [&] { return parse_event(baselines::read_file(path, largest_payload)); });
  if (event.pull_request.empty())
    event.pull_request = number_of_ref(variable(environment, "GITHUB_REF"));
  if (event.head_sha.empty() && is_sha(variable(environment, "GITHUB_SHA")))
    event.head_sha = variable(environment, "GITHUB_SHA");
  return event;
}

}  // namespace pawl::ci
