#include "tools/alerts/courier.hpp"

#include "baselines/directory_lock.hpp"
#include "support/complaint.hpp"
#include "support/one_shot_server.hpp"
#include "support/temporary_directory.hpp"
#include "tools/alerts/book_file.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

namespace {

namespace json = boost::json;
using namespace pawl::tests;
using namespace pawl::tools;
using pawl::ci::AlertBook;
using pawl::ci::AlertEvidence;
using std::chrono::milliseconds;

constexpr std::int64_t noon = 1'764'072'000;
const std::string taken = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
const std::string broken = "HTTP/1.1 503 Unavailable\r\nContent-Length: 0\r\n\r\n";

AlertEvidence seen(std::int64_t time, bool is_firing) {
  AlertEvidence evidence{.suite = "default",
                         .testbed = "here",
                         .id = std::to_string(time),
                         .time = time,
                         .rules = {"slow"}};
  if (is_firing)
    evidence.firing.push_back({.alert = {.fingerprint = pawl::ci::digest({"a"}),
                                         .benchmark = "a",
                                         .metric = "wall_time",
                                         .summary = "a regressed"},
                               .rule = "slow",
                               .runs = 1});
  return evidence;
}

struct Book {
  TemporaryDirectory directory;
  std::filesystem::path file = directory / "alerts.json";

  void add(std::int64_t time, bool is_firing) const {
    change_alerts(file, [&](AlertBook book) {
      return pawl::ci::updated(std::move(book), seen(time, is_firing), time);
    });
  }
  /// What the webhook was told of the alert last.
  std::string told() const {
    const AlertBook book = read_alerts(file);
    const auto word = book.alerts.at(0).told.find("webhook");
    return word == book.alerts[0].told.end() ? "" : word->second;
  }
  CourierOptions options(const std::string& url) const {
    return {.file = file,
            .destinations = {"webhook"},
            .environment = {{"PAWL_WEBHOOK_URL", url}, {"PAWL_WEBHOOK_SECRET", "planted0secret"}},
            .now = [] { return noon; },
            .say = [](const std::string&) {},
            .retry = {.most_tries = 1},
            .first_pause = milliseconds(1),
            .longest_pause = milliseconds(10)};
  }
};

/// "open" or "resolved", as the request's body tells of its one alert.
std::string state_in(const std::string& request) {
  const json::value news = json::parse(request.substr(request.find("\r\n\r\n") + 4));
  BOOST_TEST(news.at("alerts").as_array().size() == 1u);
  return std::string(news.at("alerts").at(0).at("state").as_string());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(alert_courier)

BOOST_AUTO_TEST_CASE(what_opens_and_is_resolved_is_told_once_each) {
  const Book book;
  OneShotServer service({taken, taken});
  CourierOptions options = book.options(service.url);
  std::vector<std::string> said;  // by the one thread that there is, which stop() ends
  options.say = [&](const std::string& sentence) { said.push_back(sentence); };
  AlertCourier courier(options);
  book.add(noon, true);
  courier.look();
  while (book.told() != "open") courier.look();  // many looks, one message
  book.add(noon + 1, true);
  courier.look();
  book.add(noon + 2, false);
  courier.look();
  const auto& requests = service.requests();
  courier.stop();
  BOOST_TEST_REQUIRE(requests.size() == 2u);
  BOOST_TEST(state_in(requests[0]) == "open");
  BOOST_TEST(state_in(requests[1]) == "resolved");
  BOOST_TEST(book.told() == "resolved");
  BOOST_TEST(said == std::vector<std::string>(2, "webhook is told of 1 alert"),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_was_not_taken_is_told_again_until_it_is) {
  const Book book;
  book.add(noon, true);
  OneShotServer service({broken, broken, broken, broken, taken});
  CourierOptions options = book.options(service.url);
  std::vector<std::string> said;  // by the one thread that there is, which stop() ends
  options.say = [&](const std::string& sentence) { said.push_back(sentence); };
  AlertCourier courier(options);
  const auto& requests = service.requests();
  courier.stop();
  BOOST_TEST(requests.size() == 5u);
  BOOST_REQUIRE(said.size() == 2u);  // the same trouble once
  BOOST_TEST(said[0].ends_with("; kept, and tried again"));
  BOOST_TEST(said[1] == "webhook is told of 1 alert");
  BOOST_TEST(book.told() == "open");
  BOOST_TEST(courier.troubles().empty());
}

BOOST_AUTO_TEST_CASE(what_one_process_could_not_tell_the_next_one_does) {
  const Book book;
  book.add(noon, true);
  {
    AlertCourier courier(book.options("http://127.0.0.1:1"));
    while (courier.troubles().empty()) std::this_thread::yield();
    BOOST_TEST(courier.troubles()[0].find("webhook: http://127.0.0.1:1: ") == 0u);
    BOOST_TEST(courier.troubles()[0].find("planted0secret") == std::string::npos);
  }
  BOOST_TEST(book.told() == "");
  OneShotServer service({taken});
  {
    AlertCourier courier(book.options(service.url));
    BOOST_TEST(service.requests().size() == 1u);
  }
  BOOST_TEST(book.told() == "open");
  AlertCourier nothing_left(book.options("http://127.0.0.1:1"));
  nothing_left.stop();
  BOOST_TEST(nothing_left.troubles().empty());
}

BOOST_AUTO_TEST_CASE(a_service_that_never_answers_delays_neither_news_nor_the_end) {
  const Book book;
  book.add(noon, true);
  const LoopbackListener silent;
  CourierOptions options = book.options("http://" + silent.authority());
  options.grace = milliseconds(1);
  AlertCourier courier(options);
  const int line = silent.accept();  // it has begun
  for (int i = 0; i < 100; ++i) courier.look();
  courier.stop();
  ::close(line);
  BOOST_TEST(book.told() == "");
}

BOOST_AUTO_TEST_CASE(a_destination_without_its_settings_is_refused_at_once) {
  const Book book;
  CourierOptions options = book.options("http://elsewhere.example/planted0secret");
  const auto complaint = [&] { return complaint_of([&] { const AlertCourier courier(options); }); };
  BOOST_TEST(complaint() == "webhook: PAWL_WEBHOOK_URL: expected an https:// URL");
  options.destinations = {"pigeon"};
  BOOST_TEST(complaint().find("no such destination") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(two_processes_tell_nothing_twice) {
  const Book book;
  book.add(noon, true);
  const pawl::baselines::DirectoryLock other(std::filesystem::path(book.file).concat(".telling") /
                                             "webhook");
  AlertCourier courier(book.options("http://127.0.0.1:1"));
  while (courier.troubles().empty()) std::this_thread::yield();
  BOOST_TEST(courier.troubles()[0] == "webhook: another process is telling it");
}

BOOST_AUTO_TEST_CASE(a_pause_is_doubled_by_each_failure_in_a_row_up_to_a_bound) {
  using std::chrono::milliseconds;
  CourierOptions options;
  options.round = milliseconds(60'000);
  options.first_pause = milliseconds(5'000);
  options.longest_pause = milliseconds(600'000);
  BOOST_TEST(pause_after(0, options).count() == 60'000);
  BOOST_TEST(pause_after(1, options).count() == 5'000);
  BOOST_TEST(pause_after(2, options).count() == 10'000);
  BOOST_TEST(pause_after(7, options).count() == 320'000);
  for (const std::size_t failures : {8u, 32u, 64u, 1'000'000u})
    BOOST_TEST(pause_after(failures, options).count() == 600'000);
}

BOOST_AUTO_TEST_SUITE_END()
