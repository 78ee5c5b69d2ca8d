#include "tools/dashboard/live.hpp"

#include "baselines/error.hpp"
#include "baselines/file.hpp"
#include "support/temporary_directory.hpp"

#include <boost/test/unit_test.hpp>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <future>
#include <new>
#include <string>

namespace {

using namespace pawl::tools::dashboard;
using pawl::baselines::write_file;
using pawl::tests::TemporaryDirectory;
using pawl::tools::live_json;

std::string run(const std::string& benchmark) {
  return R"({"format":"pawl-run","version":1,"time":"2026-11-23T22:41:05Z","testbed":"here",)"
         R"("series":[{"benchmark":")" +
         benchmark + R"(","metric":"wall_time","unit":"s","samples":[[0.1],[0.2]]}]})";
}

/// A store too large for the memory there is, or out of reach.
struct FailingStore : pawl::baselines::Store {
  bool append(std::string_view, const pawl::baselines::Run&) override { return false; }
  std::vector<pawl::baselines::StoredRun> runs(std::size_t) override {
    if (fails) throw std::bad_alloc();
    if (is_away) throw pawl::Error(pawl::Fault::remote, "db: no answer");
    return {};
  }
  std::vector<pawl::baselines::SeriesKey> series(std::string_view) override { return {}; }
  std::vector<pawl::baselines::Point> points(const pawl::baselines::SeriesKey&,
                                             const pawl::baselines::PointQuery&) override {
    return {};
  }
  pawl::baselines::Removed retain(const pawl::baselines::Retention&) override { return {}; }
  bool fails = false, is_away = false;
};

Model read_model(const Listing& listing) {
  ModelBuilder builder;
  add_files(builder, listing);
  return std::move(builder).model();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(dashboard_live)

BOOST_AUTO_TEST_CASE(a_model_changes_when_its_files_do_and_only_then) {
  const TemporaryDirectory directory;
  Live live({directory.path()});
  BOOST_TEST(live.model()->histories.empty());
  BOOST_TEST(!live.refresh());
  write_file(directory / "a.json", run("a"));
  const auto before = live.model();
  BOOST_TEST(live.refresh());
  BOOST_TEST(live.model()->histories.size() == 1u);
  BOOST_TEST(before->histories.empty());  // who was reading it goes on
  BOOST_TEST(!live.refresh());
  write_file(directory / "a.json", run("another"));
  BOOST_TEST(live.refresh());
  BOOST_TEST(live.model()->histories.at(0).benchmark == "another");
  std::filesystem::remove(directory / "a.json");
  BOOST_TEST(live.refresh());
  BOOST_TEST(live.model()->histories.empty());
}

/// Reading hundreds of runs each second would disturb what is being measured beside it.
BOOST_AUTO_TEST_CASE(a_measurement_in_progress_has_no_other_file_read_again) {
  const TemporaryDirectory directory;
  const auto file = directory / "a.json";
  const auto progress = [&](bool is_over) {
    write_file(directory / "live.json",
               live_json({.command = "load", .started = "", .is_over = is_over}));
  };
  write_file(file, run("a"));
  progress(false);
  Live live({directory.path()});
  const auto changed = std::filesystem::last_write_time(file);
  std::ofstream(file) << run("b");  // nothing tells it from what was read
  std::filesystem::last_write_time(file, changed);
  progress(true);
  const std::size_t number = live.model()->number;
  BOOST_TEST(live.refresh());
  BOOST_TEST(live.model()->number != number);  // or what is kept of answers would be told
  BOOST_TEST(live.model()->live.at(0).is_over);
  BOOST_TEST(live.model()->histories.at(0).benchmark == "a");
  BOOST_TEST(!live.refresh());
  write_file(directory / "live.json", "{");  // then it is one of the others
  BOOST_TEST(live.refresh());
  BOOST_TEST(live.model()->live.empty());
  BOOST_TEST(live.model()->histories.at(0).benchmark == "b");
}

BOOST_AUTO_TEST_CASE(a_directory_named_with_a_slash_may_come_later_and_another_is_missed) {
  const TemporaryDirectory directory;
  const std::filesystem::path later = directory / "later/";
  Live live({later});
  BOOST_TEST(live.model()->warnings.empty());
  write_file(later / "a.json", run("a"));
  BOOST_TEST(live.refresh());
  BOOST_TEST(live.model()->histories.size() == 1u);
  BOOST_TEST(read_model(listed({directory / "absent"})).warnings.size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_directory_that_may_not_be_read_is_a_warning) {
  const TemporaryDirectory directory;
  const std::filesystem::path locked = directory / "locked";
  std::filesystem::permissions(directory.path(), std::filesystem::perms::all);
  std::filesystem::create_directory(locked);
  std::filesystem::permissions(locked, std::filesystem::perms::none);
  const uid_t user = ::geteuid();
  if (user == 0) BOOST_REQUIRE(::seteuid(65534) == 0);
  const auto warnings = listed({locked}).warnings;
  if (user == 0) BOOST_REQUIRE(::seteuid(0) == 0);
  BOOST_REQUIRE(warnings.size() == 1u);
  BOOST_TEST(warnings[0] == locked.string() + ": Permission denied");
}

BOOST_AUTO_TEST_CASE(a_broken_file_is_a_warning_and_hides_no_other) {
  const TemporaryDirectory directory;
  write_file(directory / "broken.json", R"({"format":"pawl-run","version":1,"series":[)");
  write_file(directory / "whole.json", run("a"));
  const Model model = read_model(listed({directory.path()}));
  BOOST_TEST(model.histories.size() == 1u);
  BOOST_REQUIRE(model.warnings.size() == 1u);
  BOOST_TEST(model.warnings[0].find("broken.json:1:") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_read_for_want_of_memory_is_a_warning_once) {
  auto store = std::make_unique<FailingStore>();
  bool& fails = store->fails;
  const TemporaryDirectory directory;
  Live live({directory.path()}, std::make_shared<StoredHistories>(std::move(store)));
  fails = true;
  BOOST_TEST(live.refresh());
  BOOST_TEST(live.model()->warnings.size() == 1u);
  BOOST_TEST(!live.refresh());
}

BOOST_AUTO_TEST_CASE(a_store_out_of_reach_is_a_warning_until_it_is_back) {
  auto store = std::make_unique<FailingStore>();
  bool& is_away = store->is_away;
  const TemporaryDirectory directory;
  Live live({directory.path()}, std::make_shared<StoredHistories>(std::move(store)));
  is_away = true;
  BOOST_TEST(live.refresh());
  BOOST_REQUIRE(live.model()->warnings.size() == 1u);
  BOOST_TEST(live.model()->warnings[0].ends_with("db: no answer"));
  is_away = false;
  BOOST_TEST(live.refresh());
  BOOST_TEST(live.model()->warnings.empty());
  BOOST_TEST(!live.refresh());
}

BOOST_AUTO_TEST_CASE(a_look_that_fails_ends_neither_the_watching_nor_the_process) {
  const TemporaryDirectory directory;
  Live live({directory.path()});
  std::size_t looks = 0;
  std::promise<std::size_t> seen;
  live.watch(
      std::chrono::milliseconds(1), [&](std::size_t changes) { seen.set_value(changes); },
      [&](const Model&) {
        if (++looks == 1) throw std::bad_alloc();
        return looks == 2;
      });
  BOOST_TEST(seen.get_future().get() == 1u);
}

BOOST_AUTO_TEST_CASE(a_directorys_other_files_are_left_alone) {
  const TemporaryDirectory directory;
  write_file(directory / "package.json", R"({"name":"x"})");
  write_file(directory / "run.txt", run("a"));
  write_file(directory / ".hidden/run.json", run("a"));
  write_file(directory / "1/2/3/4/5/run.json", run("a"));
  const TemporaryDirectory elsewhere;
  write_file(elsewhere / "run.json", run("a"));
  std::filesystem::create_symlink(elsewhere / "run.json", directory / "link.json");
  const Model model = read_model(listed({directory.path()}));
  BOOST_TEST(model.histories.empty());
  BOOST_TEST(model.warnings.empty());
  BOOST_TEST(
      read_model(listed({directory / "package.json", directory / "absent"})).warnings.size() ==
      2u);  // named, they are meant
}

BOOST_AUTO_TEST_SUITE_END()
