#include "tools/git/revision.hpp"

#include "baselines/error.hpp"
#include "baselines/file.hpp"
#include "support/git_repository.hpp"
#include "support/temporary_directory.hpp"
#include "tools/git/git.hpp"
#include "tools/git/worktree.hpp"
#include "tools/system/workplace.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <sstream>
#include <string>
#include <string_view>

using namespace pawl::tools;
using pawl::Error;
using pawl::Fault;
using pawl::baselines::write_file;
using pawl::tests::commit_all;
using pawl::tests::plain;
using pawl::tests::TemporaryDirectory;

namespace {

void make_repository(const TemporaryDirectory& directory) {
  write_file(directory / "file", "text\n");
  commit_all(directory);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(revision_)

BOOST_AUTO_TEST_CASE(git_never_waits_for_a_users_answer) {
  const TemporaryDirectory directory;
  make_repository(directory);
  const GitAnswer answer = ask_git({"-c", "alias.asks=!echo prompt $GIT_TERMINAL_PROMPT", "asks"},
                                   directory.path(), plain(directory));
  BOOST_TEST(answer.text == "prompt 0");
}

BOOST_AUTO_TEST_CASE(commit_branch_and_changes_are_git_s) {
  const TemporaryDirectory directory;
  make_repository(directory);
  std::ostringstream out, err;
  Console console{.out = out, .err = err, .environment = plain(directory)};
  const Revision clean = revision(directory.path(), console, "baselines");
  BOOST_TEST(clean.commit.size() == 40u);
  BOOST_TEST(clean.branch == "trunk");
  BOOST_TEST(!clean.is_dirty);
  write_file(directory / "file", "changed\n");
  BOOST_TEST(revision(directory.path(), console, "baselines").is_dirty);
  console.environment["GITHUB_HEAD_REF"] = "feature";
  BOOST_TEST(revision(directory.path(), console, "baselines").branch == "feature");
}

BOOST_AUTO_TEST_CASE(what_git_ignores_and_the_baselines_are_no_part_of_what_is_measured) {
  const TemporaryDirectory directory;
  write_file(directory / "part/.gitignore", "build\n");
  write_file(directory / "part/kept/ci/default.json", "{}\n");
  make_repository(directory);
  std::ostringstream out, err;
  const Console console{.out = out, .err = err, .environment = plain(directory)};
  const auto is_dirty = [&](const std::string& baselines) {
    return revision(directory / "part", console, baselines).is_dirty;
  };
  write_file(directory / "part/.gitignore", "build\n/run.json\n");
  write_file(directory / "part/kept/ci/default.json", "{ }\n");
  BOOST_TEST(!is_dirty("kept"));
  BOOST_TEST(is_dirty("elsewhere"));
  BOOST_TEST(is_dirty("../../outside"));
  write_file(directory / "file", "changed\n");
  BOOST_TEST(is_dirty("kept"));
}

BOOST_AUTO_TEST_CASE(without_a_repository_nothing_is_known) {
  const TemporaryDirectory directory;
  std::ostringstream out, err;
  Console console{.out = out, .err = err, .environment = plain(directory)};
  BOOST_TEST(revision(directory.path(), console, "baselines").commit == "");
  console.environment["PATH"] = "/nowhere";
  BOOST_TEST(revision(directory.path(), console, "baselines").commit == "");
}

BOOST_AUTO_TEST_CASE(why_git_tells_nothing_of_a_repository_is_said) {
  const TemporaryDirectory directory, unborn;
  std::ostringstream out, err;
  Console console{.out = out, .err = err, .environment = plain(directory)};
  write_file(directory / "part/file", "text\n");
  const auto trouble = [&] { return revision(directory / "part", console, "").trouble; };
  BOOST_TEST(trouble() == "");  // no repository
  commit_all(directory);
  BOOST_TEST(trouble() == "");
  BOOST_REQUIRE(std::system(("git init -q '" + unborn.path().string() + "'").c_str()) == 0);
  BOOST_TEST(revision(unborn.path(), console, "").trouble == "");  // no commit
  const Environment well = console.environment;
  console.environment["GIT_TEST_ASSUME_DIFFERENT_OWNER"] = "1";
  BOOST_TEST(trouble().find("dubious ownership") != std::string::npos, trouble());
  BOOST_TEST(trouble().find("safe.directory") != std::string::npos, trouble());
  console.environment = well;
  console.environment["PATH"] = "/nowhere";
  BOOST_TEST(trouble().find("no such program") != std::string::npos, trouble());
}

BOOST_AUTO_TEST_CASE(a_commit_that_is_not_there_is_told_from_a_repository_that_git_refuses) {
  const TemporaryDirectory directory;
  make_repository(directory);
  Environment environment = plain(directory);
  const auto is_told = [&](Fault fault, std::string_view words) {
    return [=](const Error& error) {
      BOOST_TEST(std::string_view(error.what()).find(words) != std::string_view::npos,
                 error.what());
      return error.fault == fault;
    };
  };
  BOOST_CHECK_EXCEPTION(commit_of("v9", directory.path(), environment), Error,
                        is_told(Fault::usage, "v9: expected a commit of this repository"));
  environment["GIT_TEST_ASSUME_DIFFERENT_OWNER"] = "1";
  BOOST_CHECK_EXCEPTION(commit_of("HEAD", directory.path(), environment), Error,
                        is_told(Fault::input, "dubious ownership"));
}

BOOST_AUTO_TEST_CASE(what_git_complains_of_is_said) {
  const TemporaryDirectory directory;
  make_repository(directory);
  const GitAnswer answer = ask_git({"frobnicate"}, directory.path(), plain(directory));
  BOOST_TEST(!answer.is_well);
  BOOST_TEST(answer.reason.starts_with("git exited with status 1: "), answer.reason);
  BOOST_TEST(answer.reason.find("'frobnicate'") != std::string::npos, answer.reason);
}

BOOST_AUTO_TEST_CASE(no_build_gets_pawls_own_secrets) {
  const TemporaryDirectory directory;
  make_repository(directory);
  const Workplace workplace;
  Environment environment = plain(directory);
  environment["PAWL_SERVE_TOKEN"] = "secret";
  const Worktree tree(directory.path(), workplace.path() / "tree", "HEAD", environment);
  BOOST_TEST(!tree.build("test -f file && test -z \"$PAWL_SERVE_TOKEN\""));
}

BOOST_AUTO_TEST_SUITE_END()
