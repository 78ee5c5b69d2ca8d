#include "sqlite_tables.hpp"

#include "baselines/error.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <string>
#include <system_error>
#include <thread>

namespace pawl::baselines {
namespace {

/// In the file's header: a database that another program made is not taken for a history.
constexpr std::int64_t application_id = 0x5061776c;  // "Pawl"

// Each brings the tables from the version that is its index to the next.
//
// A point is found by its series, and a series' points lie together in the order of time: reading
// one out of a large table touches only its own pages. So adding a run there touches a page of each
// of its series, a thousand and more: new points are put into `recent`, where a run's lie together,
// and moved from there many runs at once.
constexpr std::array migrations = {
    R"(CREATE TABLE run(
         number INTEGER PRIMARY KEY,
         id TEXT NOT NULL UNIQUE,
         time INTEGER NOT NULL,
         "commit" TEXT NOT NULL, branch TEXT NOT NULL, suite TEXT NOT NULL, testbed TEXT NOT NULL,
         series INTEGER NOT NULL,
         details TEXT NOT NULL);
       CREATE INDEX run_by_time ON run(time, number);
       CREATE TABLE series(
         number INTEGER PRIMARY KEY,
         benchmark TEXT NOT NULL, metric TEXT NOT NULL, unit TEXT NOT NULL,
         better INTEGER NOT NULL, suite TEXT NOT NULL, testbed TEXT NOT NULL,
         UNIQUE(benchmark, metric, unit, better, suite, testbed));
       CREATE TABLE point(
         series INTEGER NOT NULL, time INTEGER NOT NULL, run INTEGER NOT NULL,
         median REAL NOT NULL, count INTEGER NOT NULL, samples BLOB,
         PRIMARY KEY(series, time, run)) WITHOUT ROWID;
       PRAGMA application_id = 1348564844;
       PRAGMA user_version = 1;)",
    R"(CREATE TABLE recent(
         run INTEGER NOT NULL, series INTEGER NOT NULL, time INTEGER NOT NULL,
         median REAL NOT NULL, count INTEGER NOT NULL, samples BLOB,
         PRIMARY KEY(run, series)) WITHOUT ROWID;
       PRAGMA user_version = 2;)",
};
constexpr auto store_version = static_cast<std::int64_t>(migrations.size());
static_assert(application_id == 1348564844);

std::int64_t version_of(SqliteDatabase& database) {
  const std::int64_t version = database.number("PRAGMA user_version");
  if (version > store_version)
    throw Error(Fault::input, database.path() + ": expected a history of version " +
                                  std::to_string(store_version) + ", found " +
                                  std::to_string(version) +
                                  "; a newer pawl made it: update this one");
  const bool is_ours = database.number("PRAGMA application_id") == application_id;
  const bool is_empty = version == 0 && database.number("SELECT count(*) FROM sqlite_schema") == 0;
  if (!is_ours && !is_empty)
    throw Error(Fault::input, database.path() +
                                  ": expected a history, found another program's database; name "
                                  "another file with --store");
  return version;
}

/// As of one moment: while another process makes the tables, each answer may be of another.
std::int64_t version_now(SqliteDatabase& database) {
  const SqliteReading reading(database);
  return version_of(database);
}

void migrate(SqliteDatabase& database) {
  if (version_now(database) == store_version) return;
  SqliteTransaction transaction(database);
  // Another process may have done it meanwhile.
  for (auto version = static_cast<std::size_t>(version_of(database)); version < migrations.size();
       ++version)
    database.run(migrations[version]);
  transaction.commit();
}

/// Two that turn a new file to WAL at once do not wait for each other by themselves.
void use_wal(SqliteDatabase& database) {
  for (int attempts = 600;; --attempts) try {
      database.run("PRAGMA journal_mode = WAL");
      return;
    } catch (const Error&) {
      if (attempts == 0 || database.last_result() != SqliteDatabase::busy) throw;
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
}

}  // namespace

SqliteDatabase open_tables(const std::filesystem::path& file) {
  if (!file.parent_path().empty()) {
    std::error_code failure;
    std::filesystem::create_directories(file.parent_path(), failure);
    if (failure)
      throw Error(Fault::io, file.parent_path().string() +
                                 ": cannot be made for the history: " + failure.message());
  }
  SqliteDatabase database(file.string());
  version_now(database);  // before anything is written to what may be another's
  use_wal(database);
  database.run("PRAGMA synchronous = FULL");  // what was said to be added survives a power cut
  // Room for a move of points from `recent`, in memory and before the file itself is written.
  database.run("PRAGMA cache_size = -32000");
  database.run("PRAGMA wal_autocheckpoint = 8000");
  migrate(database);
  return database;
}

SqliteDatabase open_frozen_tables(const std::filesystem::path& file) {
  SqliteDatabase database(file.string(), SqliteDatabase::Access::frozen);
  if (const std::int64_t version = version_of(database); version != store_version)
    throw Error(Fault::io, database.path() + ": expected a history of version " +
                               std::to_string(store_version) + ", found " +
                               std::to_string(version) +
                               ", and it may not be written; open it once with this pawl as a user "
                               "who may");
  return database;
}

}  // namespace pawl::baselines
