#include "baseline.hpp"
#include "baselines/error.hpp"
#include "baselines/import.hpp"
#include "tools/pattern.hpp"

namespace pawl::tools {

namespace {

using baselines::Baseline;
using baselines::BaselineName;

std::vector<baselines::Run> read_runs(const std::vector<std::string>& files) {
  if (files.empty())
    throw Error(Fault::usage, "baseline update: which run? pawl baseline update RUN…");
  std::vector<baselines::Run> runs;
  for (const std::string& file : files) runs.push_back(baselines::read_run(file));
  return runs;
}

BaselineName name_for(const baselines::Run& run, const Project& project) {
  return {testbed_of(run, project), suite_of(run, project)};
}

Baseline existing_or_new(const baselines::DirectoryStore& store, const BaselineName& name) {
  Baseline fresh;
  fresh.suite = name.suite;
  fresh.testbed = name.testbed;
  return store.read(name).value_or(fresh);
}

void replace(const Project& project, const Baseline& before, const Baseline& now,
             Console& console) {
  const baselines::DirectoryStore store = project.store();
  store.write(now);
  console.out << described(baselines::difference(before, now), console);
  note(console,
       store.path({now.testbed, now.suite}).string() + " is written; commit it to make it count");
}

/// The one baseline that all runs belong to.
BaselineName common_name(const std::vector<baselines::Run>& runs, const Project& project) {
  const BaselineName name = name_for(runs.front(), project);
  for (const baselines::Run& run : runs)
    if (name_for(run, project) != name)
      throw Error(Fault::input, "baseline update: the runs belong to different baselines, " +
                                    name.testbed + "/" + name.suite + " and " +
                                    name_for(run, project).testbed + "/" +
                                    name_for(run, project).suite + "; update one at a time");
  return name;
}

Status update(const Arguments& arguments, Console& console) {
  const std::vector<baselines::Run> runs = read_runs(arguments.positional());
  const Project project = find_project(arguments);
  const Baseline before = existing_or_new(project.store(), common_name(runs, project));
  Baseline now = before;
  now.keep = arguments.count("keep", 1, 1000).value_or(now.keep);
  for (const baselines::Run& run : runs) {
    now = baselines::updated(now, run, arguments.value_or("reason", "update"));
    for (const baselines::Failure& failure : run.failures)
      note(console, failure.benchmark + " failed and is not in it: " + failure.reason);
  }
  replace(project, before, now, console);
  return Status::pass;
}

std::vector<std::string> benchmarks_matching(const baselines::Run& run,
                                             const std::vector<std::string>& patterns) {
  std::vector<std::string> names;
  for (const baselines::Series& series : run.series)
    if (matches_any(series.benchmark, patterns)) names.push_back(series.benchmark);
  if (names.empty()) throw Error(Fault::usage, "baseline accept: the run has no such benchmark");
  return names;
}

Status accept(const Arguments& arguments, Console& console) {
  if (arguments.positional().empty())
    throw Error(Fault::usage, "baseline accept: which run? pawl baseline accept RUN NAME-REGEX…");
  const std::string& file = arguments.positional().front();
  const std::vector<std::string> names(arguments.positional().begin() + 1,
                                       arguments.positional().end());
  const Project project = find_project(arguments);
  const baselines::Run run = baselines::read_run(file);
  const Baseline before = existing_or_new(project.store(), name_for(run, project));
  const std::vector<std::string> chosen = benchmarks_matching(run, names);
  replace(project, before,
          baselines::accepted(before, run, chosen, arguments.value_or("reason", "accepted")),
          console);
  return Status::pass;
}

Status prune(const Arguments& arguments, Console& console) {
  const Project project = find_project(arguments);
  const std::size_t keep = arguments.count("keep", 1, 1000).value_or(baselines::sessions_kept);
  const baselines::DirectoryStore store = project.store();
  for (const BaselineName& name : store.list())
    if (const std::optional<Baseline> baseline = store.read(name))
      replace(project, *baseline, baselines::pruned(*baseline, keep), console);
  return Status::pass;
}

const Option reason_option = {"reason", "TEXT", "why, for whoever reads the history"};
const Option keep_option = {"keep", "N", "sessions that each series keeps (default 5)"};

}  // namespace

std::vector<Command> baseline_changes() {
  return {
      {.name = "baseline update",
       .arguments = "RUN… [--reason TEXT]",
       .summary = "add runs to the committed baseline as its newest sessions",
       .details = "",
       .options = {reason_option, keep_option, config_option(), testbed_option()},
       .example = "  pawl run -o run.json\n"
                  "  pawl baseline update run.json --reason \"faster parser\"",
       .action = update},
      {.name = "baseline accept",
       .arguments = "RUN [NAME-REGEX…] [--reason TEXT]",
       .summary = "judge these benchmarks against this run alone from now on",
       .details = "",
       .options = {reason_option, config_option(), testbed_option()},
       .example = "  pawl baseline accept run.json 'token/.*' --reason \"slower, but safe\"",
       .action = accept},
      {.name = "baseline prune",
       .arguments = "[--keep N]",
       .summary = "keep only the newest sessions of every baseline",
       .details = "",
       .options = {keep_option, config_option()},
       .example = "  pawl baseline prune --keep 3",
       .action = prune},
  };
}

}  // namespace pawl::tools
