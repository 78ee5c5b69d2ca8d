#include "answer_command.hpp"

#include "baselines/baseline_json.hpp"
#include "event.hpp"
#include "github_comment.hpp"
#include "github_json.hpp"
#include "inert.hpp"
#include "signature.hpp"

#include <algorithm>
#include <utility>

namespace pawl::ci {

namespace {

namespace json = boost::json;

/// What is said below the comment, and the reaction to it.
struct Reply {
  std::string reaction, sentence;
};

struct Head {
  std::string sha, branch, repository;
  bool is_open;
};

constexpr std::string_view usage =
    "I know `/pawl accept [BENCHMARK…] reason: …` (this commit's measurements become the baseline, "
    "committed to this branch), `/pawl rerun` (measure this commit again) and `/pawl help`.";

bool may_write(Github& github, const std::string& author) {
  if (author.empty()) return false;
  const Response response =
      github.ask(github.in_repository("/collaborators/" + author + "/permission"), {404});
  if (response.status == 404) return false;
  const std::string permission = text_at(parsed(response.body), {"permission"});
  return permission == "admin" || permission == "write";
}

Head head_of(Github& github, const std::string& number) {
  const json::value pull = parsed(github.ask(github.in_repository("/pulls/" + number)).body);
  return {.sha = text_at(pull, {"head", "sha"}),
          .branch = text_at(pull, {"head", "ref"}),
          .repository = text_at(pull, {"head", "repo", "full_name"}),
          .is_open = text_at(pull, {"state"}) == "open"};
}

std::vector<std::string> chosen(const baselines::Run& run, const SlashCommand& command) {
  if (!command.benchmarks.empty()) return command.benchmarks;
  std::vector<std::string> names;
  for (const baselines::Series& series : run.series) names.push_back(series.benchmark);
  return names;
}

/// The first name that the run has not; empty when it has all.
std::string unknown_name(const baselines::Run& run, const SlashCommand& command) {
  for (const std::string& name : command.benchmarks)
    if (std::none_of(run.series.begin(), run.series.end(),
                     [&](const auto& series) { return series.benchmark == name; }))
      return name;
  return "";
}

/// The file at the head as it is: its text and the identity that a change of it must name.
struct CommittedFile {
  std::string text, sha;
};

CommittedFile committed(Github& github, const std::string& path, const std::string& ref) {
  const Response response =
      github.ask(github.in_repository("/contents/" + path + "?ref=" + ref), {404});
  if (response.status == 404) return {};
  const json::value file = parsed(response.body);
  if (text_at(file, {"encoding"}) != "base64")
    throw Error(Fault::remote, path +
                                   ": too large for GitHub's contents API; use `pawl baseline "
                                   "accept` and commit it yourself");
  return {base64_decoded(text_at(file, {"content"})), text_at(file, {"sha"})};
}

/// The change is of the file as it was at the head: GitHub refuses it when the branch's is another
/// by now. What may have been done although no answer came is looked for on the branch.
void commit_baseline(Github& github, const Head& head, const AnswerMeans::Place& place,
                     const baselines::Run& run, const SlashCommand& command) {
  const CommittedFile file = committed(github, place.path, head.sha);
  baselines::Baseline before;
  before.suite = place.suite, before.testbed = place.testbed;
  if (!file.sha.empty()) before = baselines::parse_baseline(file.text, place.path);
  const std::string text = baselines::baseline_json(
      baselines::accepted(before, run, chosen(run, command), command.reason));
  const Answer done = Response{.status = 200, .headers = {}, .body = "{}"};
  json::object change = {{"message", "Accept measurements: " + command.reason},
                         {"content", base64(text)},
                         {"branch", head.branch}};
  if (!file.sha.empty()) change["sha"] = file.sha;
  bool is_first = true;
  github.write([&]() -> Answer {
    const bool is_repeated = !std::exchange(is_first, false);
    if (text == file.text ||
        (is_repeated && committed(github, place.path, url_escaped(head.branch)).text == text))
      return done;
    return github.write_once("PUT", github.in_repository("/contents/" + place.path),
                             json::serialize(change));
  });
}

Reply accept(Github& github, const Head& head, const SlashCommand& command,
             const AnswerMeans& means) {
  if (command.reason.empty())
    return {"confused", "An acceptance needs its reason: `/pawl accept reason: …`."};
  if (!head.is_open) return {"confused", "This pull request is closed; nothing was changed."};
  if (head.repository != means.repository)
    return {"confused",
            "I may not write to the branch of a fork; run `pawl baseline accept` there and commit "
            "what it writes."};
  if (!means.run)
    return {"confused", "I have no measurements of this commit; `/pawl rerun` makes some."};
  const baselines::Run run = means.run();
  if (run.commit != head.sha)
    return {"confused",
            "The measurements at hand are of another commit than this branch's head; "
            "wait until that is measured, then ask again."};
  const std::string unknown = unknown_name(run, command);
  if (!unknown.empty())
    return {"confused",
            "There is no benchmark " + markdown_code(unknown) + " in the run of this commit."};
  commit_baseline(github, head, means.place(run), run, command);
  return {"+1", "Accepted: the baseline is updated on this branch by what " +
                    markdown_code(head.sha.substr(0, 12)) + " measured."};
}

/// The newest run on the head commit of the workflow that measures.
Reply rerun(Github& github, const Head& head) {
  const Response response = github.ask(
      github.in_repository("/actions/runs?event=pull_request&per_page=100&head_sha=" + head.sha));
  const json::value root = parsed(response.body);
  const json::value* runs = value_at(root, {"workflow_runs"});
  if (runs != nullptr && runs->is_array())
    for (const json::value& run : runs->get_array()) {
      if (text_at(run, {"name"}) != "pawl" || text_at(run, {"head_sha"}) != head.sha) continue;
      if (text_at(run, {"status"}) != "completed")
        return {"eyes", "This commit is being measured just now."};
      const std::string path = "/actions/runs/" + number_at(run, {"id"}) + "/rerun";
      github.write([&] { return github.write_once("POST", github.in_repository(path), "{}"); });
      return {"rocket", "Measuring " + markdown_code(head.sha.substr(0, 12)) + " again."};
    }
  return {"confused", "No workflow `pawl` has run on this commit; push it again to measure it."};
}

Reply reply_to(Github& github, const CommentEvent& event, const SlashCommand& command,
               const AnswerMeans& means) {
  using Kind = SlashCommand::Kind;
  if (!may_write(github, event.author))
    return {"confused",
            "Thank you, but only those who may write to this repository can ask me for something "
            "here; nothing was changed."};
  if (command.kind == Kind::help) return {"+1", std::string(usage)};
  if (command.kind == Kind::unknown)
    return {"confused", "That I do not know. " + std::string(usage)};
  const Head head = head_of(github, event.number);
  if (!is_sha(head.sha)) throw Error(Fault::remote, "GitHub's answer: expected the head's SHA");
  return command.kind == Kind::rerun ? rerun(github, head) : accept(github, head, command, means);
}

}  // namespace

std::string answer_command(Github& github, const CommentEvent& event, const AnswerMeans& means) {
  const std::optional<SlashCommand> command = parse_slash_command(event.body);
  if (!command || !event.is_new || event.is_by_bot) return "no command for Pawl";
  if (!event.is_pull_request || event.number.empty() || event.comment.empty())
    return "no command for Pawl: not on a pull request";
  const Reply reply = reply_to(github, event, *command, means);
  github.write([&] {
    return github.write_once(
        "POST", github.in_repository("/issues/comments/" + event.comment + "/reactions"),
        json::serialize(json::object{{"content", reply.reaction}}));
  });
  place_comment(github, event.number,
                "<!-- pawl-answer:" + event.comment + " -->\n" + reply.sentence);
  return "answered: " + reply.sentence;
}

}  // namespace pawl::ci
