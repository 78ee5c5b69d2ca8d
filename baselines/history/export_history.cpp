#include "export_history.hpp"

#include "baselines/instant.hpp"
#include "baselines/run/launches.hpp"
#include "baselines/run/series_json.hpp"
#include "baselines/text/json_text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <utility>

namespace pawl::baselines {

namespace {

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
  JsonObject(out)
      .text("run", point.run)
      .text("commit", point.commit)
      .text("branch", point.branch)
      .text("time", point.time == 0 ? "" : instant_text(point.time))
      .number("median", point.median)
      .count("values", point.values)
      .field("samples", [&] { append_json(out, launches_of(point.samples)); })
      .end();
}

std::string csv_of(const SeriesKey& key, const std::vector<Point>& points, std::size_t&) {
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

std::string json_of(const SeriesKey& key, const std::vector<Point>& points, std::size_t&) {
  std::string out;
  JsonObject object(out);
  object.text("suite", key.suite).text("testbed", key.testbed);
  add_names(object, key)
      .field("points",
             [&] {
               append_list(out, points, "\n",
                           [&](const Point& point) { append_point(out, point); });
             })
      .end();
  return out;
}

std::string open_metrics_of(const SeriesKey& key, const std::vector<Point>& points,
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

constexpr std::array formats = {
    HistoryFormat{.name = "csv",
                  .head = "benchmark,metric,unit,better,run,launch,value\n",
                  .has_samples = true,
                  .text_of = csv_of},
    HistoryFormat{.name = "json",
                  .head = "{\"format\":\"pawl-history\",\"version\":1,\"series\":[\n",
                  .between = ",\n",
                  .end = "\n]}\n",
                  .has_samples = true,
                  .text_of = json_of},
    HistoryFormat{.name = "openmetrics",
                  .head = "# TYPE pawl_median gauge\n"
                          "# HELP pawl_median Median of one run, in the base unit that the label "
                          "tells.\n",
                  .end = "# EOF\n",
                  .has_samples = false,
                  .text_of = open_metrics_of},
};

}  // namespace

const HistoryFormat* history_format(std::string_view name) {
  const auto* const format = std::ranges::find(formats, name, &HistoryFormat::name);
  return format == formats.end() ? nullptr : format;
}

}  // namespace pawl::baselines
