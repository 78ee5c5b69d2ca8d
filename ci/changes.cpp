#include "changes.hpp"

#include "for_each_index.hpp"

#include <map>

namespace pawl::ci {

namespace {

/// Below this part of the medians' unrest the best values are the steadier ones.
constexpr double clearly = 0.85;

void look(SeriesChanges& series) {
  std::vector<double> values = baselines::medians(series.history);
  if (baselines::has_even_points(series.history)) {
    std::vector<double> bests = baselines::bests(series.history);
    if (stats::unrest(bests) < clearly * stats::unrest(values)) {
      values = std::move(bests);
      series.at = Looked::best;
    }
  }
  series.found = stats::find_changes(values);
}

}  // namespace

std::vector<SeriesChanges> find_changes(std::vector<baselines::History> histories,
                                        unsigned threads) {
  std::map<std::string, int> metrics;
  for (const baselines::History& history : histories) ++metrics[history.benchmark];
  std::vector<SeriesChanges> series;
  for (baselines::History& history : histories) {
    std::string name = history.benchmark;
    if (metrics[history.benchmark] > 1) name += " " + history.metric;
    series.push_back({std::move(history), std::move(name)});
  }
  for_each_index(series.size(), threads, [&](std::size_t i) { look(series[i]); });
  return series;
}

Direction direction(const baselines::History& history, const stats::Change& change) {
  const bool is_more = change.after > change.before;
  return is_more == (history.better == stats::Better::lower) ? Direction::worse : Direction::better;
}

}  // namespace pawl::ci
