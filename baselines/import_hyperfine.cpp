// hyperfine's JSON (`--export-json`): src/export/json.rs and src/benchmark/benchmark_result.rs of
// sharkdp/hyperfine. Each time is a process of its own, hence a launch.
#include "import_formats.hpp"
#include "import_json.hpp"

namespace pawl::baselines {
namespace {

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
  add_list(builder, fields, "memory_usage_byte", {command, "peak_memory", "B", Better::lower});
  if (add_list(builder, fields, "times", time)) return;
  if (add_field(builder, fields, "median", time)) note_summary_only(builder, command, "median");
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
