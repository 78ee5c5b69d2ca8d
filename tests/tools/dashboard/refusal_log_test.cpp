#include "tools/dashboard/refusal_log.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using pawl::tools::dashboard::RefusalLog;
using pawl::tools::dashboard::refusals_a_minute;

namespace {

struct Fixture {
  RefusalLog::Time now{};
  std::vector<std::string> lines;
  RefusalLog log{[this](const std::string& line) { lines.push_back(line); },
                 [this] { return now; }};
};

}  // namespace

BOOST_AUTO_TEST_SUITE(dashboard_refusal_log)

BOOST_FIXTURE_TEST_CASE(a_line_says_status_method_and_path_and_stays_one_line, Fixture) {
  now += std::chrono::hours(1);
  log.add(401, "GET", "/x\n\x1b[2Jpawl: all is well");
  BOOST_REQUIRE(lines.size() == 1u);
  BOOST_TEST(lines[0].starts_with("refused by 401: GET /x"));
  BOOST_TEST(lines[0].find_first_of("\n\x1b") == std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(who_knocks_often_fills_no_disk, Fixture) {
  now += std::chrono::hours(1);
  for (int i = 0; i < 1000; ++i) log.add(401, "GET", "/");
  BOOST_TEST(lines.size() == refusals_a_minute);
  now += std::chrono::minutes(1);
  log.add(404, "GET", "/");
  BOOST_REQUIRE(lines.size() == refusals_a_minute + 2);
  BOOST_TEST(lines[refusals_a_minute] ==
             "refused " + std::to_string(1000 - refusals_a_minute) + " more requests");
}

BOOST_FIXTURE_TEST_CASE(what_was_left_out_is_told_once, Fixture) {
  now += std::chrono::hours(1);
  for (std::size_t i = 0; i < refusals_a_minute + 7; ++i) log.add(401, "GET", "/");
  for (int minute = 0; minute < 3; ++minute) {
    now += std::chrono::minutes(1);
    log.add(404, "GET", "/");
  }
  BOOST_REQUIRE(lines.size() == refusals_a_minute + 4);
  BOOST_TEST(lines[refusals_a_minute] == "refused 7 more requests");
  BOOST_TEST(lines.back() == "refused by 404: GET /");
}

BOOST_AUTO_TEST_SUITE_END()
