#include "baselines/history/open_store.hpp"
#include "support/temporary_directory.hpp"
#include "tools/dashboard/live.hpp"
#include "tools/dashboard/routes.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <memory>
#include <string>
#include <vector>

namespace {

using namespace pawl::tools::dashboard;
using pawl::tests::TemporaryDirectory;
using pawl::tools::http_server::Response;

std::string day(int number) {
  const std::string month = std::to_string(1 + number / 28), date = std::to_string(1 + number % 28);
  return "2026-" + std::string(2 - month.size(), '0') + month + "-" +
         std::string(2 - date.size(), '0') + date + "T00:00:00Z";
}

pawl::baselines::Run run_of(int number, double seconds) {
  pawl::baselines::Run run;
  run.time = day(number);
  run.commit = "c" + std::to_string(number);
  run.branch = "main";
  run.suite = "default";
  run.testbed = "here";
  run.series = {{.benchmark = "token/small",
                 .metric = "wall_time",
                 .unit = "s",
                 .sessions = {{{seconds}, {seconds * 1.01}, {seconds * 0.99}, {seconds * 1.02}}},
                 .unknown = {}}};
  return run;
}

/// A store of so many runs; a step up by half at the 60th, and back at the 140th.
struct Fixture {
  TemporaryDirectory directory;
  std::string place = (directory / "history.sqlite").string();
  void add(int from, int to) {
    const auto store = pawl::baselines::open_store(place);
    for (int i = from; i < to; ++i) {
      const auto run = run_of(i, (i < 60 || i >= 140 ? 1.0 : 1.5) * (1 + 0.001 * (i * 7 % 5)));
      store->append(pawl::baselines::run_id(run), run);
    }
  }
  std::shared_ptr<StoredHistories> open() {
    return std::make_shared<StoredHistories>(pawl::baselines::open_store(place));
  }
};

boost::json::object get(const Live& live, const std::string& path, const std::string& query = {}) {
  const auto model = live.model();
  const Response response =
      *route({.method = "GET", .path = path, .query = query, .headers = {{"host", "localhost"}}},
             *model, {});
  BOOST_REQUIRE_MESSAGE(response.status == 200u, path << ": " << response.body);
  return boost::json::parse(response.body).as_object();
}

constexpr auto one = "benchmark=token%2Fsmall";

}  // namespace

BOOST_AUTO_TEST_SUITE(dashboard_stored)

BOOST_FIXTURE_TEST_CASE(a_stored_history_is_shown_whole_though_its_newest_points_alone_are_held,
                        Fixture) {
  add(0, 100);
  const Live live({}, open());
  BOOST_TEST(live.model()->histories.at(0).points.size() == points_held);
  const auto page = get(live, "/api/v1/history", std::string(one) + "&limit=30&offset=80");
  BOOST_TEST(page.at("total").to_number<int>() == 100);
  BOOST_TEST(page.at("points").as_array().size() == 20u);
  BOOST_TEST(page.at("points").at(19).at("commit").as_string() == "c0");
  BOOST_TEST(get(live, "/api/v1/runs").at("total").to_number<int>() == 100);
}

// Whoever asks for one benchmark after another does not fill the memory.
BOOST_FIXTURE_TEST_CASE(so_many_series_are_kept_whole_and_the_one_longest_unasked_goes, Fixture) {
  auto run = run_of(1, 1);
  const auto series = run.series.front();
  run.series.clear();
  for (std::size_t i = 0; i <= series_cached; ++i) {
    run.series.push_back(series);
    run.series.back().benchmark = "b" + std::to_string(i);
  }
  pawl::baselines::open_store(place)->append(pawl::baselines::run_id(run), run);
  const auto stored = open();
  const Live live({}, stored);
  const auto& histories = live.model()->histories;
  const std::weak_ptr<const std::vector<Point>> first = stored->points(histories.at(0)),
                                                second = stored->points(histories.at(1));
  for (std::size_t i = 2; i < series_cached; ++i) stored->points(histories.at(i));
  BOOST_TEST(!first.expired());
  stored->points(histories.at(0));
  stored->points(histories.at(series_cached));
  BOOST_TEST(!first.expired());
  BOOST_TEST(second.expired());
}

BOOST_FIXTURE_TEST_CASE(a_run_that_is_added_is_seen_and_only_then_is_there_something_new, Fixture) {
  add(0, 3);
  Live live({}, open());
  BOOST_TEST(!live.refresh());
  BOOST_TEST(get(live, "/api/v1/history", one).at("total").to_number<int>() == 3);  // and kept
  add(0, 4);
  const std::size_t looked_at = live.model()->store_number;
  BOOST_TEST(live.refresh());
  BOOST_TEST(live.model()->store_number != looked_at);  // by which its changes are looked for anew
  BOOST_TEST(!live.refresh());
  BOOST_TEST(get(live, "/api/v1/history", one).at("total").to_number<int>() == 4);
}

BOOST_FIXTURE_TEST_CASE(a_point_that_a_file_and_the_store_tell_of_is_shown_once, Fixture) {
  add(0, 5);
  ModelBuilder builder;
  const auto store = open();
  store->refresh();
  store->add_to(builder);
  builder.add(run_of(4, 1 + 0.001 * (28 % 5)));
  builder.add(run_of(7, 3));
  Model model = std::move(builder).model();
  model.store = store;
  BOOST_TEST(all_points(model, model.histories.at(0))->size() == 6u);
}

BOOST_FIXTURE_TEST_CASE(the_change_of_a_history_is_told_at_its_commit, Fixture) {
  add(0, 100);
  const Live live({}, open());
  const auto found = get(live, "/api/v1/changes", one).at("changes").as_array();
  BOOST_REQUIRE(found.size() == 1u);
  BOOST_TEST(found[0].at("index").to_number<int>() == 60);
  BOOST_TEST(found[0].at("commit").as_string() == "c60");
  BOOST_TEST(found[0].at("ratio").to_number<double>() == 1.5, boost::test_tools::tolerance(0.01));
}

BOOST_FIXTURE_TEST_CASE(a_history_that_rises_all_along_is_said_to_drift, Fixture) {
  add(0, 60);
  BOOST_TEST(!get(Live({}, open()), "/api/v1/changes", one).contains("drift"));
  const auto store = pawl::baselines::open_store(place);
  for (int i = 60; i < 160; ++i) {
    const auto run = run_of(i, 3 + 0.05 * (i - 60) + 0.01 * (i * 7 % 5));
    store->append(pawl::baselines::run_id(run), run);
  }
  const auto drift = get(Live({}, open()), "/api/v1/changes", one).at("drift").as_object();
  BOOST_TEST(drift.at("index").to_number<int>() >= 60);
  BOOST_TEST(drift.at("commit").as_string().starts_with("c"));
  BOOST_TEST(drift.at("after").to_number<double>() > drift.at("before").to_number<double>());
  BOOST_TEST(drift.at("ratio").to_number<double>() > 1.2);
}

BOOST_FIXTURE_TEST_CASE(a_change_to_an_earlier_level_is_told_with_the_commit_that_began_it,
                        Fixture) {
  add(20, 180);
  const Live live({}, open());
  const auto found = get(live, "/api/v1/changes", one).at("changes").as_array();
  BOOST_REQUIRE(found.size() == 2u);
  BOOST_TEST(!found[0].as_object().contains("returns_to"));
  BOOST_TEST(found[1].at("commit").as_string() == "c140");
  BOOST_TEST(found[1].at("returns_to").as_string() == "c20");
}

BOOST_FIXTURE_TEST_CASE(a_recent_change_for_the_worse_opens_an_alert_as_history_detect_does,
                        Fixture) {
  add(0, 80);
  const Live live({}, open());
  pawl::tools::Project project;
  project.config.alerts = {{.name = "change", .kind = pawl::baselines::AlertKind::change}};
  AlertDesk desk({.file = directory / "alerts.json", .project = project, .now = [] {
                    return std::int64_t{1'764'072'000};
                  }});
  desk.refresh(*live.model());
  const auto book = desk.book();
  BOOST_REQUIRE(book.alerts.size() == 1u);
  BOOST_TEST(book.alerts[0].alert.summary.find("changed at c60") != std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(the_shift_at_each_quantile_is_that_of_the_two_points, Fixture) {
  add(0, 100);
  const Live live({}, open());
  const auto newest = get(live, "/api/v1/distribution", one);
  BOOST_TEST(newest.at("now").at("commit").as_string() == "c99");
  BOOST_TEST(newest.at("before").at("commit").as_string() == "c98");
  BOOST_TEST(newest.at("shift").as_array().size() == 19u);
  BOOST_TEST(newest.at("now").at("values").as_array().size() == 4u);
  const auto named = get(live, "/api/v1/distribution", std::string(one) + "&now=c95&before=c90");
  BOOST_TEST(named.at("before").at("commit").as_string() == "c90");
  const double middle = named.at("shift").at(9).at("ratio").to_number<double>();
  BOOST_TEST(middle > 0.99);
  BOOST_TEST(middle < 1.01);
}

BOOST_FIXTURE_TEST_CASE(a_run_is_shown_over_all_its_benchmarks, Fixture) {
  add(0, 100);
  const Live live({}, open());
  const auto rows =
      get(live, "/api/v1/run", "time=" + day(60) + "&commit=c60").at("rows").as_array();
  BOOST_REQUIRE(rows.size() == 1u);
  BOOST_TEST(rows[0].at("benchmark").as_string() == "token/small");
}

BOOST_AUTO_TEST_SUITE_END()
