// pytest-benchmark's JSON (`--benchmark-json`): "Storage" in its documentation. Rounds run in one
// process; each is taken as a launch, as there is nothing else.
#include "formats.hpp"
#include "import_json.hpp"

namespace pawl::baselines {
namespace {

void read_origin(JsonFields& root, Run& run) {
  run.time = root.string("datetime");
  add_version(run, "pytest-benchmark", root, "version");
  if (const auto commit = root.find("commit_info")) {
    JsonFields fields(*commit);
    run.commit = fields.string("id");
    run.branch = fields.string("branch");
  }
  const auto machine = root.find("machine_info");
  if (!machine) return;
  JsonFields fields(*machine);
  run.machine.architecture = fields.string("machine");
  run.machine.kernel = fields.string("release");
  add_version(run, fields.string("python_implementation", "python"), fields, "python_version");
  if (const auto cpu = fields.find("cpu"); cpu && cpu->value().is_object()) {
    JsonFields its(*cpu);
    run.machine.cpu_model = its.string("brand_raw", its.string("brand"));
  }
}

void read_entry(const JsonNode& entry, RunBuilder& builder) {
  JsonFields fields(entry);
  const std::string name = fields.string("fullname", fields.string("name"));
  if (name.empty()) entry.fail("a benchmark with a name");
  const JsonNode node = fields.require("stats");
  JsonFields stats(node);
  const Observation time{name, "wall_time", "s"};
  if (add_list(builder, stats, "data", time)) return;
  if (add_field(builder, stats, "median", time)) note_summary_only(builder, name, "median");
}

}  // namespace

bool is_pytest_benchmark(const Specimen& specimen) {
  return specimen.has("machine_info") && specimen.has("benchmarks");
}

Run parse_pytest_benchmark(std::string_view text, std::string_view name) {
  return run_of_object(with_quoted_nan(text), name, [](JsonFields& fields, RunBuilder& builder) {
    read_origin(fields, builder.run());
    for_each_entry(fields.require("benchmarks"), builder,
                   [&](const JsonNode& entry) { read_entry(entry, builder); });
  });
}

}  // namespace pawl::baselines
