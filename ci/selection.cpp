#include "selection.hpp"

#include "yardstick.hpp"

#include <algorithm>

namespace pawl::ci {

Selection::Selection(const baselines::Run* before, const baselines::Run& now,
                     const std::vector<std::string>& metrics, bool has_secondary)
    : metrics_(metrics), has_secondary_(has_secondary) {
  std::set<std::string_view> known;
  if (before != nullptr) {
    note_listed(*before, known);
    for (const baselines::Series& series : before->series) known.insert(series.benchmark);
  }
  note_listed(now, known);
}

bool Selection::is_listed(const baselines::Series& series) const {
  return std::find(metrics_.begin(), metrics_.end(), series.metric) != metrics_.end();
}

void Selection::note_listed(const baselines::Run& run, const std::set<std::string_view>& known) {
  for (const baselines::Series& series : run.series)
    if (is_listed(series) && !known.contains(series.benchmark)) listed_.insert(series.benchmark);
}

bool Selection::contains(const baselines::Series& series) const {
  if (series.benchmark == yardstick_benchmark || series.sessions.empty()) return false;
  if (listed_.contains(series.benchmark)) return is_listed(series);
  return has_secondary_ || !has_mark(series, baselines::secondary_mark);
}

}  // namespace pawl::ci
