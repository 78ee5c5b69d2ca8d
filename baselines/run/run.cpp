#include "run.hpp"

#include "baselines/text/json_text.hpp"

#include <algorithm>
#include <utility>

namespace pawl::baselines {
namespace {

std::pair<std::string, std::string> field(std::string_view mark) {
  return {std::string(mark), "true"};
}

std::string in_json(std::string_view text) {
  std::string json;
  append_json(json, text);
  return json;
}

}  // namespace

bool has_mark(const Series& series, std::string_view mark) {
  return std::find(series.unknown.begin(), series.unknown.end(), field(mark)) !=
         series.unknown.end();
}

void set_mark(Series& series, std::string_view mark) {
  if (!has_mark(series, mark)) series.unknown.push_back(field(mark));
}

bool is_printed_by(const UnknownFields& fields, std::string_view name) {
  const auto said = std::ranges::find(fields, printed_by_field, &UnknownFields::value_type::first);
  return said != fields.end() && said->second == in_json(name);
}

void set_printed_by(UnknownFields& fields, std::string_view name) {
  std::erase_if(fields, [](const auto& field) { return field.first == printed_by_field; });
  fields.emplace_back(printed_by_field, in_json(name));
}

const Series* find(std::span<const Series> series, std::string_view benchmark,
                   std::string_view metric) {
  const auto found = std::find_if(series.begin(), series.end(), [&](const Series& one) {
    return one.benchmark == benchmark && one.metric == metric;
  });
  return found == series.end() ? nullptr : &*found;
}

const Series* find(const Run& run, std::string_view benchmark, std::string_view metric) {
  return find(run.series, benchmark, metric);
}

}  // namespace pawl::baselines
