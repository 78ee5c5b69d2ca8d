// mitata's JSON (`run({ format: 'json' })`), versions 1 and later: src/main.mjs and src/lib.mjs of
// evanwashere/mitata. Samples are nanoseconds of one call, without the two fastest and slowest, and
// sorted. All in one process; each is taken as a launch.
#include "baselines/text/json_text.hpp"
#include "formats.hpp"
#include "import_json.hpp"

#include <string>
#include <vector>

namespace pawl::baselines {
namespace {

/// Of each group that benchmarks name by its index; empty: it has none.
std::vector<std::string> group_names(const JsonNode& layout) {
  return parse_list(layout, [](const JsonNode& group) { return JsonFields(group).string("name"); });
}

std::string text_of(const boost::json::value& value) {
  if (value.is_string()) return std::string(value.get_string());
  std::string text;
  append_json(text, value);
  return text;
}

/// "strings > fill(10)"; an argument that the name has no place for, "$size", follows it:
/// "fill:size=10,kind=a".
std::string name_of(const JsonNode& run, const std::string& alias, const std::string& group) {
  JsonFields fields(run);
  std::string name = (group.empty() ? "" : group + " > ") + fields.string("name", alias);
  const auto arguments = fields.find("args");
  if (!arguments) return name;
  char separator = ':';
  for (const auto& [key, value] : arguments->object()) {
    if (alias.find("$" + std::string(key)) != std::string::npos) continue;
    name += separator + std::string(key) + "=" + text_of(value);
    separator = ',';
  }
  return name;
}

/// What was thrown: an Error's message, or anything.
std::string reason_of(const JsonNode& error) {
  if (!error.value().is_object()) return "threw " + text_of(error.value());
  return JsonFields(error).string("message", "threw an error");
}

void read_run(const JsonNode& run, const std::string& name, RunBuilder& builder) {
  JsonFields fields(run);
  if (const auto error = fields.find("error")) return builder.fail(name, reason_of(*error));
  const auto stats = fields.find("stats");
  if (!stats) return builder.fail(name, "threw an error");
  JsonFields times(*stats);
  const Observation time{name, "wall_time", "ns"};
  if (add_sorted_list(builder, times, "samples", time)) return;
  times.require("p50");
  add_field(builder, times, "p50", time);
  note_summary_only(builder, name, "p50 (leave samples: false out)");
}

void read_trial(const JsonNode& trial, const std::vector<std::string>& groups, OwnNames& names,
                RunBuilder& builder) {
  JsonFields fields(trial);
  const std::string alias = fields.string("alias");
  const auto group = fields.find("group");
  const std::size_t index = group ? group->count() : groups.size();
  const std::string prefix = index < groups.size() ? groups[index] : "";
  for_each_entry(fields.require("runs"), builder, [&](const JsonNode& run) {
    read_run(run, names.of(name_of(run, alias, prefix)), builder);
  });
}

void read_context(const JsonNode& context, Run& run) {
  JsonFields fields(context);
  if (const auto now = fields.find("now")) run.time = time_of_date(now->number());
  add_version(run, fields.string("runtime", "runtime"), fields, "version");
  if (const auto cpu = fields.find("cpu")) run.machine.cpu_model = JsonFields(*cpu).string("name");
}

}  // namespace

bool is_mitata(const Specimen& specimen) {
  return specimen.has("layout") && specimen.has("benchmarks") && specimen.has("context");
}

Run parse_mitata(std::string_view text, std::string_view name) {
  return run_of_object(text, name, [](JsonFields& fields, RunBuilder& builder) {
    if (const auto context = fields.find("context")) read_context(*context, builder.run());
    const std::vector<std::string> groups = group_names(fields.require("layout"));
    OwnNames names;
    for_each_entry(fields.require("benchmarks"), builder,
                   [&](const JsonNode& trial) { read_trial(trial, groups, names, builder); });
  });
}

}  // namespace pawl::baselines
