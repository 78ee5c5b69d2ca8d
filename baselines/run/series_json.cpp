#include "series_json.hpp"

#include "baselines/text/json_text.hpp"

#include <cmath>

namespace pawl::baselines {
namespace {

stats::Sample::Launch parse_launch(const JsonNode& node, const std::optional<Unit>& unit) {
  if (!node.value().is_array())
    node.fail("a launch, which is a list of numbers", "write [[1.5],[1.6]]");
  const auto& array = node.array();
  if (array.empty()) node.fail("a launch with at least one value", "leave the launch out");
  stats::Sample::Launch values;
  values.reserve(array.size());
  for (const JsonNode element : node.elements()) {
    values.push_back(unit ? in_base(*unit, element.number()) : element.number());
    if (!std::isfinite(values.back())) element.fail("a number of at most 1.8e308 in the base unit");
  }
  return values;
}

}  // namespace

stats::Sample::Session parse_launches(const JsonNode& node, const std::optional<Unit>& unit) {
  if (node.array().empty())
    node.fail("at least one launch with a value", "leave the series out, or measure it again");
  return parse_list(node, [&](const JsonNode& launch) { return parse_launch(launch, unit); });
}

stats::Better parse_better(JsonFields& fields) {
  const auto node = fields.find("better");
  if (!node) return stats::Better::lower;
  const auto better = stats::better_named(node->string());
  if (!better) node->fail("\"lower\" or \"higher\"");
  return *better;
}

namespace {

Toolchain parse_toolchain(const JsonNode& node) {
  Toolchain toolchain;
  for (const auto& [name, value] : node.object()) {
    const JsonNode versions(node, name, value);
    for (const JsonNode version : versions.elements())
      add_version(toolchain, name, version.string());
  }
  return toolchain;
}

void append_toolchain(std::string& out, const Toolchain& toolchain) {
  std::string_view before_name = "{";
  for (const auto& [name, versions] : toolchain) {
    out += before_name;
    append_json(out, name);
    std::string_view before_version = ":[";
    for (const std::string& version : versions) {
      out += before_version;
      append_json(out, version);
      before_version = ",";
    }
    out += ']';
    before_name = ",";
  }
  out += '}';
}

}  // namespace

Machine parse_machine(const JsonNode& node) {
  JsonFields fields(node);
  Machine machine;
  machine.cpu_model = fields.string("cpu_model");
  if (const auto cores = fields.find("cores")) machine.cores = static_cast<int>(cores->count());
  if (const auto memory = fields.find("memory")) machine.memory = memory->number();
  machine.architecture = fields.string("architecture");
  machine.operating_system = fields.string("operating_system");
  machine.kernel = fields.string("kernel");
  machine.governor = fields.string("governor");
  machine.virtualisation = fields.string("virtualisation");
  if (const auto load = fields.find("load")) machine.load = load->number();
  if (const auto toolchain = fields.find("toolchain"))
    machine.toolchain = parse_toolchain(*toolchain);
  machine.unknown = fields.unknown();
  return machine;
}

void append_json(std::string& out, const stats::Sample::Session& launches) {
  out += '[';
  std::string_view before_launch = "[";
  for (const auto& launch : launches) {
    out += before_launch;
    std::string_view before_value;
    for (const double value : launch) {
      out += before_value;
      append_json(out, value);
      before_value = ",";
    }
    out += ']';
    before_launch = ",[";
  }
  out += ']';
}

void append_field(std::string& out, std::string_view key, std::string_view text) {
  append_json(out, key);
  out += ':';
  append_json(out, text);
  out += ',';
}

void append_json(std::string& out, const Machine& machine) {
  out += '{';
  append_field(out, "cpu_model", machine.cpu_model);
  out += "\"cores\":" + std::to_string(machine.cores) + ",\"memory\":";
  append_json(out, machine.memory);
  out += ',';
  append_field(out, "architecture", machine.architecture);
  append_field(out, "operating_system", machine.operating_system);
  append_field(out, "kernel", machine.kernel);
  append_field(out, "governor", machine.governor);
  append_field(out, "virtualisation", machine.virtualisation);
  out += "\"load\":";
  append_json(out, machine.load);
  if (!machine.toolchain.empty()) {
    out += ",\"toolchain\":";
    append_toolchain(out, machine.toolchain);
  }
  append_json(out, machine.unknown);
  out += '}';
}

}  // namespace pawl::baselines
