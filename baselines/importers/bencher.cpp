// Bencher Metric Format: {BENCHMARK: {MEASURE: {value, lower_value, upper_value}}}; bencher.dev,
// "Bencher Metric Format". Its built-in measures have units; others stand for themselves.
#include "formats.hpp"
#include "import_json.hpp"

#include <array>

namespace pawl::baselines {
namespace {

constexpr std::array measures{
    BencherMeasure{"latency", "latency", "ns", stats::Better::lower},
    BencherMeasure{"throughput", "throughput", "1/s", stats::Better::higher},
    BencherMeasure{"build-time", "build_time", "s", stats::Better::lower},
    BencherMeasure{"file-size", "file_size", "B", stats::Better::lower},
    BencherMeasure{"binary-size", "binary_size", "B", stats::Better::lower},
    BencherMeasure{"json-dhat", "json_dhat", "B", stats::Better::lower},
};

void read_benchmark(const JsonNode& node, std::string_view benchmark, RunBuilder& builder) {
  for (const auto& [key, value] : node.object()) {
    const JsonNode metric(node, key, value);
    JsonFields fields(metric);
    const BencherMeasure its = bencher_measure(key);
    fields.require("value");
    add_field(builder, fields, "value", {benchmark, its.metric, its.unit, its.better});
  }
}

}  // namespace

BencherMeasure bencher_measure(std::string_view name) {
  for (const BencherMeasure& known : measures)
    if (known.name == name) return known;
  return {name, name, "1", better_of("1", name)};
}

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
      builder.leave_out(error.what(), "benchmark");
    }
  note_summary_only(builder, name, "value of each");
  return std::move(builder).finished();
}

}  // namespace pawl::baselines
