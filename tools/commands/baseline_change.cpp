#include "baseline.hpp"
#include "baselines/baseline/baseline_json.hpp"
#include "baselines/error.hpp"
#include "baselines/file.hpp"
#include "baselines/importers/import.hpp"
#include "ci/doubts.hpp"
#include "ci/format.hpp"
#include "ci/inert.hpp"

#include <algorithm>

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

/// Says what speaks against making these runs a baseline; whether anything does.
bool are_doubtful(const std::vector<baselines::Run>& runs, const std::vector<std::string>& files,
                  const Baseline& before, const Project& project, const Console& console) {
  std::size_t found = 0;
  for (std::size_t i = 0; i < runs.size(); ++i)
    for (const std::string& doubt : ci::doubts(runs[i], before, project.config.metrics)) {
      tell(console, files[i] + ": " + ci::plain(doubt, ci::longest_sentence));
      ++found;
    }
  return found > 0;
}

/// Error (Fault::input) where a run holds no series but the yardstick's.
void expect_measured(const baselines::Run& run, const std::string& file) {
  if (std::ranges::all_of(run.series, [](const baselines::Series& series) {
        return series.benchmark == baselines::yardstick_benchmark;
      }))
    throw Error(Fault::input, file + ": no benchmark was measured in it to add to a baseline");
}

Status update(const Arguments& arguments, Console& console) {
  const std::vector<baselines::Run> runs = read_runs(arguments.positional());
  const Project project = find_project(arguments, console);
  for (std::size_t i = 0; i < runs.size(); ++i) {
    note_other_testbed(runs[i], arguments.positional()[i], project, arguments, console);
    baselines::expect_safe(name_for(runs[i], project), arguments.positional()[i]);
  }
  const Baseline before = (common_name(runs, project), baseline_for(runs.front(), project));
  if (!arguments.flag("anyway")) {
    refuse_edited(project, before);
    if (are_doubtful(runs, arguments.positional(), before, project, console)) {
      tell(console,
           "the baseline is left as it was; measure again or longer (`pawl doctor` tells what "
           "disturbs), or take it with --anyway");
      return Status::inconclusive;
    }
  }
  Baseline now = before;
  now.keep = arguments.count("keep", 1, 1000).value_or(now.keep);
  for (std::size_t i = 0; i < runs.size(); ++i) {
    expect_measured(runs[i], arguments.positional()[i]);
    now = baselines::updated(now, runs[i], arguments.value_or("reason", "update"));
    for (const baselines::Failure& failure : runs[i].failures)
      note(console, failure.benchmark + " failed and is not in it: " + failure.reason);
  }
  replace_baseline(project, before, now, console);
  return Status::pass;
}

Status prune(const Arguments& arguments, Console& console) {
  const Project project = find_project(arguments, console);
  const std::size_t keep = arguments.count("keep", 1, 1000).value_or(baselines::sessions_kept);
  const baselines::DirectoryStore store = project.store();
  for (const BaselineName& name : store.list())
    if (const std::optional<Baseline> baseline = store.read(name)) {
      refuse_edited(project, *baseline);
      replace_baseline(project, *baseline, baselines::pruned(*baseline, keep), console);
    }
  return Status::pass;
}

/// Of other versions, or laid out by another hand: read, checked and written anew, each whole or
/// not at all.
Status migrate(const Arguments& arguments, Console& console) {
  const Project project = find_project(arguments, console);
  const baselines::DirectoryStore store = project.store();
  std::size_t migrated = 0;
  const std::vector<BaselineName> names = store.list();
  for (const BaselineName& name : names) {
    const std::filesystem::path path = store.path(name);
    const std::string text = baselines::read_file(path);
    const Baseline baseline = baselines::parse_baseline(text, path.string());
    refuse_edited(project, baseline);
    const std::string newest = baselines::baseline_json(baseline);
    if (newest == text) continue;
    store.write(path, newest);
    console.out << ci::plain(path.string(), ci::longest_sentence) << "\n";
    ++migrated;
  }
  note(console, ci::count(migrated, "baseline") + " of " + ci::count(names.size()) +
                    " written anew" + (migrated > 0 ? "; commit them" : ""));
  return Status::pass;
}

const Option reason_option = {"reason", "TEXT", "why, for whoever reads the history"};
const Option keep_option = {"keep", "N", "sessions that each series keeps (default 5)"};

Command update_command() {
  return {
      .name = "baseline update",
      .arguments = "RUN… [--reason TEXT]",
      .most_words = any_number,
      .summary = "add runs to the committed baseline as its newest sessions",
      .details =
          "Of each series the last sessions stay; of two less than an hour apart the older one "
          "leaves first.\nRefused, with status 6, is a run that was disturbed, whose benchmarks "
          "failed, that is of another\nmachine than the newest session or of an altered working "
          "tree, or whose medians are known to\nwithin no more than 10 % (or four times what "
          "the baseline's are); and a baseline that somebody\nedited.",
      .options = {reason_option,
                  keep_option,
                  {"anyway", "", "whatever speaks against it"},
                  config_option(),
                  testbed_option()},
      .example =
          "  pawl run -o run.json\n"
          "  pawl baseline update run.json --reason \"faster parser\"",
      .action = update};
}

Command prune_command() {
  return {.name = "baseline prune",
          .arguments = "[--keep N]",
          .summary = "keep only the newest sessions of every baseline",
          .details = "",
          .options = {keep_option, config_option()},
          .example = "  pawl baseline prune --keep 3",
          .action = prune};
}

Command migrate_command() {
  return {.name = "baseline migrate",
          .arguments = "",
          .summary = "write all baselines anew in the newest format and layout",
          .details =
              "Samples, checksums and signatures stay what they were; what was edited is "
              "refused.",
          .options = {config_option()},
          .example = "  pawl baseline migrate",
          .action = migrate};
}

}  // namespace

std::vector<Command> baseline_changes() {
  return {update_command(), prune_command(), migrate_command()};
}

}  // namespace pawl::tools
