#include "run.hpp"

#include <algorithm>

namespace pawl::baselines {

const Series* find(const Run& run, std::string_view benchmark, std::string_view metric) {
  const auto found = std::find_if(run.series.begin(), run.series.end(), [&](const Series& series) {
    return series.benchmark == benchmark && series.metric == metric;
  });
  return found == run.series.end() ? nullptr : &*found;
}

}  // namespace pawl::baselines
