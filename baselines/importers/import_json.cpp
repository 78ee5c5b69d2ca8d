#include "import_json.hpp"

#include "baselines/instant.hpp"
#include "stats/random.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <span>
#include <vector>

namespace pawl::baselines {
namespace {

/// Past the string that begins at `at`.
std::size_t end_of_string(std::string_view text, std::size_t at) {
  for (++at; at < text.size() && text[at] != '"'; ++at)
    if (text[at] == '\\') ++at;
  return std::min(at + 1, text.size());
}

void unsort(std::vector<double>& values) {
  if (!std::ranges::is_sorted(values)) return;
  std::uint64_t seed = values.size();  // of the values, so that each run has an order of its own
  for (const double value : values) seed = seed * 31 + std::bit_cast<std::uint64_t>(value);
  stats::Random(seed).shuffle(std::span(values));
}

}  // namespace

std::string with_quoted_nan(std::string_view text) {
  std::string json(text);
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '"') {
      at = end_of_string(text, at);
      continue;
    }
    for (const std::string_view word : {"-NaN", "NaN", "-Infinity", "Infinity"})
      if (text.substr(at).starts_with(word)) {
        std::string quoted = "\"~" + std::string(word.size() - 3, ' ') + "\"";
        json.replace(at, word.size(), quoted);
        at += word.size() - 1;
        break;
      }
    ++at;
  }
  return json;
}

std::string time_of_date(double milliseconds) {
  constexpr double most = 2e14;  // in the year 8307
  if (!(milliseconds > 0 && milliseconds < most)) return "";
  return instant_text(static_cast<std::int64_t>(milliseconds / 1000));
}

void add_version(Run& run, std::string_view name, JsonFields& fields, std::string_view key) {
  if (const auto version = fields.find(key); version && version->value().is_string())
    add_version(run.machine.toolchain, name, version->string());
}

std::vector<Run> with_first_notes(std::vector<Run> runs, RunBuilder& notes) {
  const std::vector<std::string>& first = notes.run().notes;
  if (!runs.empty()) {
    std::vector<std::string>& its = runs.front().notes;
    its.insert(its.begin(), first.begin(), first.end());
  }
  return runs;
}

bool add_field(RunBuilder& builder, JsonFields& fields, std::string_view key,
               Observation observation) {
  const auto node = fields.find(key);
  if (!node) return false;
  observation.value = node->number();
  builder.add_or_note(observation, [&] { return node->place(); });
  return true;
}

void add_numbers(RunBuilder& builder, const JsonNode& list, Observation observation) {
  for_each_entry(list, builder, [&](const JsonNode& element) {
    observation.value = element.number();
    builder.add_or_note(observation, [&] { return element.place(); });
  });
}

bool add_list(RunBuilder& builder, JsonFields& fields, std::string_view key,
              Observation observation) {
  const auto list = fields.find(key);
  if (!list || list->array().empty()) return false;
  add_numbers(builder, *list, observation);
  return true;
}

bool add_sorted_list(RunBuilder& builder, JsonFields& fields, std::string_view key,
                     Observation observation) {
  const auto list = fields.find(key);
  if (!list || list->array().empty()) return false;
  std::vector<double> values;
  for_each_entry(*list, builder,
                 [&](const JsonNode& element) { values.push_back(element.number()); });
  unsort(values);
  for (const double value : values) {
    observation.value = value;
    builder.add_or_note(observation, [&] { return list->place(); });
  }
  return true;
}

}  // namespace pawl::baselines
