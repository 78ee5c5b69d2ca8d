// hyperfine's JSON (`--export-json`): src/export/json.rs and src/benchmark/benchmark_result.rs of
// sharkdp/hyperfine; since 2.0 of "schema_version" 2, as that program prints it: for each run what
// was measured of it, each with its unit. Each run is a process of its own, hence a launch.
#include "formats.hpp"
#include "import_json.hpp"

#include <array>

namespace pawl::baselines {
namespace {

/// With --ignore-failure those that ended badly are timed all the same: what crashes at once would
/// be quick.
struct Launches {
  std::size_t all = 0, failed = 0;
};

Launches launches_of(JsonFields& fields) {
  Launches its;
  if (const auto codes = fields.find("exit_codes"))
    for (const auto& code : codes->array()) {
      ++its.all;
      its.failed += code != 0 ? 1u : 0u;
    }
  return its;
}

void tell_failed(const Launches& its, const std::string& command, RunBuilder& builder) {
  if (its.failed > 0)
    builder.fail(command, std::to_string(its.failed) + " of its " + std::to_string(its.all) +
                              " runs ended with another status than 0; where that is meant, let "
                              "the command end with 0");
}

/// Pawl's own words for what version 2 measures.
struct Word {
  std::string_view its, ours;
};
constexpr std::array metrics{
    Word{"time_wall_clock", "wall_time"},
    Word{"time_cpu", "cpu_time"},
    Word{"time_user", "user_time"},
    Word{"time_system", "system_time"},
    Word{"memory_peak_resident", "peak_memory"},
    Word{"instructions", "cpu_instructions"},
};
constexpr std::array units{Word{"second", "s"}, Word{"byte", "B"}, Word{"count", "1"}};

template <std::size_t Size>
std::string_view our_word(const std::array<Word, Size>& words, std::string_view its) {
  for (const Word& word : words)
    if (word.its == its) return word.ours;
  return its;
}

/// A run of version 2, {METRIC: {value, unit}, …, exit_code}; whether it ended badly.
bool read_measurement(const JsonNode& node, std::string_view command, RunBuilder& builder) {
  bool has_failed = false;
  for (const auto& [key, value] : node.object()) {
    if (key == "exit_code") has_failed = value != 0;
    if (!value.is_object()) continue;
    const JsonNode metric(node, key, value);
    JsonFields fields(metric);
    const std::string unit = fields.string("unit");
    const Observation observation{command, our_word(metrics, key), our_word(units, unit)};
    add_field(builder, fields, "value", observation);
    if (observation.metric != "wall_time") builder.mark(observation, secondary_mark);
  }
  return has_failed;
}

void read_measurements(const JsonNode& list, const std::string& command, RunBuilder& builder) {
  Launches its;
  for_each_entry(list, builder, [&](const JsonNode& measurement) {
    ++its.all;
    its.failed += read_measurement(measurement, command, builder) ? 1u : 0u;
  });
  tell_failed(its, command, builder);
}

/// The command is the same for all values of a parameter that stands in --setup or --prepare alone.
EntryName name_of(const JsonNode& entry) {
  JsonFields fields(entry);
  EntryName its{fields.string("name", fields.require("command").string()), ""};
  if (const auto parameters = fields.find("parameters"))
    for (const auto& [key, value] : parameters->object())
      its.variant += (its.variant.empty() ? " (" : ", ") + std::string(key) + " = " +
                     JsonNode(*parameters, key, value).string();
  if (!its.variant.empty()) its.variant += ')';
  return its;
}

void read_result(const JsonNode& entry, const std::string& command, RunBuilder& builder) {
  using stats::Better;
  JsonFields fields(entry);
  if (const auto measurements = fields.find("measurements"))
    return read_measurements(*measurements, command, builder);
  tell_failed(launches_of(fields), command, builder);
  const Observation time{command, "wall_time", "s", Better::lower};
  add_list(builder, fields, "memory_usage_byte", {command, "peak_memory", "B", Better::lower});
  if (add_list(builder, fields, "times", time)) return;
  if (add_field(builder, fields, "median", time)) note_summary_only(builder, command, "median");
}

}  // namespace

bool is_hyperfine(const Specimen& specimen) {
  const auto says = [&](std::string_view word) {
    return specimen.text.find(word) != std::string_view::npos;
  };
  return specimen.has("results") &&
         (says("\"hyperfine_version\"") || (says("\"command\"") && says("\"stddev\"")));
}

Run parse_hyperfine(std::string_view text, std::string_view name) {
  return run_of_object(text, name, [](JsonFields& fields, RunBuilder& builder) {
    if (const auto metadata = fields.find("metadata"))
      builder.run().time = JsonFields(*metadata).string("start_time");
    for_each_named_entry(fields.require("results"), builder, name_of,
                         [&](const JsonNode& entry, const std::string& command) {
                           read_result(entry, command, builder);
                         });
  });
}

}  // namespace pawl::baselines
