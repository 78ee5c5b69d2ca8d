#include "baselines/baseline/directory_store.hpp"

#include "baselines/baseline/baseline_json.hpp"
#include "baselines/error.hpp"
#include "baselines/file.hpp"
#include "support/temporary_directory.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace pawl::baselines;
using pawl::Error;
using pawl::Fault;
using pawl::tests::TemporaryDirectory;

BOOST_AUTO_TEST_SUITE(directory_store)

BOOST_AUTO_TEST_CASE(what_was_put_in_is_found_by_its_name) {
  const TemporaryDirectory directory;
  const DirectoryStore store(directory / "committed");
  BOOST_TEST(store.list().empty());
  Baseline baseline;
  baseline.suite = "default";
  for (const char* testbed : {"epyc", "arm"}) {
    baseline.testbed = testbed;
    store.write(baseline);
  }
  BOOST_TEST(baseline_json(*store.read({"arm", "default"})) == baseline_json(baseline));
  BOOST_TEST(!store.read({"arm", "other"}));
  BOOST_TEST(!store.read({"sparc", "default"}));
  const std::vector<BaselineName> expected = {{"arm", "default"}, {"epyc", "default"}};
  BOOST_TEST((store.list() == expected));
  BOOST_TEST(read_file(directory / "committed/arm/default.json") == baseline_json(baseline));
}

BOOST_AUTO_TEST_CASE(what_is_no_baseline_is_not_listed) {
  const TemporaryDirectory directory;
  write_file(directory / "README.md", "x");
  write_file(directory / "arm/notes.txt", "x");
  write_file(directory / "arm/.default.json.Xy12", "x");
  BOOST_TEST(DirectoryStore(directory.path()).list().empty());
}

BOOST_AUTO_TEST_CASE(a_name_cannot_leave_the_directory) {
  for (const char* name :
       {"", ".", "..", "../x", "a/b", "/etc", "a\\b", "a\nb", "a b", ".hidden", "é"})
    BOOST_TEST(!is_safe_name(name), name);
  BOOST_TEST(!is_safe_name(std::string("a\0b", 3)));
  BOOST_TEST(!is_safe_name(std::string(101, 'a')));
  BOOST_TEST(is_safe_name("amd-epyc-7763-2-core-debian-12"));
  BOOST_TEST(is_safe_name("ubuntu-24.04_x+y"));
  const DirectoryStore store("/nowhere");
  BOOST_CHECK_EXCEPTION(store.read({"../../etc", "passwd"}), Error, [](const Error& error) {
    return error.fault == Fault::input &&
           std::string(error.what()) ==
               "testbed: expected a name of at most 100 letters, digits, and . "
               "- _ + that does not begin with a "
               "dot, found \"../../etc\"";
  });
}

BOOST_AUTO_TEST_CASE(no_link_takes_what_is_written_out_of_the_store) {
  namespace fs = std::filesystem;
  const TemporaryDirectory directory;
  const DirectoryStore store(directory / "committed");
  const fs::path victim = directory / "victim";
  fs::create_directories(victim);
  fs::create_directories(directory / "committed/file");
  fs::create_symlink("../../victim/default.json", directory / "committed/file/default.json");
  fs::create_directory_symlink(victim, directory / "committed/folder");
  fs::create_symlink(victim / "s.json", directory / "committed/suppressions.json");
  const auto is_told = [](const Error& error) {
    return error.fault == Fault::input &&
           std::string(error.what()).find("a symbolic link that leads to ") != std::string::npos;
  };
  Baseline baseline;
  baseline.suite = "default";
  for (const char* testbed : {"file", "folder"}) {
    baseline.testbed = testbed;
    BOOST_CHECK_EXCEPTION(store.write(baseline), Error, is_told);
  }
  BOOST_CHECK_EXCEPTION(store.write(Suppressions()), Error, is_told);
  BOOST_TEST(fs::is_empty(victim));
}

BOOST_AUTO_TEST_CASE(a_link_within_the_store_is_written_through) {
  const TemporaryDirectory directory;
  std::filesystem::create_directories(directory / "real/new");
  std::filesystem::create_directory_symlink("real", directory / "committed");
  std::filesystem::create_directory_symlink("new", directory / "committed/old");
  const DirectoryStore store(directory / "committed");
  Baseline baseline;
  baseline.suite = "default";
  baseline.testbed = "old";
  store.write(baseline);
  BOOST_TEST(std::filesystem::is_regular_file(directory / "real/new/default.json"));
}

BOOST_AUTO_TEST_SUITE_END()
