#include "series_json.hpp"

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
  JsonObject object(out);
  for (const auto& [name, versions] : toolchain)
    object.field(name, [&] { append_texts(out, versions); });
  object.end();
}

int parse_cores(const JsonNode& node) {
  constexpr std::size_t most = 1'000'000;
  if (node.count() > most) node.fail("a number of processors, at most 1,000,000");
  return static_cast<int>(node.count());
}

}  // namespace

Machine parse_machine(const JsonNode& node) {
  JsonFields fields(node);
  Machine machine;
  machine.cpu_model = fields.string("cpu_model");
  if (const auto cores = fields.find("cores")) machine.cores = parse_cores(*cores);
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
  append_list(out, launches, "", [&](const stats::Sample::Launch& launch) {
    append_list(out, launch, "", [&](double value) { append_json(out, value); });
  });
}

void append_json(std::string& out, const Machine& machine) {
  JsonObject object(out);
  object.text("cpu_model", machine.cpu_model)
      .count("cores", static_cast<std::size_t>(machine.cores))
      .number("memory", machine.memory)
      .text("architecture", machine.architecture)
      .text("operating_system", machine.operating_system)
      .text("kernel", machine.kernel)
      .text("governor", machine.governor)
      .text("virtualisation", machine.virtualisation)
      .number("load", machine.load);
  if (!machine.toolchain.empty())
    object.field("toolchain", [&] { append_toolchain(out, machine.toolchain); });
  object.end(machine.unknown);
}

}  // namespace pawl::baselines
