#include "baselines/history/export_history.hpp"

#include <boost/test/unit_test.hpp>

using namespace pawl::baselines;

namespace {

const SeriesKey key{"default", "lab", "parse", "wall_time", "s"};

Point point(const std::string& branch, std::int64_t time, double median) {
  return {.run = "run" + std::to_string(time),
          .commit = "",
          .branch = branch,
          .time = time,
          .median = median,
          .values = 1,
          .samples = {}};
}

/// What leaves, and how many points do not.
std::pair<std::string, std::size_t> exported(const std::string& format,
                                             const std::vector<Point>& points) {
  std::size_t left_out = 0;
  const std::string text = history_format(format)->text_of(key, points, left_out);
  return {text, left_out};
}

std::string sample(const std::string& branch, const std::string& median_and_time) {
  return R"(pawl_median{suite="default",testbed="lab",benchmark="parse",metric="wall_time",)"
         R"(unit="s",branch=")" +
         branch + "\"} " + median_and_time + "\n";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(export_history)

// Prometheus refuses a series whose times do not rise.
BOOST_AUTO_TEST_CASE(of_a_branchs_points_in_one_second_the_first_leaves_and_the_rest_goes_on) {
  const auto [text, left_out] =
      exported("openmetrics", {point("main", 0, 9), point("main", 5, 1), point("topic", 5, 2),
                               point("main", 5, 9), point("main", 6, 3)});
  BOOST_TEST(text == sample("main", "1 5") + sample("main", "3 6") + sample("topic", "2 5"));
  BOOST_TEST(left_out == 2u);
}

BOOST_AUTO_TEST_CASE(a_point_without_a_time_has_none_in_json) {
  const auto time_of = [](std::int64_t time) {
    const std::string text = exported("json", {point("main", time, 1)}).first;
    const std::size_t begin = text.find("\"time\":");
    return text.substr(begin, text.find(",\"median\"") - begin);
  };
  BOOST_TEST(time_of(0) == R"("time":"")");
  BOOST_TEST(time_of(1) == R"("time":"1970-01-01T00:00:01Z")");
}

BOOST_AUTO_TEST_CASE(a_commits_second_run_is_another_session_of_csv) {
  std::vector<Point> points = {point("main", 5, 1), point("main", 6, 2), point("main", 7, 3)};
  points[0].commit = points[1].commit = "c";
  points[0].samples = {{{1, 2}, {3}}, {{4}}};
  const std::string head = "parse,wall_time,s,lower,";
  BOOST_TEST(exported("csv", points).first == head + "c,0,1\n" + head + "c,0,2\n" + head +
                                                  "c,1,3\n" + head + "c,2,4\n" + head +
                                                  "run6,0,2\n" + head + "run7,0,3\n");
}

BOOST_AUTO_TEST_SUITE_END()
