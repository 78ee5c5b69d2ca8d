#include "history.hpp"

#include "baselines/error.hpp"
#include "baselines/history/export_history.hpp"
#include "baselines/importers/import.hpp"
#include "baselines/instant.hpp"
#include "baselines/text/did_you_mean.hpp"
#include "ci/format.hpp"
#include "ci/inert.hpp"
#include "ci/render/text_table.hpp"
#include "commands.hpp"
#include "tools/command_line/pattern.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

namespace pawl::tools {

namespace {

using baselines::Point;
using baselines::Run;
using baselines::SeriesKey;
using baselines::Store;
using ci::Align;
using ci::TextTable;

std::string shown_time(std::int64_t time) {
  return time == 0 ? "unknown" : baselines::instant_text(time);
}

std::string shown_commit(const std::string& commit) {
  return commit.empty() ? "unknown" : ci::plain(commit.substr(0, 10));
}

std::unique_ptr<Store> existing(const Arguments& arguments, const Console& console) {
  return open_existing_history(history_place(arguments, find_project(arguments, console), console));
}

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
  for (const std::string& file : arguments.positional())
    files.push_back({baselines::read_run(file)});
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

Status list(const Arguments& arguments, Console& console) {
  const auto store = existing(arguments, console);
  TextTable table({{"time", Align::left},
                   {"commit", Align::left},
                   {"branch", Align::left},
                   {"testbed", Align::left},
                   {"suite", Align::left},
                   {"series", Align::right},
                   {"run", Align::left}});
  const auto runs = store->runs(arguments.count("limit", 1, most_points).value_or(20));
  for (const baselines::StoredRun& run : runs)
    table.add({{shown_time(run.time)},
               {shown_commit(run.commit)},
               {ci::plain(run.branch)},
               {ci::plain(run.testbed)},
               {ci::plain(run.suite)},
               {std::to_string(run.series)},
               {ci::plain(run.id)}});
  if (runs.empty()) {
    note(console, "the history has no runs");
  } else {
    console.out << shown(table, console);
  }
  return Status::pass;
}

/// The benchmark's series, narrowed by --metric and --testbed; Error when there are none.
std::vector<SeriesKey> series_named(Store& store, const std::string& benchmark,
                                    const Arguments& arguments) {
  std::vector<SeriesKey> keys = store.series(benchmark);
  if (keys.empty()) {
    std::set<std::string> names;
    for (const SeriesKey& key : store.series("")) names.insert(key.benchmark);
    const std::vector<std::string_view> known(names.begin(), names.end());
    throw Error(Fault::input, ci::plain(benchmark) + ": no such benchmark in the history" +
                                  baselines::did_you_mean(benchmark, known));
  }
  std::erase_if(keys, [&](const SeriesKey& key) {
    return key.metric != arguments.value_or("metric", key.metric) ||
           key.testbed != arguments.value_or("testbed", key.testbed);
  });
  if (keys.empty())
    throw Error(Fault::input, ci::plain(benchmark) +
                                  ": no such series of it in the history; show it without "
                                  "--metric and --testbed");
  return keys;
}

std::string described(const SeriesKey& key, const std::vector<Point>& points,
                      const Console& console) {
  TextTable table({{"time", Align::left},
                   {"commit", Align::left},
                   {"branch", Align::left},
                   {"median", Align::right},
                   {"change", Align::right},
                   {"values", Align::right}});
  double before = 0;
  for (const Point& point : points) {
    table.add({{shown_time(point.time)},
               {shown_commit(point.commit)},
               {ci::plain(point.branch)},
               {ci::quantity(point.median, key.unit)},
               {before > 0 && point.median > 0 ? ci::change(point.median / before) : ""},
               {std::to_string(point.values)}});
    before = point.median;
  }
  return ci::plain(key.benchmark) + " " + ci::plain(key.metric) + " on " +
         (key.testbed.empty() ? "an unknown testbed" : ci::plain(key.testbed)) + ", suite " +
         ci::plain(key.suite) + "\n" + shown(table, console);
}

Status show(const Arguments& arguments, Console& console) {
  if (arguments.positional().size() != 1)
    throw Error(Fault::usage, "history show: which benchmark? pawl history show BENCHMARK");
  const std::size_t limit = arguments.count("limit", 1, most_points).value_or(20);
  const auto store = existing(arguments, console);
  const std::string& benchmark = arguments.positional().front();
  const std::string branch = arguments.value_or("branch", "");
  std::string out;
  for (const SeriesKey& key : series_named(*store, benchmark, arguments)) {
    const auto points = store->points(key, {.branch = branch, .limit = limit});
    if (!points.empty()) out += (out.empty() ? "" : "\n") + described(key, points, console);
  }
  if (out.empty() && !branch.empty())
    throw Error(Fault::input, ci::plain(benchmark) + ": the history has no run of it on branch " +
                                  ci::plain(branch) + "; show it without --branch");
  console.out << out;
  return Status::pass;
}

const baselines::HistoryFormat& format_from(const Arguments& arguments) {
  const std::string wanted = arguments.value_or("format", "csv");
  if (const auto* format = baselines::history_format(wanted)) return *format;
  throw Error(Fault::usage,
              "--format: expected csv, json or openmetrics, found \"" + ci::plain(wanted) + "\"");
}

Status export_history(const Arguments& arguments, Console& console) {
  const baselines::HistoryFormat& format = format_from(arguments);
  const baselines::PointQuery query{
      .branch = arguments.value_or("branch", ""),
      .limit = arguments.count("limit", 1, most_points).value_or(most_points),
      .with_samples = format.has_samples};
  const auto store = existing(arguments, console);
  Patterns names(arguments.positional());
  std::string out(format.head);
  std::string_view between = "";
  std::size_t left_out = 0;
  for (const SeriesKey& key : store->series("")) {
    if (!names.match(key.benchmark) || key.testbed != arguments.value_or("testbed", key.testbed))
      continue;
    const auto points = store->points(key, query);
    if (points.empty()) continue;
    out += std::exchange(between, format.between);
    out += format.text_of(key, points, left_out);
  }
  names.expect_each_matched("without a name all of the history are written");
  if (left_out > 0)
    note(console,
         ci::count(left_out, "point") + " left out, having no time or that of the point before");
  write_output(arguments, console, out + std::string(format.end));
  return Status::pass;
}

/// The options' rule; where none is given, pawl.toml's.
baselines::HistoryRule history_rule(const Arguments& arguments, const Project& project) {
  const auto seconds = [&](const std::string& option) {
    return static_cast<double>(arguments.count(option, 1, 100'000).value_or(0)) * 86'400;
  };
  const baselines::HistoryRule given{.keep_samples = seconds("samples-days"),
                                     .keep_each = seconds("each-days"),
                                     .keep_runs = seconds("runs-days")};
  if (given != baselines::HistoryRule{}) return given;
  if (project.config.history_rule == baselines::HistoryRule{})
    throw Error(Fault::usage,
                "history prune: how long is what kept? --samples-days N, --each-days N, "
                "--runs-days N, or pawl.toml's [history]");
  return project.config.history_rule;
}

Status prune(const Arguments& arguments, Console& console) {
  const Project project = find_project(arguments, console);
  const baselines::HistoryRule rule = history_rule(arguments, project);
  const std::int64_t now = now_of(console);
  const auto before = [&](double kept) {
    return kept == 0 ? 0 : std::max<std::int64_t>(1, now - static_cast<std::int64_t>(kept));
  };
  const auto store = open_existing_history(history_place(arguments, project, console));
  const baselines::Removed removed = store->retain({.runs_before = before(rule.keep_runs),
                                                    .weekly_before = before(rule.keep_each),
                                                    .samples_before = before(rule.keep_samples)});
  const std::string thinned =
      rule.keep_each == 0 ? "" : ci::count(removed.points, "point") + " thinned out, ";
  note(console, ci::count(removed.runs, "run") + " removed, " + thinned +
                    ci::count(removed.samples, "point") + " reduced to the median");
  return Status::pass;
}

Option limit_option() {
  return {"limit", "N", "the newest N only (default 20)"};
}

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

Command history_list_command() {
  return {.name = "history list",
          .arguments = "[--limit N]",
          .summary = "the newest runs in the history",
          .options = {limit_option(), store_option(), config_option()},
          .example = "  pawl history list --limit 5",
          .action = list};
}

Command history_show_command() {
  return {.name = "history show",
          .arguments = "BENCHMARK [--metric NAME] [--branch NAME]",
          .most_words = any_number,
          .summary = "one benchmark over time",
          .options = {{"metric", "NAME", "this metric only"},
                      branch_option(),
                      testbed_only_option(),
                      limit_option(),
                      store_option(),
                      config_option()},
          .example = "  pawl history show token/small --branch main",
          .action = show};
}

Command history_export_command() {
  return {.name = "history export",
          .arguments = "[NAME-REGEX…] [--format csv|json|openmetrics] [-o FILE]",
          .most_words = any_number,
          .summary = "write series with their samples, oldest first",
          .details =
              "CSV is what compare, check, import and detect read: a run is called by its "
              "commit, or by its id\nwhere the commit was measured before. Points whose samples "
              "were pruned have their median.\nopenmetrics has medians with their times, for "
              "`promtool tsdb create-blocks-from openmetrics`.",
          .options = {output_option("the series"),
                      format_option("csv, json or openmetrics (default: csv)"),
                      branch_option(),
                      testbed_only_option(),
                      {"limit", "N", "the newest N points of each series only"},
                      store_option(),
                      config_option()},
          .example = "  pawl history export 'token/.*' --branch main -o series.csv",
          .action = export_history};
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

Command history_prune_command() {
  return {
      .name = "history prune",
      .arguments = "[--samples-days N] [--each-days N] [--runs-days N]",
      .summary = "forget samples, or whole runs, of long ago",
      .details =
          "Without any of them, by the rule of pawl.toml: [history] keep_samples, keep_each, "
          "keep_runs.\nRuns without a time are never too old.",
      .options = {{"samples-days", "N", "of older points keep the median, not the samples"},
                  {"each-days", "N", "of older points keep one a week, of each series and branch"},
                  {"runs-days", "N", "remove older runs"},
                  store_option(),
                  config_option()},
      .example = "  pawl history prune --samples-days 180 --runs-days 1000",
      .action = prune};
}

}  // namespace

std::vector<Command> history_commands() {
  return {history_add_command(),    history_list_command(),   history_show_command(),
          history_detect_command(), history_export_command(), history_import_command(),
          history_prune_command()};
}

}  // namespace pawl::tools
