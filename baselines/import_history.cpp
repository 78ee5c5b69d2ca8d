// What `pawl history export --format json` writes (FORMAT.md): series of points, which are put
// together into the runs that they come from.
#include "import_formats.hpp"
#include "json_document.hpp"
#include "merge.hpp"
#include "series_json.hpp"

#include <algorithm>
#include <unordered_map>

namespace pawl::baselines {
namespace {

constexpr std::size_t newest_version = 1;

/// Runs in the order of their first points.
class RunsById {
 public:
  Run& of(const std::string& id) {
    const auto [place, is_new] = places_.try_emplace(id, runs_.size());
    if (is_new) runs_.emplace_back().id = id;
    return runs_[place->second];
  }
  std::vector<Run> by_time() && {
    std::ranges::stable_sort(runs_, {}, &Run::time);
    return std::move(runs_);
  }

 private:
  std::vector<Run> runs_;
  std::unordered_map<std::string, std::size_t> places_;
};

/// A point whose samples are gone is its median.
stats::Sample::Session launches_of(JsonFields& point, const Series& series) {
  const auto samples = point.find("samples");
  if (samples && !samples->array().empty()) return parse_launches(*samples, unit(series.unit));
  return {{point.require("median").number()}};
}

void read_point(const JsonNode& node, const JsonNode& series_node, Series series, RunsById& runs) {
  JsonFields point(node), fields(series_node);
  Run& run = runs.of(point.require("run").string());
  run.suite = fields.string("suite");
  run.testbed = fields.string("testbed");
  run.commit = point.string("commit");
  run.branch = point.string("branch");
  run.time = point.string("time");
  series.sessions = {launches_of(point, series)};
  run.series.push_back(std::move(series));
}

void read_series(const JsonNode& node, RunsById& runs) {
  JsonFields fields(node);
  Series series;
  series.benchmark = fields.require("benchmark").string();
  series.metric = fields.require("metric").string();
  series.unit = fields.require("unit").string();
  series.better = parse_better(fields);
  const JsonNode points = fields.require("points");
  const auto& array = points.array();
  for (std::size_t i = 0; i < array.size(); ++i)
    read_point(JsonNode(points, i, array[i]), node, series, runs);
}

}  // namespace

bool is_history(const Specimen& specimen) {
  constexpr std::size_t where_formats_stand = 100;
  return specimen.has("format") &&
         specimen.text.substr(0, where_formats_stand).find("\"pawl-history\"") !=
             std::string_view::npos;
}

std::vector<Run> parse_history_runs(std::string_view text, std::string_view name) {
  const JsonDocument document(name, text);
  const JsonNode root = document.root();
  JsonFields fields(root);
  expect_format(fields, "pawl-history", newest_version);
  RunsById runs;
  const JsonNode all = fields.require("series");
  const auto& array = all.array();
  for (std::size_t i = 0; i < array.size(); ++i) read_series(JsonNode(all, i, array[i]), runs);
  return std::move(runs).by_time();
}

Run parse_history(std::string_view text, std::string_view name) {
  const std::vector<Run> runs = parse_history_runs(text, name);
  return runs.empty() ? Run{} : merged(runs);
}

}  // namespace pawl::baselines
