#include "stored_histories.hpp"

#include "baselines/instant.hpp"
#include "baselines/run/launches.hpp"
#include "tools/project/history.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace pawl::tools::dashboard {

namespace {

std::string time_text(std::int64_t time) {
  return time == 0 ? "" : baselines::instant_text(time);
}

/// All launches of a run as one session; a point without samples has its median alone.
Point point_from(baselines::Point stored, bool with_values) {
  Point point = point_of(baselines::launches_of(std::move(stored.samples)), with_values)
                    .value_or(unbounded(stored.median));
  point.n = stored.values;
  std::tie(point.time, point.commit, point.branch) =
      std::tuple(time_text(stored.time), stored.commit, stored.branch);
  return point;
}

/// Only the newest keep their values, whatever is put in order with them (put_in_order).
void append(std::vector<Point>& points, std::vector<baselines::Point> stored) {
  for (std::size_t i = 0; i < stored.size(); ++i)
    points.push_back(point_from(std::move(stored[i]), i + points_with_values >= stored.size()));
}

}  // namespace

StoredHistories::StoredHistories(std::unique_ptr<baselines::Store> store)
    : store_(std::move(store)) {}

bool StoredHistories::refresh() {
  const std::lock_guard lock(mutex_);
  std::vector<baselines::StoredRun> runs = store_->runs(runs_held);
  if (is_read_ && runs == runs_) return false;
  is_read_ = true;
  runs_ = std::move(runs);
  cache_.clear();
  return true;
}

void StoredHistories::add_to(ModelBuilder& builder) {
  const std::lock_guard lock(mutex_);
  for (const baselines::StoredRun& run : runs_)
    builder.add(RunSummary{.time = time_text(run.time),
                           .commit = run.commit,
                           .branch = run.branch,
                           .suite = run.suite,
                           .testbed = run.testbed,
                           .series = run.series});
  for (const baselines::SeriesKey& key : store_->series("")) {
    std::vector<Point> newest;
    append(newest, store_->points(key, {.limit = points_held, .with_samples = true}));
    builder.add(key, std::move(newest));
  }
}

/// With the cache looked through in order: it is short.
std::shared_ptr<const std::vector<Point>> StoredHistories::points(const History& history) {
  const std::lock_guard lock(mutex_);
  const auto known = std::ranges::find(cache_, history.stored, &std::pair<Key, Points>::first);
  if (known != cache_.end()) {
    cache_.splice(cache_.begin(), cache_, known);
    return cache_.front().second;
  }
  std::vector<Point> all = history.points;
  for (const baselines::SeriesKey& key : history.stored)
    append(all, store_->points(key, {.with_samples = true}));
  put_in_order(all);
  cache_.emplace_front(history.stored, std::make_shared<const std::vector<Point>>(std::move(all)));
  if (cache_.size() > series_cached) cache_.pop_back();
  return cache_.front().second;
}

/// One series at a time, so that readers need not wait for all.
std::vector<ci::SeriesChanges> StoredHistories::changes() {
  std::vector<baselines::SeriesKey> keys;
  {
    const std::lock_guard lock(mutex_);
    keys = store_->series("");
  }
  std::vector<ci::SeriesChanges> all;
  for (const baselines::SeriesKey& key : keys) {
    std::vector<baselines::Point> points;
    {
      const std::lock_guard lock(mutex_);
      points = store_->points(key, {.with_samples = true});
    }
    if (points.empty()) continue;
    ci::SeriesChanges found =
        std::move(ci::find_changes({history_of(key, std::move(points))}, {.threads = 1}).front());
    found.suite = key.suite;
    found.testbed = key.testbed;
    found.history.points.clear();
    all.push_back(std::move(found));
  }
  return all;
}

}  // namespace pawl::tools::dashboard
