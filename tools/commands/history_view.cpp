#include "baselines/error.hpp"
#include "baselines/instant.hpp"
#include "baselines/text/did_you_mean.hpp"
#include "ci/format.hpp"
#include "ci/inert.hpp"
#include "ci/render/text_table.hpp"
#include "history.hpp"

#include <set>
#include <string>
#include <string_view>

namespace pawl::tools {

namespace {

using baselines::Point;
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

Status list(const Arguments& arguments, Console& console) {
  const auto store = existing_history(arguments, console);
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
  const auto store = existing_history(arguments, console);
  const std::string& benchmark = arguments.positional().front();
  const std::string branch = arguments.value_or("branch", "");
  std::string out;
  for (const SeriesKey& key : series_named(*store, benchmark, arguments)) {
    const auto points = store->points(key, {.branch = branch, .limit = limit});
    if (!points.empty()) out += (out.empty() ? "" : "\n") + described(key, points, console);
  }
  if (out.empty()) refuse_unknown_branch(arguments);
  console.out << out;
  return Status::pass;
}

Option limit_option() {
  return {"limit", "N", "the newest N only (default 20)"};
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

}  // namespace

std::vector<Command> history_views() {
  return {history_list_command(), history_show_command()};
}

}  // namespace pawl::tools
