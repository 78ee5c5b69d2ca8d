#include "baselines/file.hpp"
#include "support/temporary_directory.hpp"
#include "tools/alerts/book_file.hpp"
#include "tools/dashboard/routes.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <functional>
#include <future>
#include <new>
#include <string>

namespace {

using namespace pawl::tools::dashboard;
using pawl::tests::TemporaryDirectory;
using pawl::tools::http_server::Request;
using pawl::tools::http_server::Response;

constexpr std::int64_t noon = 1'764'072'000;

/// A budget that is broken, or kept.
Model model_of(const std::string& time, bool is_broken) {
  pawl::ci::Report report;
  report.suite = "default";
  report.testbed = "here";
  report.time = time;
  pawl::ci::BudgetRow budget;
  budget.benchmark = "token/small";
  budget.metric = "latency";
  budget.statistic = "p95";
  budget.estimate = 0.3;
  budget.limit = 0.2;
  budget.verdict = is_broken ? pawl::ci::BudgetVerdict::broken : pawl::ci::BudgetVerdict::kept;
  report.budgets = {budget};
  ModelBuilder builder;
  builder.add(report);
  return std::move(builder).model();
}

/// A store that counts how often all of it is read for changes; something may happen meanwhile.
struct CountedStore : PointSource {
  std::shared_ptr<const std::vector<Point>> points(const History&) override { return {}; }
  std::vector<pawl::ci::SeriesChanges> changes() override {
    ++looks;
    meanwhile();
    return {};
  }
  int looks = 0;
  std::function<void()> meanwhile = [] {};
};

pawl::tools::Project watching_changes() {
  pawl::tools::Project project;
  project.config.alerts = {{.name = "change", .kind = pawl::baselines::AlertKind::change}};
  return project;
}

struct Fixture {
  TemporaryDirectory directory;
  AlertDesk desk{{.file = directory / "alerts.json", .project = {}, .may_write = true, .now = [] {
                    return noon;
                  }}};
  Model model = model_of("2025-11-25T12:00:00Z", true);

  Response post(const std::string& path, const std::string& body, bool with_header = true) {
    Request request{.method = "POST", .path = "/api/v1/alerts/" + path, .body = body};
    request.headers = {{"host", "localhost"}};
    if (with_header) request.headers.emplace_back("x-pawl-write", "1");
    return *route(request, model, {}, &desk);
  }
  boost::json::object book() {
    const Response response =
        *route({.method = "GET", .path = "/api/v1/alerts", .headers = {{"host", "localhost"}}},
               model, {}, &desk);
    BOOST_REQUIRE(response.status == 200u);
    return boost::json::parse(response.body).as_object();
  }
  std::string metrics() {
    return route({.method = "GET", .path = "/metrics", .headers = {{"host", "localhost"}}}, model,
                 {}, &desk)
        ->body;
  }
  std::string field(const std::string& name) {
    return std::string(book().at("alerts").at(0).at(name).as_string());
  }
  std::string acknowledgement() {
    return R"({"id":")" + field("id") + R"(","by":"ada","note":"the allocator"})";
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(dashboard_alerts)

BOOST_AUTO_TEST_CASE(what_stands_in_the_way_of_judging_is_trouble_whatever_it_is) {
  AlertDesk desk{
      {.file = {}, .project = {}, .now = []() -> std::int64_t { throw std::bad_alloc(); }}};
  BOOST_TEST(desk.refresh(Model{}));
  BOOST_TEST(!desk.trouble().empty());
}

/// Of a thousand series it takes minutes; files change each second while something is measured.
BOOST_AUTO_TEST_CASE(histories_are_looked_through_once_for_each_change_of_their_store) {
  const auto store = std::make_shared<CountedStore>();
  AlertDesk desk({.file = {}, .project = watching_changes(), .now = [] { return noon; }});
  std::size_t number = 0;
  for (const std::size_t store_number : {std::size_t{1}, std::size_t{1}, std::size_t{2}}) {
    Model model;
    model.store = store;
    model.store_number = store_number;
    model.number = ++number;
    desk.refresh(model);
  }
  BOOST_TEST(store->looks == 2);
}

BOOST_AUTO_TEST_CASE(a_reader_need_not_wait_until_all_histories_are_looked_through) {
  const TemporaryDirectory directory;
  const auto store = std::make_shared<CountedStore>();
  AlertDesk desk({.file = directory / "alerts.json",
                  .project = watching_changes(),
                  .may_write = true,
                  .now = [] { return noon; }});
  std::future<void> silenced;
  store->meanwhile = [&] {
    silenced = std::async(std::launch::async, [&] {
      desk.silence({.id = {},
                    .benchmark = "*",
                    .rule = "*",
                    .owner = "ada",
                    .reason = "new",
                    .until = noon + 60});
    });
    BOOST_TEST((silenced.wait_for(std::chrono::seconds(30)) == std::future_status::ready));
  };
  Model model;
  model.store = store;
  desk.refresh(model);
  silenced.get();
  BOOST_TEST(desk.book().silences.size() == 1u);
}

BOOST_FIXTURE_TEST_CASE(a_broken_budget_opens_is_taken_on_and_resolved, Fixture) {
  BOOST_TEST(desk.refresh(model));
  BOOST_TEST(!desk.refresh(model));
  BOOST_TEST(field("state") == "open");
  BOOST_TEST(post("acknowledge", acknowledgement()).status == 200u);
  BOOST_TEST(field("state") == "acknowledged");
  BOOST_TEST(pawl::tools::read_alerts(directory / "alerts.json").alerts[0].by == "ada");
  BOOST_TEST(desk.refresh(model_of("2025-11-26T12:00:00Z", false)));
  BOOST_TEST(field("state") == "resolved");
}

BOOST_FIXTURE_TEST_CASE(what_a_page_elsewhere_can_send_changes_nothing, Fixture) {
  desk.refresh(model);
  BOOST_TEST(post("acknowledge", acknowledgement(), false).status == 403u);
  BOOST_TEST(field("state") == "open");
  for (const char* method : {"PUT", "DELETE", "OPTIONS"}) {
    const Request request{.method = method,
                          .path = "/api/v1/alerts/acknowledge",
                          .body = acknowledgement(),
                          .headers = {{"host", "localhost"}, {"x-pawl-write", "1"}}};
    BOOST_TEST(route(request, model, {}, &desk)->status == 405u, method);
  }
  BOOST_TEST(field("state") == "open");
}

BOOST_FIXTURE_TEST_CASE(a_read_only_dashboard_judges_but_writes_nothing, Fixture) {
  AlertDesk reader({.file = directory / "alerts.json", .project = {}, .now = [] { return noon; }});
  BOOST_TEST(reader.refresh(model));
  BOOST_TEST(!reader.refresh(model));
  BOOST_TEST(reader.book().alerts.size() == 1u);
  BOOST_TEST(!std::filesystem::exists(directory / "alerts.json"));
  const Response response = *route({.method = "POST",
                                    .path = "/api/v1/alerts/acknowledge",
                                    .headers = {{"host", "localhost"}, {"x-pawl-write", "1"}}},
                                   model, {}, &reader);
  BOOST_TEST(response.status == 403u);
}

BOOST_FIXTURE_TEST_CASE(what_makes_no_sense_is_refused_with_a_sentence, Fixture) {
  desk.refresh(model);
  for (const auto& [path, body] :
       {std::pair("acknowledge", ""),
        {"acknowledge", "[]"},
        {"acknowledge", "{\"id\":3}"},
        {"acknowledge", R"({"id":"ffffffffffff","by":"ada"})"},
        {"silence", "{}"},
        {"silence", R"({"benchmark":"*","rule":"*","owner":"a","reason":"b","seconds":-1})"},
        {"silence", R"({"benchmark":"*","rule":"*","owner":"","reason":"b","seconds":10})"},
        {"unsilence", R"({"id":"ffffffffffff"})"}}) {
    const Response response = post(path, body);
    BOOST_TEST(response.status == 400u, path << " " << body);
    BOOST_TEST(boost::json::parse(response.body).as_object().contains("error"));
  }
  BOOST_TEST(post("delete", "{}").status == 405u);
}

BOOST_FIXTURE_TEST_CASE(words_have_a_length_and_silences_an_end, Fixture) {
  desk.refresh(model);
  const auto silence = [&](std::size_t owner, const std::string& seconds) {
    return post("silence", R"({"benchmark":"*","rule":"*","reason":"b","owner":")" +
                               std::string(owner, 'a') + R"(","seconds":)" + seconds + "}")
        .status;
  };
  BOOST_TEST(silence(100, "31622400") == 200u);
  BOOST_TEST(silence(101, "60") == 400u);
  for (const char* seconds : {"31622401", "1e300", "0.5"}) BOOST_TEST(silence(1, seconds) == 400u);
}

BOOST_FIXTURE_TEST_CASE(what_is_newest_of_its_state_comes_first_page_by_page, Fixture) {
  pawl::tools::change_alerts(directory / "alerts.json", [](pawl::ci::AlertBook book) {
    for (int i = 0; i < 3; ++i) {
      pawl::ci::BookedAlert alert;
      alert.id = std::to_string(i) + "00000000000";
      alert.rule = "budget-broken";
      alert.suite = "another", alert.testbed = "here";
      alert.state = pawl::ci::AlertState::open;
      alert.since = alert.opened = noon + i;
      book.alerts.push_back(alert);
    }
    return book;
  });
  desk.refresh(model_of("2025-11-25T12:00:00Z", false));
  const auto all = book().at("alerts").as_array();
  BOOST_TEST_REQUIRE(all.size() == 3u);
  BOOST_TEST(all[0].at("id").as_string() == "200000000000");
  BOOST_TEST(all[2].at("id").as_string() == "000000000000");
  const Response page = *route({.method = "GET",
                                .path = "/api/v1/alerts",
                                .query = "limit=2",
                                .headers = {{"host", "localhost"}}},
                               model, {}, &desk);
  const auto first = boost::json::parse(page.body);
  BOOST_TEST(first.at("alerts").as_array().size() == 2u);
  BOOST_TEST(first.at("next").to_number<int>() == 2);
}

BOOST_AUTO_TEST_CASE(what_keeps_alerts_from_being_delivered_is_trouble) {
  const TemporaryDirectory directory;
  AlertDesk desk({.file = directory / "alerts.json",
                  .project = {},
                  .now = [] { return noon; },
                  .troubles =
                      [] {
                        return std::vector<std::string>{"slack: no", "email: no"};
                      }});
  BOOST_TEST(desk.refresh(Model{}));
  BOOST_TEST(desk.trouble() == "slack: no; email: no");
}

BOOST_FIXTURE_TEST_CASE(a_silence_is_made_and_ended, Fixture) {
  desk.refresh(model);
  BOOST_TEST(post("silence",
                  R"({"benchmark":"token/*","rule":"*","owner":"ada","reason":"new","seconds":60})")
                 .status == 200u);
  BOOST_TEST(field("silenced_by") == "ada");
  const std::string id(book().at("silences").at(0).at("id").as_string());
  BOOST_TEST(post("unsilence", R"({"id":")" + id + "\"}").status == 200u);
  BOOST_TEST(!book().at("alerts").at(0).as_object().contains("silenced_by"));
}

/// By which the others' pages, and whoever is told of alerts, learn of it.
BOOST_FIXTURE_TEST_CASE(what_a_reader_changes_is_new_to_all_others_once, Fixture) {
  desk.refresh(model);
  post("acknowledge", acknowledgement());
  BOOST_TEST(desk.refresh(model));
  BOOST_TEST(!desk.refresh(model));
}

BOOST_FIXTURE_TEST_CASE(what_another_program_writes_into_the_book_is_seen, Fixture) {
  desk.refresh(model);
  pawl::tools::change_alerts(directory / "alerts.json", [](pawl::ci::AlertBook book) {
    return pawl::ci::acknowledged(book, book.alerts[0].id, "bob", "", noon);
  });
  BOOST_TEST(desk.refresh(model));
  BOOST_TEST(field("by") == "bob");
}

BOOST_FIXTURE_TEST_CASE(a_book_that_cannot_be_read_is_said_and_stops_nothing, Fixture) {
  pawl::baselines::write_file(directory / "alerts.json", "no book");
  BOOST_TEST(desk.refresh(model));
  BOOST_TEST(desk.trouble().find("alerts.json") != std::string::npos);
  BOOST_TEST(metrics().find("\npawl_alerts_trouble 1\n") != std::string::npos);
  std::filesystem::remove(directory / "alerts.json");
  BOOST_TEST(desk.refresh(model));
  BOOST_TEST(desk.trouble().empty());
  BOOST_TEST(metrics().find("\npawl_alerts_trouble 0\n") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
