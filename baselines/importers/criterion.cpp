// Criterion.rs: `target/criterion/…/new/sample.json` ({iters, times}, nanoseconds), with the name
// in the benchmark.json beside it; and cargo-criterion's messages (`--message-format=json`).
// Samples come from one process; each is taken as a launch.
#include "baselines/error.hpp"
#include "formats.hpp"
#include "import_json.hpp"

#include <filesystem>

namespace pawl::baselines {
namespace {

/// Adds times[i] / iterations[i] for each i.
void add_ratios(const JsonNode& times, const JsonNode& iterations, Observation observation,
                RunBuilder& builder) {
  const std::size_t size = times.array().size();
  if (size != iterations.array().size()) times.fail("as many times as iterations");
  for (std::size_t i = 0; i < size; ++i) {
    const JsonNode time = times.at(i);
    observation.value = time.number() / iterations.at(i).number();
    builder.add_or_note(observation, [&] { return time.place(); });
  }
}

/// The directory that the benchmark is called by: ".../NAME/new/sample.json" → "NAME".
std::string name_by_place(std::string_view file) {
  const std::filesystem::path directory = std::filesystem::path(file).parent_path().parent_path();
  const std::string name = directory.filename().string();
  return name.empty() ? std::string(file) : name;
}

}  // namespace

bool is_criterion_sample(const Specimen& specimen) {
  return specimen.has("iters") && specimen.has("times");
}

Run parse_criterion_sample(std::string_view text, std::string_view name) {
  return run_of_object(text, name, [&](JsonFields& fields, RunBuilder& builder) {
    const std::string benchmark = name_by_place(name);
    const JsonNode times = fields.require("times");
    const JsonNode iterations = fields.require("iters");
    add_ratios(times, iterations, {benchmark, "wall_time", "ns"}, builder);
  });
}

bool is_cargo_criterion(const Specimen& specimen) {
  return specimen.has("reason") && specimen.has("id");
}

Run parse_cargo_criterion(std::string_view text, std::string_view name) {
  RunBuilder builder;
  for_each_json_line(text, name, builder, [&](JsonFields& fields) {
    if (fields.string("reason") != "benchmark-complete") return;
    const std::string benchmark = fields.require("id").string();
    const std::string unit = fields.string("unit", "ns");
    const JsonNode values = fields.require("measured_values");
    const JsonNode iterations = fields.require("iteration_count");
    add_ratios(values, iterations, {benchmark, "wall_time", unit}, builder);
  });
  return std::move(builder).finished();
}

std::string criterion_name(std::string_view text, std::string_view name) {
  const JsonDocument document(name, text);
  const JsonNode root = document.root();
  JsonFields fields(root);
  const std::string title = fields.string("full_id", fields.string("title"));
  if (title.empty())
    throw Error(Fault::input, std::string(name) +
                                  ": expected the benchmark's full_id or title, "
                                  "found none; run cargo bench again");
  return title;
}

}  // namespace pawl::baselines
