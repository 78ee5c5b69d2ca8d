#include "tools/dashboard/routes.hpp"

#include "support/for_all.hpp"
#include "tools/dashboard/history_api.hpp"
#include "tools/dashboard/query.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <limits>
#include <string>

namespace {

using namespace pawl::tools::dashboard;
using pawl::tools::http_server::Request;
using pawl::tools::http_server::Response;

const std::string hostile = "</script><img src=x onerror=alert(1)>\"'\\\n# EOF\n";

pawl::baselines::Run run_at(const std::string& time, double seconds,
                            const std::string& benchmark = "token/small") {
  pawl::baselines::Run run;
  run.time = time;
  run.commit = "c" + time.substr(8, 2);
  run.branch = "main";
  run.suite = "default";
  run.testbed = "here";
  run.series = {{.benchmark = benchmark,
                 .metric = "wall_time",
                 .unit = "s",
                 .sessions = {{{seconds}, {seconds * 1.1}, {seconds * 0.9}}},
                 .unknown = {}}};
  return run;
}

std::string day(int number) {
  return "2026-11-" + std::to_string(number) + "T00:00:00Z";
}

Model model_of(const std::vector<pawl::baselines::Run>& runs,
               const std::vector<pawl::ci::Report>& reports = {}) {
  ModelBuilder builder;
  for (const auto& run : runs) builder.add(run);
  for (const auto& report : reports) builder.add(report);
  return std::move(builder).model();
}

Model ten_days() {
  std::vector<pawl::baselines::Run> runs;
  for (int i = 10; i < 20; ++i) runs.push_back(run_at(day(i), i));
  return model_of(runs);
}

Response get(const std::string& path, const Model& model, const std::string& query = {}) {
  return *route(
      {.method = "GET", .path = path, .query = query, .headers = {{"host", "localhost:1"}}}, model,
      {});
}

boost::json::object json(const Response& response) {
  BOOST_TEST(response.status == 200u);
  return boost::json::parse(response.body).as_object();
}

std::string header(const Response& response, const std::string& name) {
  for (const auto& [key, value] : response.headers)
    if (key == name) return value;
  return {};
}

/// As a browser sends it.
std::string percent_encoded(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '~' || c == '-';
    const auto byte = static_cast<unsigned char>(c);
    if (is_plain)
      encoded += c;
    else
      encoded += {'%', digits[byte >> 4], digits[byte & 15]};
  }
  return encoded;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(dashboard_routes)

/// nginx would keep events to itself until there are 4 KB of them.
BOOST_AUTO_TEST_CASE(a_proxy_is_asked_to_pass_events_on_at_once) {
  const Response events = get("/api/v1/events", model_of({}));
  BOOST_TEST(events.is_stream);
  BOOST_TEST(header(events, "X-Accel-Buffering") == "no");
}

BOOST_AUTO_TEST_CASE(a_history_is_in_order_of_time_however_it_was_read) {
  const Model model = model_of({run_at(day(12), 3), run_at(day(10), 1), run_at(day(11), 2)});
  BOOST_REQUIRE(model.histories.size() == 1u);
  std::vector<double> medians;
  for (const Point& point : model.histories[0].points) medians.push_back(point.median);
  BOOST_TEST(medians == std::vector<double>({1, 2, 3}), boost::test_tools::per_element());
  BOOST_TEST(model.runs[0].time == day(12));
}

BOOST_AUTO_TEST_CASE(of_many_values_some_from_the_smallest_to_the_largest_are_kept) {
  pawl::stats::Sample::Session session;
  for (int i = 2'000; i-- > 0;) session.push_back({static_cast<double>(i)});
  const std::vector<double> kept = point_of(session)->values;
  BOOST_TEST(kept.size() == most_values);
  BOOST_TEST(kept.front() == 0);
  BOOST_TEST(kept[most_values / 2] == 1'000, boost::test_tools::tolerance(0.01));
  BOOST_TEST(kept.back() == 1'999);
  BOOST_TEST(std::ranges::is_sorted(kept));
}

BOOST_AUTO_TEST_CASE(a_baselines_local_times_are_in_order_with_those_of_runs) {
  pawl::baselines::Baseline baseline;
  baseline.sessions.emplace_back();
  baseline.sessions[0].time = "2026-11-11T13:00:00+14:00";
  ModelBuilder builder;
  builder.add(baseline);
  builder.add(run_at(day(11), 1));
  const Model model = std::move(builder).model();
  BOOST_TEST(model.runs.at(0).time == day(11));
  BOOST_TEST(model.runs.at(1).time == "2026-11-10T23:00:00Z");
}

BOOST_AUTO_TEST_CASE(a_run_read_twice_is_shown_once) {
  const Model model = model_of({run_at(day(10), 1), run_at(day(10), 1)});
  BOOST_TEST(model.runs.size() == 1u);
  BOOST_TEST(model.histories[0].points.size() == 1u);
}

BOOST_AUTO_TEST_CASE(the_newest_report_of_a_suite_is_the_one_shown) {
  pawl::ci::Report old, fresh;
  old.time = day(10);
  fresh.time = day(11);
  fresh.verdict = pawl::ci::ReportVerdict::fail;
  for (const auto& reports : {std::vector{old, fresh}, std::vector{fresh, old}}) {
    const Model model = model_of({}, reports);
    BOOST_REQUIRE(model.reports.size() == 1u);
    BOOST_TEST(model.reports[0].time == day(11));
  }
}

BOOST_AUTO_TEST_CASE(each_testbed_has_its_report) {
  pawl::ci::Report here, there;
  here.testbed = "here", there.testbed = "there";
  BOOST_TEST(model_of({}, {here, there}).reports.size() == 2u);
}

BOOST_AUTO_TEST_CASE(a_run_without_a_testbed_is_of_its_machine) {
  auto run = run_at(day(10), 1);
  run.testbed.clear();
  const Model model = model_of({run});
  BOOST_TEST(model.histories.at(0).testbed == pawl::baselines::testbed_name(run.machine));
  BOOST_TEST(!model.histories[0].testbed.empty());
}

BOOST_AUTO_TEST_CASE(so_many_of_the_newest_points_have_their_values) {
  std::vector<pawl::baselines::Run> runs;
  for (std::size_t i = 0; i < points_with_values + 4; ++i)
    runs.push_back(run_at(day(10 + static_cast<int>(i)), 1));
  const auto points = model_of(runs).histories.at(0).points;
  for (std::size_t i = 0; i < points.size(); ++i) BOOST_TEST(points[i].values.empty() == (i < 4));
}

/// Else each request searches each report for each history: by how many both are, squared.
BOOST_AUTO_TEST_CASE(a_history_knows_its_row_before_anybody_asks) {
  const auto report = [](const std::string& suite, const std::string& testbed) {
    pawl::ci::Report of_one;
    of_one.suite = suite;
    of_one.testbed = testbed;
    for (const std::string benchmark : {"b", "a", "b"}) {
      of_one.rows.emplace_back();
      of_one.rows.back().benchmark = benchmark;
      of_one.rows.back().metric = "wall_time", of_one.rows.back().unit = "s";
    }
    return of_one;
  };
  const Model model =
      model_of({run_at(day(10), 1, "a"), run_at(day(10), 1, "b"), run_at(day(10), 1, "c")},
               {report("default", "here"), report("default", "elsewhere"), report("all", "here")});
  BOOST_REQUIRE(model.histories.at(0).row.has_value());
  BOOST_REQUIRE(model.histories.at(1).row.has_value());
  BOOST_TEST(!model.histories.at(2).row.has_value());
  BOOST_TEST(row_of(model, model.histories[0]) == &model.reports.at(0).rows[1]);
  BOOST_TEST(row_of(model, model.histories[1]) == &model.reports.at(0).rows[0]);
  BOOST_TEST(model.reports.at(0).suite == "all");
  const Model copy = model;  // as what is shown is when a warning is added
  BOOST_TEST(row_of(copy, copy.histories[0]) == &copy.reports[0].rows[1]);
}

/// Else the newest run's value stands beside an older run's change and verdict.
BOOST_AUTO_TEST_CASE(a_report_says_nothing_of_points_that_came_after_it) {
  pawl::ci::Report report;
  report.testbed = "here";
  report.rows.emplace_back();
  report.rows[0].benchmark = "a", report.rows[0].metric = "wall_time", report.rows[0].unit = "s";
  report.rows[0].ratio = {1.01, 1.0, 1.02};
  const auto first = [&](const std::string& time, const std::string& order = "name") {
    report.time = time;
    const Model model = model_of({run_at(day(10), 1, "a"), run_at(day(11), 6, "a"),
                                  run_at(day(10), 1, "b"), run_at(day(11), 2, "b")},
                                 {report});
    const auto answer = json(get("/api/v1/benchmarks", model, "order=" + order));
    return answer.at("benchmarks").as_array().at(0).as_object();
  };
  for (const std::string& judged : {day(11), day(12), std::string()})
    BOOST_TEST(first(judged).at("ratio").to_number<double>() == 1.01, judged);
  for (const std::string& older : {day(10), std::string("2026-11-11T01:00:00+02:00")}) {
    BOOST_TEST(!first(older).contains("ratio"), older);
    BOOST_TEST(!first(older).contains("verdict"), older);
    BOOST_TEST(first(older, "change").at("benchmark").as_string() == "a", older);
  }
}

BOOST_AUTO_TEST_CASE(pages_put_together_are_the_whole) {
  const Model model = ten_days();
  for (const std::size_t limit : {1u, 3u, 10u, 1000u}) {
    std::vector<std::string> times;
    std::string offset = "0";
    int pages = 0;
    for (; pages < 20; ++pages) {
      const auto page =
          json(get("/api/v1/history", model,
                   "benchmark=token%2Fsmall&limit=" + std::to_string(limit) + "&offset=" + offset));
      BOOST_TEST(page.at("total").to_number<std::size_t>() == 10u);
      for (const auto& point : page.at("points").as_array())
        times.emplace_back(point.at("time").as_string());
      if (page.at("next").is_null()) break;
      offset = std::to_string(page.at("next").to_number<std::size_t>());
    }
    BOOST_TEST(times.size() == 10u);
    BOOST_TEST(pages < 10);  // none of them is empty
    BOOST_TEST(std::ranges::is_sorted(times, std::ranges::greater()));
  }
}

BOOST_AUTO_TEST_CASE(after_the_last_page_of_a_list_there_is_none) {
  const Model model = ten_days();
  BOOST_TEST(json(get("/api/v1/runs", model, "limit=10")).at("next").is_null());
  BOOST_TEST(json(get("/api/v1/runs", model, "limit=9")).at("next").to_number<int>() == 9);
}

BOOST_AUTO_TEST_CASE(
    a_benchmark_in_the_list_has_its_latest_medians_and_moved_from_the_point_before) {
  std::vector<pawl::baselines::Run> runs;
  for (int i = 0; i < 50; ++i)
    runs.push_back(run_at("2026-11-10T00:" + std::to_string(10 + i) + ":00Z", 100 + i));
  runs.push_back(run_at(day(11), 300));
  runs.push_back(run_at(day(12), 150));
  const auto found = json(get("/api/v1/benchmarks", model_of(runs))).at("benchmarks").at(0);
  BOOST_TEST(found.at("points").to_number<int>() == 52);
  BOOST_TEST(found.at("medians").as_array().size() == 40u);
  BOOST_TEST(found.at("medians").as_array().back().to_number<double>() == 150);
  BOOST_TEST(found.at("latest_ratio").to_number<double>() == 0.5);
}

BOOST_AUTO_TEST_CASE(a_list_of_one_metric_has_no_other) {
  auto run = run_at(day(10), 1);
  run.series.push_back(run.series[0]);
  run.series[1].metric = "latency";
  const Model model = model_of({run});
  BOOST_TEST(json(get("/api/v1/benchmarks", model)).at("total").to_number<int>() == 2);
  const auto some = json(get("/api/v1/benchmarks", model, "metric=latency"));
  BOOST_TEST(some.at("total").to_number<int>() == 1);
  BOOST_TEST(some.at("benchmarks").at(0).at("metric").as_string() == "latency");
}

BOOST_AUTO_TEST_CASE(a_history_is_of_the_testbed_that_is_asked_for) {
  auto there = run_at(day(10), 2);
  there.testbed = "there";
  const Model model = model_of({run_at(day(10), 1), there});
  for (const std::string testbed : {"here", "there"})
    BOOST_TEST(json(get("/api/v1/history", model, "benchmark=token%2Fsmall&testbed=" + testbed))
                   .at("testbed")
                   .as_string() == testbed);
}

BOOST_AUTO_TEST_CASE(a_run_is_told_by_its_time_and_its_commit) {
  auto other = run_at(day(10), 2, "token/large");
  other.commit = "another";
  const auto rows = json(get("/api/v1/run", model_of({run_at(day(10), 1), other}),
                             "time=" + day(10) + "&commit=c10"))
                        .at("rows")
                        .as_array();
  BOOST_TEST_REQUIRE(rows.size() == 1u);
  BOOST_TEST(rows[0].at("benchmark").as_string() == "token/small");
}

BOOST_AUTO_TEST_CASE(of_a_quantile_that_was_nought_there_is_no_ratio) {
  const auto shift =
      json(get("/api/v1/distribution", model_of({run_at(day(10), 0), run_at(day(11), 1)}),
               "benchmark=token%2Fsmall"))
          .at("shift");
  BOOST_TEST(shift.at(0).at("before").to_number<double>() == 0);
  BOOST_TEST(shift.at(0).at("ratio").is_null());
}

BOOST_AUTO_TEST_CASE(a_change_of_a_long_history_is_told_at_its_point) {
  constexpr std::size_t all = points_searched + 100;
  Model model;
  History& history = model.histories.emplace_back();
  history.benchmark = "b";
  for (std::size_t i = 0; i < all; ++i) {
    Point point;
    point.commit = "c" + std::to_string(i);
    point.median =
        (i < all - 60 || i >= all - 30 ? 1.0 : 1.5) * (1 + 0.001 * static_cast<double>(i * 7 % 5));
    history.points.push_back(point);
  }
  const auto found = json(get("/api/v1/changes", model, "benchmark=b")).at("changes").as_array();
  BOOST_TEST_REQUIRE(found.size() == 2u);
  BOOST_TEST(found[0].at("commit").as_string() == "c" + std::to_string(all - 60));
  BOOST_TEST(found[0].at("index").to_number<std::size_t>() == all - 60);
  BOOST_TEST(found[1].at("commit").as_string() == "c" + std::to_string(all - 30));
  BOOST_TEST(found[1].at("returns_to").as_string() == "c100");
}

BOOST_AUTO_TEST_CASE(a_page_beyond_the_end_is_empty) {
  const auto page = json(get("/api/v1/runs", ten_days(), "offset=999999999"));
  BOOST_TEST(page.at("runs").as_array().empty());
  BOOST_TEST(page.at("next").is_null());
}

BOOST_AUTO_TEST_CASE(what_cannot_be_read_in_a_query_is_the_clients_fault) {
  const Model model = ten_days();
  for (const std::string query :
       {"limit=0", "limit=1001", "limit=ten", "limit=-1", "limit=", "limit=1%", "limit=%zz",
        "limit=1&limit=2", "offset=99999999999999999999", "limit=1.5", "limit=+1"})
    BOOST_TEST(get("/api/v1/runs", model, query).status == 400u, query);
  BOOST_TEST(get("/api/v1/history", model).status == 400u);
  BOOST_TEST(get("/api/v1/history", model, "benchmark=absent").status == 404u);
}

// As forms send it.
BOOST_AUTO_TEST_CASE(a_plus_in_a_query_is_a_space) {
  BOOST_TEST(Query::parse("a+b=c+d%2B")->find("a b").value() == "c d+");
}

BOOST_AUTO_TEST_CASE(a_query_has_sixteen_fields_at_most) {
  std::string text = "k0=v";
  for (int i = 1; i < 16; ++i) text += "&k" + std::to_string(i) + "=v";
  BOOST_TEST(Query::parse(text).has_value());
  BOOST_TEST(!Query::parse(text + "&k16=v").has_value());
}

BOOST_AUTO_TEST_CASE(a_query_decodes_what_was_encoded) {
  pawl::tests::for_all([](pawl::tests::Gen& gen) {
    std::string text;
    for (std::size_t i = gen.size(0, 20); i > 0; --i) text += static_cast<char>(gen.size(0, 255));
    const auto query = Query::parse("k=" + percent_encoded(text));
    BOOST_REQUIRE(query.has_value());
    BOOST_TEST((query->find("k") == text));
  });
}

BOOST_AUTO_TEST_CASE(who_has_the_latest_gets_304_and_who_has_another_the_whole) {
  const Model model = ten_days();
  const Response first = get("/api/v1/benchmarks", model);
  const std::string tag = header(first, "ETag");
  BOOST_TEST(!tag.empty());
  Request again = {.method = "GET",
                   .path = "/api/v1/benchmarks",
                   .headers = {{"host", "localhost"}, {"if-none-match", "\"other\", W/" + tag}}};
  const Response same = *route(again, model, {});
  BOOST_TEST(same.status == 304u);
  BOOST_TEST(same.body.empty());
  BOOST_TEST(header(same, "ETag") == tag);
  BOOST_TEST(route(again, model_of({run_at(day(10), 1)}), {})->status == 200u);
  again.headers.back().second = "*";
  BOOST_TEST(route(again, model, {})->status == 304u);
  again.path = "/absent";
  BOOST_TEST(route(again, model, {})->status == 404u);  // of which nobody has the latest
}

BOOST_AUTO_TEST_CASE(nothing_can_be_changed) {
  for (const std::string method : {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "CONNECT", "get"})
    for (const std::string path : {"/", "/api/v1/runs", "/absent"}) {
      const Response response =
          *route({.method = method, .path = path, .headers = {{"host", "localhost"}}}, {}, {});
      BOOST_TEST(response.status == 405u, method + path);
      BOOST_TEST(header(response, "Allow") == "GET, HEAD");
    }
}

BOOST_AUTO_TEST_CASE(no_path_leads_out_of_what_is_served) {
  for (const std::string path :
       {"/../etc/passwd", "/assets/../../etc/passwd", "/assets/..%2f..%2fetc/passwd",
        "//etc/passwd", "/assets/", "/assets/page.js/", "/api/v1/", "/api/v1/runs/", "", "*",
        "/assets/page.js%00", "http://localhost/etc/passwd", "/.git/config"})
    BOOST_TEST(get(path, {}).status == 404u, path);
}

BOOST_AUTO_TEST_CASE(what_moved_most_comes_first_whichever_way) {
  const Model model =
      model_of({run_at(day(10), 1, "a"), run_at(day(11), 1.1, "a"), run_at(day(10), 1, "b"),
                run_at(day(11), 0.5, "b"), run_at(day(10), 1, "c"), run_at(day(11), 1.5, "c")});
  const auto names = [&](const std::string& query) {
    std::string all;
    const auto answer = json(get("/api/v1/benchmarks", model, query));
    for (const auto& row : answer.at("benchmarks").as_array())
      all += row.at("benchmark").as_string();
    return all;
  };
  BOOST_TEST(names("order=change") == "bca");
  BOOST_TEST(names("order=change&limit=1&offset=1") == "c");
  BOOST_TEST(names("") == "abc");
  BOOST_TEST(names("search=c") == "c");
  BOOST_TEST(get("/api/v1/benchmarks", model, "order=size").status == 400u);
}

/// Which is Pawl's own: what it did is of interest beside a benchmark, not in its place.
BOOST_AUTO_TEST_CASE(the_yardstick_comes_after_all_benchmarks) {
  const std::string yardstick(pawl::baselines::yardstick_benchmark);
  const Model model = model_of({run_at(day(10), 1, "z"), run_at(day(11), 1.1, "z"),
                                run_at(day(10), 1, yardstick), run_at(day(11), 9, yardstick)});
  for (const std::string order : {"name", "change", "noise"}) {
    const auto answer = json(get("/api/v1/benchmarks", model, "order=" + order));
    BOOST_TEST(answer.at("benchmarks").as_array().at(1).at("benchmark").as_string() == yardstick,
               order);
  }
}

// A single point, a median that is not positive, a row without a ratio: as far as is known, it did
// not move.
BOOST_AUTO_TEST_CASE(what_has_no_ratio_comes_after_what_moved) {
  pawl::ci::Report report;
  report.suite = "default";
  report.testbed = "here";
  for (const std::string benchmark : {"b", "d"}) {
    report.rows.emplace_back();
    report.rows.back().benchmark = benchmark;
    report.rows.back().metric = "wall_time", report.rows.back().unit = "s";
  }
  report.rows.back().ratio = pawl::ci::Ratio{1.2, 1.1, 1.3};
  const Model model =
      model_of({run_at(day(10), 1, "a"), run_at(day(10), 1, "b"), run_at(day(11), 1.1, "b"),
                run_at(day(10), 0, "c"), run_at(day(11), 9, "c"), run_at(day(10), 1, "d")},
               {report});
  std::string names;
  const auto answer = json(get("/api/v1/benchmarks", model, "order=change"));
  for (const auto& row : answer.at("benchmarks").as_array())
    names += row.at("benchmark").as_string();
  BOOST_TEST(names == "dbac");
}

BOOST_AUTO_TEST_CASE(what_scatters_most_comes_first_and_what_has_no_scatter_last) {
  const auto of_ten = [](const std::string& benchmark, double middle, double step) {
    pawl::baselines::Run run = run_at(day(10), 1, benchmark);
    run.series[0].sessions = {{}};
    for (int i = 0; i < 10; ++i) run.series[0].sessions[0].push_back({middle + i * step});
    return run;
  };
  const Model model = model_of({of_ten("a", 0, 0), of_ten("b", 1, 0.01), of_ten("c", 100, 0.5),
                                of_ten("d", 1, 0.02), run_at(day(10), 1, "e")});
  std::string names;
  const auto answer = json(get("/api/v1/benchmarks", model, "order=noise"));
  for (const auto& row : answer.at("benchmarks").as_array())
    names += row.at("benchmark").as_string();
  BOOST_TEST(names == "dbcae");
}

BOOST_AUTO_TEST_CASE(a_hostile_name_is_data_and_nothing_else) {
  const Model model = model_of({run_at(day(10), 1, hostile)});
  const Response list = get("/api/v1/benchmarks", model);
  BOOST_TEST(list.content_type == "application/json");
  BOOST_TEST(json(list).at("benchmarks").at(0).at("benchmark").as_string() == hostile);
  const Response found = get("/api/v1/history", model, "benchmark=" + percent_encoded(hostile));
  BOOST_TEST(json(found).at("benchmark").as_string() == hostile);
}

BOOST_AUTO_TEST_CASE(a_hostile_name_adds_no_line_to_the_metrics) {
  const auto lines = [](const Model& model) {
    const std::string body = get("/metrics", model).body;
    BOOST_TEST(body.ends_with("\n# EOF\n"));
    return std::ranges::count(body, '\n');
  };
  BOOST_TEST(lines(model_of({run_at(day(10), 1, hostile)})) ==
             lines(model_of({run_at(day(10), 1)})));
}

BOOST_AUTO_TEST_CASE(names_that_are_cut_alike_are_one_sample) {
  const std::string name(300, 'x');
  const std::string body =
      get("/metrics", model_of({run_at(day(10), 1, name + "a"), run_at(day(10), 2, name + "b")}))
          .body;
  const std::string sample = "\npawl_benchmark_median_seconds{";
  BOOST_TEST(body.find(sample) != std::string::npos);
  BOOST_TEST(body.find(sample) == body.rfind(sample));
}

BOOST_AUTO_TEST_CASE(metrics_have_verdict_headroom_and_the_newest_median) {
  pawl::ci::Report report;
  report.suite = "default";
  report.testbed = "here";
  report.verdict = pawl::ci::ReportVerdict::fail;
  report.budgets = {{.benchmark = "token/small",
                     .metric = "latency",
                     .unit = "s",
                     .statistic = "p95",
                     .limit = 0.2,
                     .estimate = 0.25,
                     .high = std::numeric_limits<double>::infinity(),
                     .verdict = pawl::ci::BudgetVerdict::broken,
                     .unknown = {}}};
  const std::string body =
      get("/metrics", model_of({run_at(day(10), 1), run_at(day(11), 2)}, {report})).body;
  for (const std::string line :
       {"pawl_benchmark_median_seconds{benchmark=\"token/small\",metric=\"wall_time\","
        "testbed=\"here\"} 2\n",
        "pawl_benchmark_newest_timestamp_seconds{benchmark=\"token/small\",metric=\"wall_time\","
        "testbed=\"here\"} 1794355200\n",
        "pawl_report_verdict{suite=\"default\",testbed=\"here\",verdict=\"fail\"} 1\n",
        "pawl_report_verdict{suite=\"default\",testbed=\"here\",verdict=\"pass\"} 0\n",
        "pawl_budget_headroom_ratio{benchmark=\"token/small\",metric=\"latency\",statistic=\"p95\","
        "suite=\"default\",testbed=\"here\",unit=\"s\"} -0.25\n"})
    BOOST_TEST(body.find(line) != std::string::npos, line << " is not in\n" << body);
}

BOOST_AUTO_TEST_CASE(what_was_measured_in_another_unit_is_a_history_of_its_own) {
  for (const auto& [older, newer] : {std::pair("1", "s"), std::pair("s", "1")}) {
    std::vector<pawl::baselines::Run> runs = {run_at(day(10), 3), run_at(day(11), 5)};
    runs[0].series[0].unit = older, runs[1].series[0].unit = newer;
    pawl::ci::Report report;
    report.testbed = "here";
    report.rows.resize(1);
    report.rows[0].benchmark = "token/small", report.rows[0].metric = "wall_time";
    report.rows[0].unit = newer, report.rows[0].verdict = pawl::ci::RowVerdict::regression;
    const Model model = model_of(runs, {report});
    const auto median = [&](const std::string& unit) {
      const auto answer =
          json(get("/api/v1/history", model, "benchmark=token%2Fsmall&unit=" + unit));
      return answer.at("points").at(0).at("median").to_number<double>();
    };
    BOOST_TEST(median(older) == 3);
    BOOST_TEST(median(newer) == 5);
    BOOST_TEST(get("/api/v1/history", model, "benchmark=token%2Fsmall&unit=B").status == 404u);
    for (const History& history : model.histories)
      BOOST_TEST((row_of(model, history) != nullptr) == (history.unit == newer));
    const std::string time =
        "newest_timestamp_seconds{benchmark=\"token/small\","
        "metric=\"wall_time\",testbed=\"here\"} 1794355200\n";
    BOOST_TEST(get("/metrics", model).body.find(time) != std::string::npos);
  }
}

// The shipped rule PawlRegression passes over it.
BOOST_AUTO_TEST_CASE(a_regression_that_is_accepted_is_marked_among_the_metrics) {
  pawl::ci::Report report;
  report.rows.resize(2);
  for (pawl::ci::Row& row : report.rows)
    row.verdict = pawl::ci::RowVerdict::regression, row.ratio = {1.25, 1.2, 1.3};
  report.rows[0].benchmark = "a", report.rows[1].benchmark = "b";
  report.rows[1].accepted = "by ada";
  const std::string body = get("/metrics", model_of({}, {report})).body;
  const std::string verdict = "metric=\"\",suite=\"\",testbed=\"\",verdict=\"regression\"";
  BOOST_TEST(body.find("{benchmark=\"a\"," + verdict + "} 1.25\n") != std::string::npos, body);
  BOOST_TEST(body.find("{benchmark=\"b\"," + verdict + ",accepted=\"true\"} 1.25\n") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(of_what_is_to_be_high_headroom_is_what_lies_above_the_limit) {
  for (const auto& [estimate, headroom] : {std::pair(3.0, "0.5"), {1.0, "-0.5"}}) {
    pawl::ci::BudgetRow budget;
    budget.better = pawl::stats::Better::higher;
    budget.limit = 2;
    budget.estimate = estimate;
    pawl::ci::Report report;
    report.budgets = {budget};
    const std::string body = get("/metrics", model_of({}, {report})).body;
    const std::size_t line = body.find("\npawl_budget_headroom_ratio{");
    BOOST_REQUIRE(line != std::string::npos);
    const std::string value = body.substr(body.find("} ", line) + 2);
    BOOST_TEST(value.substr(0, value.find('\n')) == headroom);
  }
}

BOOST_AUTO_TEST_CASE(of_a_limit_of_nought_there_is_no_headroom) {
  pawl::ci::BudgetRow budget;
  budget.estimate = 1;
  pawl::ci::Report report;
  report.budgets = {budget};
  const std::string body = get("/metrics", model_of({}, {report})).body;
  BOOST_TEST(body.find("\npawl_budget_verdict{") != std::string::npos);
  BOOST_TEST(body.find("\npawl_budget_headroom_ratio{") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_would_end_a_label_is_escaped) {
  const std::string body = get("/metrics", model_of({run_at(day(10), 1, "a\\\"b\\")})).body;
  BOOST_TEST(body.find(R"({benchmark="a\\\"b\\",metric=)") != std::string::npos, body);
}

BOOST_AUTO_TEST_CASE(latencies_are_a_histogram_that_counts_each_value_once) {
  auto run = run_at(day(10), 0.1);
  run.series[0].metric = "latency";
  run.series[0].sessions = {{{0.001, 0.002}, {0.0011, 3}}};
  const std::string text = get("/metrics", model_of({run})).body;
  for (const char* line :
       {"# TYPE pawl_latency_seconds histogram",
        R"(pawl_latency_seconds_bucket{benchmark="token/small",testbed="here",le="0.0005"} 0)",
        R"(pawl_latency_seconds_bucket{benchmark="token/small",testbed="here",le="0.001"} 1)",
        R"(pawl_latency_seconds_bucket{benchmark="token/small",testbed="here",le="0.0025"} 3)",
        R"(pawl_latency_seconds_bucket{benchmark="token/small",testbed="here",le="2.5"} 3)",
        R"(pawl_latency_seconds_bucket{benchmark="token/small",testbed="here",le="+Inf"} 4)",
        R"(pawl_latency_seconds_count{benchmark="token/small",testbed="here"} 4)"})
    BOOST_TEST(text.find(std::string(line) + "\n") != std::string::npos, line);
}

BOOST_AUTO_TEST_CASE(the_age_of_a_baseline_is_that_of_its_newest_session) {
  pawl::baselines::Baseline baseline;
  baseline.suite = "default";
  baseline.testbed = "here";
  for (const char* time : {"2025-11-25T00:00:00Z", "2025-11-25T12:00:00Z"}) {
    pawl::baselines::BaselineSession session;
    session.time = time;
    baseline.sessions.push_back(session);
  }
  ModelBuilder builder;
  builder.add(baseline);
  const std::string text = get("/metrics", std::move(builder).model()).body;
  BOOST_TEST(text.find("pawl_baseline_newest_timestamp_seconds{suite=\"default\",testbed=\"here\"} "
                       "1764072000\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(every_answer_forbids_scripts_from_elsewhere_and_inline) {
  const auto policy_of = [](const std::string& path, const Access& access) {
    const Request request{.method = "GET", .path = path, .headers = {{"host", "localhost"}}};
    return header(*route(request, {}, access), "Content-Security-Policy");
  };
  const Access with_token{"sixteen characters"};
  BOOST_TEST(policy_of("/", with_token) == policy_of("/", {}));
  for (const std::string path : {"/", "/api/v1/runs", "/absent", "/healthz", "/metrics"}) {
    const std::string policy = policy_of(path, {});
    BOOST_TEST(policy.find("default-src 'none'") == 0u, path);
    BOOST_TEST(policy.find("unsafe") == std::string::npos);
    BOOST_TEST(policy.find("http") == std::string::npos);
    BOOST_TEST(policy.find("frame-ancestors 'none'") != std::string::npos, path);
  }
}

BOOST_AUTO_TEST_SUITE_END()
