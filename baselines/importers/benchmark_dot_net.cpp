// BenchmarkDotNet's JSON (`--exporters json`): JsonExporterBase.cs of dotnet/BenchmarkDotNet. The
// full export holds each measurement with its launch; the brief one holds the values of all
// launches.
#include "formats.hpp"
#include "import_json.hpp"

namespace pawl::baselines {
namespace {

void read_measurement(const JsonNode& node, Observation time, RunBuilder& builder) {
  JsonFields fields(node);
  const bool is_result = fields.string("IterationMode", "Workload") == "Workload" &&
                         fields.string("IterationStage") == "Result";
  if (!is_result) return;
  const std::string launch = std::to_string(fields.require("LaunchIndex").count());
  time.launch = launch;
  time.value = fields.require("Nanoseconds").number() / fields.require("Operations").number();
  builder.add_or_note(time, [&] { return node.place(); });
}

void read_entry(const JsonNode& entry, RunBuilder& builder) {
  JsonFields fields(entry);
  const std::string name = fields.require("FullName").string();
  const Observation time{name, "wall_time", "ns"};
  if (const auto list = fields.find("Measurements")) {
    for_each_entry(*list, builder,
                   [&](const JsonNode& node) { read_measurement(node, time, builder); });
  } else if (const auto statistics = fields.find("Statistics")) {
    JsonFields its(*statistics);
    if (!add_list(builder, its, "OriginalValues", time) && add_field(builder, its, "Median", time))
      note_summary_only(builder, name, "median");
  } else {
    builder.fail(name, "has no measurements: it failed");
  }
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
    for_each_entry(fields.require("Benchmarks"), builder,
                   [&](const JsonNode& entry) { read_entry(entry, builder); });
  });
}

}  // namespace pawl::baselines
