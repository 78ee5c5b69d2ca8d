#include "run.hpp"

#include "baselines/text/json_text.hpp"

#include <algorithm>

namespace pawl::baselines {
namespace {

constexpr std::string_view yes = "true";

}  // namespace

bool has_mark(const Series& series, std::string_view mark) {
  const std::string* said = find(series.unknown, mark);
  return said != nullptr && *said == yes;
}

void set_mark(Series& series, std::string_view mark) {
  set(series.unknown, mark, std::string(yes));
}

bool is_printed_by(const UnknownFields& fields, std::string_view name) {
  const std::string* said = find(fields, printed_by_field);
  return said != nullptr && *said == in_json(name);
}

void set_printed_by(UnknownFields& fields, std::string_view name) {
  set(fields, printed_by_field, in_json(name));
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
