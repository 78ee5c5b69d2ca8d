// airspeed velocity's results, `results/MACHINE/COMMIT-ENV.json` of version 2: asv/results.py of
// airspeed-velocity/asv. A benchmark's row follows "result_columns"; its results are in the order
// of the product of its parameters. The unit follows from the name's prefix (time_, mem_, peakmem_,
// track_), as in asv.
#include "formats.hpp"
#include "import_json.hpp"

#include <array>
#include <optional>

namespace pawl::baselines {
namespace {

struct Kind {
  std::string_view prefix, metric, unit;
};
constexpr std::array kinds{
    Kind{"time_", "wall_time", "s"},      Kind{"timeraw_", "wall_time", "s"},
    Kind{"peakmem_", "peak_memory", "B"}, Kind{"mem_", "memory", "B"},
    Kind{"track_", "value", "1"},
};

Kind kind_of(std::string_view benchmark) {
  const std::string_view name = benchmark.substr(benchmark.rfind('.') + 1);
  for (const Kind& kind : kinds)
    if (name.starts_with(kind.prefix)) return kind;
  return {"", "value", "1"};
}

/// All combinations of the parameters, the last varying fastest: "(1, 'a')".
std::vector<std::string> combinations(const JsonNode& parameters) {
  std::vector<std::string> all = {""};
  for (const JsonNode list : parameters.elements()) {
    std::vector<std::string> longer;
    for (const std::string& prefix : all)
      for (const JsonNode value : list.elements())
        longer.push_back(prefix + (prefix.empty() ? "" : ", ") + value.string());
    constexpr std::size_t most_combinations = 100'000;
    if (longer.size() > most_combinations) parameters.fail("fewer combinations of parameters");
    all = std::move(longer);
  }
  return all;
}

/// The cell of that column; nullopt when the row is too short or the cell null.
std::optional<JsonNode> cell(const JsonNode& row, const std::vector<std::string>& columns,
                             std::string_view column) {
  const auto& cells = row.array();
  for (std::size_t i = 0; i < columns.size() && i < cells.size(); ++i)
    if (columns[i] == column && !cells[i].is_null()) return row.at(i);
  return std::nullopt;
}

void read_row(const JsonNode& row, std::string_view benchmark,
              const std::vector<std::string>& columns, RunBuilder& builder) {
  const auto results = cell(row, columns, "result");
  if (!results) return builder.fail(benchmark, "has no result: it failed");
  const auto samples = cell(row, columns, "samples");
  const auto parameters = cell(row, columns, "params");
  const auto names = parameters ? combinations(*parameters) : std::vector<std::string>{""};
  const Kind kind = kind_of(benchmark);
  const auto& values = results->array();
  for (std::size_t i = 0; i < values.size() && i < names.size(); ++i) {
    const std::string name =
        std::string(benchmark) + (names[i].empty() ? "" : "(" + names[i] + ")");
    if (!values[i].is_number()) continue;  // null: skipped; NaN: failed
    Observation observation{name, kind.metric, kind.unit};
    const bool has_samples =
        samples && i < samples->array().size() && samples->array()[i].is_array();
    if (has_samples) {
      add_numbers(builder, samples->at(i), observation);
      continue;
    }
    const JsonNode value = results->at(i);
    observation.value = value.number();
    builder.add_or_note(observation, [&] { return value.place(); });
    note_summary_only(builder, name, "median");
  }
}

/// The commit, its time, by which histories are in order, and the machine.
void read_origin(JsonFields& fields, Run& run) {
  run.commit = fields.string("commit_hash");
  if (const auto date = fields.find("date")) run.time = time_of_date(date->number());
  add_version(run, "python", fields, "python");
  const auto parameters = fields.find("params");
  if (!parameters) return;
  JsonFields its(*parameters);
  run.machine.cpu_model = its.string("cpu");
  run.machine.architecture = its.string("arch");
  run.machine.operating_system = its.string("os");
}

}  // namespace

bool is_asv(const Specimen& specimen) {
  return specimen.has("commit_hash") && specimen.has("result_columns");
}

Run parse_asv(std::string_view text, std::string_view name) {
  return run_of_object(with_quoted_nan(text), name, [](JsonFields& fields, RunBuilder& builder) {
    read_origin(fields, builder.run());
    const std::vector<std::string> columns = fields.require("result_columns").strings();
    const JsonNode results = fields.require("results");
    for (const auto& [key, value] : results.object()) try {
        read_row(JsonNode(results, key, value), key, columns, builder);
      } catch (const Error& error) {
        builder.leave_out(error.what(), "benchmark");
      }
  });
}

}  // namespace pawl::baselines
