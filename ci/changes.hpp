#pragma once
/// Changes of a history are shown as findings: what happened to which series at one commit.

#include "baselines/run/history.hpp"
#include "stats/changes/change_point.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace pawl::ci {

/// What of each point was looked at.
enum class Looked { median, best };

/// A point by which something found is named.
struct NamedPoint {
  std::string run;
  std::int64_t time = 0;
};

/// A history and where it changed.
struct SeriesChanges {
  baselines::History history;  ///< its points may be dropped once it has been looked at
  std::string name;            ///< the benchmark; with its metric where the benchmark has several
  std::string suite, testbed;  ///< empty: not known
  Looked at = Looked::median;
  stats::Changes found{};
  std::size_t points = 0;  ///< that were looked at
  /// Those that `found` refers to and, around each change, those where it may as well have been,
  /// and the one before it.
  std::map<std::size_t, NamedPoint> named{};
};

/// By how many points, at most 8, a change may be off: 11 / effect², the 95 % limit of where a step
/// is placed in independent noise (Bai 1997, doi 10.1162/003465397557132).
std::size_t reach_of(const stats::Change& change);

struct Looking {
  unsigned threads = 0;  ///< 0: as many as there are cores; the result does not depend on that
  /// Only what this many newest points revealed: changes with none within five points of them when
  /// those points are left out, and a drift where there was none then. 0: all.
  std::size_t newest = 0;
};

/// Looks at the best value of each point where that is clearly steadier than the median and all
/// points have equally many values. In the histories' order.
std::vector<SeriesChanges> find_changes(std::vector<baselines::History> histories,
                                        const Looking& looking = {});

/// What becomes of a metric by a change, or while it drifts.
enum class Direction { worse, better };
Direction direction(const baselines::History& history, const stats::Change& change);
Direction direction(const baselines::History& history, const stats::Drift& drift);

/// ", as it was at RUN" of a change to a level known before, the run as `shown` makes it; empty of
/// any other.
std::string returning(const SeriesChanges& series, const stats::Change& change,
                      const std::function<std::string(const std::string&)>& shown);

/// "+34.0 % (+30.0 … +38.0 %) over 150 points since RUN, 100 ms → 134 ms" of a series that drifts.
std::string drifting(const SeriesChanges& series, const stats::Drift& drift,
                     const std::function<std::string(const std::string&)>& shown);

}  // namespace pawl::ci
