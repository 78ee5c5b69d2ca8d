// Google Benchmark's JSON (`--benchmark_format=json`): docs/user_guide.md and src/json_reporter.cc
// of google/benchmark. Repetitions run in one process; each is taken as a launch all the same,
// since it is all the evidence there is: several files, one a process, merge into better.
#include "formats.hpp"
#include "import_json.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <vector>

namespace pawl::baselines {
namespace {

/// Fields of an entry that are no counters of the user's.
constexpr std::array<std::string_view, 19> not_counters = {"name",
                                                           "family_index",
                                                           "per_family_instance_index",
                                                           "run_name",
                                                           "run_type",
                                                           "repetitions",
                                                           "repetition_index",
                                                           "threads",
                                                           "iterations",
                                                           "real_time",
                                                           "cpu_time",
                                                           "time_unit",
                                                           "items_per_second",
                                                           "bytes_per_second",
                                                           "aggregate_name",
                                                           "aggregate_unit",
                                                           "label",
                                                           "error_occurred",
                                                           "error_message"};

/// What the context says of the run.
void read_context(JsonFields& root, Run& run) {
  const auto node = root.find("context");
  if (!node) return;
  JsonFields context(*node);
  run.time = context.string("date");
  add_version(run, "Google Benchmark", context, "library_version");
  if (context.string("library_build_type") == "debug")
    run.notes.emplace_back(
        "Google Benchmark itself was built without optimisation; use its release build");
  if (const auto scaling = context.find("cpu_scaling_enabled");
      scaling && scaling->value().is_bool())
    if (scaling->value().get_bool())
      run.notes.emplace_back("CPU frequency scaling was on; figures wander");
}

void read_values(JsonFields& fields, std::string_view benchmark, RunBuilder& builder) {
  using stats::Better;
  const std::string time_unit = fields.string("time_unit", "ns");
  add_field(builder, fields, "real_time", {benchmark, "wall_time", time_unit, Better::lower});
  add_field(builder, fields, "cpu_time", {benchmark, "cpu_time", time_unit, Better::lower});
  add_field(builder, fields, "items_per_second",
            {benchmark, "items_per_second", "1/s", Better::higher});
  add_field(builder, fields, "bytes_per_second",
            {benchmark, "bytes_per_second", "B/s", Better::higher});
}

void read_counters(const JsonNode& entry, JsonFields& fields, std::string_view benchmark,
                   RunBuilder& builder) {
  for (const auto& field : entry.object()) {
    const std::string_view key(field.key().data(), field.key().size());
    const bool is_counter =
        field.value().is_number() &&
        std::find(not_counters.begin(), not_counters.end(), key) == not_counters.end();
    if (is_counter) add_field(builder, fields, key, {benchmark, key, "1", better_of("1", key)});
  }
}

/// Once, however often it was repeated: what stands in its place of times is 0.
void note_skipped(const std::string& benchmark, const std::string& why, Run& run) {
  const std::string note = benchmark + ": skipped by itself" + (why.empty() ? "" : ": " + why);
  if (std::ranges::find(run.notes, note) == run.notes.end()) run.notes.push_back(note);
}

std::string benchmark_of(JsonFields& fields) {
  const std::string name = fields.require("name").string();
  return fields.string("run_name", name);
}

/// Medians are put by, for benchmarks that report nothing else.
void read_entry(const JsonNode& entry, std::vector<JsonNode>& medians, RunBuilder& builder) {
  JsonFields fields(entry);
  const std::string benchmark = benchmark_of(fields);
  if (const auto error = fields.find("error_occurred"); error && error->value() == true)
    return builder.fail(benchmark, fields.string("error_message", "reported an error"));
  if (const auto skipped = fields.find("skipped"); skipped && skipped->value() == true)
    return note_skipped(benchmark, fields.string("skip_message"), builder.run());
  if (fields.string("run_type") == "aggregate") {
    if (fields.string("aggregate_name") == "median") medians.push_back(entry);
    return;
  }
  read_values(fields, benchmark, builder);
  read_counters(entry, fields, benchmark, builder);
}

void read_medians(const std::vector<JsonNode>& medians, std::string_view name,
                  RunBuilder& builder) {
  std::set<std::string> measured, summed_up;
  for (const Series& series : builder.run().series) measured.insert(series.benchmark);
  for_each_of(medians, builder, [&](const JsonNode& entry) {
    JsonFields fields(entry);
    const std::string benchmark = benchmark_of(fields);
    if (measured.contains(benchmark)) return;
    read_values(fields, benchmark, builder);
    read_counters(entry, fields, benchmark, builder);
    summed_up.insert(benchmark);
  });
  if (measured.empty() && !summed_up.empty()) summed_up = {std::string(name)};
  for (const std::string& what : summed_up)
    note_summary_only(builder, what, "median (run without --benchmark_report_aggregates_only)");
}

}  // namespace

bool is_google_benchmark(const Specimen& specimen) {
  return specimen.has("context") && specimen.has("benchmarks");
}

Run parse_google_benchmark(std::string_view text, std::string_view name) {
  return run_of_object(with_quoted_nan(text), name, [&](JsonFields& fields, RunBuilder& builder) {
    read_context(fields, builder.run());
    const JsonNode entries = fields.require("benchmarks");
    std::vector<JsonNode> medians;
    for_each_entry(entries, builder,
                   [&](const JsonNode& entry) { read_entry(entry, medians, builder); });
    read_medians(medians, name, builder);
  });
}

}  // namespace pawl::baselines
