#include "history.hpp"

#include <algorithm>
#include <map>

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

std::vector<double> bests(const History& history) {
  std::vector<double> values;
  values.reserve(history.points.size());
  for (const HistoryPoint& point : history.points) {
    double best = point.launches.front().front();
    for (const auto& launch : point.launches)
      for (const double value : launch)
        best =
            history.better == stats::Better::lower ? std::min(best, value) : std::max(best, value);
    values.push_back(best);
  }
  return values;
}

bool has_even_points(const History& history) {
  std::map<std::size_t, std::size_t> points_of_size;
  for (const HistoryPoint& point : history.points) {
    std::size_t size = 0;
    for (const auto& launch : point.launches) size += launch.size();
    ++points_of_size[size];
  }
  return std::any_of(points_of_size.begin(), points_of_size.end(), [&](const auto& entry) {
    return entry.first >= 3 && 10 * entry.second >= 9 * history.points.size();
  });
}

}  // namespace pawl::baselines
