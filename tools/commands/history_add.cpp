#include "baselines/error.hpp"
#include "baselines/importers/import.hpp"
#include "ci/format.hpp"
#include "history.hpp"

#include <string>
#include <utility>

namespace pawl::tools {

namespace {

using baselines::Run;
using baselines::Store;

/// Fills in what makes the run findable; returns its id, made before a missing time becomes now, so
/// that adding the same file twice adds it once.
std::string complete(Run& run, const Project& project, const Console& console) {
  const bool lacks = run.commit.empty() || run.time.empty() || run.suite.empty();
  const Run here = lacks ? blank_run(project, console) : Run{};
  if (run.commit.empty()) {
    run.commit = here.commit;
    run.branch = here.branch;
  }
  if (run.suite.empty()) run.suite = here.suite;
  run.testbed = testbed_of(run, project);
  const std::string id = baselines::run_id(run);
  if (run.time.empty()) run.time = here.time;
  return id;
}

/// Adds each whole or not at all, and says how many there were and how many of them are new.
void add_all(Store& store, std::vector<Run>& runs, const Project& project, const std::string& name,
             Console& console, bool is_from_here) {
  std::size_t added = 0;
  for (Run& run : runs) {
    for (const baselines::Failure& failure : run.failures)
      note(console, failure.benchmark + " failed and is not in it: " + failure.reason);
    if (run.testbed.empty() && !is_from_here) run.testbed = project.config.testbed;
    const std::string id = is_from_here ? complete(run, project, console) : baselines::run_id(run);
    added += static_cast<std::size_t>(store.append(id, run));
  }
  const std::size_t known = runs.size() - added;
  note(console, name + ": " + ci::count(added, "run") + " added" +
                    (known == 0 ? "" : ", " + ci::count(known) + " there already"));
}

Status add(const Arguments& arguments, Console& console) {
  if (arguments.positional().empty())
    throw Error(Fault::usage, "history add: which run? pawl history add RUN…");
  const Project project = find_project(arguments, console);
  std::vector<std::vector<Run>> files;
  for (const std::string& file : arguments.positional()) {
    files.push_back(baselines::read_runs(file));
    if (const std::size_t runs = files.back().size(); runs > 1)
      throw Error(Fault::input, file + ": expected a run, found a history of " +
                                    ci::count(runs, "run") + "; pawl history import adds each");
  }
  const auto store = open_history(history_place(arguments, project, console));
  for (std::size_t i = 0; i < files.size(); ++i)
    add_all(*store, files[i], project, arguments.positional()[i], console, true);
  return Status::pass;
}

Status import_history(const Arguments& arguments, Console& console) {
  if (arguments.positional().empty())
    throw Error(Fault::usage, "history import: which file? pawl history import data.js");
  const Project project = find_project(arguments, console);
  const auto store = open_history(history_place(arguments, project, console));
  for (const std::string& file : arguments.positional()) {
    std::vector<Run> runs = baselines::read_runs(file, arguments.value_or("format", ""));
    for (const Run& run : runs)
      for (const std::string& remark : run.notes) note(console, remark);
    add_all(*store, runs, project, file, console, false);
  }
  return Status::pass;
}

}  // namespace

Command history_add_command() {
  return {.name = "history add",
          .arguments = "RUN… [--store PLACE]",
          .most_words = any_number,
          .summary = "add runs to the long memory, each once however often it is added",
          .details =
              "Several jobs may add at once. A run without a commit or time gets this "
              "checkout's and now.",
          .options = {store_option(), config_option(), testbed_option()},
          .example =
              "  pawl run -o run.json\n"
              "  pawl history add run.json",
          .action = add};
}

Command history_import_command() {
  return {.name = "history import",
          .arguments = "FILE… [--format F]",
          .most_words = any_number,
          .summary = "add another history: an export's, github-action-benchmark's or Bencher's",
          .details =
              "FILE is what `history export --format json` wrote, github-action-benchmark's "
              "data.js, or what\n`bencher report list` printed. Each entry becomes a run with "
              "its commit and time; importing again adds\nonly what is new. --testbed says "
              "which kind of machine they were measured on.",
          .options = {format_option("the files' format (default: recognised by their contents)"),
                      store_option(), config_option(), testbed_option()},
          .example =
              "  git show gh-pages:dev/bench/data.js > data.js\n"
              "  pawl history import data.js --testbed github\n"
              "  bencher report list my-project > reports.json && pawl history import "
              "reports.json",
          .action = import_history};
}

}  // namespace pawl::tools
