#include "changes.hpp"

#include "for_each_index.hpp"
#include "format.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace pawl::ci {

namespace {

/// The best values are clearly steadier when their unrest is below this part of the medians'.
constexpr double clearly = 0.85;

/// The value of each point that tells most, its median or its best; notes which.
std::vector<double> values_of(SeriesChanges& series) {
  std::vector<double> values = baselines::medians(series.history);
  if (!baselines::has_even_points(series.history)) return values;
  std::vector<double> bests = baselines::bests(series.history);
  if (!(stats::unrest(bests) < clearly * stats::unrest(values))) return values;
  series.at = Looked::best;
  return bests;
}

/// A change with too few points behind it takes the last point of the old level for one of its own,
/// and would be laid to the commit before: it is not told until its place is certain.
stats::Changes placed_changes(const std::vector<double>& values) {
  stats::Changes found = stats::find_changes(values);
  if (found.changes.empty()) return found;
  const stats::Change& last = found.changes.back();
  const bool is_short = values.size() - last.index <= stats::ChangeRule{}.shortest;
  if (is_short && last.begins_as_before) found.changes.pop_back();
  return found;
}

/// Takes away what was known without the newest points, by what was looked at then.
void keep_new(SeriesChanges& series, std::size_t newest) {
  constexpr std::size_t near = 5;
  const std::size_t size = series.history.points.size();
  std::erase_if(series.found.odd,
                [&](const stats::OddPoints& odd) { return odd.first + odd.size + newest <= size; });
  std::erase_if(series.found.withdrawn,
                [&](const stats::Withdrawn& gone) { return gone.until + newest <= size; });
  if ((series.found.changes.empty() && !series.found.drift) || size <= newest) return;
  SeriesChanges earlier;
  earlier.history = series.history;
  earlier.history.points.resize(size - newest);
  const stats::Changes known = placed_changes(values_of(earlier));
  if (known.drift) series.found.drift.reset();
  std::erase_if(series.found.changes, [&](const stats::Change& change) {
    return std::any_of(known.changes.begin(), known.changes.end(), [&](const stats::Change& old) {
      return std::max(old.index, change.index) - std::min(old.index, change.index) <= near;
    });
  });
}

void name_points(SeriesChanges& series) {
  const auto name = [&](std::size_t i) {
    const baselines::HistoryPoint& point = series.history.points[i];
    series.named.try_emplace(i, NamedPoint{point.run, point.time});
  };
  series.points = series.history.points.size();
  for (const stats::Change& change : series.found.changes) {
    const std::size_t reach = reach_of(change);
    for (std::size_t i = change.index - std::min(change.index, reach + 1);
         i <= change.index + reach && i < series.points; ++i)
      name(i);
    if (change.returns_to) name(*change.returns_to);
  }
  if (series.found.drift) name(series.found.drift->first);
  for (const stats::OddPoints& odd : series.found.odd) name(odd.first);
  for (const stats::Withdrawn& gone : series.found.withdrawn)
    for (const std::size_t i : {gone.place, gone.told - 1, gone.until - 1}) name(i);
}

void look(SeriesChanges& series, std::size_t newest) {
  series.found = placed_changes(values_of(series));
  if (newest > 0) keep_new(series, newest);
  name_points(series);
}

Direction direction_of(const baselines::History& history, double before, double after) {
  const bool is_more = after > before;
  return is_more == (history.better == stats::Better::lower) ? Direction::worse : Direction::better;
}

}  // namespace

std::vector<SeriesChanges> find_changes(std::vector<baselines::History> histories,
                                        const Looking& looking) {
  std::map<std::string, int> metrics;
  for (const baselines::History& history : histories) ++metrics[history.benchmark];
  std::vector<SeriesChanges> series;
  for (baselines::History& history : histories) {
    std::string name = history.benchmark;
    if (metrics[history.benchmark] > 1) name += " " + history.metric;
    series.emplace_back().history = std::move(history);
    series.back().name = std::move(name);
  }
  for_each_index(series.size(), looking.threads,
                 [&](std::size_t i) { look(series[i], looking.newest); });
  return series;
}

std::size_t reach_of(const stats::Change& change) {
  constexpr double limit = 11, furthest = 8;
  const double effect = std::max(std::abs(change.effect), 1.0);
  return static_cast<std::size_t>(std::min(furthest, limit / (effect * effect)));
}

Direction direction(const baselines::History& history, const stats::Change& change) {
  return direction_of(history, change.before, change.after);
}

Direction direction(const baselines::History& history, const stats::Drift& drift) {
  return direction_of(history, drift.before, drift.after);
}

std::string returning(const SeriesChanges& series, const stats::Change& change,
                      const std::function<std::string(const std::string&)>& shown) {
  if (!change.returns_to) return {};
  return ", as it was at " + shown(series.named.at(*change.returns_to).run);
}

std::string drifting(const SeriesChanges& series, const stats::Drift& drift,
                     const std::function<std::string(const std::string&)>& shown) {
  const std::string& unit = series.history.unit;
  std::string out;
  if (drift.ratio)
    out += change(*drift.ratio) + " (" +
           change_range(drift.ratio_bounds->low, drift.ratio_bounds->high) + ") ";
  return out + "over " + count(series.points - drift.first, "point") + " since " +
         shown(series.named.at(drift.first).run) + ", " + quantity(drift.before, unit) + " → " +
         quantity(drift.after, unit);
}

}  // namespace pawl::ci
