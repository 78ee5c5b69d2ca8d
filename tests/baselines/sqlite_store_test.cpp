#include "baselines/sqlite_store.hpp"

#include "baselines/error.hpp"
#include "baselines/file.hpp"
#include "baselines/sqlite.hpp"
#include "stores.hpp"
#include "support/temporary_directory.hpp"

#include <boost/test/unit_test.hpp>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <random>

using namespace pawl::baselines;
using namespace pawl::tests;
using pawl::Error;
using pawl::Fault;

namespace {

std::string refusal(const std::filesystem::path& file) {
  try {
    open_sqlite_store(file);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

/// A run of many series, so that a kill finds it half written.
Run wide_run(int number) {
  Run run = run_at(1, "c" + std::to_string(number));
  const Series one = run.series.front();
  for (int i = 1; i < 50; ++i)
    run.series.push_back(
        {"b" + std::to_string(i), one.metric, one.unit, one.better, one.sessions, {}});
  return run;
}

/// Appends for ever and tells of each run that was added, by one byte.
[[noreturn]] void append_until_killed(const std::filesystem::path& file, int first, int told) {
  try {
    const auto store = open_sqlite_store(file);
    for (int i = first;; ++i) {
      store->append("run" + std::to_string(i), wide_run(i));
      if (::write(told, "+", 1) != 1) ::_exit(1);
    }
  } catch (...) {
    ::_exit(1);
  }
}

/// Starts a writer, kills it after `appends` more runs and a moment; how many it told of.
int appended_before_kill(const std::filesystem::path& file, int first, int appends, int moment_us) {
  std::array<int, 2> pipe{};
  BOOST_REQUIRE(::pipe(pipe.data()) == 0);
  const pid_t child = ::fork();
  if (child == 0) append_until_killed(file, first, pipe[1]);
  ::close(pipe[1]);
  int told = 0;
  char byte = 0;
  while (told < appends && ::read(pipe[0], &byte, 1) == 1) ++told;
  ::usleep(static_cast<useconds_t>(moment_us));
  ::kill(child, SIGKILL);
  while (::read(pipe[0], &byte, 1) == 1) ++told;
  ::close(pipe[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  BOOST_TEST(WIFSIGNALED(status));
  return told;
}

int kills() {
  const char* wanted = std::getenv("STORE_KILLS");
  return wanted != nullptr ? std::atoi(wanted) : 20;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sqlite_store)

BOOST_AUTO_TEST_CASE(a_killed_writer_leaves_whole_runs_and_all_that_it_told_of) {
  const TemporaryDirectory directory;
  const auto file = directory / "history.sqlite";
  std::mt19937 random(7);
  int next = 0, told = 0;
  for (int i = 0; i < kills(); ++i) {
    const int before = next;
    const int added = appended_before_kill(file, next, static_cast<int>(random() % 4),
                                           static_cast<int>(random() % 3000));
    told += added;
    SqliteDatabase database(file.string());
    SqliteStatement check(database, "PRAGMA integrity_check");
    BOOST_REQUIRE(check.step());
    BOOST_TEST(check.text(0) == "ok");
    if (database.number("SELECT count(*) FROM sqlite_schema") == 0) continue;
    next = static_cast<int>(database.number("SELECT count(*) FROM run"));
    BOOST_TEST(next >= before + added);
    BOOST_TEST(next <= before + added + 1);
    BOOST_TEST(database.number("SELECT count(*) FROM point") == std::int64_t{next} * 50);
  }
  BOOST_TEST(next >= told);
}

BOOST_AUTO_TEST_CASE(a_history_of_a_newer_pawl_is_refused_and_left_alone) {
  const TemporaryDirectory directory;
  const auto file = directory / "history.sqlite";
  open_sqlite_store(file)->append("one", run_at(1, "c"));
  SqliteDatabase(file.string()).run("PRAGMA user_version = 2");
  BOOST_TEST(
      refusal(file) ==
      file.string() +
          ": expected a history of version 1, found 2; a newer pawl made it: update this one");
  BOOST_TEST(SqliteDatabase(file.string()).number("SELECT count(*) FROM run") == 1);
}

BOOST_AUTO_TEST_CASE(what_is_no_history_is_refused_and_left_alone) {
  const TemporaryDirectory directory;
  const std::string text(5000, 'x');
  write_file(directory / "text", text);
  BOOST_TEST(refusal(directory / "text").find("no SQLite database") != std::string::npos);
  BOOST_TEST(read_file(directory / "text") == text);
  const auto other = directory / "other.sqlite";
  SqliteDatabase(other.string()).run("CREATE TABLE theirs(x)");
  const std::string before = read_file(other);
  BOOST_TEST(refusal(other).find("another program's database") != std::string::npos);
  BOOST_TEST(read_file(other) == before);
  BOOST_TEST(refusal(directory.path()).find("cannot be opened") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_directory_that_may_not_be_written_is_said_in_a_sentence) {
  const TemporaryDirectory directory;
  const uid_t user = ::geteuid();
  std::filesystem::permissions(directory.path(), std::filesystem::perms(0555));
  // Root writes anywhere.
  if (user == 0) BOOST_REQUIRE(::seteuid(65534) == 0);
  const std::string sentence = refusal(directory / "new/history.sqlite");
  const std::string beside = refusal(directory / "history.sqlite");
  if (user == 0) BOOST_REQUIRE(::seteuid(0) == 0);
  std::filesystem::permissions(directory.path(), std::filesystem::perms(0755));
  BOOST_TEST(sentence ==
             (directory / "new").string() + ": cannot be made for the history: Permission denied");
  BOOST_TEST(beside == (directory / "history.sqlite").string() +
                           ": cannot be opened; does its directory exist, and may it be written?");
}

BOOST_AUTO_TEST_CASE(a_full_disk_adds_nothing) {
  const TemporaryDirectory directory;
  const auto file = directory / "history.sqlite";
  open_sqlite_store(file)->append("one", run_at(1, "c"));
  // SQLite's own limit stands for the disk's.
  SqliteDatabase database(file.string());
  const std::int64_t pages = database.number("PRAGMA page_count");
  database.run(("PRAGMA max_page_count = " + std::to_string(pages)).c_str());
  BOOST_CHECK_EXCEPTION(
      {
        SqliteTransaction transaction(database);
        for (int i = 0; i < 1000; ++i)
          database.run(
              "INSERT INTO series(benchmark, metric, unit, better, suite, testbed) "
              "VALUES(hex(randomblob(200)), '', '', 0, '', '')");
        transaction.commit();
      },
      Error, [](const Error& error) { return error.fault == Fault::io; });
  BOOST_TEST(database.number("SELECT count(*) FROM series") == 1);
}

BOOST_AUTO_TEST_SUITE_END()
