#pragma once
/// SQLite's handles as C++ values: a database, its statements, a transaction. For .cpp files of
/// stores only; what goes wrong is thrown as Error with the file's name before it.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace pawl::baselines {

class SqliteDatabase {
 public:
  /// How the file is opened. As `frozen` it is read without locks and nothing is made beside it:
  /// only for a file without "-wal", by who looks whether it changed meanwhile.
  enum class Access { write, frozen };

  /// Opens or makes the file. What is locked by others is waited for, 60 seconds at most.
  explicit SqliteDatabase(std::string path, Access access = Access::write);

  const std::string& path() const { return path_; }
  sqlite3* handle() const { return handle_.get(); }
  /// Runs statements that yield nothing.
  void run(const char* sql);
  /// The one number that the statement yields.
  std::int64_t number(const char* sql);
  /// Rows that the last statement changed.
  std::size_t changes() const;
  /// SQLite's result of the last call, without its extension.
  int last_result() const;
  static constexpr int busy = 5;  ///< SQLITE_BUSY
  /// Throws what SQLite's result says about the file.
  [[noreturn]] void fail(int result) const;

 private:
  struct Close {
    void operator()(sqlite3* handle) const;
  };
  std::string path_;
  std::unique_ptr<sqlite3, Close> handle_;
};

/// A prepared statement; parameters and columns are counted from 0. Text bound must outlive the
/// step.
class SqliteStatement {
 public:
  SqliteStatement(SqliteDatabase& database, std::string_view sql);

  /// Begins anew with these parameters.
  template <typename... Values>
  SqliteStatement& with(const Values&... values) {
    reset();
    int i = 0;
    (bind(i++, values), ...);
    return *this;
  }
  /// The next row; false at the end.
  bool step();
  std::int64_t number(int column) const;
  double real(int column) const;
  std::string text(int column) const;  ///< or a blob; empty for NULL
  /// A blob in place of text, for a parameter.
  struct Blob {
    std::string_view bytes;
  };

 private:
  void reset();
  void bind(int i, std::int64_t value);
  void bind(int i, double value);
  void bind(int i, std::string_view text);
  void bind(int i, Blob blob);
  void check(int result) const;

  struct Finalize {
    void operator()(sqlite3_stmt* handle) const;
  };
  SqliteDatabase& database_;
  std::unique_ptr<sqlite3_stmt, Finalize> handle_;
};

/// Takes the right to write at once, so that none waits for another in a circle; undone unless
/// committed.
class SqliteTransaction {
 public:
  explicit SqliteTransaction(SqliteDatabase& database);
  SqliteTransaction(const SqliteTransaction&) = delete;
  SqliteTransaction& operator=(const SqliteTransaction&) = delete;
  ~SqliteTransaction();
  void commit();

 private:
  SqliteDatabase& database_;
  bool is_open_ = true;
};

/// While it lives, all that is read is of one moment.
class SqliteReading {
 public:
  explicit SqliteReading(SqliteDatabase& database);
  SqliteReading(const SqliteReading&) = delete;
  SqliteReading& operator=(const SqliteReading&) = delete;
  ~SqliteReading();

 private:
  SqliteDatabase& database_;
};

}  // namespace pawl::baselines
