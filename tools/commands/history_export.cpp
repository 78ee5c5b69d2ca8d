#include "baselines/error.hpp"
#include "baselines/history/export_history.hpp"
#include "ci/format.hpp"
#include "ci/inert.hpp"
#include "history.hpp"
#include "tools/command_line/pattern.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace pawl::tools {

namespace {

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
  const std::string place = history_place(arguments, find_project(arguments, console), console);
  expect_output_beside_input(arguments, "the export", {place});
  const auto store = open_existing_history(place);
  Patterns names(arguments.positional());
  std::string out(format.head);
  std::string_view between = "";
  std::size_t left_out = 0;
  for (const baselines::SeriesKey& key : store->series("")) {
    if (!names.match(key.benchmark) || key.testbed != arguments.value_or("testbed", key.testbed))
      continue;
    const auto points = store->points(key, query);
    if (points.empty()) continue;
    out += std::exchange(between, format.between);
    out += format.text_of(key, points, left_out);
  }
  names.expect_each_matched("without a name all of the history are written");
  if (out == format.head) refuse_unknown_branch(arguments);
  if (left_out > 0)
    note(console,
         ci::count(left_out, "point") + " left out, having no time or that of the point before");
  write_output(arguments, console, out + std::string(format.end));
  return Status::pass;
}

}  // namespace

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

}  // namespace pawl::tools
