#include "history.hpp"

#include "baselines/error.hpp"
#include "baselines/instant.hpp"
#include "baselines/json_text.hpp"
#include "baselines/open_store.hpp"
#include "baselines/postgres_store.hpp"
#include "baselines/series_json.hpp"
#include "baselines/sqlite_store.hpp"
#include "launches.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <string_view>
#include <system_error>
#include <utility>

namespace pawl::tools {

namespace {

using baselines::append_field;
using baselines::append_json;
using baselines::Point;
using baselines::SeriesKey;

/// A field of CSV (RFC 4180).
std::string field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + '"';
}

/// As OpenMetrics 1.0 escapes a label's value.
std::string label_value(std::string_view text) {
  std::string value;
  for (const char c : text)
    if (c == '\n')
      value += "\\n";
    else
      value += (c == '"' || c == '\\' ? "\\" : "") + std::string(1, c);
  return value;
}

void append_point(std::string& out, const Point& point) {
  out += '{';
  append_field(out, "run", point.run);
  append_field(out, "commit", point.commit);
  append_field(out, "branch", point.branch);
  append_field(out, "time", point.time == 0 ? "" : baselines::instant_text(point.time));
  out += "\"median\":";
  append_json(out, point.median);
  out += ",\"values\":" + std::to_string(point.values) + ",\"samples\":";
  append_json(out, launches_of(point.samples));
  out += '}';
}

}  // namespace

Option store_option() {
  return {"store", "PLACE",
          "a file or postgresql://… (default: PAWL_HISTORY, pawl.toml's history, or "
          ".pawl/history.sqlite)"};
}

std::string history_place(const Arguments& arguments, const Project& project,
                          const Console& console) {
  if (const auto given = arguments.value("store")) return *given;
  if (const std::string set = variable(console, "PAWL_HISTORY"); !set.empty()) return set;
  const std::string place = project.config.history.empty() ? std::string(baselines::default_history)
                                                           : project.config.history;
  baselines::expect_store(place);
  if (baselines::is_postgres(place)) return place;
  return (project.directory / place).lexically_normal().string();
}

std::unique_ptr<baselines::Store> open_history(const std::string& place) {
  return baselines::open_store(place);
}

std::unique_ptr<baselines::Store> open_existing_history(const std::string& place) {
  baselines::expect_store(place);
  std::error_code ignored;
  if (!baselines::is_postgres(place) && !std::filesystem::exists(place, ignored))
    throw Error(Fault::io, place + ": no such history; make it with pawl history add run.json");
  return open_history(place);
}

baselines::History history_of(const SeriesKey& key, std::vector<Point> points) {
  baselines::History history{key.benchmark, key.metric, key.unit, key.better, {}};
  for (Point& point : points) {
    stats::Sample::Session launches = launches_of(std::move(point.samples));
    if (launches.empty()) launches = {{point.median}};
    history.points.push_back({point.commit.empty() ? std::move(point.run) : std::move(point.commit),
                              std::move(launches), point.time});
  }
  return history;
}

std::string history_csv(const SeriesKey& key, const std::vector<Point>& points) {
  const std::string head = field(key.benchmark) + ',' + field(key.metric) + ',' + field(key.unit) +
                           ',' + std::string(stats::name(key.better)) + ',';
  std::set<std::string> labels;
  std::string out;
  for (const Point& point : points) {
    const bool is_first = !point.commit.empty() && labels.insert(point.commit).second;
    const std::string label = field(is_first ? point.commit : point.run);
    std::size_t number = 0;
    stats::Sample::Session launches = launches_of(point.samples);
    if (launches.empty()) launches = {{point.median}};
    for (const auto& launch : launches) {
      for (const double value : launch) {
        out += head + label + ',' + std::to_string(number) + ',';
        append_json(out, value);
        out += '\n';
      }
      ++number;
    }
  }
  return out;
}

std::string history_open_metrics(const SeriesKey& key, const std::vector<Point>& points,
                                 std::size_t& left_out) {
  std::map<std::string, std::string> by_branch;
  std::map<std::string, std::int64_t> last;
  for (const Point& point : points) {
    std::int64_t& time = last[point.branch];
    if (point.time <= time) {
      ++left_out;
      continue;
    }
    time = point.time;
    std::string& out = by_branch[point.branch];
    out += "pawl_median{";
    const char* between = "";
    for (const auto& [name, value] : {std::pair("suite", &key.suite),
                                      {"testbed", &key.testbed},
                                      {"benchmark", &key.benchmark},
                                      {"metric", &key.metric},
                                      {"unit", &key.unit},
                                      {"branch", &point.branch}})
      out += std::exchange(between, ",") + std::string(name) + "=\"" + label_value(*value) + '"';
    out += "} ";
    append_json(out, point.median);
    out += ' ' + std::to_string(time) + '\n';
  }
  std::string all;
  for (const auto& [branch, samples] : by_branch) all += samples;
  return all;
}

std::string history_json(const SeriesKey& key, const std::vector<Point>& points) {
  std::string out = "{";
  append_field(out, "suite", key.suite);
  append_field(out, "testbed", key.testbed);
  append_field(out, "benchmark", key.benchmark);
  append_field(out, "metric", key.metric);
  append_field(out, "unit", key.unit);
  append_field(out, "better", stats::name(key.better));
  out += "\"points\":[";
  for (std::size_t i = 0; i < points.size(); ++i) {
    out += i == 0 ? "\n" : ",\n";
    append_point(out, points[i]);
  }
  return out + "]}";
}

}  // namespace pawl::tools
