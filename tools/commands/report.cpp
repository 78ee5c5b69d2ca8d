#include "baselines/error.hpp"
#include "baselines/file.hpp"
#include "baselines/history/postgres_store.hpp"
#include "baselines/importers/import.hpp"
#include "baselines/instant.hpp"
#include "baselines/run/launches.hpp"
#include "ci/headline.hpp"
#include "ci/render/html.hpp"
#include "ci/report_json.hpp"
#include "commands.hpp"
#include "tools/dashboard/model.hpp"
#include "tools/formats/report_format.hpp"
#include "tools/project/history.hpp"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>

namespace pawl::tools {

namespace {

using baselines::Run;
using ci::RowVerdict;

/// Where the pictures of a page come from; each may be absent.
struct Sources {
  std::optional<Run> before, now;
  std::unique_ptr<baselines::Store> history;
};

std::optional<Run> run_of(const Arguments& arguments, const std::string& option) {
  const auto file = arguments.value(option);
  return file ? std::optional(baselines::read_run(*file)) : std::nullopt;
}

/// The history of --store, or the project's where it has one.
std::unique_ptr<baselines::Store> history_of(const Arguments& arguments, const Console& console) {
  const std::string place = history_place(arguments, find_project(arguments, console), console);
  std::error_code ignored;
  const bool is_there = baselines::is_postgres(place) || std::filesystem::exists(place, ignored);
  return arguments.value("store") || is_there ? open_existing_history(place) : nullptr;
}

/// All values of the row's series, ascending; none where there is no run, or it has none.
std::vector<double> values_of(const std::optional<Run>& run, const ci::Row& row) {
  std::vector<double> values;
  if (!run) return values;
  for (const baselines::Series& series : run->series)
    if (series.benchmark == row.benchmark && series.metric == row.metric)
      for (const auto& session : series.sessions)
        for (const auto& launch : session)
          values.insert(values.end(), launch.begin(), launch.end());
  std::ranges::sort(values);
  return values;
}

std::string label_of(const baselines::Point& point) {
  if (!point.commit.empty()) return point.commit.substr(0, 10);
  return point.time == 0 ? "" : baselines::instant_text(point.time).substr(0, 10);
}

std::vector<ci::PicturedPoint> points_of(baselines::Store* store, const ci::Row& row,
                                         const ci::Report& report) {
  std::vector<ci::PicturedPoint> points;
  if (store == nullptr) return points;
  for (const baselines::SeriesKey& key : store->series(row.benchmark)) {
    if (key.metric != row.metric || key.testbed != report.testbed || key.suite != report.suite)
      continue;
    for (const auto& point :
         store->points(key, {.limit = ci::most_pictured_points, .with_samples = true})) {
      const auto drawn = dashboard::point_of(baselines::launches_of(point.samples))
                             .value_or(dashboard::unbounded(point.median));
      points.push_back({label_of(point), drawn.median, drawn.low, drawn.high});
    }
  }
  return points;
}

/// The report's rows, what matters most first, with what there is to show of them.
std::vector<ci::PicturedSeries> pictured(const ci::Report& report, const Sources& sources) {
  std::vector<ci::PicturedSeries> all;
  for (const auto verdict : {RowVerdict::regression, RowVerdict::inconclusive,
                             RowVerdict::improvement, RowVerdict::unchanged})
    for (const ci::Row* row : ci::rows_of(report, verdict)) {
      ci::PicturedSeries series{row->benchmark, row->metric, row->unit, {}, {}, {}};
      if (all.size() < ci::most_pictured_series) {
        series.history = points_of(sources.history.get(), *row, report);
        series.before = values_of(sources.before, *row);
        series.now = values_of(sources.now, *row);
      }
      all.push_back(std::move(series));
    }
  return all;
}

Status report(const Arguments& arguments, Console& console) {
  const std::string& file = only_word(arguments, "report: expected one report");
  check_format(arguments);
  expect_output_beside_input(arguments, "the page");
  const ci::Report shown = ci::parse_report(baselines::read_file(file, ci::largest_report), file);
  if (arguments.value_or("format", "text") != "html") {
    write_output(arguments, console, rendered(shown, arguments, console));
    return Status::pass;
  }
  const Sources sources{run_of(arguments, "before"), run_of(arguments, "now"),
                        history_of(arguments, console)};
  const bool has_pictures = sources.before || sources.now || sources.history;
  write_output(
      arguments, console,
      ci::html(shown, has_pictures ? pictured(shown, sources) : std::vector<ci::PicturedSeries>{}));
  return Status::pass;
}

}  // namespace

Command report_command() {
  return {.name = "report",
          .arguments = "REPORT [--format html] [-o FILE]",
          .most_words = any_number,
          .summary = "show a report.json again: as a page with pictures, say",
          .details =
              "As html it is one file for an artifact or a mail: no script, no request, works from "
              "a disk. With\n--before and --now it shows how the values are distributed, and from "
              "the history how each benchmark\ncame here; the 20 rows that matter most have "
              "pictures. Status 0 whatever the report says.",
          .options = {report_format_option(),
                      output_option("the report"),
                      {"before", "RUN", "html: the values that it was judged against"},
                      {"now", "RUN", "html: the values that were judged"},
                      store_option(),
                      config_option()},
          .example =
              "  pawl check run.json -o report.json\n"
              "  pawl report report.json --format html --now run.json -o report.html",
          .action = report};
}

}  // namespace pawl::tools
