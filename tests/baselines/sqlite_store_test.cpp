#include "baselines/sqlite_store.hpp"

#include "baselines/error.hpp"
#include "baselines/file.hpp"
#include "baselines/sqlite.hpp"
#include "stores.hpp"
#include "support/temporary_directory.hpp"

#include <boost/test/unit_test.hpp>
#include <unistd.h>

#include <filesystem>
#include <string>

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

}  // namespace

BOOST_AUTO_TEST_SUITE(sqlite_store)

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
