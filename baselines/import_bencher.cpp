// Bencher Metric Format: {BENCHMARK: {MEASURE: {value, lower_value, upper_value}}}; bencher.dev,
// "Bencher Metric Format". Its built-in measures have units; others stand for themselves.
#include "import_formats.hpp"
#include "import_json.hpp"

#include <array>

namespace pawl::baselines {
namespace {

struct Measure {
  std::string_view name, metric, unit;
  stats::Better better;
};
constexpr std::array measures{
    Measure{"latency", "latency", "ns", stats::Better::lower},
    Measure{"throughput", "throughput", "1/s", stats::Better::higher},
    Measure{"build-time", "build_time", "s", stats::Better::lower},
    Measure{"file-size", "file_size", "B", stats::Better::lower},
    Measure{"binary-size", "binary_size", "B", stats::Better::lower},
    Measure{"json-dhat", "json_dhat", "B", stats::Better::lower},
};

Measure measure(std::string_view name) {
  for (const Measure& known : measures)
    if (known.name == name) return known;
  return {name, name, "1", better_of("1", name)};
}

void read_benchmark(const JsonNode& node, std::string_view benchmark, RunBuilder& builder) {
  for (const auto& [key, value] : node.object()) {
    const JsonNode metric(node, key, value);
    JsonFields fields(metric);
    const Measure its = measure(key);
    fields.require("value");
    add_field(builder, fields, "value", {benchmark, its.metric, its.unit, its.better});
  }
}

}  // namespace

bool is_bencher(const Specimen& specimen) {
  // The names are the user's, so only the shape tells: {"…": {"…": {"value": …
  std::string shape;
  bool in_string = false;
  for (const char c : specimen.text.substr(0, 4096)) {
    if (c == '"') in_string = !in_string;
    if (!in_string && std::string_view("{}[]:,").find(c) != std::string_view::npos) shape += c;
  }
  return shape.starts_with("{:{:{:") && specimen.text.find("\"value\"") != std::string_view::npos;
}

Run parse_bencher(std::string_view text, std::string_view name) {
  const JsonDocument document(name, text);
  const JsonNode root = document.root();
  RunBuilder builder;
  for (const auto& [key, value] : root.object()) try {
      read_benchmark(JsonNode(root, key, value), key, builder);
    } catch (const Error& error) {
      builder.note(std::string(error.what()) + "; the benchmark was left out");
    }
  note_summary_only(builder, name, "value of each");
  return std::move(builder).finished();
}

}  // namespace pawl::baselines
