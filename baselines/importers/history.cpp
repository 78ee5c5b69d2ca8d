// What `pawl history export --format json` writes (FORMAT.md): series of points, which are put
// together into the runs that they come from.
#include "baselines/run/series_json.hpp"
#include "baselines/text/json_document.hpp"
#include "baselines/text/json_outline.hpp"
#include "formats.hpp"

#include <algorithm>
#include <optional>
#include <unordered_map>

namespace pawl::baselines {
namespace {

constexpr std::size_t newest_version = 1;

/// Runs in the order of their first points.
class RunsById {
 public:
  /// One that was not there is begun as `like`.
  Run& of(const std::string& id, const Run& like) {
    const auto [place, is_new] = places_.try_emplace(id, runs_.size());
    if (is_new) runs_.emplace_back(like).id = id;
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
stats::Sample::Session launches_of(JsonFields& point, const std::optional<Unit>& unit) {
  const auto samples = point.find("samples");
  if (samples && !samples->array().empty()) return parse_launches(*samples, unit);
  const double median = point.require("median").number();
  return {{unit ? in_base(*unit, median) : median}};
}

void read_series(const JsonNode& node, RunsById& runs) {
  JsonFields fields(node);
  Series series;
  const JsonNode benchmark = fields.require("benchmark");
  series.benchmark = benchmark.string();
  if (series.benchmark.empty()) benchmark.fail("the benchmark's name");
  series.metric = fields.require("metric").string();
  series.unit = fields.require("unit").string();
  series.better = parse_better(fields);
  Run like;
  like.suite = fields.string("suite");
  like.testbed = fields.string("testbed");
  const auto known = unit(series.unit);
  if (known) series.unit = known->base;
  const JsonNode points = fields.require("points");
  for (const JsonNode element : points.elements()) {
    JsonFields point(element);
    Run& run = runs.of(point.require("run").string(), like);
    run.commit = point.string("commit");
    run.branch = point.string("branch");
    run.time = point.time("time");
    series.sessions = {launches_of(point, known)};
    run.series.push_back(series);
  }
}

}  // namespace

bool is_history(const Specimen& specimen) {
  return specimen.has("format") && specimen.text.substr(json_offset(specimen.text, {{"format"}}))
                                       .starts_with("\"pawl-history\"");
}

std::vector<Run> parse_history_runs(std::string_view text, std::string_view name) {
  const JsonDocument document(name, text);
  const JsonNode root = document.root();
  JsonFields fields(root);
  expect_format(fields, "pawl-history", newest_version);
  RunsById runs;
  const JsonNode all = fields.require("series");
  for (const JsonNode series : all.elements()) read_series(series, runs);
  return std::move(runs).by_time();
}

}  // namespace pawl::baselines
