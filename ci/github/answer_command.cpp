#include "answer_command.hpp"

#include "baselines/baseline/baseline_json.hpp"
#include "baselines/baseline/suppression.hpp"
#include "baselines/date.hpp"
#include "ci/format.hpp"
#include "ci/inert.hpp"
#include "comment.hpp"
#include "committed_file.hpp"
#include "event.hpp"
#include "json.hpp"
#include "proposal.hpp"
#include "reply.hpp"
#include "workflow.hpp"

#include <algorithm>
#include <chrono>
#include <utility>
#include <variant>

namespace pawl::ci {

namespace {

namespace json = boost::json;

/// The pull request: what is measured, and where it is to go.
struct Head {
  std::string sha, branch, repository, base;
  bool is_open;
};

/// One command, and all that carrying it out may use.
struct Task {
  Github& github;
  const CommentEvent& event;
  const SlashCommand& command;
  const AnswerMeans& means;
  Head head;
};

constexpr std::string_view usage =
    "I know `/pawl accept [BENCHMARK…] reason: …` (this commit's values become the baseline), "
    "`/pawl ignore BENCHMARK… until 2026-12-31 reason: …` (their regressions pass until then), "
    "`/pawl confirm` (measure what is in doubt again, in turns and for longer), `/pawl rerun` "
    "(measure this commit again) and `/pawl help`. What is accepted or ignored is committed to "
    "this branch, or proposed to the base where I may not write to it.";

constexpr std::size_t longest_title = 200;  // of a pull request; GitHub's limit is 256
constexpr auto longest_ignoring = std::chrono::days(366);

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
          .base = text_at(pull, {"base", "ref"}),
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

/// What is to be done to a file, and why, in the words of whoever asked.
struct Change {
  std::string path, message;
  std::function<std::string(const CommittedFile&)> text_from;
};

/// A branch and a pull request of Pawl's own, the same for the same comment.
std::string proposed(const Task& task, const Change& change) {
  const std::string branch = "pawl/" + std::string(name(task.command.kind)) + "-" +
                             task.event.number + "-" + task.event.comment;
  make_branch(task.github, branch, task.head.base);
  if (!commit_file(
          task.github,
          {.path = change.path, .ref = branch, .branch = branch, .message = change.message},
          change.text_from))
    throw Error(Fault::remote, "GitHub forbids to write to the branch " + branch +
                                   "; give the job `permissions: contents: write`");
  const std::string& repository = task.means.repository;
  return propose(task.github, {.owner = repository.substr(0, repository.find('/')),
                               .branch = branch,
                               .base = task.head.base,
                               .title = plain(change.message, longest_title),
                               .body = "Asked for in #" + task.event.number + "."});
}

/// Commits the change to the pull request's branch; where that is a fork's or protected, proposes
/// it to the base. Says where it is now.
std::string carried_out(const Task& task, const Change& change) {
  const Head& head = task.head;
  const bool is_here = head.repository == task.means.repository;
  if (is_here &&
      commit_file(
          task.github,
          {.path = change.path, .ref = head.sha, .branch = head.branch, .message = change.message},
          change.text_from))
    return "It is committed to this branch.";
  return "#" + proposed(task, change) + " proposes it to " + markdown_code(head.base) +
         ", since I may not write to this branch; merge that, then update this one.";
}

baselines::Baseline baseline_in(const CommittedFile& file, const AnswerMeans::Place& place) {
  baselines::Baseline before;
  before.suite = place.suite;
  before.testbed = place.testbed;
  if (!file.sha.empty()) before = baselines::parse_baseline(file.text, place.path);
  if (const auto edited = baselines::edited_sessions(before); !edited.empty())
    throw Error(Fault::input,
                place.path + ": session " + edited.front() +
                    ": its contents do not match its checksum, which accepting would "
                    "make anew; restore the file (pawl baseline verify), then ask again");
  return before;
}

baselines::Suppressions suppressions_in(const CommittedFile& file,
                                        const AnswerMeans::Place& place) {
  if (file.sha.empty()) return {};
  return baselines::parse_suppressions(file.text, place.suppressions);
}

/// Changing a file drops its signature, and nobody can sign from a comment.
constexpr std::string_view unsigned_now =
    " It was signed, and no longer is: `pawl baseline sign` signs it anew.";

std::string with_ignored(const Task& task, baselines::Suppressions all) {
  for (const std::string& benchmark : task.command.benchmarks)
    all = baselines::with(std::move(all), {.benchmark = benchmark,
                                           .metric = {},
                                           .testbed = {},
                                           .owner = task.event.author,
                                           .reason = task.command.reason,
                                           .since = task.means.today,
                                           .expires = task.command.until,
                                           .at_most = {}});
  return baselines::suppressions_json(std::move(all));
}

/// The run of the head commit, or why it cannot be acted on.
std::variant<baselines::Run, Reply> run_to_act_on(const Task& task) {
  if (task.command.reason.empty())
    return Reply{"confused", "That needs its reason, at the end of the line: `reason: …`."};
  if (!task.head.is_open)
    return Reply{"confused", "This pull request is closed; nothing was changed."};
  if (!task.means.run)
    return Reply{"confused",
                 "I have no measurements of this commit that began before your comment; once there "
                 "are some (`/pawl rerun` makes them), ask again."};
  baselines::Run run = task.means.run();
  if (run.commit != task.head.sha)
    return Reply{"confused",
                 "The measurements at hand are of another commit than this branch's head; "
                 "wait until that is measured, then ask again."};
  const std::string unknown = unknown_name(run, task.command);
  if (!unknown.empty())
    return Reply{"confused",
                 "There is no benchmark " + markdown_code(unknown) + " in the run of this commit."};
  return run;
}

/// "`parse` `wall_time` 1.40 ms, …": what the reader of the report may hold against it, since a run
/// and its report come from the same stranger's job, and need not be of one another.
std::string figures(const baselines::Run& run, const std::vector<std::string>& benchmarks) {
  constexpr std::size_t most_shown = 10;
  std::vector<std::string> all;
  for (const baselines::Series& series : run.series) {
    const auto sample = stats::Sample::from_sessions(series.sessions);
    if (!sample || has_mark(series, baselines::secondary_mark) ||
        std::ranges::find(benchmarks, series.benchmark) == benchmarks.end())
      continue;
    all.push_back(markdown_code(series.benchmark) + " " + markdown_code(series.metric) + " " +
                  quantity(stats::median(sample->launch_medians()), series.unit));
  }
  return a_few(all, most_shown, [](const std::string& figure) { return figure; });
}

Reply accept(const Task& task) {
  auto found = run_to_act_on(task);
  if (const Reply* why_not = std::get_if<Reply>(&found)) return *why_not;
  const baselines::Run& run = std::get<baselines::Run>(found);
  const AnswerMeans::Place place = task.means.place(run);
  const std::string which = place.suite + " on " + place.testbed;
  if (committed_file(task.github, place.path, task.head.base).sha.empty())
    return {"confused", "The measurements at hand say that they are of " + markdown_code(which) +
                            ", which has no baseline on " + markdown_code(task.head.base) +
                            "; nothing was changed. `pawl baseline update` makes the first one."};
  const std::string commit = task.head.sha.substr(0, 12);
  const std::vector<std::string> benchmarks = chosen(run, task.command);
  bool was_signed = false;
  const auto accepted = [&](const CommittedFile& file) {
    const baselines::Baseline before = baseline_in(file, place);
    was_signed = before.signature.has_value();
    return baselines::baseline_json(
        baselines::accepted(before, run, benchmarks, task.command.reason));
  };
  const std::string where = carried_out(task, {place.path,
                                               "Accept measurements of " + plain(which) + " at " +
                                                   commit + ": " + task.command.reason,
                                               accepted});
  return {"+1", "Accepted: what " + markdown_code(commit) + " measured becomes the baseline of " +
                    markdown_code(which) + " (" + figures(run, benchmarks) + "). " + where +
                    std::string(was_signed ? unsigned_now : "")};
}

/// Whether it is a date from today on, within a year.
bool may_be_ignored_until(const std::string& date, const std::string& today) {
  if (!baselines::is_date(date)) return false;
  const auto from = baselines::day(today), to = baselines::day(date);
  return from && *to >= *from && *to <= *from + longest_ignoring;
}

Reply ignore(const Task& task) {
  const SlashCommand& command = task.command;
  if (command.benchmarks.empty() || command.until.empty())
    return {
        "confused",
        "Which benchmark, and until when? `/pawl ignore BENCHMARK until 2026-12-31 reason: …`."};
  if (!may_be_ignored_until(command.until, task.means.today))
    return {"confused",
            "I can ignore something until a date from today on, within a year, such as "
            "`until 2026-12-31`."};
  auto found = run_to_act_on(task);
  if (const Reply* why_not = std::get_if<Reply>(&found)) return *why_not;
  const AnswerMeans::Place place = task.means.place(std::get<baselines::Run>(found));
  bool was_signed = false;
  const auto ignoring = [&](const CommittedFile& file) {
    baselines::Suppressions before = suppressions_in(file, place);
    was_signed = before.signature.has_value();
    return with_ignored(task, std::move(before));
  };
  const std::string where =
      carried_out(task, {place.suppressions, "Ignore regressions: " + command.reason, ignoring});
  return {"+1", "Regressions of these benchmarks pass until " + command.until + ". " + where +
                    std::string(was_signed ? unsigned_now : "")};
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
  const Task task{github, event, command, means, head_of(github, event.number)};
  if (!is_sha(task.head.sha))
    throw Error(Fault::remote, "GitHub's answer: expected the head's SHA");
  if (command.kind == Kind::rerun) return rerun(github, task.head.sha);
  if (command.kind == Kind::confirm) return confirm_again(github, task.head.sha);
  return command.kind == Kind::ignore ? ignore(task) : accept(task);
}

/// The comment may have been deleted meanwhile: what was done is said all the same.
void say(Github& github, const CommentEvent& event, const Reply& reply) {
  github.write([&] {
    return done_if_gone(github.write_once(
        "POST", github.in_repository("/issues/comments/" + event.comment + "/reactions"),
        json::serialize(json::object{{"content", reply.reaction}})));
  });
  place_comment(github, event.number,
                "<!-- pawl-answer:" + event.comment + " -->\n" + reply.sentence);
}

/// Whoever asked looks at the pull request, not at a job's log. Where it cannot be said, either,
/// the first failure is the one to know.
void say_failure(Github& github, const CommentEvent& event, const Error& error) try {
  say(github, event, {"confused", "That failed: " + markdown_prose(error.what())});
} catch (const Error&) {
}

}  // namespace

std::string answer_command(Github& github, const CommentEvent& event, const AnswerMeans& means) {
  const std::optional<SlashCommand> command = parse_slash_command(event.body);
  if (!command || !event.is_new || event.is_by_bot) return "no command for Pawl";
  if (!event.is_pull_request || event.number.empty() || event.comment.empty())
    return "no command for Pawl: not on a pull request";
  Reply reply;
  try {
    reply = reply_to(github, event, *command, means);
  } catch (const Error& error) {
    say_failure(github, event, error);
    throw;
  }
  say(github, event, reply);
  return "answered: " + reply.sentence;
}

}  // namespace pawl::ci
