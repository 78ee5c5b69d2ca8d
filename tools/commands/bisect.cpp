#include "baselines/error.hpp"
#include "commands.hpp"
#include "tools/duels/asked.hpp"
#include "tools/duels/bisection.hpp"
#include "tools/git/git.hpp"

#include <filesystem>
#include <system_error>
#include <utility>

namespace pawl::tools {

namespace {

namespace fs = std::filesystem;

std::string end_from(const Arguments& arguments, const std::string& end, const fs::path& directory,
                     const Console& console) {
  return commit_of(arguments.value_or(end, ""), directory, console.environment);
}

/// Of --state, or else in git's directory.
fs::path state_file(const Arguments& arguments, const fs::path& directory, const Console& console) {
  if (const auto given = arguments.value("state")) return *given;
  return directory / demand_of_git({"rev-parse", "--git-path", "pawl-bisect.json"}, directory,
                                   console.environment, "bisect");
}

BisectTask task_from(const Arguments& arguments, const Console& console) {
  const std::string& name = only_word(arguments, "bisect: expected one benchmark of pawl.toml");
  BisectTask task{.project = find_project(arguments, console), .question = {}};
  task.candidates = candidates(task.project, name);
  if (const auto metric = arguments.value("metric"))
    for (const auto& benchmark : task.candidates) expect_metric(benchmark, *metric);
  task.limits = duel_limits(arguments, task.project.config.policy, console);
  task.confidence = fraction(arguments, "confidence", 0.5, 0.9999).value_or(0.95);
  for (const std::string end : {"good", "bad"})
    if (arguments.value_or(end, "").empty())
      throw Error(Fault::usage, "bisect: which commit is " + end + "? --" + end + " REV");
  const fs::path& directory = task.project.directory;
  task.question = {.good = end_from(arguments, "good", directory, console),
                   .bad = end_from(arguments, "bad", directory, console),
                   .benchmark = name,
                   .metric = arguments.value_or("metric", ""),
                   .build = arguments.value_or("build", "")};
  task.file = state_file(arguments, directory, console);
  return task;
}

Status concluded(const Bisection& bisection, const fs::path& file, bool is_json, Console& console) {
  const BisectResult result = bisection.result();
  const BisectState& state = bisection.state();
  console.out << (is_json ? bisect_json(state, result) : bisect_text(state, result));
  if (!result.is_finished) {
    note(console, "not finished: the same command " +
                      (state.step ? "goes on from " + file.string() : "begins anew"));
  } else if (result.verdict != BisectResult::Verdict::no_change) {
    std::error_code ignored;
    fs::remove(file, ignored);
  }
  return result.verdict == BisectResult::Verdict::found ? Status::pass : Status::inconclusive;
}

Status bisect(const Arguments& arguments, Console& console) {
  const bool is_json = wants_json(arguments);
  BisectTask task = task_from(arguments, console);
  const fs::path file = task.file;
  Bisection bisection(std::move(task), console);
  bisection.search();
  return concluded(bisection, file, is_json, console);
}

std::vector<Option> options() {
  std::vector<Option> all = {
      {"good", "REV", "a commit without the change"},
      {"bad", "REV", "a later one with it"},
      {"build", "CMD", "shell command that builds a worktree; where it fails, it is passed by"},
      {"metric", "NAME",
       "what is judged (default: the first that the benchmark names or prints, or wall_time)"},
      {"confidence", "C", "how sure it must be (default 0.95)"},
      {"state", "FILE", "what is known so far (default: pawl-bisect.json in git's directory)"}};
  for (const Option& option : duel_options()) all.push_back(option);
  all.push_back(format_option("text, json (default: text)"));
  all.push_back(config_option());
  return all;
}

}  // namespace

Command bisect_command() {
  return {.name = "bisect",
          .arguments = "--good REV --bad REV BENCHMARK [--build CMD]",
          .most_words = any_number,
          .summary = "find the commit that made a benchmark slower, and say how sure that is",
          .details =
              "Each step builds one commit and measures it and good in turns; what that shows "
              "moves the\nodds of every commit, so that one wrong answer misleads no further. "
              "Interrupted, the same\ncommand goes on. Status 0: found. 6: not that surely.",
          .options = options(),
          .example = "  pawl bisect --good v1.2 --bad main token/small --build 'make bench'",
          .action = bisect};
}

}  // namespace pawl::tools
