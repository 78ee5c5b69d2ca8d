#include "tools/committed_at.hpp"

#include "baselines/file.hpp"
#include "support/temporary_directory.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>

using namespace pawl::tools;
using pawl::baselines::write_file;
using pawl::tests::TemporaryDirectory;

namespace {

/// Where git reads no settings of whoever runs the tests.
Environment plain(const TemporaryDirectory& directory) {
  const char* path = std::getenv("PATH");
  return {{"PATH", path != nullptr ? path : "/usr/bin:/bin"},
          {"HOME", directory.path().string()},
          {"GIT_CEILING_DIRECTORIES", directory.path().parent_path().string()}};
}

void commit_all(const TemporaryDirectory& directory) {
  const std::string script = "cd '" + directory.path().string() +
                             "' && git init -q . && git add -A && git -c user.name=x "
                             "-c user.email=x@example.org commit -q -m first";
  BOOST_REQUIRE(std::system(script.c_str()) == 0);
}

}  // namespace

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

BOOST_AUTO_TEST_SUITE_END()
