// pyperf's JSON (`-o bench.json`), also pyperformance's: pyperf/_bench.py of psf/pyperf, versions
// 6 and "1.0". A run is a process, hence a launch; one without values only calibrated. What all
// benchmarks have in common stands at the file's end.
#include "formats.hpp"
#include "import_json.hpp"

#include <optional>

namespace pawl::baselines {
namespace {

std::optional<JsonNode> metadata_of(const JsonNode& node) {
  return JsonFields(node).find("metadata");
}

/// What the benchmark's metadata say at `key`, or the file's.
std::string said(const JsonNode& root, const JsonNode& entry, std::string_view key) {
  for (const JsonNode* const node : {&entry, &root})
    if (const auto metadata = metadata_of(*node))
      if (const std::string text = JsonFields(*metadata).string(key); !text.empty()) return text;
  return "";
}

Observation observation_in(const std::string& unit) {
  if (unit == "byte") return {{}, "peak_memory", "B"};
  if (unit == "integer") return {{}, "value", "1"};
  return {{}, "wall_time", "s"};
}

void read_origin(const JsonNode& root, const JsonNode& entry, Run& run) {
  run.machine.cpu_model = said(root, entry, "cpu_model_name");
  run.commit = said(root, entry, "commit_id");
  run.branch = said(root, entry, "commit_branch");
  const std::string implementation = said(root, entry, "python_implementation");
  add_version(run.machine.toolchain, implementation.empty() ? "python" : implementation,
              said(root, entry, "python_version"));
  add_version(run.machine.toolchain, "pyperf", said(root, entry, "perf_version"));
}

/// Whether it measured anything.
bool read_launch(const JsonNode& node, Observation observation, RunBuilder& builder) {
  JsonFields fields(node);
  if (!add_list(builder, fields, "values", observation)) return false;
  const auto metadata = metadata_of(node);
  if (!metadata) return true;
  JsonFields its(*metadata);
  // The machine's own time, taken for UTC, as a runner's is: "2026-11-29 08:24:26.984363".
  if (const std::string date = its.string("date"); date.size() >= 19 && builder.run().time.empty())
    builder.run().time = date.substr(0, 10) + "T" + date.substr(11, 8) + "Z";
  if (observation.metric != "wall_time") return true;
  observation.metric = "peak_memory";
  observation.unit = "B";
  add_field(builder, its, "mem_max_rss", observation);
  return true;
}

void read_entry(const JsonNode& root, const JsonNode& entry, RunBuilder& builder) {
  const std::string name = said(root, entry, "name");
  if (name.empty()) entry.fail("a benchmark with a name");
  read_origin(root, entry, builder.run());
  Observation observation = observation_in(said(root, entry, "unit"));
  observation.benchmark = name;
  JsonFields fields(entry);
  std::size_t launch = 0;
  bool has_measured = false;
  for_each_entry(fields.require("runs"), builder, [&](const JsonNode& node) {
    const std::string label = std::to_string(launch++);
    observation.launch = label;
    has_measured |= read_launch(node, observation, builder);
  });
  if (!has_measured) builder.fail(name, "has no values: its processes only calibrated");
}

}  // namespace

bool is_pyperf(const Specimen& specimen) {
  return specimen.has("benchmarks") && specimen.has("version") &&
         specimen.text.find("\"runs\"") != std::string_view::npos;
}

Run parse_pyperf(std::string_view text, std::string_view name) {
  const JsonDocument document(name, text);
  const JsonNode root = document.root();
  JsonFields fields(root);
  RunBuilder builder;
  for_each_entry(fields.require("benchmarks"), builder,
                 [&](const JsonNode& entry) { read_entry(root, entry, builder); });
  return std::move(builder).finished();
}

}  // namespace pawl::baselines
