#pragma once
/// A PostgreSQL server for tests alone: started when it is first asked for, on a Unix socket in a
/// directory of its own, gone with the program.

#include <memory>
#include <string>

namespace pawl::tests {

class PostgresServer {
 public:
  static bool is_installed();
  /// nullptr where none is.
  static const PostgresServer* instance();
  /// A second one, for what is spread over servers.
  static const PostgresServer* other();

  PostgresServer(const PostgresServer&) = delete;
  PostgresServer& operator=(const PostgresServer&) = delete;
  ~PostgresServer();

  /// Its database with an empty schema of that name first in the search path.
  std::string url(const std::string& schema) const;
  const std::string& directory() const { return directory_; }  ///< of its socket
  /// Runs SQL as its owner; true when that went well.
  bool run(const std::string& sql) const;

 private:
  explicit PostgresServer(std::string programs);
  static std::unique_ptr<PostgresServer> started();
  std::string programs_, directory_;
  int process_ = 0;
};

}  // namespace pawl::tests
