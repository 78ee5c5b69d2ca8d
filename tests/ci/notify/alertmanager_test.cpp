#include "ci/notify/alertmanager.hpp"

#include "ci/alerts/alert.hpp"
#include "support/fake_http.hpp"

#include <boost/json.hpp>

using namespace pawl::ci;
using namespace pawl::tests;

namespace {

namespace json = boost::json;

const std::string base = "https://alerts.example/prefix";

Report report_with(RowVerdict verdict) {
  Report report;
  report.suite = "de\"fault";
  report.testbed = "bare";
  Row row;
  row.benchmark = "token/small";
  row.metric = "wall_time";
  row.verdict = verdict;
  report.rows = {row};
  return report;
}

std::string query(const Report& report) {
  return base + "/api/v2/alerts?filter=alertname%3D%22PawlRegression%22&filter=pawl_scope%3D%22" +
         scope_of(report) + "%22";
}

Answer open_alert(const Report& report) {
  const json::object labels = {{"alertname", "PawlRegression"},
                               {"pawl_scope", scope_of(report)},
                               {"pawl_fingerprint", fingerprint_of(report, report.rows[0])},
                               {"added", "by another"}};
  return answer(200, json::serialize(json::array{json::object{
                         {"labels", labels}, {"startsAt", "2026-11-20T00:00:00.000Z"}}}));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(alertmanager_)

BOOST_AUTO_TEST_CASE(a_regression_fires_under_stable_labels) {
  const Report report = report_with(RowVerdict::regression);
  FakeClock time;
  FakeHttp http(
      {{"GET", query(report), answer(200, "[]")}, {"POST", base + "/api/v2/alerts", answer(200)}});
  BOOST_TEST(keep_alerts({http, time.clock, {}}, {.url = base + "/", .token = "t", .page = ""},
                         report) == "fired 1 alert, resolved 0");
  const json::value sent = json::parse(http.sent[1].body);
  const json::object& labels = sent.at(0).at("labels").as_object();
  BOOST_TEST(labels.at("alertname").as_string() == "PawlRegression");
  BOOST_TEST(labels.at("suite").as_string() == "de\"fault");
  BOOST_TEST(labels.at("testbed").as_string() == "bare");
  BOOST_TEST(labels.at("benchmark").as_string() == "token/small");
  BOOST_TEST(labels.at("metric").as_string() == "wall_time");
  BOOST_TEST(labels.at("better").as_string() == "lower");
  BOOST_TEST(labels.at("pawl_fingerprint").as_string() == fingerprint_of(report, report.rows[0]));
  BOOST_TEST(sent.at(0).at("endsAt").as_string() == "2026-12-23T22:13:20Z");
  BOOST_TEST(sent.at(0).at("startsAt").as_string() == "2026-11-23T22:13:20Z");
  BOOST_TEST(header(http.sent[1].headers, "Authorization") == "Bearer t");
}

BOOST_AUTO_TEST_CASE(labels_are_plain_and_those_without_a_value_absent) {
  Report report = report_with(RowVerdict::regression);
  report.rows[0].benchmark = report.commit = "a\n\u202e";
  report.testbed.clear();
  FakeClock time;
  FakeHttp http(
      {{"GET", query(report), answer(200, "[]")}, {"POST", base + "/api/v2/alerts", answer(200)}});
  keep_alerts({http, time.clock, {}}, {.url = base, .token = "", .page = "javascript:alert(1)"},
              report);
  const json::value sent = json::parse(http.sent[1].body).at(0);
  BOOST_TEST(!sent.at("labels").as_object().contains("testbed"));
  BOOST_TEST(!sent.as_object().contains("generatorURL"));
  for (const json::value& shown :
       {sent.at("labels").at("benchmark"), sent.at("annotations").at("commit")})
    for (const char* bad : {"\n", "\u202e"})
      BOOST_TEST(std::string(shown.as_string()).find(bad) == std::string::npos);
}

BOOST_AUTO_TEST_CASE(of_more_alerts_than_are_fired_the_last_counts_the_rest) {
  for (const std::size_t more : {0u, 2u}) {
    Report report = report_with(RowVerdict::unchanged);
    report.rows.resize(2 * (most_alerts + more), report.rows[0]);  // half of them: no whole suite
    for (std::size_t i = 0; i < most_alerts + more; ++i) {
      report.rows[i].benchmark = "b" + std::to_string(i);
      report.rows[i].verdict = RowVerdict::regression;
    }
    FakeClock time;
    FakeHttp http({{"GET", query(report), answer(200, "[]")},
                   {"POST", base + "/api/v2/alerts", answer(200)}});
    keep_alerts({http, time.clock, {}}, {.url = base, .token = "", .page = ""}, report);
    const json::value parsed = json::parse(http.sent[1].body);
    const json::array& sent = parsed.as_array();
    BOOST_TEST_REQUIRE(sent.size() == 200u);
    for (std::size_t i = 0; i < sent.size(); ++i) {
      const std::string summary(sent[i].at("annotations").at("summary").as_string());
      BOOST_TEST(summary.ends_with("; and 2 more that are not shown") ==
                 (more > 0 && i + 1 == sent.size()));
    }
  }
}

BOOST_AUTO_TEST_CASE(what_is_gone_is_resolved_under_the_labels_it_has) {
  const Report report = report_with(RowVerdict::unchanged);
  FakeClock time;
  FakeHttp http(
      {{"GET", query(report), open_alert(report)}, {"POST", base + "/api/v2/alerts", answer(200)}});
  BOOST_TEST(keep_alerts({http, time.clock, {}}, {.url = base, .token = "", .page = ""}, report) ==
             "fired 0 alerts, resolved 1");
  const json::value sent = json::parse(http.sent[1].body);
  BOOST_TEST(sent.at(0).at("endsAt").as_string() == "2026-11-23T22:13:20Z");
  BOOST_TEST(sent.at(0).at("startsAt").as_string() == "2026-11-20T00:00:00.000Z");
  BOOST_TEST(sent.at(0).at("labels").at("added").as_string() == "by another");
}

// A proxy, or an Alertmanager of another make, may pass over the filter.
BOOST_AUTO_TEST_CASE(another_suites_alert_is_not_resolved_though_it_be_listed) {
  const Report report = report_with(RowVerdict::unchanged);
  std::string others = std::get<Response>(open_alert(report)).body;
  others.replace(others.find(scope_of(report)), scope_of(report).size(), "another suite's");
  FakeClock time;
  FakeHttp http({{"GET", query(report), answer(200, others)}});
  BOOST_TEST(keep_alerts({http, time.clock, {}}, {.url = base, .token = "", .page = ""}, report) ==
             "no alert fires, and none was open");
}

BOOST_AUTO_TEST_CASE(what_is_undecided_stays_as_it_is) {
  for (const RowVerdict verdict : {RowVerdict::inconclusive, RowVerdict::missing}) {
    const Report report = report_with(verdict);
    FakeClock time;
    FakeHttp http({{"GET", query(report), open_alert(report)}});
    keep_alerts({http, time.clock, {}}, {.url = base, .token = "", .page = ""}, report);
  }
}

BOOST_AUTO_TEST_CASE(a_lost_request_is_sent_again_for_it_does_no_harm) {
  const Report report = report_with(RowVerdict::regression);
  FakeClock time;
  FakeHttp http({{"GET", query(report), answer(200, "[]")},
                 {"POST", base + "/api/v2/alerts", lost()},
                 {"POST", base + "/api/v2/alerts", answer(200)}});
  keep_alerts({http, time.clock, {}}, {.url = base, .token = "", .page = ""}, report);
}

BOOST_AUTO_TEST_CASE(a_token_never_travels_in_the_clear_and_a_secret_url_is_not_shown) {
  const Report report = report_with(RowVerdict::regression);
  FakeClock time;
  const std::string clear = "http://alerts.example/planted0secret";
  FakeHttp none({});
  FakeHttp refusing({{"GET",
                      "https://u:planted0secret@alerts.example/api/v2/alerts" +
                          query(report).substr(query(report).find('?')),
                      answer(401, "no: Bearer planted0secret")}});
  for (auto [http, account] :
       {std::pair<FakeHttp*, AlertmanagerAccount>{&none, {clear, "planted0secret", ""}},
        {&none, {"https://u:planted0secret/x@alerts.example", "", ""}},
        {&none, {"https://planted0secret:1/x@alerts.example", "", ""}},
        {&refusing, {"https://u:planted0secret@alerts.example", "planted0secret", ""}}}) {
    try {
      keep_alerts({*http, time.clock, {}}, account, report);
      BOOST_ERROR("accepted");
    } catch (const pawl::Error& error) {
      const std::string said = error.what();
      BOOST_TEST(said.find("ALERTMANAGER_URL") != std::string::npos, said);
      BOOST_TEST(said.find("planted0secret") == std::string::npos, said);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
