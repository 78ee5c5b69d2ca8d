#include "postgres_store.hpp"

#include "baselines/error.hpp"
#include "baselines/keys/sha256.hpp"
#include "baselines/text/json_text.hpp"
#include "postgres.hpp"
#include "samples_blob.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <utility>

namespace pawl::baselines {
namespace {

// Each brings the tables from the version that is its index to the next.
constexpr std::array migrations = {
    R"(CREATE TABLE pawl_version(version integer NOT NULL);
       INSERT INTO pawl_version VALUES(0);
       CREATE TABLE pawl_run(
         number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
         id text NOT NULL UNIQUE,
         time bigint NOT NULL,
         "commit" text NOT NULL, branch text NOT NULL, suite text NOT NULL, testbed text NOT NULL,
         series bigint NOT NULL,
         details text NOT NULL);
       CREATE INDEX pawl_run_by_time ON pawl_run(time, number);
       CREATE TABLE pawl_series(
         id uuid PRIMARY KEY,
         benchmark text NOT NULL, metric text NOT NULL, unit text NOT NULL,
         better text NOT NULL, suite text NOT NULL, testbed text NOT NULL);
       CREATE INDEX pawl_series_by_benchmark ON pawl_series(benchmark);
       CREATE TABLE IF NOT EXISTS pawl_point(
         series uuid NOT NULL, time bigint NOT NULL, run bigint NOT NULL,
         median double precision NOT NULL, count bigint NOT NULL, samples bytea);
       CREATE INDEX IF NOT EXISTS pawl_point_by_series ON pawl_point(series, time, run);)",
};
constexpr auto store_version = static_cast<std::int64_t>(migrations.size());

/// 0 when there are no tables yet.
std::int64_t version_of(PostgresConnection& connection) {
  // Not to_regclass(): behind a lock it may still answer from before the wait.
  const PostgresResult tables = connection.run(
      "SELECT count(*) FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace "
      "WHERE relname = 'pawl_version' AND nspname = ANY(current_schemas(false))");
  if (tables.number(0, 0) == 0) return 0;
  const PostgresResult found = connection.run("SELECT max(version) FROM pawl_version");
  const std::int64_t version = found.number(0, 0);
  if (version > store_version)
    throw Error(Fault::input, connection.place() + ": expected a history of version " +
                                  std::to_string(store_version) + ", found " +
                                  std::to_string(version) +
                                  "; a newer pawl made it: update this one");
  return version;
}

void migrate(PostgresConnection& connection) {
  if (version_of(connection) == store_version) return;
  connection.run("BEGIN");
  // Others that come now wait here, and find it done.
  connection.run("SELECT pg_advisory_xact_lock(1348564844)");
  for (auto version = static_cast<std::size_t>(version_of(connection)); version < migrations.size();
       ++version) {
    connection.run(migrations[version]);
    connection.run(("UPDATE pawl_version SET version = " + std::to_string(version + 1)).c_str());
  }
  connection.run("COMMIT");
}

/// A name for the series that every client finds by itself: 128 bits of its key's hash.
std::string series_id(const SeriesKey& key) {
  std::string text;
  for (const std::string* part : {&key.suite, &key.testbed, &key.benchmark, &key.metric, &key.unit})
    append_json(text, std::string_view(*part));
  text += key.better == stats::Better::lower ? '<' : '>';
  return sha256_hex(text).substr(0, 32);
}

/// Rows in the binary format of COPY: everything in network byte order, each field after its size.
class CopyRows {
 public:
  CopyRows() : bytes_("PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0", 19) {}
  void begin_row(std::size_t fields) { append(fields, 2); }
  void add(std::int64_t value) {
    append(8, 4);
    append(static_cast<std::uint64_t>(value), 8);
  }
  void add(double value) {
    append(8, 4);
    append(std::bit_cast<std::uint64_t>(value), 8);
  }
  void add(std::string_view bytes) {
    append(bytes.size(), 4);
    bytes_ += bytes;
  }
  void add_uuid(std::string_view hex) {
    append(hex.size() / 2, 4);
    for (std::size_t i = 0; i < hex.size(); i += 2) {
      unsigned byte = 0;
      std::from_chars(hex.data() + i, hex.data() + i + 2, byte, 16);
      bytes_ += static_cast<char>(byte);
    }
  }
  std::string finished() && { return std::move(bytes_) + "\xff\xff"; }

 private:
  void append(std::uint64_t value, unsigned size) {
    while (size-- > 0) bytes_ += static_cast<char>((value >> (8 * size)) & 255);
  }
  std::string bytes_;
};

/// What append() sends, made once for all attempts.
struct Addition {
  std::vector<std::string> run;  ///< parameters
  std::vector<StoredPoint> points;
  std::vector<std::string> ids;  ///< of their series
  std::int64_t time = 0;

  Addition(std::string_view id, const Run& its) : points(stored_points(its)), time(run_time(its)) {
    run = {std::string(id), std::to_string(time),          its.commit,      its.branch, its.suite,
           its.testbed,     std::to_string(points.size()), run_details(its)};
    ids.reserve(points.size());
    for (const StoredPoint& point : points) ids.push_back(series_id(point.key));
  }

  /// Arrays of the series' ids and of each part of their keys.
  std::vector<std::string> series() const {
    std::array<std::vector<std::string>, 6> columns;
    for (const StoredPoint& point : points) {
      const SeriesKey& key = point.key;
      const std::array fields = {key.benchmark, key.metric,
                                 key.unit,      std::string(stats::name(key.better)),
                                 key.suite,     key.testbed};
      for (std::size_t i = 0; i < fields.size(); ++i) columns[i].push_back(fields[i]);
    }
    std::vector<std::string> arrays = {postgres_array(ids)};
    for (const auto& column : columns) arrays.push_back(postgres_array(column));
    return arrays;
  }

  std::string rows(std::int64_t number) const {
    CopyRows rows;
    for (std::size_t i = 0; i < points.size(); ++i) {
      rows.begin_row(6);
      rows.add_uuid(ids[i]);
      rows.add(time);
      rows.add(number);
      rows.add(points[i].median);
      rows.add(static_cast<std::int64_t>(points[i].values));
      rows.add(std::string_view(points[i].samples));
    }
    return std::move(rows).finished();
  }
};

class PostgresStore final : public Store {
 public:
  explicit PostgresStore(const std::string& url) : connection_(url) {
    retried(connection_, [&] { migrate(connection_); });
  }

  bool append(std::string_view id, const Run& run) override {
    const Addition addition(id, run);
    return retried(connection_, [&] { return try_append(addition); });
  }

  std::vector<StoredRun> runs(std::size_t limit) override {
    const PostgresResult rows =
        query("runs",
              R"(SELECT id, "commit", branch, suite, testbed, time, series FROM pawl_run
           ORDER BY time DESC, number DESC LIMIT $1)",
              {std::to_string(limit)});
    std::vector<StoredRun> runs;
    for (int i = rows.rows(); i-- > 0;)
      runs.push_back({rows.text(i, 0), rows.text(i, 1), rows.text(i, 2), rows.text(i, 3),
                      rows.text(i, 4), rows.number(i, 5),
                      static_cast<std::size_t>(rows.number(i, 6))});
    return runs;
  }

  std::vector<SeriesKey> series(std::string_view benchmark) override {
    const PostgresResult rows = query("series",
                                      "SELECT suite, testbed, benchmark, metric, unit, better "
                                      "FROM pawl_series WHERE $1 = '' OR benchmark = $1",
                                      {std::string(benchmark)});
    std::vector<SeriesKey> keys;
    for (int i = 0; i < rows.rows(); ++i)
      keys.push_back({rows.text(i, 0), rows.text(i, 1), rows.text(i, 2), rows.text(i, 3),
                      rows.text(i, 4),
                      stats::better_named(rows.text(i, 5)).value_or(stats::Better::lower)});
    std::sort(keys.begin(), keys.end());
    return keys;
  }

  std::vector<Point> points(const SeriesKey& key, const PointQuery& wanted) override {
    const PostgresResult rows =
        query("points",
              R"(SELECT run.id, run."commit", run.branch, point.time, median, count,
                  CASE WHEN $3::boolean THEN samples END
           FROM pawl_point AS point JOIN pawl_run AS run ON run.number = point.run
           WHERE point.series = $1::uuid AND ($2 = '' OR run.branch = $2)
           ORDER BY point.time DESC, point.run DESC LIMIT $4)",
              {series_id(key), wanted.branch, wanted.with_samples ? "t" : "f",
               std::to_string(wanted.limit)});
    std::vector<Point> points;
    for (int i = rows.rows(); i-- > 0;) {
      const std::string samples = rows.bytes(i, 6);
      points.push_back({rows.text(i, 0), rows.text(i, 1), rows.text(i, 2), rows.number(i, 3),
                        rows.real(i, 4), static_cast<std::size_t>(rows.number(i, 5)),
                        samples.empty() ? Sessions{} : unpack_samples(samples)});
    }
    return points;
  }

  Removed retain(const Retention& retention) override {
    return retried(connection_, [&] { return try_retain(retention); });
  }

 private:
  PostgresResult query(const char* name, const char* sql,
                       const std::vector<std::string>& parameters) {
    return retried(connection_, [&] { return connection_.run(name, sql, parameters); });
  }

  bool try_append(const Addition& addition) {
    // The run's insertion waits for another transaction that is adding the same one. Mostly all
    // series are there; none goes meanwhile, since who takes any away waits for this run.
    const std::vector<PostgresResult> answers = connection_.run(
        {{"begin", "BEGIN"},
         {"insert_run",
          R"(INSERT INTO pawl_run(id, time, "commit", branch, suite, testbed, series, details)
             VALUES($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT(id) DO NOTHING RETURNING number)",
          addition.run},
         {"count_series",
          "SELECT count(*) FROM pawl_series WHERE id = ANY($1::uuid[])",
          {postgres_array(addition.ids)}}});
    const PostgresResult& run = answers[1];
    if (run.rows() == 0) {
      connection_.run("ROLLBACK");
      return false;
    }
    if (answers[2].number(0, 0) != static_cast<std::int64_t>(addition.points.size()))
      insert_series(addition);
    connection_.copy(
        "COPY pawl_point(series, time, run, median, count, samples) FROM STDIN BINARY; COMMIT",
        addition.rows(run.number(0, 0)));
    return true;
  }

  void insert_series(const Addition& addition) {
    // In the order of ids, so that no two transactions wait for each other in a circle.
    connection_.run("insert_series",
                    "INSERT INTO pawl_series(id, benchmark, metric, unit, better, suite, testbed) "
                    "SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], "
                    "$5::text[], $6::text[], $7::text[]) AS new(id) ORDER BY id "
                    "ON CONFLICT DO NOTHING",
                    addition.series());
  }

  Removed try_retain(const Retention& retention) {
    const std::vector<std::string> runs = {std::to_string(retention.runs_before)};
    connection_.run("BEGIN");
    // None is adding meanwhile to a series that seems to have no point left.
    connection_.run("LOCK TABLE pawl_run IN EXCLUSIVE MODE");
    Removed removed;
    connection_.run("delete_points", "DELETE FROM pawl_point WHERE time > 0 AND time < $1", runs);
    removed.runs =
        connection_.run("delete_runs", "DELETE FROM pawl_run WHERE time > 0 AND time < $1", runs)
            .changes();
    thin_to_weeks(retention.weekly_before, removed);
    removed.samples = connection_
                          .run("thin_out",
                               "UPDATE pawl_point SET samples = NULL WHERE time > 0 AND time < $1 "
                               "AND samples IS NOT NULL",
                               {std::to_string(retention.samples_before)})
                          .changes();
    if (removed.runs > 0)
      connection_.run(
          "DELETE FROM pawl_series WHERE NOT EXISTS "
          "(SELECT 1 FROM pawl_point WHERE pawl_point.series = pawl_series.id)");
    connection_.run("COMMIT");
    return removed;
  }

  void thin_to_weeks(std::int64_t before, Removed& removed) {
    const std::string bound = std::to_string(before);
    removed.points = connection_
                         .run("thin_to_weeks",
                              R"(DELETE FROM pawl_point AS old USING pawl_run AS its
                    WHERE its.number = old.run AND old.time > 0 AND old.time < $1 AND EXISTS(
                      SELECT 1 FROM pawl_point AS later JOIN pawl_run AS run ON run.number = later.run
                      WHERE later.series = old.series AND later.time >= old.time
                        AND later.time < (old.time / $2 + 1) * $2
                        AND (later.time, later.run) > (old.time, old.run)
                        AND run.branch = its.branch))",
                              {bound, std::to_string(retained_interval)})
                         .changes();
    if (removed.points == 0) return;
    removed.runs +=
        connection_
            .run("delete_thinned_runs",
                 "DELETE FROM pawl_run WHERE time > 0 AND time < $1 AND series > 0 AND "
                 "NOT EXISTS(SELECT 1 FROM pawl_point WHERE run = number AND time < $1)",
                 {bound})
            .changes();
  }

  PostgresConnection connection_;
};

}  // namespace

bool is_postgres(std::string_view place) {
  return place.starts_with("postgresql://") || place.starts_with("postgres://");
}

std::unique_ptr<Store> open_postgres_store(const std::string& url) {
  return std::make_unique<PostgresStore>(url);
}

}  // namespace pawl::baselines
