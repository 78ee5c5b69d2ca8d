// tinybench's tasks as JSON ([{name, result}], as its README prints them) and Vitest's
// `bench --outputJson`, which is built on it: times in milliseconds, samples only where they were
// asked for (`retainSamples`, `includeSamples`). All in one process; each is taken as a launch.
#include "import_formats.hpp"
#include "import_json.hpp"

namespace pawl::baselines {
namespace {

/// A result's times: {samples, p50, mean …}.
void read_times(JsonFields& times, const std::string& benchmark, RunBuilder& builder) {
  const Observation time{benchmark, "wall_time", "ms"};
  if (add_list(builder, times, "samples", time)) return;
  for (const char* statistic : {"p50", "median", "mean"})
    if (add_field(builder, times, statistic, time))
      return note_summary_only(builder, benchmark, statistic);
  builder.fail(benchmark, "has no times");
}

void read_task(const JsonNode& task, RunBuilder& builder) {
  JsonFields fields(task);
  const std::string name = fields.require("name").string();
  const auto result = fields.find("result");
  if (!result) return builder.fail(name, "has no result");
  JsonFields its(*result);
  if (const auto error = its.find("error"))
    return builder.fail(name, error->value().is_string() ? error->string() : "threw an error");
  const auto latency = its.find("latency");  // since version 3; before, the result's own fields
  if (!latency) return read_times(its, name, builder);
  JsonFields times(*latency);
  read_times(times, name, builder);
}

void read_group(const JsonNode& group, RunBuilder& builder) {
  JsonFields fields(group);
  const std::string prefix = fields.string("fullName");
  for_each_entry(fields.require("benchmarks"), builder, [&](const JsonNode& benchmark) {
    JsonFields its(benchmark);
    const std::string name = its.require("name").string();
    read_times(its, prefix.empty() ? name : prefix + " > " + name, builder);
  });
}

}  // namespace

bool is_tinybench(const Specimen& specimen) {
  return specimen.has("name") && specimen.has("result");
}

Run parse_tinybench(std::string_view text, std::string_view name) {
  const JsonDocument document(name, text);
  RunBuilder builder;
  for_each_entry(document.root(), builder, [&](const JsonNode& task) { read_task(task, builder); });
  return std::move(builder).finished();
}

bool is_vitest(const Specimen& specimen) {
  return specimen.has("files") && specimen.text.find("\"groups\"") != std::string_view::npos;
}

Run parse_vitest(std::string_view text, std::string_view name) {
  const JsonDocument document(name, text);
  const JsonNode root = document.root();
  JsonFields fields(root);
  RunBuilder builder;
  for_each_entry(fields.require("files"), builder, [&](const JsonNode& file) {
    JsonFields its(file);
    for_each_entry(its.require("groups"), builder,
                   [&](const JsonNode& group) { read_group(group, builder); });
  });
  return std::move(builder).finished();
}

}  // namespace pawl::baselines
