#include "history.hpp"

namespace pawl::baselines {

std::vector<double> medians(const History& history) {
  std::vector<double> values;
  values.reserve(history.points.size());
  for (const HistoryPoint& point : history.points) {
    std::vector<double> launches;
    for (const auto& launch : point.launches) launches.push_back(stats::median(launch));
    values.push_back(stats::median(std::move(launches)));
  }
  return values;
}

}  // namespace pawl::baselines
