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
  const Baseline before = (common_name(runs, project), baseline_for(runs.front(), project));
  Baseline now = before;
  now.keep = arguments.count("keep", 1, 1000).value_or(now.keep);
  for (const baselines::Run& run : runs) {
    now = baselines::updated(now, run, arguments.value_or("reason", "update"));
    for (const baselines::Failure& failure : run.failures)
      note(console, failure.benchmark + " failed and is not in it: " + failure.reason);
  }
  replace_baseline(project, before, now, console);
  return Status::pass;
}

Status prune(const Arguments& arguments, Console& console) {
  const Project project = find_project(arguments);
  const std::size_t keep = arguments.count("keep", 1, 1000).value_or(baselines::sessions_kept);
  const baselines::DirectoryStore store = project.store();
  for (const BaselineName& name : store.list())
    if (const std::optional<Baseline> baseline = store.read(name))
      replace_baseline(project, *baseline, baselines::pruned(*baseline, keep), console);
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
