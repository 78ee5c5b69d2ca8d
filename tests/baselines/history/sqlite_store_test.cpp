#include "baselines/error.hpp"
#include "baselines/file.hpp"
#include "baselines/history/open_store.hpp"
#include "baselines/history/sqlite.hpp"
#include "baselines/history/sqlite_tables.hpp"
#include "stores.hpp"
#include "support/complaint.hpp"
#include "support/temporary_directory.hpp"

#include <boost/test/unit_test.hpp>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

using namespace pawl::baselines;
using namespace pawl::tests;
using pawl::Error;
using pawl::Fault;

namespace {

std::string refusal(const std::filesystem::path& file) {
  return pawl::tests::complaint_of([&] { open_store(file); });
}

/// Somebody who may read a directory and not write it: this user where it is not root, whose
/// rights know no bounds, and "nobody" in its place.
class Nobody {
 public:
  explicit Nobody(const std::filesystem::path& directory) : directory_(directory) {}

  template <typename Action>
  auto does(Action action) const {
    const Place place(directory_);
    return action();
  }

 private:
  struct Place {
    explicit Place(const std::filesystem::path& path) : directory(path) {
      std::filesystem::permissions(directory, std::filesystem::perms(0555));
      if (::getuid() == 0) BOOST_REQUIRE(::seteuid(65534) == 0);
    }
    ~Place() {
      if (::getuid() == 0 && ::seteuid(0) != 0) std::abort();
      std::filesystem::permissions(directory, std::filesystem::perms(0755));
    }
    const std::filesystem::path& directory;
  };
  std::filesystem::path directory_;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(sqlite_store)

BOOST_AUTO_TEST_CASE(what_sqlite_takes_for_no_file_is_one) {
  const TemporaryDirectory directory;
  const std::filesystem::path before = std::filesystem::current_path();
  std::filesystem::current_path(directory.path());
  for (const char* name : {":memory:", "file:a?mode=memory"}) {
    open_store(name)->append("one", run_at(1, "c1"));
    BOOST_TEST(std::filesystem::exists(directory.path() / name), name);
    BOOST_TEST(open_store(name)->runs(10).size() == 1u, name);
  }
  std::filesystem::current_path(before);
}

BOOST_AUTO_TEST_CASE(what_was_added_is_on_the_disk_and_no_code_of_the_file_is_run) {
  const TemporaryDirectory directory;
  SqliteDatabase database = open_tables(directory / "history.sqlite");
  constexpr int full = 2;
  BOOST_TEST(database.number("PRAGMA synchronous") == full);
  SqliteStatement mode(database, "PRAGMA journal_mode");
  BOOST_TEST(mode.step());
  BOOST_TEST(mode.text(0) == "wal");
  BOOST_TEST(database.number("PRAGMA trusted_schema") == 0);
}

BOOST_AUTO_TEST_CASE(a_history_of_a_newer_pawl_is_refused_and_left_alone) {
  const TemporaryDirectory directory;
  const auto file = directory / "history.sqlite";
  open_store(file)->append("one", run_at(1, "c"));
  SqliteDatabase(file.string()).run("PRAGMA user_version = 3");
  BOOST_TEST(
      refusal(file) ==
      file.string() +
          ": expected a history of version 2, found 3; a newer pawl made it: update this one");
  BOOST_TEST(SqliteDatabase(file.string()).number("SELECT count(*) FROM run") == 1);
}

// New points lie in a table of their own for a while.
BOOST_AUTO_TEST_CASE(points_are_read_alike_wherever_they_lie) {
  const TemporaryDirectory directory;
  const auto file = directory / "history.sqlite";
  const auto store = open_store(file);
  std::vector<std::string> expected;
  for (int i = 0; i < 150; ++i) {
    Run run = run_at(i % 25 + 1, "c" + std::to_string(i));
    run.branch = i % 2 == 0 ? "main" : "other";
    run.series.front().sessions = {{{0.001 * (i + 1)}, {0.002}}};
    BOOST_REQUIRE(store->append("run" + std::to_string(i), run));
  }
  SqliteDatabase database(file.string());
  BOOST_TEST(database.number("SELECT count(*) FROM recent") == 150 - 2 * 65);
  BOOST_TEST(database.number("SELECT count(*) FROM point") == 2 * 65);
  const auto points = store->points(lab_key(), {.with_samples = true});
  BOOST_REQUIRE(points.size() == 150u);
  for (std::size_t i = 1; i < points.size(); ++i) {
    const auto number = [&](std::size_t which) {
      return std::stoi(points[which].commit.substr(1));
    };
    BOOST_TEST((points[i - 1].time < points[i].time ||
                (points[i - 1].time == points[i].time && number(i - 1) < number(i))));
    BOOST_TEST(points[i].samples[0][0][0] == 0.001 * (number(i) + 1));
  }
  const auto newest = store->points(lab_key(), {.branch = "main", .limit = 7});
  BOOST_REQUIRE(newest.size() == 7u);
  for (std::size_t i = 0; i < 7; ++i) {
    BOOST_TEST(newest[i].branch == "main");
    BOOST_TEST(newest[i].samples.empty());
  }
  BOOST_TEST(newest.back().time == points.back().time);
  const Removed removed = store->retain({.runs_before = run_time(run_at(25, ""))});
  BOOST_TEST(removed.runs == 144u);
  BOOST_TEST(store->points(lab_key(), {}).size() == 6u);
}

BOOST_AUTO_TEST_CASE(many_may_make_one_history_at_once) {
  constexpr std::size_t rounds = 10, openers = 8;
  for (std::size_t round = 0; round < rounds; ++round) {
    const TemporaryDirectory directory;
    std::vector<std::string> refusals(openers);
    {
      std::vector<std::jthread> threads;
      for (std::string& sentence : refusals)
        threads.emplace_back([&] { sentence = refusal(directory / "history.sqlite"); });
    }
    for (const std::string& sentence : refusals) BOOST_TEST(sentence == "");
  }
}

/// SQLite does not wait by itself where a file that is not in WAL yet is being written.
BOOST_AUTO_TEST_CASE(whoever_comes_while_another_makes_the_history_waits) {
  const TemporaryDirectory directory;
  const std::filesystem::path file = directory / "history.sqlite";
  SqliteDatabase other(file.string());
  other.run("BEGIN IMMEDIATE");
  std::string complaint;
  std::thread comer(
      [&] { complaint = complaint_of([&] { open_store(file)->append("one", run_at(1, "c1")); }); });
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  other.run("ROLLBACK");
  comer.join();
  BOOST_TEST(complaint == "");
  BOOST_TEST(open_store(file)->runs(10).size() == 1u);
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
  BOOST_TEST(beside ==
             (directory / "history.sqlite").string() +
                 ": cannot be opened; does its directory exist, and may both be read and written?");
}

BOOST_AUTO_TEST_CASE(a_history_where_nothing_may_be_written_is_read_and_followed) {
  const TemporaryDirectory directory;
  const auto file = directory / "his%20to#ry?.sqlite";
  open_store(file)->append("one", run_at(1, "c1"));
  const Nobody reader(directory.path());
  const auto store = reader.does([&] { return open_store(file); });
  const auto count = [&] { return reader.does([&] { return store->runs(10).size(); }); };
  BOOST_TEST(count() == 1u);
  BOOST_TEST(reader.does([&] { return store->points(lab_key(), {}).size(); }) == 1u);
  BOOST_CHECK_EXCEPTION(
      reader.does([&] { return store->append("mine", run_at(9, "c")); }), Error,
      [](const Error& error) {
        return error.fault == Fault::io &&
               std::string(error.what()).ends_with("may not be written; nothing was changed");
      });
  // Others may write, and their last one leaves the file whole.
  open_store(file)->append("two", run_at(2, "c2"));
  BOOST_TEST(count() == 2u);
  const auto writer = open_store(file);
  writer->append("three", run_at(3, "c3"));
  BOOST_TEST(count() == 3u);
  writer->append("four", run_at(4, "c4"));
  BOOST_TEST(count() == 4u);
  BOOST_TEST(reader.does([&] { return open_store(file)->runs(10).size(); }) == 4u);
}

BOOST_AUTO_TEST_CASE(what_is_only_beside_a_history_is_not_passed_over) {
  const TemporaryDirectory directory;
  const auto file = directory / "history.sqlite", copy = directory / "copy.sqlite";
  const auto writer = open_store(file);
  writer->append("one", run_at(1, "c1"));
  std::filesystem::copy_file(file, copy);
  std::filesystem::copy_file(file.string() + "-wal", copy.string() + "-wal");
  std::filesystem::create_symlink(copy, directory / "link");
  const Nobody reader(directory.path());
  for (const auto& place : {copy, directory / "link"})
    BOOST_TEST(reader.does([&] { return refusal(place); }) ==
               place.string() +
                   ": its newest runs are in the -wal beside it, which cannot be read where the "
                   "directory may not be written; copy both files to another, and name that with "
                   "--store");
}

BOOST_AUTO_TEST_CASE(an_old_history_where_nothing_may_be_written_says_who_brings_it_up_to_date) {
  const TemporaryDirectory directory;
  const auto file = directory / "history.sqlite";
  open_store(file)->append("one", run_at(1, "c1"));
  SqliteDatabase(file.string()).run("DROP TABLE recent; PRAGMA user_version = 1");
  const Nobody reader(directory.path());
  BOOST_TEST(reader.does([&] { return refusal(file); }) ==
             file.string() +
                 ": expected a history of version 2, found 1, and it may not be written; open it "
                 "once with this pawl as a user who may");
}

BOOST_AUTO_TEST_CASE(a_full_disk_adds_nothing) {
  const TemporaryDirectory directory;
  const auto file = directory / "history.sqlite";
  open_store(file)->append("one", run_at(1, "c"));
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
