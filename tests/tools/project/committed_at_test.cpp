#include "tools/project/committed_at.hpp"

#include "baselines/error.hpp"
#include "baselines/file.hpp"
#include "support/git_repository.hpp"
#include "support/temporary_directory.hpp"

#include <boost/test/unit_test.hpp>

#include <sstream>

using namespace pawl::tools;
using pawl::baselines::write_file;
using pawl::tests::commit_all;
using pawl::tests::plain;
using pawl::tests::TemporaryDirectory;

BOOST_AUTO_TEST_SUITE(committed_at)

BOOST_AUTO_TEST_CASE(rules_that_a_change_writes_itself_are_named) {
  const TemporaryDirectory directory;
  write_file(directory / "sub/pawl.toml", "testbed = \"lab\"\n");
  commit_all(directory);
  Project project;
  project.directory = directory / "sub";
  const auto changed = [&] { return rules_changed_since(project, "HEAD", plain(directory)); };
  BOOST_TEST(changed().empty());
  write_file(directory / "sub/pawl.toml", "testbed = \"other\"\n");
  BOOST_TEST((changed() == std::vector<std::string>{"pawl.toml"}));
  std::filesystem::remove(directory / "sub/pawl.toml");
  write_file(project.store().suppressions_path(), "{}\n");
  BOOST_TEST((changed() ==
              std::vector<std::string>{"pawl.toml", "baselines/committed/suppressions.json"}));
}

BOOST_AUTO_TEST_CASE(a_link_to_rules_that_were_there_is_a_change_of_them) {
  const TemporaryDirectory directory;
  write_file(directory / "pawl.toml", "testbed = \"lab\"\n");
  write_file(directory / "example.toml", "[policy]\nthreshold = \"900%\"\n");
  commit_all(directory);
  Project project;
  project.directory = directory.path();
  std::filesystem::remove(directory / "pawl.toml");
  std::filesystem::create_symlink("example.toml", directory / "pawl.toml");
  BOOST_TEST((rules_changed_since(project, "HEAD", plain(directory)) ==
              std::vector<std::string>{"pawl.toml"}));
}

// As GitHub's API names it, which knows nothing of where pawl.toml lies.
BOOST_AUTO_TEST_CASE(a_path_is_that_from_the_repositorys_root) {
  const TemporaryDirectory directory;
  write_file(directory / "perf tests/pawl.toml", "");
  commit_all(directory);
  std::ostringstream out, err;
  Console console{out, err};
  console.environment = plain(directory);
  Project project;
  project.directory = directory / "perf tests";
  const auto path = [&](const std::filesystem::path& file) {
    return path_in_repository(project, file, console);
  };
  const std::string folder = "baselines/committed/";
  BOOST_TEST(path(project.store().path({"lab", "core"})) ==
             "perf tests/" + folder + "lab/core.json");
  BOOST_TEST(path(directory / "shared/suppressions.json") == "shared/suppressions.json");
  BOOST_CHECK_THROW(path(directory.path().parent_path() / "x.json"), pawl::Error);
  const TemporaryDirectory none;
  project.directory = none.path();
  BOOST_TEST(path(none / "x.json") == "x.json");
}

BOOST_AUTO_TEST_SUITE_END()
