#include "postgres_server.hpp"

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <vector>

namespace pawl::tests {

namespace {

/// Where PostgreSQL's programs are, the newest version's; empty when nowhere.
std::string programs() {
  std::vector<std::string> found;
  std::error_code ignored;
  for (const auto& version : std::filesystem::directory_iterator("/usr/lib/postgresql", ignored))
    if (std::filesystem::exists(version.path() / "bin/initdb", ignored))
      found.push_back((version.path() / "bin").string());
  std::sort(found.begin(), found.end());
  return found.empty() ? "" : found.back();
}

/// PostgreSQL refuses to run as root.
const passwd* unprivileged() {
  return ::geteuid() == 0 ? ::getpwnam("postgres") : nullptr;
}

pid_t start(const std::vector<std::string>& command, const std::string& directory) {
  const passwd* user = unprivileged();
  std::vector<char*> arguments;
  for (const std::string& argument : command)
    arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  const pid_t child = ::fork();
  if (child != 0) return child;
  if (user != nullptr &&
      (::setgroups(0, nullptr) != 0 || ::setgid(user->pw_gid) != 0 || ::setuid(user->pw_uid) != 0))
    ::_exit(126);
  ::prctl(PR_SET_PDEATHSIG, SIGQUIT);  // stops at once, should the tests be killed
  const int log = ::open((directory + "/log").c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  ::dup2(log, STDOUT_FILENO);
  ::dup2(log, STDERR_FILENO);
  if (::chdir(directory.c_str()) == 0) ::execv(arguments.front(), arguments.data());
  ::_exit(127);
}

bool succeeds(const std::vector<std::string>& command, const std::string& directory) {
  const pid_t child = start(command, directory);
  int status = 0;
  return ::waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace

bool PostgresServer::is_installed() {
  return !programs().empty();
}

std::unique_ptr<PostgresServer> PostgresServer::started() {
  const std::string where = programs();
  return std::unique_ptr<PostgresServer>(where.empty() ? nullptr : new PostgresServer(where));
}

const PostgresServer* PostgresServer::instance() {
  static const std::unique_ptr<PostgresServer> server = started();
  return server.get();
}

const PostgresServer* PostgresServer::other() {
  static const std::unique_ptr<PostgresServer> server = started();
  return server.get();
}

PostgresServer::PostgresServer(std::string its_programs) : programs_(std::move(its_programs)) {
  directory_ = (std::filesystem::temp_directory_path() / "pawl-pg.XXXXXX").string();
  if (::mkdtemp(directory_.data()) == nullptr) throw std::runtime_error("no temporary directory");
  if (const passwd* user = unprivileged();
      user != nullptr && ::chown(directory_.c_str(), user->pw_uid, user->pw_gid) != 0)
    throw std::runtime_error("cannot give away " + directory_);
  if (!succeeds({programs_ + "/initdb", "-D", directory_ + "/data", "-U", "pawl", "--auth=trust",
                 "--encoding=UTF8", "--locale=C", "--no-sync"},
                directory_))
    throw std::runtime_error("initdb failed: " + directory_ + "/log");
  process_ = start({programs_ + "/postgres", "-D", directory_ + "/data", "-k", directory_, "-c",
                    "listen_addresses=", "-c", "fsync=off", "-c", "shared_buffers=16MB"},
                   directory_);
  for (int i = 0; !run("SELECT 1"); ++i) {
    if (i == 600) throw std::runtime_error("PostgreSQL does not start: " + directory_ + "/log");
    ::usleep(100'000);
  }
}

PostgresServer::~PostgresServer() {
  ::kill(process_, SIGQUIT);
  ::waitpid(process_, nullptr, 0);
  std::error_code ignored;
  std::filesystem::remove_all(directory_, ignored);
}

std::string PostgresServer::url(const std::string& schema) const {
  return "postgresql:///postgres?host=" + directory_ + "&user=pawl&options=-csearch_path%3D" +
         schema;
}

bool PostgresServer::run(const std::string& sql) const {
  return succeeds({programs_ + "/psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", directory_, "-U",
                   "pawl", "-d", "postgres", "-c", sql},
                  directory_);
}

}  // namespace pawl::tests
