#include "changes.hpp"

#include "for_each_index.hpp"

#include <map>

namespace pawl::ci {

std::vector<SeriesChanges> find_changes(std::vector<baselines::History> histories,
                                        unsigned threads) {
  std::map<std::string, int> metrics;
  for (const baselines::History& history : histories) ++metrics[history.benchmark];
  std::vector<SeriesChanges> series;
  for (baselines::History& history : histories) {
    std::string name = history.benchmark;
    if (metrics[history.benchmark] > 1) name += " " + history.metric;
    series.push_back({std::move(history), std::move(name), {}});
  }
  for_each_index(series.size(), threads, [&](std::size_t i) {
    series[i].found = stats::find_changes(baselines::medians(series[i].history));
  });
  return series;
}

Direction direction(const baselines::History& history, const stats::Change& change) {
  const bool is_more = change.after > change.before;
  return is_more == (history.better == stats::Better::lower) ? Direction::worse : Direction::better;
}

}  // namespace pawl::ci
