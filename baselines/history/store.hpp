#pragma once
/// A Store is the history: all runs that were added to it, each exactly once, and each series of
/// them over time. One file (SQLite) or a server that a team shares (PostgreSQL); both keep the
/// same and are called alike.
///
/// Several processes may append at once. A run is there whole or not at all, whatever is killed
/// meanwhile. All throw Error: Fault::io (the file), Fault::remote (the server), Fault::input (what
/// is there is no history, or of a newer pawl).

#include "baselines/run/run.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace pawl::baselines {

/// A run as a list shows it.
struct StoredRun {
  std::string id;
  std::string commit, branch, suite, testbed;
  std::int64_t time = 0;   ///< seconds since 1970, UTC; 0: not known
  std::size_t series = 0;  ///< how many it has
  bool operator==(const StoredRun&) const = default;
};

/// What makes two figures belong to one series: another unit or testbed is of something else.
struct SeriesKey {
  std::string suite, testbed, benchmark, metric, unit;
  stats::Better better = stats::Better::lower;
  auto operator<=>(const SeriesKey&) const = default;
};

/// What one run says of one series.
struct Point {
  std::string run, commit, branch;
  std::int64_t time = 0;   ///< seconds since 1970, UTC
  double median = 0;       ///< of the launches' medians, in the key's unit
  std::size_t values = 0;  ///< how many the run measured, also when its samples are gone
  std::vector<stats::Sample::Session> samples;  ///< empty when not asked for, or thinned out
};

/// Which points of a series: the newest `limit` of those on `branch` (empty: on any).
struct PointQuery {
  std::string branch{};
  std::size_t limit = std::numeric_limits<std::int32_t>::max();
  bool with_samples = false;
};

/// What grows old. Times in seconds since 1970; 0: nothing does.
struct Retention {
  std::int64_t runs_before = 0;  ///< older runs leave with all their points
  /// Of older points only the last of each week (of seven days since 1970) stays, of each series
  /// and branch; a run that has none left leaves.
  std::int64_t weekly_before = 0;
  std::int64_t samples_before = 0;  ///< of older points only median and number of values stay
};
inline constexpr std::int64_t retained_interval = std::int64_t{7} * 86'400;  ///< seconds

/// What a retention took away.
struct Removed {
  std::size_t runs = 0;
  std::size_t points = 0;   ///< in favour of a later one of their week
  std::size_t samples = 0;  ///< points that lost theirs
};

class Store {
 public:
  Store() = default;
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;
  virtual ~Store() = default;

  /// Adds the run under that id; false, and nothing happens, when there is one of that id.
  virtual bool append(std::string_view id, const Run& run) = 0;
  /// The newest `limit`, oldest first.
  virtual std::vector<StoredRun> runs(std::size_t limit) = 0;
  /// All series of the benchmark, or of all when it is empty, in the order of their keys.
  virtual std::vector<SeriesKey> series(std::string_view benchmark) = 0;
  /// By time, then in the order they were added.
  virtual std::vector<Point> points(const SeriesKey& key, const PointQuery& query) = 0;
  /// Takes away what is old, all of it or nothing; what that was. Reads all old points, and nothing
  /// is added to the history meanwhile.
  virtual Removed retain(const Retention& retention) = 0;
};

/// The run's id, or of one that brings none: its time and 128 bits of its contents' hash, so that a
/// job that adds its run again adds nothing. "20261123T224105Z-3f2a91c0…".
std::string run_id(const Run& run);

/// One row of a store's table of points.
struct StoredPoint {
  SeriesKey key;
  double median = 0;
  std::size_t values = 0;
  std::string samples;  ///< samples_blob.hpp
};

/// The run's series as a store keeps them, by key; those without a value are left out. Throws Error
/// (Fault::input) for a series that comes twice, and for a name that not every database can keep:
/// with a NUL, not UTF-8, or longer than 1,000 bytes.
std::vector<StoredPoint> stored_points(const Run& run);

/// The run without its points as text: what a row of a store's table of runs keeps beside what it
/// is found by (machine, failures, notes).
std::string run_details(const Run& run);

/// Seconds since 1970 of the run's time; 0 when it has none that can be read.
std::int64_t run_time(const Run& run);

}  // namespace pawl::baselines
