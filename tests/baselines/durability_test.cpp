#include "baselines/baseline/baseline_json.hpp"
#include "baselines/baseline/directory_store.hpp"
#include "baselines/error.hpp"
#include "support/for_all.hpp"
#include "support/temporary_directory.hpp"

#include <boost/test/unit_test.hpp>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <string>

using namespace pawl::baselines;
using pawl::Error;
using pawl::Fault;
using pawl::tests::Gen;
using pawl::tests::TemporaryDirectory;

namespace {

Baseline baseline_at(double level) {
  Run run;
  run.suite = "default";
  run.testbed = "lab";
  run.time = "2026-11-25T12:00:00Z";
  run.commit = "c";
  for (std::size_t i = 0; i < 50; ++i) {
    Series series{"b" + std::to_string(i), "wall_time", "s", pawl::stats::Better::lower, {{}}, {}};
    for (std::size_t launch = 0; launch < 20; ++launch)
      series.sessions[0].push_back({level + static_cast<double>(launch)});
    run.series.push_back(std::move(series));
  }
  return updated({}, run, "why");
}

/// What a child of ours does until it is killed: replaces the baseline, over and over.
[[noreturn]] void write_for_ever(const DirectoryStore& store, const Baseline& one,
                                 const Baseline& other) {
  for (;;) {
    store.write(one);
    store.write(other);
  }
}

/// How a child ends in which files may not grow beyond `bytes`: 0 written, 1 refused, 2 else.
int write_within(rlim_t bytes, const DirectoryStore& store, const Baseline& baseline) {
  const rlimit limit{bytes, bytes};
  std::signal(SIGXFSZ, SIG_IGN);
  if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) return 2;
  try {
    store.write(baseline);
    return 0;
  } catch (const Error& error) {
    return error.fault == Fault::io ? 1 : 2;
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(durability)

// Whenever it comes: the old one or the new one, and nothing that looks like a third.
BOOST_AUTO_TEST_CASE(a_writer_killed_at_any_moment_leaves_the_old_or_the_new) {
  const TemporaryDirectory directory;
  const DirectoryStore store(directory.path());
  const Baseline one = baseline_at(1), other = baseline_at(2);
  store.write(one);
  Gen gen(1);
  for (int round = 0; round < 200; ++round) {
    const pid_t child = ::fork();
    BOOST_REQUIRE(child >= 0);
    if (child == 0) write_for_ever(store, one, other);
    ::usleep(static_cast<useconds_t>(gen.size(0, 3000)));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    const auto found = store.read({"lab", "default"});
    BOOST_REQUIRE(found.has_value());
    const std::string text = baseline_json(*found);
    BOOST_REQUIRE((text == baseline_json(one) || text == baseline_json(other)));
    BOOST_REQUIRE(edited_sessions(*found).empty());
  }
  BOOST_TEST(store.list().size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_full_disk_leaves_the_old_one_and_no_part_of_the_new) {
  const TemporaryDirectory directory;
  const DirectoryStore store(directory.path());
  store.write(baseline_at(1));
  const pid_t child = ::fork();
  BOOST_REQUIRE(child >= 0);
  if (child == 0) ::_exit(write_within(1000, store, baseline_at(2)));
  int status = 0;
  ::waitpid(child, &status, 0);
  BOOST_TEST(WIFEXITED(status));
  BOOST_TEST(WEXITSTATUS(status) == 1);
  BOOST_TEST(baseline_json(*store.read({"lab", "default"})) == baseline_json(baseline_at(1)));
  BOOST_TEST(std::distance(std::filesystem::directory_iterator(directory / "lab"), {}) == 1);
}

BOOST_AUTO_TEST_CASE(a_directory_that_cannot_be_written_leaves_the_old_one) {
  const TemporaryDirectory directory;
  const DirectoryStore store(directory.path());
  store.write(baseline_at(1));
  const pid_t child = ::fork();
  BOOST_REQUIRE(child >= 0);
  if (child == 0) {
    // Root writes anywhere, so be nobody.
    constexpr uid_t nobody = 65534;
    ::chmod(directory.path().c_str(), 0555);
    ::chmod((directory / "lab").c_str(), 0555);
    if (::geteuid() == 0 && ::setuid(nobody) != 0) ::_exit(2);
    ::_exit(write_within(RLIM_INFINITY, store, baseline_at(2)));
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  ::chmod(directory.path().c_str(), 0755);
  ::chmod((directory / "lab").c_str(), 0755);
  BOOST_TEST(WEXITSTATUS(status) == 1);
  BOOST_TEST(baseline_json(*store.read({"lab", "default"})) == baseline_json(baseline_at(1)));
}

BOOST_AUTO_TEST_SUITE_END()
