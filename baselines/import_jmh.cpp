// JMH's JSON (`-rf json`): JSONResultFormat.java of openjdk/jmh. Forks are processes, hence
// launches; the measurement iterations of a fork are its values. Which way is better follows from
// the mode.
#include "import_formats.hpp"
#include "import_json.hpp"
#include "unit.hpp"

#include <array>

namespace pawl::baselines {
namespace {

struct Mode {
  std::string_view mode, metric;
  stats::Better better;
};
constexpr std::array modes{
    Mode{"thrpt", "throughput", stats::Better::higher},
    Mode{"avgt", "wall_time", stats::Better::lower},
    Mode{"sample", "sample_time", stats::Better::lower},
    Mode{"ss", "single_shot_time", stats::Better::lower},
};

Mode mode_of(const JsonNode& node) {
  const std::string name = node.string();
  for (const Mode& mode : modes)
    if (mode.mode == name) return mode;
  node.fail("thrpt, avgt, sample or ss");
}

/// "org.example.Map.get:size=10,type=tree"
std::string benchmark_name(JsonFields& fields) {
  std::string name = fields.require("benchmark").string();
  const auto parameters = fields.find("params");
  if (!parameters) return name;
  char separator = ':';
  for (const auto& [key, value] : parameters->object()) {
    name += separator + std::string(key) + "=" + JsonNode(*parameters, key, value).string();
    separator = ',';
  }
  return name;
}

/// A metric's forks; its score alone where the raw data are a histogram or absent.
void read_metric(const JsonNode& node, Observation observation, RunBuilder& builder) {
  JsonFields fields(node);
  const std::string unit = fields.string("scoreUnit");
  observation.unit = unit;
  if (const auto forks = fields.find("rawData")) {
    const auto& array = forks->array();
    for (std::size_t i = 0; i < array.size(); ++i) {
      const std::string fork = std::to_string(i);
      observation.launch = fork;
      add_numbers(builder, JsonNode(*forks, i, array[i]), observation);
    }
    return;
  }
  if (add_field(builder, fields, "score", observation))
    note_summary_only(builder,
                      std::string(observation.benchmark) + " " + std::string(observation.metric),
                      "score");
}

void read_entry(const JsonNode& entry, RunBuilder& builder) {
  JsonFields fields(entry);
  const std::string benchmark = benchmark_name(fields);
  const Mode mode = mode_of(fields.require("mode"));
  const JsonNode primary = fields.require("primaryMetric");
  read_metric(primary, {benchmark, mode.metric, "", mode.better}, builder);
  const auto secondary = fields.find("secondaryMetrics");
  if (!secondary) return;
  for (const auto& [key, value] : secondary->object()) {
    const JsonNode node(*secondary, key, value);
    JsonFields metric(node);
    const auto its = unit(metric.string("scoreUnit"));
    read_metric(node, {benchmark, key, "", better_of(its ? its->base : "", key)}, builder);
  }
}

}  // namespace

bool is_jmh(const Specimen& specimen) {
  return specimen.has("primaryMetric") && specimen.has("mode");
}

Run parse_jmh(std::string_view text, std::string_view name) {
  const std::string json = with_quoted_nan(text);
  const JsonDocument document(name, json);
  RunBuilder builder;
  for_each_entry(document.root(), builder,
                 [&](const JsonNode& entry) { read_entry(entry, builder); });
  return std::move(builder).finished();
}

}  // namespace pawl::baselines
