#pragma once
/// libpq's handles as C++ values: a connection that is made again when it was lost, results. For
/// .cpp files of stores only.
///
/// What goes wrong is a PostgresError. Passwords are in none of its sentences.

#include "baselines/error.hpp"

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

struct pg_conn;
struct pg_result;

namespace pawl::baselines {

struct PostgresError : Error {
  using Error::Error;
  bool may_pass = false;  ///< a lost connection, a serialisation failure: the same may work again
};

/// The rows that a statement yields, as text.
class PostgresResult {
 public:
  explicit PostgresResult(pg_result* handle) : handle_(handle) {}
  pg_result* handle() const { return handle_.get(); }
  int rows() const;
  std::string text(int row, int column) const;  ///< empty for NULL
  std::int64_t number(int row, int column) const;
  double real(int row, int column) const;
  std::string bytes(int row, int column) const;  ///< of a bytea
  std::size_t changes() const;                   ///< rows inserted, deleted, updated

 private:
  struct Clear {
    void operator()(pg_result* handle) const;
  };
  std::unique_ptr<pg_result, Clear> handle_;
};

/// A statement as run() takes it.
struct PostgresStatement {
  const char* name;
  const char* sql;
  std::vector<std::string> parameters{};
};

class PostgresConnection {
 public:
  /// Connects. A server that cannot be reached, is starting or has no connection left is tried
  /// again, with pauses of up to a second, for as long as the URL's connect_timeout says (10 s if
  /// nothing); one that refuses the user, wants a password or TLS that is not to be had, or has no
  /// such database is not. Throws Error (Fault::usage) for what is no URL of a database, else
  /// PostgresError.
  explicit PostgresConnection(std::string url);

  /// "postgresql://user@host/database" as it may be shown.
  const std::string& place() const { return place_; }
  /// Runs statements without parameters; the last one's result.
  PostgresResult run(const char* sql);
  /// Prepares the statement when this connection meets it first, and runs it.
  PostgresResult run(const char* name, const char* sql, const std::vector<std::string>& parameters);
  /// The same for several, sent at once and so answered in one round trip; their results.
  std::vector<PostgresResult> run(const std::vector<PostgresStatement>& statements);
  /// Sends the rows to `COPY … FROM STDIN`; `sql` may go on with statements after it.
  void copy(const char* sql, std::string_view rows);
  /// Makes the connection anew if it was lost, trying as the constructor does; ends what was begun
  /// on it.
  void recover();

 private:
  void connect();
  void connect_within_patience();
  void reconnect();
  void begin_session();
  PostgresResult checked(pg_result* result);
  void send(const PostgresStatement& statement);
  [[noreturn]] void fail(const pg_result* result);
  std::string redacted(std::string_view message) const;

  struct Finish {
    void operator()(pg_conn* handle) const;
  };
  std::string url_, place_;
  double patience_ = 0;  ///< seconds for which a server is tried
  std::vector<std::string> secrets_;
  std::unique_ptr<pg_conn, Finish> handle_;
  std::set<std::string> prepared_;
};

/// The pause before attempt `n` + 1 = 2, 3, …, when that is still worth it; throws the error in
/// flight otherwise.
void pause_before_retry(const PostgresError& error, int n);

/// Runs the action; when what went wrong may pass, recovers and runs it again, up to seven times in
/// some six seconds beside those that connecting takes.
template <typename Action>
auto retried(PostgresConnection& connection, Action action) {
  for (int attempt = 1;; ++attempt) try {
      connection.recover();
      return action();
    } catch (const PostgresError& error) {
      pause_before_retry(error, attempt);
    }
}

/// An array of texts as PostgreSQL reads one.
std::string postgres_array(const std::vector<std::string>& texts);

}  // namespace pawl::baselines
