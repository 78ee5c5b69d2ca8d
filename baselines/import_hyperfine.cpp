// hyperfine's JSON (`--export-json`): src/export/json.rs and src/benchmark/benchmark_result.rs of
// sharkdp/hyperfine. Each time is a process of its own, hence a launch.
#include "import_formats.hpp"
#include "import_json.hpp"

namespace pawl::baselines {
namespace {

void read_list(JsonFields& fields, std::string_view key, Observation observation,
               RunBuilder& builder) {
  const auto list = fields.find(key);
  if (!list) return;
  const auto& values = list->array();
  for (std::size_t i = 0; i < values.size(); ++i) {
    const JsonNode element(*list, i, values[i]);
    observation.value = element.number();
    builder.add_or_note(observation, [&] { return element.place(); });
  }
}

/// How many of the processes ended badly (with --ignore-failure they are timed all the same).
std::size_t failed_launches(JsonFields& fields) {
  std::size_t failed = 0;
  if (const auto codes = fields.find("exit_codes"))
    for (const auto& code : codes->array()) failed += code != 0 ? 1u : 0u;
  return failed;
}

void read_result(const JsonNode& entry, RunBuilder& builder) {
  using stats::Better;
  JsonFields fields(entry);
  const std::string command = fields.require("command").string();
  if (const std::size_t failed = failed_launches(fields))
    builder.note(command + ": " + std::to_string(failed) +
                 " of its launches ended with another status than 0");
  const Observation time{command, "wall_time", "s", Better::lower};
  read_list(fields, "times", time, builder);
  read_list(fields, "memory_usage_byte", {command, "peak_memory", "B", Better::lower}, builder);
  if (fields.find("times")) return;
  Observation median = time;
  median.value = fields.require("median", "export with hyperfine --export-json").number();
  builder.add_or_note(median, [&] { return entry.place(); });
  builder.note(command + ": has no raw times, only a median: good for budgets, not for comparing");
}

}  // namespace

bool is_hyperfine(const Specimen& specimen) {
  return specimen.has("results") && specimen.text.find("\"command\"") != std::string_view::npos &&
         specimen.text.find("\"stddev\"") != std::string_view::npos;
}

Run parse_hyperfine(std::string_view text, std::string_view name) {
  const JsonDocument document(name, text);
  const JsonNode root = document.root();
  JsonFields fields(root);
  RunBuilder builder;
  const JsonNode results = fields.require("results");
  for_each_entry(results, builder, [&](const JsonNode& entry) { read_result(entry, builder); });
  return std::move(builder).finished();
}

}  // namespace pawl::baselines
