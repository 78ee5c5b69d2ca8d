// github-action-benchmark: its custom JSON ([{name, unit, value}]) and its history, `data.js` on
// the pages branch (README of benchmark-action/github-action-benchmark). Each entry of a history is
// a session.
#include "baselines/unit.hpp"
#include "formats.hpp"
#include "import_json.hpp"

namespace pawl::baselines {
namespace {

constexpr std::string_view assignment = "window.BENCHMARK_DATA = ";

/// Rates want higher, whatever they are of: "ops/sec", "iter/sec".
stats::Better better_by_unit(std::string_view name) {
  const auto its = unit(name);
  const bool is_rate = name.ends_with("/s") || name.ends_with("/sec") || name.ends_with("/second");
  return is_rate || (its && its->base.ends_with("/s")) ? stats::Better::higher
                                                       : stats::Better::lower;
}

stats::Better better_by_tool(std::string_view tool, std::string_view unit) {
  if (tool == "customBiggerIsBetter" || tool == "benchmarkjs") return stats::Better::higher;
  if (tool == "customSmallerIsBetter") return stats::Better::lower;
  return better_by_unit(unit);
}

/// The metric, as the unit tells it.
std::string_view metric(std::string_view unit_name) {
  const auto its = unit(unit_name);
  if (its && its->base == "s") return "wall_time";
  if (its && its->base == "1/s") return "throughput";
  return "value";
}

/// Of Go's "ns/op\t 408 B/op\t 18 allocs/op", which is another with each allocation, what is before
/// the tab.
std::string unit_of(JsonFields& fields) {
  const std::string unit = fields.string("unit", "1");
  return unit.substr(0, unit.find('\t'));
}

void read_entry(const JsonNode& entry, std::string_view tool, std::string_view session,
                RunBuilder& builder) {
  JsonFields fields(entry);
  const std::string name = fields.require("name").string();
  const std::string unit = unit_of(fields);
  fields.require("value");
  add_field(builder, fields, "value",
            {name, metric(unit), unit, better_by_tool(tool, unit), 0, session});
}

void read_commit(const JsonNode& node, RunBuilder& builder) {
  JsonFields fields(node);
  std::string commit;
  if (const auto its = fields.find("commit")) {
    JsonFields commit_fields(*its);
    commit = commit_fields.string("id");
    builder.run().commit = commit;
    builder.run().time = commit_fields.string("timestamp");
  }
  if (const auto date = fields.find("date"); date && builder.run().time.empty())
    builder.run().time = time_of_date(date->number());
  const std::string tool = fields.string("tool");
  for_each_entry(fields.require("benches"), builder,
                 [&](const JsonNode& entry) { read_entry(entry, tool, commit, builder); });
}

std::string_view without_assignment(std::string_view text) {
  return text.starts_with(assignment) ? text.substr(assignment.size()) : text;
}

/// Calls `read` with each entry of each suite; what is wrong with one becomes a note.
template <typename Read>
void for_each_commit(const JsonDocument& document, RunBuilder& notes, Read read) {
  const JsonNode root = document.root();
  JsonFields fields(root);
  const JsonNode suites = fields.require("entries");
  for (const auto& [suite, list] : suites.object())
    for_each_entry(JsonNode(suites, suite, list), notes,
                   [&, name = std::string(suite)](const JsonNode& commit) { read(commit, name); });
}

}  // namespace

bool is_github_action_benchmark(const Specimen& specimen) {
  return specimen.has("name") && specimen.has("value") && specimen.has("unit");
}

Run parse_github_action_benchmark(std::string_view text, std::string_view name) {
  const JsonDocument document(name, text);
  RunBuilder builder;
  for_each_entry(document.root(), builder,
                 [&](const JsonNode& entry) { read_entry(entry, "", "", builder); });
  note_summary_only(builder, name, "value of each");
  return std::move(builder).finished();
}

bool is_github_action_history(const Specimen& specimen) {
  return specimen.text.starts_with(assignment);
}

Run parse_github_action_history(std::string_view text, std::string_view name) {
  const JsonDocument document(name, without_assignment(text));
  RunBuilder builder;
  for_each_commit(document, builder, [&](const JsonNode& commit, const std::string&) {
    read_commit(commit, builder);
  });
  return std::move(builder).finished();
}

std::vector<Run> parse_github_action_runs(std::string_view text, std::string_view name) {
  const JsonDocument document(name, without_assignment(text));
  RunBuilder notes;
  std::vector<Run> runs;
  for_each_commit(document, notes, [&](const JsonNode& commit, const std::string& suite) {
    RunBuilder builder = notes.beside();
    read_commit(commit, builder);
    Run run = std::move(builder).finished();
    run.suite = suite;
    if (!run.series.empty()) runs.push_back(std::move(run));
  });
  return with_first_notes(std::move(runs), notes);
}

}  // namespace pawl::baselines
