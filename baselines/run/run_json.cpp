#include "run_json.hpp"

#include "baselines/error.hpp"
#include "baselines/text/json_document.hpp"
#include "baselines/text/json_text.hpp"
#include "baselines/unit.hpp"
#include "launches.hpp"
#include "series_json.hpp"

#include <set>
#include <utility>

namespace pawl::baselines {
namespace {

constexpr std::size_t newest_version = 1;

/// Cuts the launches of a series into its sessions.
std::vector<stats::Sample::Session> parse_sessions(const JsonNode& node,
                                                   stats::Sample::Session launches) {
  std::vector<stats::Sample::Session> sessions;
  std::size_t begin = 0;
  for (const JsonNode element : node.elements()) {
    const std::size_t count = element.count();
    if (count == 0 || count > launches.size() - begin)
      element.fail("a number of launches, 1 to " + std::to_string(launches.size() - begin));
    const auto from = launches.begin() + static_cast<std::ptrdiff_t>(begin);
    sessions.emplace_back(from, from + static_cast<std::ptrdiff_t>(count));
    begin += count;
  }
  if (begin != launches.size())
    node.fail("numbers that add up to the " + std::to_string(launches.size()) + " launches");
  return sessions;
}

Series parse_series(const JsonNode& node) {
  JsonFields fields(node);
  Series series;
  const JsonNode benchmark = fields.require("benchmark");
  series.benchmark = benchmark.string();
  if (series.benchmark.empty()) benchmark.fail("the benchmark's name");
  series.metric = fields.string("metric", "value");
  series.unit = fields.string("unit", "1");
  const auto known = unit(series.unit);
  if (known) series.unit = known->base;
  series.better = parse_better(fields);
  const JsonNode samples = fields.require("samples");
  auto launches = parse_launches(samples, known);
  if (const auto counts = fields.find("launches_per_session"))
    series.sessions = parse_sessions(*counts, std::move(launches));
  else
    series.sessions.push_back(std::move(launches));
  series.unknown = fields.unknown();
  return series;
}

std::vector<Series> parse_all_series(const JsonNode& node) {
  std::vector<Series> all;
  std::set<SeriesName> seen;
  all.reserve(node.array().size());
  for (const JsonNode element : node.elements()) {
    Series& series = all.emplace_back(parse_series(element));
    if (!seen.insert({series.benchmark, series.metric}).second)
      throw Error(Fault::input, element.place() +
                                    ": expected each benchmark and metric once, found " +
                                    series.benchmark + " " + series.metric +
                                    " again; put all its launches into one series");
  }
  return all;
}

Failure parse_failure(const JsonNode& node) {
  JsonFields fields(node);
  Failure failure{fields.require("benchmark").string(), fields.string("reason")};
  failure.unknown = fields.unknown();
  return failure;
}

void append_series(std::string& out, const Series& series) {
  JsonObject object(out);
  add_names(object, series);
  if (series.sessions.size() > 1)
    object.field("launches_per_session", [&] {
      append_list(out, series.sessions, "", [&](const stats::Sample::Session& session) {
        out += std::to_string(session.size());
      });
    });
  object.field("samples", [&] { append_json(out, launches_of(series.sessions)); })
      .end(series.unknown);
}

void append_failure(std::string& out, const Failure& failure) {
  JsonObject(out)
      .text("benchmark", failure.benchmark)
      .text("reason", failure.reason)
      .end(failure.unknown);
}

}  // namespace

Run parse_run(std::string_view text, std::string_view name) {
  const JsonDocument document(name, text);
  const JsonNode root = document.root();
  JsonFields fields(root);
  expect_format(fields, "pawl-run", newest_version);
  Run run;
  run.commit = fields.string("commit");
  run.branch = fields.string("branch");
  run.time = fields.time("time");
  run.suite = fields.string("suite");
  run.testbed = fields.string("testbed");
  if (const auto machine = fields.find("machine")) run.machine = parse_machine(*machine);
  run.series = parse_all_series(fields.require("series"));
  if (const auto failures = fields.find("failures"))
    run.failures = parse_list(*failures, parse_failure);
  if (const auto notes = fields.find("notes")) run.notes = notes->strings();
  run.unknown = fields.unknown();
  return run;
}

std::string run_json(const Run& run) {
  std::string out;
  JsonObject(out)
      .text("format", "pawl-run")
      .count("version", newest_version)
      .line()
      .text("commit", run.commit)
      .text("branch", run.branch)
      .text("time", run.time)
      .text("suite", run.suite)
      .text("testbed", run.testbed)
      .line()
      .field("machine", [&] { append_json(out, run.machine); })
      .line()
      .field("series",
             [&] {
               append_list(out, run.series, "\n",
                           [&](const Series& series) { append_series(out, series); });
             })
      .line()
      .field("failures",
             [&] {
               append_list(out, run.failures, "\n",
                           [&](const Failure& failure) { append_failure(out, failure); });
             })
      .line()
      .field("notes", [&] { append_texts(out, run.notes, "\n"); })
      .end(run.unknown);
  return out + "\n";
}

void expect_readable(const Run& run) {
  std::size_t count = 0;  // in JSON a launch is one, too
  for (const Series& series : run.series)
    for (const auto& launches : series.sessions)
      for (const auto& values : launches) count += 1 + values.size();
  if (count > most_json_values / 100 * 99)  // the rest is for names and units
    throw Error(Fault::input, "the run: expected fewer values than a run.json may hold (" +
                                  std::to_string(most_json_values) +
                                  ", each launch counted as one more), found " +
                                  std::to_string(count) + "; take part of it");
}

}  // namespace pawl::baselines
