/// Laws of both kinds of store; what one of them alone promises is in its own file.
#include "baselines/history/store.hpp"

#include "baselines/error.hpp"
#include "baselines/history/open_store.hpp"
#include "baselines/instant.hpp"
#include "stores.hpp"
#include "support/complaint.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <thread>

using namespace pawl::baselines;
using namespace pawl::tests;
using pawl::Error;

namespace data = boost::unit_test::data;

namespace {

std::vector<std::string> commits(const std::vector<Point>& points) {
  std::vector<std::string> all;
  for (const Point& point : points) all.push_back(point.commit);
  return all;
}

using Names = std::vector<std::string>;

}  // namespace

BOOST_AUTO_TEST_SUITE(store)

BOOST_AUTO_TEST_CASE(the_url_of_another_database_is_no_files_name) {
  for (const std::string place :
       {"mysql://ada:planted0secret@x/y", "postgress://ada:planted0secret@x/y", "POSTGRESQL://x/y",
        "sqlite:///x"})
    BOOST_CHECK_EXCEPTION(expect_store(place), Error, [&](const Error& error) {
      const std::string what = error.what();
      return error.fault == pawl::Fault::usage &&
             what.find(place.substr(0, place.find(':')) + "://…;") != std::string::npos &&
             what.find("planted0secret") == std::string::npos;
    });
  for (const char* good : {"./mysql://x", "a:b.sqlite", "postgresql://x/y", "postgres://x", "://x"})
    BOOST_CHECK_NO_THROW(expect_store(good));
}

// A password would be the name of a file, and the history nowhere.
BOOST_AUTO_TEST_CASE(a_servers_place_in_another_form_is_no_files_name) {
  for (const char* place :
       {"postgresql:/x", "postgres:ada:planted0secret@x/y", "PostgreSQL:x", "host=x dbname=y",
        "password=planted0secret://a host=x", "dbname=y", "service=team"}) {
    const std::string refusal = complaint_of([&] { expect_store(place); });
    BOOST_TEST(contains(refusal, "postgresql://USER@HOST/DATABASE"), place << ": " << refusal);
    BOOST_TEST(!contains(refusal, "planted0secret"), refusal);
  }
  for (const char* good : {"./postgres:x", "postgresql", "my-postgres:x", "a=b.sqlite", "host"})
    BOOST_CHECK_NO_THROW(expect_store(good));
}

// As of a variable that is not set: SQLite would keep it in a file that is gone at the end.
BOOST_AUTO_TEST_CASE(a_store_of_no_name_is_refused) {
  BOOST_CHECK_EXCEPTION(open_store(""), Error, [](const Error& error) {
    return error.fault == pawl::Fault::usage &&
           std::string_view(error.what()).find("found nothing") != std::string_view::npos;
  });
}

BOOST_DATA_TEST_CASE(a_run_is_found_in_each_of_its_series, data::make(store_kinds()), kind) {
  const History history(kind);
  const auto store = history.open();
  Run run = run_at(1, "c1");
  run.series.push_back({"it's \"quoted\", \\ {é}",
                        "size",
                        "B",
                        pawl::stats::Better::higher,
                        {{{1, 2}, {3}}, {{10}}},
                        {}});
  BOOST_TEST(store->append("one", run));
  BOOST_TEST(store->series("").size() == 2u);
  const auto keys = store->series(run.series[1].benchmark);
  BOOST_REQUIRE(keys.size() == 1u);
  const SeriesKey key{"core", "lab", run.series[1].benchmark,
                      "size", "B",   pawl::stats::Better::higher};
  BOOST_TEST((keys.front() == key));
  const auto points = store->points(key, {.with_samples = true});
  BOOST_REQUIRE(points.size() == 1u);
  const Point& point = points.front();
  BOOST_TEST(point.run == "one");
  BOOST_TEST(point.commit == "c1");
  BOOST_TEST(point.branch == "main");
  BOOST_TEST(point.time == instant(run.time).value());
  BOOST_TEST(point.median == 3);
  BOOST_TEST(point.values == 4u);
  BOOST_TEST((point.samples == run.series[1].sessions));
  BOOST_TEST(store->points(key, {}).front().samples.empty());
}

BOOST_DATA_TEST_CASE(a_run_of_megabytes_comes_back_whole, data::make(store_kinds()), kind) {
  const History history(kind);
  const auto store = history.open();
  Run run = run_at(1, "c1");
  pawl::stats::Sample::Launch values;
  for (int i = 1; i <= 150'000; ++i) values.push_back(1.0 / i);
  run.series.front().sessions = {{values}};
  store->append("large", run);
  const auto points = store->points(lab_key(), {.with_samples = true});
  BOOST_REQUIRE(points.size() == 1u);
  BOOST_TEST((points[0].samples == run.series.front().sessions));
}

BOOST_DATA_TEST_CASE(a_run_is_added_once_whoever_adds_it_again, data::make(store_kinds()), kind) {
  const History history(kind);
  BOOST_TEST(history.open()->append("one", run_at(1, "c1")));
  const auto store = history.open();
  BOOST_TEST(!store->append("one", run_at(1, "c1")));
  BOOST_TEST(!store->append("one", run_at(2, "other")));
  BOOST_TEST(store->append("two", run_at(1, "c1")));
  BOOST_TEST(store->runs(10).size() == 2u);
  BOOST_TEST(store->points(lab_key(), {}).size() == 2u);
}

BOOST_DATA_TEST_CASE(points_come_by_time_not_by_when_they_were_added, data::make(store_kinds()),
                     kind) {
  const History history(kind);
  const auto store = history.open();
  for (const int day : {3, 1, 4, 2}) {
    Run run = run_at(day, "c" + std::to_string(day));
    run.branch = day == 4 ? "other" : "main";
    store->append(run_id(run), run);
  }
  BOOST_TEST(commits(store->points(lab_key(), {})) == (Names{"c1", "c2", "c3", "c4"}));
  BOOST_TEST(commits(store->points(lab_key(), {.limit = 2})) == (Names{"c3", "c4"}));
  BOOST_TEST(commits(store->points(lab_key(), {.branch = "main", .limit = 2})) ==
             (Names{"c2", "c3"}));
  BOOST_TEST(store->runs(3).front().commit == "c2");
  BOOST_TEST(store->runs(3).back().commit == "c4");
}

BOOST_DATA_TEST_CASE(figures_of_another_unit_or_testbed_are_another_series,
                     data::make(store_kinds()), kind) {
  const History history(kind);
  const auto store = history.open();
  Run run = run_at(1, "c1");
  store->append("a", run);
  run.testbed = "arm";
  store->append("b", run);
  run.series.front().unit = "B";
  store->append("c", run);
  BOOST_TEST(store->series("parse").size() == 3u);
  BOOST_TEST(std::ranges::is_sorted(store->series("")));
  BOOST_TEST(store->series("absent").empty());
  SeriesKey absent = lab_key();
  absent.metric = "absent";
  BOOST_TEST(store->points(absent, {}).empty());
  for (const SeriesKey& key : store->series("")) BOOST_TEST(store->points(key, {}).size() == 1u);
}

BOOST_DATA_TEST_CASE(a_name_no_database_keeps_is_refused_and_nothing_added,
                     data::make(store_kinds()), kind) {
  const History history(kind);
  const auto store = history.open();
  for (const std::string& name :
       {std::string("a\0b", 3), std::string("\xff"), std::string(1001, 'x')}) {
    Run run = run_at(1, "c1");
    run.series.front().benchmark = name;
    BOOST_CHECK_THROW(store->append("one", run), Error);
    Run named = run_at(1, "c1");  // as an export may name it
    named.id = name;
    BOOST_CHECK_THROW(store->append(run_id(named), named), Error);
  }
  Run twice = run_at(1, "c1");
  twice.series.push_back(twice.series.front());
  BOOST_CHECK_THROW(store->append("one", twice), Error);
  BOOST_TEST(store->runs(10).empty());
  BOOST_TEST(store->append("one", run_at(1, "c1")));
}

BOOST_DATA_TEST_CASE(what_is_old_loses_its_samples_then_leaves, data::make(store_kinds()), kind) {
  const History history(kind);
  const auto store = history.open();
  for (const int day : {1, 2, 3}) {
    const Run run = run_at(day, "c" + std::to_string(day));
    store->append(run_id(run), run);
  }
  Run undated = run_at(1, "undated");
  undated.time.clear();
  undated.series.front().benchmark = "other";
  store->append("undated", undated);
  const Removed removed = store->retain(
      {.runs_before = run_time(run_at(2, "")), .samples_before = run_time(run_at(3, ""))});
  BOOST_TEST(removed.runs == 1u);
  BOOST_TEST(removed.samples == 1u);
  const auto points = store->points(lab_key(), {.with_samples = true});
  BOOST_REQUIRE(points.size() == 2u);
  BOOST_TEST(points[0].samples.empty());
  BOOST_TEST(points[0].values == 3u);
  BOOST_TEST(points[0].median == 0.002);
  BOOST_TEST(points[1].samples.size() == 1u);
  SeriesKey other = lab_key();
  other.benchmark = "other";
  const auto undated_points = store->points(other, {.with_samples = true});
  BOOST_REQUIRE(undated_points.size() == 1u);
  BOOST_TEST(undated_points[0].samples.size() == 1u);
  BOOST_TEST(store->runs(10).size() == 3u);
  BOOST_TEST(store->retain({}).runs == 0u);
}

// Weeks begin on Thursdays, as 1970 did; so did 2026.
BOOST_DATA_TEST_CASE(of_what_is_old_the_last_of_each_week_stays, data::make(store_kinds()), kind) {
  const History history(kind);
  const auto store = history.open();
  for (const int day : {1, 3, 3, 7, 8, 14, 15, 16}) {
    Run run = run_at(day, "c" + std::to_string(day));
    run.branch = day == 3 ? "other" : "main";
    store->append(std::to_string(day) + "-" + std::to_string(store->runs(100).size()), run);
  }
  Run rare = run_at(2, "rare");  // what was measured once stays, whoever measured more that week
  rare.series.front().benchmark = "rare";
  store->append("rare", rare);
  rare.time.clear();  // nobody knows whether these are of one week
  rare.series.front().benchmark = "undated";
  store->append("undated", rare);
  store->append("undated, too", rare);
  const Removed removed = store->retain({.weekly_before = run_time(run_at(15, ""))});
  BOOST_TEST(removed.points == 3u);
  BOOST_TEST(removed.runs == 3u);
  BOOST_TEST(removed.samples == 0u);
  BOOST_TEST(commits(store->points(lab_key(), {})) == (Names{"c3", "c7", "c14", "c15", "c16"}));
  BOOST_TEST(store->runs(100).size() == 8u);
  BOOST_TEST(store->series("rare").size() == 1u);
  SeriesKey undated = lab_key();
  undated.benchmark = "undated";
  BOOST_TEST(store->points(undated, {}).size() == 2u);
  BOOST_TEST(store->retain({.weekly_before = run_time(run_at(15, ""))}).points == 0u);
}

// Each of several writers adds its own runs and one that all of them have, one connection each.
BOOST_DATA_TEST_CASE(writers_at_once_lose_nothing_and_double_nothing, data::make(store_kinds()),
                     kind) {
  constexpr int writers = 8, runs_each = 8;
  const History history(kind);
  std::vector<int> added_shared(writers, 0);
  std::vector<std::string> failures(writers);
  {
    std::vector<std::jthread> threads;
    for (int writer = 0; writer < writers; ++writer)
      threads.emplace_back([&, writer] {
        try {
          const auto store = history.open();
          for (int i = 0; i < runs_each; ++i) {
            const std::string own = std::to_string(writer) + "-" + std::to_string(i);
            store->append(own, run_at(i + 1, own));
            added_shared[static_cast<std::size_t>(writer)] +=
                store->append("shared-" + std::to_string(i), run_at(i + 1, "shared")) ? 1 : 0;
          }
        } catch (const std::exception& error) {
          failures[static_cast<std::size_t>(writer)] = error.what();
        }
      });
  }
  for (const std::string& failure : failures) BOOST_TEST(failure == "");
  int shared = 0;
  for (const int added : added_shared) shared += added;
  BOOST_TEST(shared == runs_each);
  const auto store = history.open();
  BOOST_TEST(store->runs(1000).size() == std::size_t{(writers + 1) * runs_each});
  BOOST_TEST(store->points(lab_key(), {}).size() == std::size_t{(writers + 1) * runs_each});
}

BOOST_AUTO_TEST_CASE(the_same_contents_have_the_same_id) {
  BOOST_TEST(run_id(run_at(1, "c1")) == run_id(run_at(1, "c1")));
  BOOST_TEST(run_id(run_at(1, "c1")) != run_id(run_at(1, "c2")));
  Run imported = run_at(1, "c1");
  imported.id = "as it was called";
  BOOST_TEST(run_id(imported) == "as it was called");
  BOOST_TEST(run_id(run_at(1, "c1")).starts_with("20260101T000000Z-"));
}

BOOST_AUTO_TEST_SUITE_END()
