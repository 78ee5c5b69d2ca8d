#include "harness_launches.hpp"

#include "baselines/text/json_document.hpp"
#include "ci/json_object.hpp"

namespace pawl::tools {

namespace {

constexpr auto key = "harness_launches";

}  // namespace

std::map<std::string, std::size_t> harness_launches(const baselines::Run& run) {
  std::map<std::string, std::size_t> all;
  for (const auto& [name, text] : run.unknown) {
    if (name != key) continue;
    const baselines::JsonDocument document(key, text);
    const baselines::JsonNode root = document.root();
    for (const auto& [benchmark, value] : root.object())
      all[benchmark] = baselines::JsonNode(root, benchmark, value).count();
  }
  return all;
}

void set_harness_launches(baselines::Run& run, const std::map<std::string, std::size_t>& launches) {
  if (launches.empty()) return;
  std::string text;
  ci::JsonObject object(text);
  for (const auto& [benchmark, count] : launches) object.count(benchmark, count);
  object.end();
  for (auto& [name, value] : run.unknown)
    if (name == key) {
      value = text;
      return;
    }
  run.unknown.emplace_back(key, text);
}

}  // namespace pawl::tools
