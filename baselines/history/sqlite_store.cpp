#include "sqlite_store.hpp"

#include "samples_blob.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace pawl::baselines {
namespace {

constexpr std::string_view key_columns = "suite, testbed, benchmark, metric, unit, better";
constexpr std::string_view key_is =
    " benchmark = ?1 AND metric = ?2 AND unit = ?3 AND better = ?4 AND suite = ?5 AND testbed = ?6";

constexpr auto move_recent =
    "INSERT INTO point(series, time, run, median, count, samples) "
    "SELECT series, time, run, median, count, samples FROM recent ORDER BY series, time, run; "
    "DELETE FROM recent";

/// The newest points of a key's series out of one of the tables that have some.
std::string points_query(const std::string& from, const std::string& table,
                         const std::string& where) {
  return R"(SELECT run.id, run."commit", run.branch, )" + table + R"(.time, median, count,
                   CASE WHEN ?8 THEN samples END, run.number
            FROM )" +
         from + " WHERE " + table + ".series = (SELECT number FROM series WHERE" +
         std::string(key_is) + ") AND (?7 = '' OR run.branch = ?7) AND " + where + " ORDER BY " +
         table + ".time DESC, " + table + ".run DESC LIMIT ?9";
}

class SqliteStore final : public Store {
 public:
  explicit SqliteStore(SqliteDatabase database) : database_(std::move(database)) {}

  bool append(std::string_view id, const Run& run) override {
    const std::vector<StoredPoint> points = stored_points(run);
    const std::string details = run_details(run);
    SqliteTransaction transaction(database_);
    insert_run_.with(id, run_time(run), std::string_view(run.commit), std::string_view(run.branch),
                     std::string_view(run.suite), std::string_view(run.testbed),
                     static_cast<std::int64_t>(points.size()), std::string_view(details));
    if (!insert_run_.step()) return false;
    const std::int64_t number = insert_run_.number(0);
    insert_run_.step();
    for (const StoredPoint& point : points)
      insert_point_
          .with(number, series_number(point.key), run_time(run), point.median,
                static_cast<std::int64_t>(point.values), SqliteStatement::Blob{point.samples})
          .step();
    move_when_many();
    transaction.commit();
    return true;
  }

  std::vector<StoredRun> runs(std::size_t limit) override {
    SqliteStatement query(database_,
                          R"(SELECT id, "commit", branch, suite, testbed, time, series FROM run
                             ORDER BY time DESC, number DESC LIMIT ?1)");
    std::vector<StoredRun> runs;
    query.with(static_cast<std::int64_t>(limit));
    while (query.step())
      runs.push_back({query.text(0), query.text(1), query.text(2), query.text(3), query.text(4),
                      query.number(5), static_cast<std::size_t>(query.number(6))});
    std::reverse(runs.begin(), runs.end());
    return runs;
  }

  std::vector<SeriesKey> series(std::string_view benchmark) override {
    SqliteStatement query(database_, "SELECT " + std::string(key_columns) +
                                         " FROM series WHERE ?1 = '' OR benchmark = ?1");
    std::vector<SeriesKey> keys;
    query.with(benchmark);
    while (query.step())
      keys.push_back({query.text(0), query.text(1), query.text(2), query.text(3), query.text(4),
                      query.number(5) == 0 ? stats::Better::lower : stats::Better::higher});
    std::sort(keys.begin(), keys.end());
    return keys;
  }

  std::vector<Point> points(const SeriesKey& key, const PointQuery& query) override {
    std::vector<Found> found;
    {
      // Both as of one moment, whatever others move meanwhile.
      const SqliteReading reading(database_);
      for (SqliteStatement* select : {&select_points_, &select_recent_})
        append_found(found, *select, key, query);
    }
    std::sort(found.begin(), found.end(), [](const Found& a, const Found& b) {
      return std::tie(a.point.time, a.number) < std::tie(b.point.time, b.number);
    });
    std::vector<Point> points;
    for (std::size_t i = found.size() - std::min(found.size(), query.limit); i < found.size();
         ++i) {
      points.push_back(std::move(found[i].point));
      if (!found[i].samples.empty()) points.back().samples = unpack_samples(found[i].samples);
    }
    return points;
  }

  Removed retain(const Retention& retention) override {
    Removed removed;
    SqliteTransaction transaction(database_);
    database_.run(move_recent);
    // A run without a time (0) is never too old.
    SqliteStatement points(database_, "DELETE FROM point WHERE time > 0 AND time < ?1");
    points.with(retention.runs_before).step();
    SqliteStatement runs(database_, "DELETE FROM run WHERE time > 0 AND time < ?1");
    runs.with(retention.runs_before).step();
    removed.runs = database_.changes();
    thin_to_weeks(retention.weekly_before, removed);
    SqliteStatement samples(database_,
                            "UPDATE point SET samples = NULL WHERE time > 0 AND time < ?1 AND "
                            "samples IS NOT NULL");
    samples.with(retention.samples_before).step();
    removed.samples = database_.changes();
    if (removed.runs > 0)
      database_.run(
          "DELETE FROM series WHERE NOT EXISTS (SELECT 1 FROM point WHERE series = number)");
    transaction.commit();
    return removed;
  }

 private:
  void thin_to_weeks(std::int64_t before, Removed& removed) {
    SqliteStatement points(database_,
                           R"(DELETE FROM point WHERE time > 0 AND time < ?1 AND EXISTS(
             SELECT 1 FROM point AS later
             WHERE later.series = point.series AND later.time >= point.time
               AND later.time < (point.time / ?2 + 1) * ?2
               AND (later.time, later.run) > (point.time, point.run)
               AND (SELECT branch FROM run WHERE number = later.run) =
                   (SELECT branch FROM run WHERE number = point.run)))");
    points.with(before, retained_interval).step();
    removed.points = database_.changes();
    if (removed.points == 0) return;
    SqliteStatement runs(database_,
                         "DELETE FROM run WHERE time > 0 AND time < ?1 AND series > 0 AND number "
                         "NOT IN (SELECT run FROM point WHERE time < ?1)");
    runs.with(before).step();
    removed.runs += database_.changes();
  }

  struct Found {
    Point point;
    std::int64_t number = 0;  ///< of its run
    std::string samples;
  };

  static void append_found(std::vector<Found>& found, SqliteStatement& row, const SeriesKey& key,
                           const PointQuery& query) {
    bind_key(row, key, std::string_view(query.branch), std::int64_t{query.with_samples},
             static_cast<std::int64_t>(query.limit));
    while (row.step())
      found.push_back({{row.text(0),
                        row.text(1),
                        row.text(2),
                        row.number(3),
                        row.real(4),
                        static_cast<std::size_t>(row.number(5)),
                        {}},
                       row.number(7),
                       row.text(6)});
  }

  /// Bounded, so that reading a series looks at few of them.
  void move_when_many() {
    constexpr std::int64_t most_runs = 64, most_points = 50'000;
    count_recent_.with().step();
    const bool are_many =
        count_recent_.number(0) > most_runs || count_recent_.number(1) > most_points;
    count_recent_.step();
    if (are_many) database_.run(move_recent);
  }

  template <typename... More>
  static void bind_key(SqliteStatement& statement, const SeriesKey& key, const More&... more) {
    statement.with(std::string_view(key.benchmark), std::string_view(key.metric),
                   std::string_view(key.unit), better_number(key), std::string_view(key.suite),
                   std::string_view(key.testbed), more...);
  }

  static std::int64_t better_number(const SeriesKey& key) {
    return key.better == stats::Better::lower ? 0 : 1;
  }

  std::int64_t series_number(const SeriesKey& key) {
    bind_key(select_series_, key);
    if (select_series_.step()) {
      const std::int64_t number = select_series_.number(0);
      select_series_.step();
      return number;
    }
    bind_key(insert_series_, key);
    insert_series_.step();
    const std::int64_t number = insert_series_.number(0);
    insert_series_.step();
    return number;
  }

  SqliteDatabase database_;
  SqliteStatement insert_run_{
      database_,
      R"(INSERT INTO run(id, time, "commit", branch, suite, testbed, series, details)
         VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT(id) DO NOTHING RETURNING number)"};
  SqliteStatement select_series_{database_,
                                 "SELECT number FROM series WHERE" + std::string(key_is)};
  SqliteStatement insert_series_{
      database_,
      "INSERT INTO series(benchmark, metric, unit, better, suite, testbed) "
      "VALUES(?1, ?2, ?3, ?4, ?5, ?6) RETURNING number"};
  SqliteStatement insert_point_{database_,
                                "INSERT INTO recent(run, series, time, median, count, samples) "
                                "VALUES(?1, ?2, ?3, ?4, ?5, ?6)"};
  // Runs are numbered in the order they are added, so those with points in `recent` are the last.
  SqliteStatement count_recent_{
      database_,
      "SELECT count(*), ifnull(sum(series), 0) FROM run WHERE number >= (SELECT min(run) FROM "
      "recent)"};
  SqliteStatement select_points_{
      database_, points_query("point JOIN run ON run.number = point.run", "point", "TRUE")};
  SqliteStatement select_recent_{
      database_, points_query("run CROSS JOIN recent ON recent.run = run.number", "recent",
                              "run.number >= (SELECT min(run) FROM recent)")};
};

}  // namespace

std::unique_ptr<Store> sqlite_store(SqliteDatabase database) {
  return std::make_unique<SqliteStore>(std::move(database));
}

}  // namespace pawl::baselines
