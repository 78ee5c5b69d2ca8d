#include "run.hpp"

#include <algorithm>
#include <utility>

namespace pawl::baselines {
namespace {

std::pair<std::string, std::string> field(std::string_view mark) {
  return {std::string(mark), "true"};
}

}  // namespace

bool has_mark(const Series& series, std::string_view mark) {
  return std::find(series.unknown.begin(), series.unknown.end(), field(mark)) !=
         series.unknown.end();
}

void set_mark(Series& series, std::string_view mark) {
  if (!has_mark(series, mark)) series.unknown.push_back(field(mark));
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
