#include "tools/runner/live_file.hpp"

#include "baselines/error.hpp"
#include "baselines/file.hpp"
#include "support/temporary_directory.hpp"

#include <boost/test/unit_test.hpp>

#include <new>
#include <sstream>

using namespace pawl::tools;

namespace {

struct Fixture {
  pawl::tests::TemporaryDirectory directory;
  std::ostringstream out, err;
  std::chrono::steady_clock::time_point now{std::chrono::hours(500'000)};
  Console console{.out = out, .err = err, .stopwatch = [this] { return now; }};
  LiveProgress read() {
    const auto file = directory / "live.json";
    return parse_live(pawl::baselines::read_file(file), "live.json");
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(live_file)

BOOST_FIXTURE_TEST_CASE(a_file_tells_how_it_goes_once_a_second_and_then_that_it_is_over, Fixture) {
  pawl::baselines::Budget budget{
      .benchmark = "load/.*", .metric = "latency", .limits = {{"p95", 0.2, "s"}}, .place = {}};
  {
    LiveFile live(directory / "live.json", "pawl load", {budget}, console);
    live.add("load/a", "latency", "s",
             {.seconds = 1, .count = 10, .p50 = 0.1, .p95 = 0.15, .p99 = 0.2});
    live.write();
    BOOST_TEST(!read().is_over);
    BOOST_TEST(read().series.at(0).limits.at(0).value == 0.2);
    live.add("load/a", "latency", "s", {.seconds = 1.5});
    live.write();
    BOOST_TEST(read().series.at(0).points.size() == 1u);
    now += std::chrono::seconds(1);
    live.write();
    BOOST_TEST(read().series.at(0).points.size() == 2u);
  }
  BOOST_TEST(read().is_over);
}

BOOST_FIXTURE_TEST_CASE(a_disk_that_takes_nothing_does_not_stop_the_measuring, Fixture) {
  pawl::baselines::write_file(directory / "file", "");
  LiveFile live(directory / "file/live.json", "pawl load", {}, console);
  for (int i = 0; i < 3; ++i, now += std::chrono::seconds(2)) live.write();
  const std::string said = err.str();
  BOOST_TEST(std::count(said.begin(), said.end(), '\n') == 1);
}

BOOST_FIXTURE_TEST_CASE(its_end_is_no_exception, Fixture) {
  bool fails = false;
  console.stopwatch = [&] {
    if (fails) throw std::bad_alloc();
    return now;
  };
  const LiveFile live(directory / "live.json", "pawl load", {}, console);
  fails = true;
}

BOOST_AUTO_TEST_CASE(what_lies_between_two_states_is_what_came_in_between) {
  pawl::stats::Histogram before, now;
  for (int i = 1; i <= 1000; ++i) before.record(10.0);
  now = before;
  for (int i = 1; i <= 1000; ++i) now.record(0.001 * i);
  const LivePoint point = point_between(before, now, 1);
  BOOST_TEST(point.count == 1000u);
  BOOST_TEST(point.p50 == 0.5, boost::test_tools::tolerance(0.01));
  BOOST_TEST(point.p95 == 0.95, boost::test_tools::tolerance(0.01));
  BOOST_TEST(point_between(now, now, 2).count == 0u);
}

BOOST_AUTO_TEST_CASE(a_long_measurement_stays_small) {
  LiveProgress progress;
  for (int i = 0; i < 100'000; ++i)
    add_point(progress, {.benchmark = "a", .metric = "latency"}, {.seconds = double(i)});
  BOOST_TEST(progress.series.at(0).points.size() <= most_live_points);
  BOOST_TEST(progress.series.at(0).points.back().seconds == 99'999);
  for (int i = 0; i < 1000; ++i) add_point(progress, {.benchmark = std::to_string(i)}, {});
  BOOST_TEST(progress.series.size() == most_live_series);
  BOOST_TEST(parse_live(live_json(progress), "x").series.size() == most_live_series);
}

BOOST_AUTO_TEST_CASE(every_other_point_goes_and_the_newest_stay) {
  LiveProgress progress;
  for (std::size_t i = 0; i <= most_live_points; ++i)
    add_point(progress, {.benchmark = "a", .metric = "latency"}, {.seconds = double(i)});
  const auto& points = progress.series.at(0).points;
  BOOST_REQUIRE(points.size() == most_live_points / 2 + 1);
  for (std::size_t i = 0; i + 1 < points.size(); ++i) BOOST_TEST(points[i].seconds == 2 * i + 1);
  BOOST_TEST(points.back().seconds == most_live_points);
}

BOOST_AUTO_TEST_CASE(what_is_no_live_file_is_refused) {
  for (const char* text :
       {"", "{}", R"({"format":"pawl-live","version":1,"is_over":1,"series":[]})",
        R"({"format":"pawl-live","version":1,"is_over":true,"series":[{}]})"})
    BOOST_CHECK_THROW(parse_live(text, "live.json"), pawl::Error);
}

BOOST_AUTO_TEST_SUITE_END()
