// BenchmarkDotNet's JSON (`--exporters json`): JsonExporterBase.cs of dotnet/BenchmarkDotNet. The
// full export holds each measurement with its launch; the brief one holds the values of all
// launches.
#include "formats.hpp"
#include "import_json.hpp"

#include <algorithm>

namespace pawl::baselines {
namespace {

/// The full name is the same in each job, as which runtime it was. The job stands in
/// "TYPE.METHOD: JOB(CHARACTERISTICS) [PARAMETERS]".
EntryName name_of(const JsonNode& entry) {
  JsonFields fields(entry);
  EntryName its{fields.require("FullName").string(), ""};
  const std::string shown = fields.string("DisplayInfo");
  const std::size_t colon = shown.find(": ");
  if (colon == std::string::npos) return its;
  const std::string job = shown.substr(colon + 2);
  its.variant = " [" + job.substr(0, std::min(job.find('('), job.find(" ["))) + "]";
  return its;
}

/// Whether it is one of the results.
bool read_measurement(const JsonNode& node, Observation time, RunBuilder& builder) {
  JsonFields fields(node);
  const bool is_result = fields.string("IterationMode", "Workload") == "Workload" &&
                         fields.string("IterationStage") == "Result";
  if (!is_result) return false;
  const std::string launch = std::to_string(fields.require("LaunchIndex").count());
  time.launch = launch;
  time.value = fields.require("Nanoseconds").number() / fields.require("Operations").number();
  builder.add_or_note(time, [&] { return node.place(); });
  return true;
}

/// Whether there was any. The list is empty of a benchmark that failed.
bool read_times(JsonFields& fields, const std::string& name, RunBuilder& builder) {
  const Observation time{name, "wall_time", "ns"};
  if (const auto list = fields.find("Measurements")) {
    bool has_results = false;
    for_each_entry(*list, builder, [&](const JsonNode& node) {
      has_results |= read_measurement(node, time, builder);
    });
    return has_results;
  }
  const auto statistics = fields.find("Statistics");
  if (!statistics) return false;
  JsonFields its(*statistics);
  if (add_list(builder, its, "OriginalValues", time)) return true;
  if (!add_field(builder, its, "Median", time)) return false;
  note_summary_only(builder, name, "median");
  return true;
}

void read_entry(const JsonNode& entry, const std::string& name, RunBuilder& builder) {
  JsonFields fields(entry);
  if (!read_times(fields, name, builder)) builder.fail(name, "has no measurements: it failed");
  const auto memory = fields.find("Memory");
  if (!memory) return;
  JsonFields its(*memory);
  add_field(builder, its, "BytesAllocatedPerOperation", {name, "allocated_bytes", "B"});
}

}  // namespace

bool is_benchmark_dot_net(const Specimen& specimen) {
  return specimen.has("HostEnvironmentInfo") && specimen.has("Benchmarks");
}

Run parse_benchmark_dot_net(std::string_view text, std::string_view name) {
  return run_of_object(with_quoted_nan(text), name, [](JsonFields& fields, RunBuilder& builder) {
    const JsonNode host = fields.require("HostEnvironmentInfo");
    JsonFields machine(host);
    builder.run().machine.cpu_model = machine.string("ProcessorName");
    builder.run().machine.operating_system = machine.string("OsVersion");
    add_version(builder.run(), "BenchmarkDotNet", machine, "BenchmarkDotNetVersion");
    add_version(builder.run(), "runtime", machine, "RuntimeVersion");
    for_each_named_entry(
        fields.require("Benchmarks"), builder, name_of,
        [&](const JsonNode& entry, const std::string& its) { read_entry(entry, its, builder); });
  });
}

}  // namespace pawl::baselines
