// Bencher's reports, as `bencher report list PROJECT` prints them (or `report view`, one of them):
// bencher.dev, API, JsonReport. Each is a run of its own, its iterations launches.
#include "formats.hpp"
#include "import_json.hpp"

namespace pawl::baselines {
namespace {

/// The field's string within the object that the first field is; empty when either is absent.
std::string inner(JsonFields& fields, std::string_view object, std::string_view name) {
  const auto node = fields.find(object);
  if (!node) return {};
  JsonFields inner_fields(*node);
  return inner_fields.string(name);
}

/// Of the branch's head; earlier versions of Bencher have no heads.
std::string commit_of(JsonFields& branch) {
  if (const auto head = branch.find("head")) {
    JsonFields fields(*head);
    return inner(fields, "version", "hash");
  }
  return inner(branch, "version", "hash");
}

void read_measure(const JsonNode& node, std::string_view benchmark, RunBuilder& builder) {
  JsonFields fields(node);
  const JsonNode measure_node = fields.require("measure"), metric_node = fields.require("metric");
  JsonFields measure(measure_node), metric(metric_node);
  const std::string slug = measure.string("slug", measure.string("name"));
  const BencherMeasure its = bencher_measure(slug);
  metric.require("value");
  add_field(builder, metric, "value", {benchmark, its.metric, its.unit, its.better});
}

void read_result(const JsonNode& node, RunBuilder& builder) {
  JsonFields fields(node);
  const JsonNode benchmark_node = fields.require("benchmark");
  JsonFields benchmark(benchmark_node);
  const std::string name = benchmark.require("name").string();
  for_each_entry(fields.require("measures"), builder,
                 [&](const JsonNode& measure) { read_measure(measure, name, builder); });
}

Run read_report(const JsonNode& node, RunBuilder builder) {
  JsonFields fields(node);
  const JsonNode branch_node = fields.require("branch");
  JsonFields branch(branch_node);
  builder.run().branch = branch.string("name");
  builder.run().commit = commit_of(branch);
  builder.run().testbed = inner(fields, "testbed", "slug");
  builder.run().suite = inner(fields, "project", "slug");
  builder.run().time = fields.string("start_time");
  for_each_entry(fields.require("results"), builder, [&](const JsonNode& iteration) {
    for_each_entry(iteration, builder,
                   [&](const JsonNode& result) { read_result(result, builder); });
  });
  return std::move(builder).finished();
}

}  // namespace

bool is_bencher_reports(const Specimen& specimen) {
  return specimen.has("branch") && specimen.has("testbed") && specimen.has("results") &&
         specimen.has("start_time");
}

std::vector<Run> parse_bencher_report_runs(std::string_view text, std::string_view name) {
  const JsonDocument document(name, text);
  const JsonNode root = document.root();
  RunBuilder notes;
  std::vector<Run> runs;
  const auto read = [&](const JsonNode& node) {
    Run run = read_report(node, notes.beside());
    if (!run.series.empty()) runs.push_back(std::move(run));
  };
  if (root.value().is_array())
    for_each_entry(root, notes, read);
  else
    read(root);
  return with_first_notes(std::move(runs), notes);
}

}  // namespace pawl::baselines
