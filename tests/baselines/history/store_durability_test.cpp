/// What a history keeps when its writer is killed, or its disk is full or may not be written.
/// STORE_KILLS=200 kills more often than 20 times.
#include "baselines/error.hpp"
#include "baselines/history/open_store.hpp"
#include "baselines/history/sqlite.hpp"
#include "stores.hpp"
#include "support/temporary_directory.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>

using namespace pawl::baselines;
using namespace pawl::tests;
using pawl::Error;
using pawl::Fault;

namespace data = boost::unit_test::data;

namespace {

constexpr int series_in_a_run = 50;

/// A run of many series, so that a kill finds it half written.
Run wide_run(int number) {
  Run run = run_at(1, "c" + std::to_string(number));
  const Series one = run.series.front();
  for (int i = 1; i < series_in_a_run; ++i)
    run.series.push_back(
        {"b" + std::to_string(i), one.metric, one.unit, one.better, one.sessions, {}});
  return run;
}

int kills() {
  const char* wanted = std::getenv("STORE_KILLS");
  return wanted != nullptr ? std::atoi(wanted) : 20;
}

/// Appends for ever and tells of each run that was added, by one byte.
[[noreturn]] void append_until_killed(const std::string& place, int first, int told) {
  try {
    const auto store = open_store(place);
    for (int i = first;; ++i) {
      store->append("run" + std::to_string(i), wide_run(i));
      if (::write(told, "+", 1) != 1) ::_exit(1);
    }
  } catch (...) {
    ::_exit(1);
  }
}

/// Starts a writer, kills it after `appends` more runs and a moment; how many it told of.
int appended_before_kill(const std::string& place, int first, int appends, int moment_us) {
  std::array<int, 2> pipe{};
  BOOST_REQUIRE(::pipe(pipe.data()) == 0);
  const pid_t child = ::fork();
  BOOST_REQUIRE(child >= 0);
  if (child == 0) append_until_killed(place, first, pipe[1]);
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

std::string integrity(const std::string& file) {
  SqliteDatabase database(file);
  SqliteStatement check(database, "PRAGMA integrity_check");
  return check.step() ? check.text(0) : "nothing";
}

/// How a child ends that does this as nobody, where it is run by root: 0 done, or the Fault.
template <typename Action>
int ending_as_nobody(Action action) {
  const pid_t child = ::fork();
  BOOST_REQUIRE(child >= 0);
  if (child == 0) {
    constexpr uid_t nobody = 65534;
    if (::geteuid() == 0 && ::setuid(nobody) != 0) ::_exit(99);
    try {
      action();
      ::_exit(0);
    } catch (const Error& error) {
      ::_exit(static_cast<int>(error.fault));
    }
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

constexpr auto refused = static_cast<int>(Fault::io);

}  // namespace

BOOST_AUTO_TEST_SUITE(store_durability)

BOOST_DATA_TEST_CASE(a_killed_writer_leaves_whole_runs_and_all_that_it_told_of,
                     data::make(store_kinds()), kind) {
  const History history(kind);
  std::mt19937 random(7);
  std::size_t next = 0;
  for (int i = 0; i < kills(); ++i) {
    const auto told = static_cast<std::size_t>(
        appended_before_kill(history.place(), static_cast<int>(next),
                             static_cast<int>(random() % 4), static_cast<int>(random() % 3000)));
    const auto store = history.open();
    const std::size_t found = store->runs(1'000'000).size();
    BOOST_TEST(found >= next + told);
    BOOST_TEST(found <= next + told + 1);
    // A server may still be committing what its dead client asked for.
    for (const SeriesKey& key : store->series("")) {
      const std::size_t points = store->points(key, {}).size();
      BOOST_REQUIRE(points >= found);
      BOOST_REQUIRE(points <= store->runs(1'000'000).size());
    }
    next = store->runs(1'000'000).size();
    if (kind == "sqlite") BOOST_REQUIRE(integrity(history.place()) == "ok");
  }
}

/// A history as version 1 of the tables had it, of one run.
void make_version_1(const History& history) {
  history.open()->append("old", wide_run(0));
  SqliteDatabase(history.place())
      .run(
          "INSERT INTO point(series, time, run, median, count, samples) "
          "SELECT series, time, run, median, count, samples FROM recent; "
          "DROP TABLE recent; PRAGMA user_version = 1");
}

// The tables being made is a migration, too: from version 0.
BOOST_DATA_TEST_CASE(a_killed_migration_leaves_the_old_version_or_the_new,
                     data::make({std::string("sqlite"), std::string("postgres")}), kind) {
  std::mt19937 random(11);
  for (int i = 0; i < kills(); ++i) {
    if (kind != "sqlite" && store_kinds().size() == 1) return;
    const History history(kind);
    const bool is_old = kind == "sqlite" && i % 2 == 0;
    if (is_old) make_version_1(history);
    const pid_t child = ::fork();
    BOOST_REQUIRE(child >= 0);
    if (child == 0) append_until_killed(history.place(), 0, STDERR_FILENO + 100);
    ::usleep(static_cast<useconds_t>(random() % 12000));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    if (kind == "sqlite" && std::filesystem::exists(history.place())) {
      BOOST_REQUIRE(integrity(history.place()) == "ok");
      SqliteDatabase database(history.place());
      const auto tables =
          database.number("SELECT count(*) FROM sqlite_schema WHERE type = 'table'");
      const std::array<std::int64_t, 3> of_version = {0, 3, 4};
      const auto version = static_cast<std::size_t>(database.number("PRAGMA user_version"));
      BOOST_REQUIRE(version < of_version.size());
      BOOST_TEST(tables == of_version[version]);
      if (is_old) BOOST_TEST(version >= 1u);
    }
    const auto store = history.open();
    BOOST_TEST(store->append("after", wide_run(1)));
    // What the child added before it was killed, if anything, is there, too.
    const std::size_t runs = store->runs(1000).size();
    BOOST_TEST(runs >= (is_old ? 2u : 1u));
    const std::size_t points = store->points(lab_key(), {}).size();
    BOOST_TEST(points >= runs);
    BOOST_TEST(points <= store->runs(1000).size());
  }
}

BOOST_AUTO_TEST_CASE(a_file_that_may_not_grow_keeps_what_it_has) {
  const History history("sqlite");
  history.open()->append("one", run_at(1, "c1"));
  const auto parent = std::filesystem::path(history.place()).parent_path();
  for (const auto& path : {parent.parent_path(), parent}) ::chmod(path.c_str(), 0777);
  for (const auto& file : std::filesystem::directory_iterator(parent))
    ::chmod(file.path().c_str(), 0666);
  const auto size = std::filesystem::file_size(history.place());
  for (const rlim_t room : {rlim_t{0}, size, size + 8192, size + 100'000})
    BOOST_TEST(ending_as_nobody([&] {
                 std::signal(SIGXFSZ, SIG_IGN);
                 const rlimit limit{room, room};
                 if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) ::_exit(98);
                 const auto store = history.open();
                 for (int i = 0; i < 1000; ++i) store->append("x" + std::to_string(i), wide_run(i));
               }) == refused);
  BOOST_TEST(integrity(history.place()) == "ok");
  const auto store = history.open();
  const std::size_t runs = store->runs(10'000).size();
  BOOST_TEST(runs >= 1u);
  BOOST_TEST(store->points(lab_key(), {}).size() == runs);
  BOOST_TEST(store->append("two", run_at(2, "c2")));
}

BOOST_AUTO_TEST_CASE(a_file_that_may_not_be_written_is_left_alone) {
  const History history("sqlite");
  history.open()->append("one", run_at(1, "c1"));
  ::chmod(history.place().c_str(), 0444);
  const auto parent = std::filesystem::path(history.place()).parent_path();
  ::chmod(parent.parent_path().c_str(), 0755);
  ::chmod(parent.c_str(), 0755);
  BOOST_TEST(ending_as_nobody([&] { history.open()->append("two", run_at(2, "c2")); }) == refused);
  ::chmod(history.place().c_str(), 0644);
  BOOST_TEST(history.open()->runs(10).size() == 1u);
  BOOST_TEST(integrity(history.place()) == "ok");
}

BOOST_AUTO_TEST_SUITE_END()
