#include "harness_launches.hpp"

#include "baselines/text/json_document.hpp"
#include "baselines/text/json_object.hpp"

#include <utility>

namespace pawl::tools {

namespace {

constexpr auto key = "harness_launches";

}  // namespace

std::map<std::string, std::size_t> harness_launches(const baselines::Run& run) {
  const std::string* said = baselines::find(run.unknown, key);
  if (said == nullptr) return {};
  const baselines::JsonDocument document(key, *said);
  const baselines::JsonNode root = document.root();
  std::map<std::string, std::size_t> all;
  for (const auto& [benchmark, value] : root.object())
    all[benchmark] = baselines::JsonNode(root, benchmark, value).count();
  return all;
}

void set_harness_launches(baselines::Run& run, const std::map<std::string, std::size_t>& launches) {
  if (launches.empty()) return;
  std::string text;
  baselines::JsonObject object(text);
  for (const auto& [benchmark, count] : launches) object.count(benchmark, count);
  object.end();
  baselines::set(run.unknown, key, std::move(text));
}

}  // namespace pawl::tools
