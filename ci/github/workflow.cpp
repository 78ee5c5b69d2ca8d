#include "workflow.hpp"

#include "ci/inert.hpp"
#include "json.hpp"

#include <optional>
#include <utility>

namespace pawl::ci {

namespace {

namespace json = boost::json;

struct WorkflowRun {
  std::string id, status;
};

std::optional<WorkflowRun> newest_run(Github& github, const std::string& sha) {
  const Response response = github.ask(
      github.in_repository("/actions/runs?event=pull_request&per_page=100&head_sha=" + sha));
  const json::value root = parsed(response.body);
  for (const json::value& run : list_at(root, {"workflow_runs"}))
    if (text_at(run, {"name"}) == "pawl" && text_at(run, {"head_sha"}) == sha)
      return WorkflowRun{number_at(run, {"id"}), text_at(run, {"status"})};
  return std::nullopt;
}

/// The job `confirm` of the run; empty when nothing was in doubt.
std::string confirming_job(Github& github, const WorkflowRun& run) {
  const Response response =
      github.ask(github.in_repository("/actions/runs/" + run.id + "/jobs?per_page=100"));
  const json::value root = parsed(response.body);
  for (const json::value& job : list_at(root, {"jobs"}))
    if (text_at(job, {"name"}) == "confirm" && text_at(job, {"conclusion"}) != "skipped")
      return number_at(job, {"id"});
  return "";
}

/// What may have been started although no answer came shows by the run's being under way.
void start(Github& github, const std::string& what, const std::string& sha) {
  bool is_first = true;
  github.write([&]() -> Answer {
    const bool is_repeated = !std::exchange(is_first, false);
    if (is_repeated && newest_run(github, sha).value_or(WorkflowRun{}).status != "completed")
      return Response{.status = 201, .headers = {}, .body = "{}"};
    return github.write_once("POST", github.in_repository("/actions/" + what + "/rerun"), "{}");
  });
}

/// The run, unless there is nothing to run again: then why.
std::pair<std::optional<WorkflowRun>, Reply> completed_run(Github& github, const std::string& sha) {
  const std::optional<WorkflowRun> run = newest_run(github, sha);
  if (!run)
    return {
        {},
        {"confused", "No workflow `pawl` has run on this commit; push it again to measure it."}};
  if (run->status != "completed") return {{}, {"eyes", "This commit is being measured just now."}};
  return {run, {}};
}

}  // namespace

Reply rerun(Github& github, const std::string& sha) {
  const auto [run, why_not] = completed_run(github, sha);
  if (!run) return why_not;
  start(github, "runs/" + run->id, sha);
  return {"rocket", "Measuring " + markdown_code(sha.substr(0, 12)) + " again."};
}

Reply confirm_again(Github& github, const std::string& sha) {
  const auto [run, why_not] = completed_run(github, sha);
  if (!run) return why_not;
  const std::string job = confirming_job(github, *run);
  if (job.empty())
    return {"confused", "There is nothing to confirm: no row of this commit was in doubt."};
  start(github, "jobs/" + job, sha);
  return {"rocket", "Measuring the suspects of " + markdown_code(sha.substr(0, 12)) +
                        " again, in turns with what they are compared to, and for longer."};
}

}  // namespace pawl::ci
