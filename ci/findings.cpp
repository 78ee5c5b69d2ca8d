#include "findings.hpp"

#include "format.hpp"

#include <algorithm>
#include <tuple>
#include <unordered_map>

namespace pawl::ci {

std::vector<Finding> findings(const std::vector<SeriesChanges>& series) {
  std::vector<Finding> all;
  std::unordered_map<std::string, std::size_t> by_run;
  for (const SeriesChanges& one : series)
    for (const stats::Change& change : one.found.changes) {
      const NamedPoint& first = one.named.at(change.index);
      const auto [found, is_new] = by_run.try_emplace(first.run, all.size());
      if (is_new)
        all.push_back(
            {first.run, one.named.at(change.index - 1).run, first.time, change.index, {}});
      Finding& finding = all[found->second];
      finding.earliest = std::min(finding.earliest, change.index);
      finding.members.push_back({&one, &change});
    }
  std::stable_sort(all.begin(), all.end(), [](const Finding& a, const Finding& b) {
    return std::tie(a.time, a.earliest) < std::tie(b.time, b.earliest);
  });
  return all;
}

std::string summary(const std::vector<SeriesChanges>& series, const std::vector<Finding>& all) {
  std::size_t changes = 0, points = 0;
  for (const SeriesChanges& one : series) {
    changes += one.found.changes.size();
    points += one.points;
  }
  return count(changes, "change") + " at " + count(all.size(), "commit") + " in " +
         count(series.size(), "series", "series") + " of " + count(points, "point");
}

}  // namespace pawl::ci
