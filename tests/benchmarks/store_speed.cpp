/// Measures what the history costs, against the figures it is to reach.
///
///   store_speed [SERIES_KEPT] [POSTGRES_URL]    default: 10,000,000 points, SQLite alone
///
/// Adding is measured to an empty store and to one of that many points; reading is of one series'
/// 1,000 points out of them. The file (about 160 bytes a point) is made in the working directory
/// and removed. Each row is the fastest and the median of several rounds by the wall clock, and the
/// median of this process's processor time, which says more where other work runs beside.

#include "baselines/history/open_store.hpp"
#include "baselines/history/postgres.hpp"
#include "baselines/history/samples_blob.hpp"
#include "baselines/history/sqlite.hpp"
#include "stats/random.hpp"

#include <algorithm>
#include <bit>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace {

using namespace pawl::baselines;

constexpr std::size_t series_in_a_run = 1000, values_in_a_series = 30;

Run run_of_many_series(std::size_t number) {
  pawl::stats::Random random(number);
  Run run;
  run.commit = "c" + std::to_string(number);
  run.branch = "main";
  run.time = "2026-01-01T00:00:00Z";
  run.suite = "core";
  run.testbed = "lab";
  for (std::size_t i = 0; i < series_in_a_run; ++i) {
    pawl::stats::Sample::Session launches;
    for (std::size_t j = 0; j < values_in_a_series; ++j)
      launches.push_back({std::round(1e6 * std::exp(0.02 * random.normal())) / 1e9});
    run.series.push_back({"benchmark/" + std::to_string(i),
                          "wall_time",
                          "s",
                          pawl::stats::Better::lower,
                          {launches},
                          {}});
  }
  return run;
}

void report(const std::string& what, std::size_t rounds,
            const std::function<void(std::size_t)>& act) {
  std::vector<double> milliseconds, of_processor;
  for (std::size_t i = 0; i < rounds; ++i) {
    const std::clock_t used = std::clock();
    const auto begin = std::chrono::steady_clock::now();
    act(i);
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
    milliseconds.push_back(took.count());
    of_processor.push_back(1e3 * static_cast<double>(std::clock() - used) / CLOCKS_PER_SEC);
  }
  std::sort(milliseconds.begin(), milliseconds.end());
  std::sort(of_processor.begin(), of_processor.end());
  std::printf("%-60s %8.2f ms %8.2f ms %8.2f ms\n", what.c_str(), milliseconds.front(),
              milliseconds[rounds / 2], of_processor[rounds / 2]);
  std::fflush(stdout);
}

void append_bytes(std::string& out, std::uint64_t value, unsigned size) {
  while (size-- > 0) out += static_cast<char>((value >> (8 * size)) & 255);
}

/// The run's points as binary COPY takes them, each series under some id.
std::string copy_rows(const Run& run, std::uint64_t number) {
  std::string out("PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0", 19);
  std::uint64_t id = 0;
  for (const StoredPoint& point : stored_points(run)) {
    append_bytes(out, 6, 2);
    append_bytes(out, 16, 4);
    append_bytes(out, ++id * 0x9e3779b97f4a7c15u, 8);
    append_bytes(out, id, 8);
    for (const std::uint64_t value :
         {std::uint64_t{1767225600}, number, std::bit_cast<std::uint64_t>(point.median),
          std::uint64_t{point.values}}) {
      append_bytes(out, 8, 4);
      append_bytes(out, value, 8);
    }
    append_bytes(out, point.samples.size(), 4);
    out += point.samples;
  }
  return out + "\xff\xff";
}

/// What it is compared with: the same rows into a table of the same shape, and nothing else.
void measure_plain_copy(const std::string& url, std::size_t first) {
  PostgresConnection connection(url);
  connection.run(
      "CREATE TABLE IF NOT EXISTS plain(series uuid NOT NULL, time bigint NOT NULL, run bigint NOT "
      "NULL, median double precision NOT NULL, count bigint NOT NULL, samples bytea); "
      "CREATE INDEX IF NOT EXISTS plain_by_series ON plain(series, time, run)");
  std::vector<std::string> rows;
  for (std::size_t i = 0; i < 11; ++i)
    rows.push_back(copy_rows(run_of_many_series(first + i), first + i));
  report("PostgreSQL: plain COPY of the same rows", rows.size(),
         [&](std::size_t i) { connection.copy("COPY plain FROM STDIN BINARY", rows[i]); });
}

void measure_adding(const std::string& place, const std::string& what, std::size_t first) {
  const auto store = open_store(place);
  std::vector<Run> runs;
  for (std::size_t i = 0; i < 11; ++i) runs.push_back(run_of_many_series(first + i));
  report(what, runs.size(), [&](std::size_t i) { store->append(run_id(runs[i]), runs[i]); });
}

void measure_reading(const std::string& place, const std::string& what) {
  const auto store = open_store(place);
  const auto keys = store->series("");
  for (const bool with_samples : {false, true})
    report(what + (with_samples ? ", samples too" : ""), 21, [&](std::size_t i) {
      const auto& key = keys[i * 37 % keys.size()];
      if (store->points(key, {.limit = 1000, .with_samples = with_samples}).size() < 1000)
        std::abort();
    });
}

/// Makes points of 1,000 runs of `points` / 1,000 series by SQL alone.
void fill(const std::string& place, std::size_t points) {
  open_store(place);
  SqliteDatabase database(place);
  database.run("PRAGMA synchronous = OFF");
  const std::string series = std::to_string(points / 1000);
  const auto numbers = [](const std::string& n) {
    return "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + n + ") ";
  };
  SqliteTransaction transaction(database);
  database.run((numbers("1000") + "INSERT INTO run SELECT i, 'old' || i, 1000000 + i, 'c' || i, "
                                  "'main', 'core', 'lab', 1, '{}' FROM n")
                   .c_str());
  database.run((numbers(series) + "INSERT INTO series SELECT i, 'benchmark/' || (i - 1), "
                                  "'wall_time', 's', 0, 'core', 'lab' FROM n")
                   .c_str());
  const std::string blob = pack_samples(run_of_many_series(1).series.front().sessions);
  SqliteStatement insert(database, numbers("1000") +
                                       "INSERT INTO point SELECT ?1, 1000000 + i, i, 0.001, 30, ?2 "
                                       "FROM n");
  for (std::size_t i = 1; i <= points / 1000; ++i)
    insert.with(static_cast<std::int64_t>(i), SqliteStatement::Blob{blob}).step();
  transaction.commit();
}

}  // namespace

int main(int count, char** arguments) {
  const std::size_t points = count > 1 ? std::strtoull(arguments[1], nullptr, 10) : 10'000'000;
  const std::string file = "store_speed.sqlite";
  const auto remove = [&] {
    for (const char* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(file + suffix);
  };
  std::printf("%-60s %11s %11s %11s\n", "", "fastest", "median", "processor");
  remove();
  measure_adding(file, "SQLite: add 1,000 series x 30 samples to an empty store", 0);
  remove();
  fill(file, points);
  std::printf("%zu points, %.0f bytes each\n", points,
              static_cast<double>(std::filesystem::file_size(file)) / static_cast<double>(points));
  measure_reading(file, "SQLite: read 1,000 points of one series");
  measure_adding(file, "SQLite: add 1,000 series x 30 samples", 0);
  remove();
  // Both more than once, by turns: other work on the machine comes and goes.
  for (std::size_t turn = 0; count > 2 && turn < 3; ++turn) {
    measure_plain_copy(arguments[2], 11 * turn);
    measure_adding(arguments[2], "PostgreSQL: add 1,000 series x 30 samples", 11 * turn);
  }
}
