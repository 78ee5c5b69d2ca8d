#include "baselines/baseline.hpp"

#include "baselines/baseline_json.hpp"
#include "baselines/error.hpp"
#include "baselines/file.hpp"
#include "baselines/import.hpp"
#include "ci/format.hpp"
#include "ci/text_table.hpp"
#include "commands.hpp"
#include "tools/pattern.hpp"
#include "tools/project.hpp"

#include <set>

namespace pawl::tools {

namespace {

using baselines::Baseline;
using baselines::BaselineName;
using ci::Align;
using ci::TextTable;

std::string shown(const TextTable& table, const Console& console) {
  return table.str(wants_colour(console), console.out_is_terminal ? console.width : 0);
}

std::string short_commit(const std::string& commit) {
  return commit.empty() ? "unknown" : commit.substr(0, 10);
}

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

std::string medians(const baselines::SeriesDifference& series) {
  const std::string before = ci::quantity(series.median_before, series.unit);
  const std::string now = ci::quantity(series.median_now, series.unit);
  switch (series.kind) {
    case baselines::SeriesDifference::Kind::added:
      return "new, " + now;
    case baselines::SeriesDifference::Kind::removed:
      return "gone, was " + before;
    case baselines::SeriesDifference::Kind::changed:
      break;
  }
  return before + " → " + now;
}

std::string described(const baselines::BaselineDifference& difference, const Console& console) {
  std::string text;
  for (const baselines::BaselineSession& session : difference.sessions_added)
    text += "+ session " + session.id + "  commit " + short_commit(session.commit) + "  " +
            session.reason + "\n";
  for (const baselines::BaselineSession& session : difference.sessions_removed)
    text += "- session " + session.id + "  commit " + short_commit(session.commit) + "\n";
  TextTable table({{"benchmark", Align::left},
                   {"metric", Align::left},
                   {"median", Align::left},
                   {"change", Align::right},
                   {"sessions", Align::right}});
  for (const baselines::SeriesDifference& series : difference.series)
    table.add(
        {{series.benchmark},
         {series.metric},
         {medians(series)},
         {series.median_before > 0 && series.median_now > 0
              ? ci::change(series.median_now / series.median_before)
              : ""},
         {std::to_string(series.sessions_before) + " → " + std::to_string(series.sessions_now)}});
  if (difference.series.empty()) return text + "nothing differs\n";
  return text + shown(table, console);
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

std::size_t count_benchmarks(const Baseline& baseline) {
  std::set<std::string> names;
  for (const baselines::BaselineSeries& series : baseline.series) names.insert(series.benchmark);
  return names.size();
}

Status list(const Arguments& arguments, Console& console) {
  const Project project = find_project(arguments);
  const baselines::DirectoryStore store = project.store();
  TextTable table({{"testbed", Align::left},
                   {"suite", Align::left},
                   {"benchmarks", Align::right},
                   {"sessions", Align::right},
                   {"newest", Align::left},
                   {"commit", Align::left}});
  const std::vector<BaselineName> names = store.list();
  for (const BaselineName& name : names) {
    const Baseline baseline = store.read(name).value_or(Baseline{});
    const baselines::BaselineSession newest =
        baseline.sessions.empty() ? baselines::BaselineSession{} : baseline.sessions.back();
    table.add({{name.testbed},
               {name.suite},
               {std::to_string(count_benchmarks(baseline))},
               {std::to_string(baseline.sessions.size())},
               {newest.time},
               {short_commit(newest.commit)}});
  }
  if (names.empty()) {
    note(console,
         "no baseline yet; make one: pawl run -o run.json && pawl baseline update run.json");
  } else {
    console.out << shown(table, console);
  }
  return Status::pass;
}

/// "TESTBED/SUITE", or the only one there is.
BaselineName named(const Arguments& arguments, const baselines::DirectoryStore& store) {
  if (!arguments.positional().empty()) {
    const std::string& text = arguments.positional().front();
    const std::size_t slash = text.find('/');
    if (slash == std::string::npos)
      throw Error(Fault::usage, text + ": expected TESTBED/SUITE; `pawl baseline list` shows them");
    return {text.substr(0, slash), text.substr(slash + 1)};
  }
  const std::vector<BaselineName> names = store.list();
  if (names.size() != 1)
    throw Error(Fault::usage, "which baseline? TESTBED/SUITE; `pawl baseline list` shows them");
  return names.front();
}

std::string described(const Baseline& baseline, const Console& console) {
  std::string text = baseline.suite + " on " + baseline.testbed + "\n\n";
  TextTable sessions({{"session", Align::left},
                      {"time", Align::left},
                      {"commit", Align::left},
                      {"reason", Align::left}});
  for (const baselines::BaselineSession& session : baseline.sessions)
    sessions.add({{session.id}, {session.time}, {short_commit(session.commit)}, {session.reason}});
  TextTable series({{"benchmark", Align::left},
                    {"metric", Align::left},
                    {"median", Align::right},
                    {"launches", Align::right},
                    {"sessions", Align::right}});
  for (const baselines::Series& one : baselines::to_run(baseline).series) {
    const auto sample = stats::Sample::from_sessions(one.sessions);
    if (sample)
      series.add({{one.benchmark},
                  {one.metric},
                  {ci::quantity(stats::median(sample->launch_medians()), one.unit)},
                  {std::to_string(sample->launches())},
                  {std::to_string(sample->sessions())}});
  }
  return text + shown(sessions, console) + "\n" + shown(series, console);
}

Status show(const Arguments& arguments, Console& console) {
  const baselines::DirectoryStore store = find_project(arguments).store();
  const BaselineName name = named(arguments, store);
  const std::optional<Baseline> baseline = store.read(name);
  if (!baseline)
    throw Error(Fault::io, store.path(name).string() + ": no such baseline; `pawl baseline list`");
  console.out << described(*baseline, console);
  return Status::pass;
}

Baseline read_baseline(const std::string& path) {
  return baselines::parse_baseline(baselines::read_file(path), path);
}

Status diff(const Arguments& arguments, Console& console) {
  if (arguments.positional().size() != 2)
    throw Error(Fault::usage, "baseline diff: expected two files, the older first");
  const baselines::BaselineDifference difference = baselines::difference(
      read_baseline(arguments.positional()[0]), read_baseline(arguments.positional()[1]));
  console.out << described(difference, console);
  return Status::pass;
}

std::vector<std::string> problems_of_store(const Project& project, const Console& console) {
  const baselines::DirectoryStore store = project.store();
  std::vector<std::string> problems;
  for (const BaselineName& name : store.list()) {
    const std::string path = store.path(name).string();
    for (const std::string& problem : baselines::verify(baselines::read_file(path), path,
                                                        {.suite = name.suite,
                                                        .testbed = name.testbed,
                                                        .now = timestamp(console),
                                                        .knows_commit = {}}))
      problems.push_back(problem);
  }
  return problems;
}

std::vector<std::string> problems_of(const std::vector<std::string>& files,
                                     const Console& console) {
  std::vector<std::string> problems;
  for (const std::string& file : files)
    for (const std::string& problem : baselines::verify(
             baselines::read_file(file), file,
             {.suite = {}, .testbed = {}, .now = timestamp(console), .knows_commit = {}}))
      problems.push_back(problem);
  return problems;
}

Status verify(const Arguments& arguments, Console& console) {
  const std::vector<std::string> problems =
      arguments.positional().empty() ? problems_of_store(find_project(arguments), console)
                                     : problems_of(arguments.positional(), console);
  for (const std::string& problem : problems) console.err << "pawl: " << problem << "\n";
  if (!problems.empty())
    throw Error(Fault::input, ci::count(problems.size(), "problem") +
                                  "; make the baseline anew "
                                  "with `pawl baseline update` if an edit was not meant");
  note(console, "no problem found");
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

std::vector<Command> baseline_commands() {
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
      {.name = "baseline list",
       .arguments = "",
       .summary = "all baselines of this project",
       .details = "",
       .options = {config_option()},
       .example = "  pawl baseline list",
       .action = list},
      {.name = "baseline show",
       .arguments = "[TESTBED/SUITE]",
       .summary = "the sessions and medians of one baseline",
       .details = "",
       .options = {config_option()},
       .example = "  pawl baseline show ci/default",
       .action = show},
      {.name = "baseline diff",
       .arguments = "BEFORE.json NOW.json",
       .summary = "what differs between two baseline files",
       .details = "",
       .options = {},
       .example = "  git show main:baselines/committed/ci/default.json > before.json\n"
                  "  pawl baseline diff before.json baselines/committed/ci/default.json",
       .action = diff},
      {.name = "baseline verify",
       .arguments = "[FILE…]",
       .summary = "check baselines for hand edits, age and order (status 3)",
       .details = "",
       .options = {config_option()},
       .example = "  pawl baseline verify",
       .action = verify},
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
