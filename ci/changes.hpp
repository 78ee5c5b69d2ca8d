#pragma once
/// Changes of a history are shown as findings: what happened to which series at one commit.

#include "baselines/history.hpp"
#include "stats/change_point.hpp"

#include <string>
#include <vector>

namespace pawl::ci {

/// What of each point was looked at.
enum class Looked { median, best };

/// A history and where it changed.
struct SeriesChanges {
  baselines::History history;
  std::string name;  ///< the benchmark; with its metric where the benchmark has several
  Looked at = Looked::median;
  stats::Changes found{};
};

/// Looks at the best value of each point where that is clearly steadier than the median and points
/// have as many values each. In the histories' order, by up to `threads` threads (0: as many as
/// there are cores); the result does not depend on that.
std::vector<SeriesChanges> find_changes(std::vector<baselines::History> histories,
                                        unsigned threads = 0);

/// What becomes of a metric by a change.
enum class Direction { worse, better };
Direction direction(const baselines::History& history, const stats::Change& change);

struct ChangesTextOptions {
  bool colour = false;
  std::size_t width = 0;  ///< columns of the terminal; 0: as wide as need be
};

/// One finding a commit, oldest first: all series that changed there. Ends in a newline.
std::string changes_text(const std::vector<SeriesChanges>& series,
                         const ChangesTextOptions& options = {});

/// The `pawl-changes` document (contract in tools/README.md). Ends in a newline.
std::string changes_json(const std::vector<SeriesChanges>& series);

}  // namespace pawl::ci
