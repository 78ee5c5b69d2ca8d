#pragma once
/// StoredHistories are the histories of a store (`pawl history`) as the dashboard shows them: the
/// newest points of each series are held in memory, the others read when somebody asks for them.
/// From any thread. Nothing is written.

#include "baselines/history/store.hpp"
#include "model.hpp"

#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace pawl::tools::dashboard {

/// How many points of a series the model holds, runs the list of runs has, and series whose points
/// are kept in memory once they were asked for.
inline constexpr std::size_t points_held = 40;
inline constexpr std::size_t runs_held = 1000;
inline constexpr std::size_t series_cached = 32;

class StoredHistories : public PointSource {
 public:
  explicit StoredHistories(std::unique_ptr<baselines::Store> store);

  /// Looks for new runs; returns whether there are any since the last time, or this is the first.
  /// Throws Error.
  bool refresh();
  /// The newest points of each series, and the runs. Throws Error.
  void add_to(ModelBuilder& builder);
  std::shared_ptr<const std::vector<Point>> points(const History& history) override;
  std::vector<ci::SeriesChanges> changes() override;

 private:
  using Key = std::vector<baselines::SeriesKey>;
  using Points = std::shared_ptr<const std::vector<Point>>;
  std::mutex mutex_;
  std::unique_ptr<baselines::Store> store_;
  std::vector<baselines::StoredRun> runs_;  ///< the newest, at the last refresh
  bool is_read_ = false;
  std::list<std::pair<Key, Points>> cache_;  ///< the latest asked for first
};

}  // namespace pawl::tools::dashboard
