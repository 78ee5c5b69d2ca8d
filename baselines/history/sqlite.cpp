#include "sqlite.hpp"

#include "baselines/error.hpp"

#include <sqlite3.h>

#include <array>
#include <filesystem>
#include <utility>

namespace pawl::baselines {
namespace {

constexpr int patience_ms = 60'000;

struct Remedy {
  int result;
  Fault fault;
  std::string_view sentence;
};

// What the commoner results mean to whoever reads them; others are said in SQLite's words.
constexpr std::array remedies = {
    Remedy{
        SQLITE_NOTADB, Fault::input,
        "expected a history, found a file that is no SQLite database; name another with --store"},
    Remedy{SQLITE_CORRUPT, Fault::input,
           "the database is damaged; restore a copy, or save what can be read with sqlite3's "
           ".recover"},
    Remedy{SQLITE_FULL, Fault::io, "the disk is full; nothing was changed"},
    Remedy{SQLITE_READONLY, Fault::io, "may not be written; nothing was changed"},
    Remedy{SQLITE_CANTOPEN, Fault::io,
           "cannot be opened; does its directory exist, and may both be read and written?"},
    Remedy{SQLITE_BUSY, Fault::io,
           "others have kept it locked for a minute; nothing was changed, try again"},
};

/// A name that SQLite takes for a file's: without a slash some are of databases in memory
/// (":memory:", "file:…?mode=memory").
std::string file_name(const std::string& path) {
  return std::filesystem::absolute(path).string();
}

/// SQLite takes `immutable` only in a URI.
std::string frozen_uri(const std::string& path) {
  std::string uri = "file://";
  for (const char c : file_name(path))
    uri += c == '%' ? "%25" : c == '?' ? "%3f" : c == '#' ? "%23" : std::string(1, c);
  return uri + "?immutable=1";
}

}  // namespace

void SqliteDatabase::Close::operator()(sqlite3* handle) const {
  sqlite3_close_v2(handle);
}

SqliteDatabase::SqliteDatabase(std::string path, Access access) : path_(std::move(path)) {
  sqlite3* handle = nullptr;
  const bool is_frozen = access == Access::frozen;
  const std::string name = is_frozen ? frozen_uri(path_) : file_name(path_);
  const int flags = is_frozen ? SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
                              : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  const int result = sqlite3_open_v2(name.c_str(), &handle, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  handle_.reset(handle);
  if (result != SQLITE_OK) fail(result);
  sqlite3_extended_result_codes(handle, 1);
  sqlite3_busy_timeout(handle, patience_ms);
  // A file from elsewhere runs no code of its own.
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
}

void SqliteDatabase::fail(int result) const {
  for (const Remedy& remedy : remedies)
    if ((result & 0xff) == remedy.result)
      throw Error(remedy.fault, path_ + ": " + std::string(remedy.sentence));
  const char* reason = handle_ ? sqlite3_errmsg(handle_.get()) : sqlite3_errstr(result);
  throw Error(Fault::io, path_ + ": " + reason);
}

void SqliteDatabase::run(const char* sql) {
  const int result = sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr);
  if (result != SQLITE_OK) fail(result);
}

std::int64_t SqliteDatabase::number(const char* sql) {
  SqliteStatement statement(*this, sql);
  return statement.step() ? statement.number(0) : 0;
}

std::size_t SqliteDatabase::changes() const {
  return static_cast<std::size_t>(sqlite3_changes64(handle_.get()));
}

int SqliteDatabase::last_result() const {
  static_assert(busy == SQLITE_BUSY);
  return sqlite3_errcode(handle_.get()) & 0xff;
}

void SqliteStatement::Finalize::operator()(sqlite3_stmt* handle) const {
  sqlite3_finalize(handle);
}

SqliteStatement::SqliteStatement(SqliteDatabase& database, std::string_view sql)
    : database_(database) {
  sqlite3_stmt* handle = nullptr;
  const int result = sqlite3_prepare_v3(database.handle(), sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &handle, nullptr);
  handle_.reset(handle);
  check(result);
}

bool SqliteStatement::step() {
  const int result = sqlite3_step(handle_.get());
  if (result == SQLITE_ROW) return true;
  reset();  // lets go of its lock
  if (result != SQLITE_DONE) database_.fail(result);
  return false;
}

std::int64_t SqliteStatement::number(int column) const {
  return sqlite3_column_int64(handle_.get(), column);
}

double SqliteStatement::real(int column) const {
  return sqlite3_column_double(handle_.get(), column);
}

std::string SqliteStatement::text(int column) const {
  const void* bytes = sqlite3_column_blob(handle_.get(), column);
  if (bytes == nullptr) return {};
  return {static_cast<const char*>(bytes),
          static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column))};
}

void SqliteStatement::reset() {
  sqlite3_reset(handle_.get());
}

void SqliteStatement::bind(int i, std::int64_t value) {
  check(sqlite3_bind_int64(handle_.get(), i + 1, value));
}

void SqliteStatement::bind(int i, double value) {
  check(sqlite3_bind_double(handle_.get(), i + 1, value));
}

void SqliteStatement::bind(int i, std::string_view text) {
  check(sqlite3_bind_text64(handle_.get(), i + 1, text.data() == nullptr ? "" : text.data(),
                            text.size(), SQLITE_STATIC, SQLITE_UTF8));
}

void SqliteStatement::bind(int i, Blob blob) {
  check(sqlite3_bind_blob64(handle_.get(), i + 1, blob.bytes.data(), blob.bytes.size(),
                            SQLITE_STATIC));
}

void SqliteStatement::check(int result) const {
  if (result != SQLITE_OK) database_.fail(result);
}

SqliteTransaction::SqliteTransaction(SqliteDatabase& database) : database_(database) {
  database_.run("BEGIN IMMEDIATE");
}

SqliteTransaction::~SqliteTransaction() {
  if (is_open_) sqlite3_exec(database_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void SqliteTransaction::commit() {
  database_.run("COMMIT");
  is_open_ = false;
}

SqliteReading::SqliteReading(SqliteDatabase& database) : database_(database) {
  database_.run("BEGIN");
}

SqliteReading::~SqliteReading() {
  sqlite3_exec(database_.handle(), "COMMIT", nullptr, nullptr, nullptr);
}

}  // namespace pawl::baselines
