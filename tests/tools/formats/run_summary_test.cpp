#include "tools/formats/run_summary.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using pawl::tools::run_summary;

namespace {

std::string summary_of(const pawl::stats::Sample::Session& session, bool is_exact) {
  pawl::baselines::Run run;
  pawl::baselines::Series series{
      .benchmark = "b", .metric = "wall_time", .unit = "s", .sessions = {session}, .unknown = {}};
  if (is_exact) set_mark(series, pawl::baselines::exact_mark);
  run.series.push_back(std::move(series));
  return run_summary(run, false, 0);
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(run_summary_)

BOOST_AUTO_TEST_CASE(what_is_the_same_each_time_says_so_and_nothing_else_does) {
  const std::string same = "the same each time";
  BOOST_TEST(has(summary_of({{1}, {1}}, true), same));
  BOOST_TEST(!has(summary_of({{1}, {2}}, true), same));
  BOOST_TEST(!has(summary_of({{1}}, true), same));
  BOOST_TEST(!has(summary_of({{1}, {1}}, false), same));
}

BOOST_AUTO_TEST_CASE(what_is_too_little_for_an_interval_says_what_it_takes) {
  BOOST_TEST(has(summary_of({{1}, {2}, {3}, {4}, {5}}, false), "takes 6 launches"));
  const std::string enough = summary_of({{1}, {2}, {3}, {4}, {5}, {6}}, false);
  BOOST_TEST(!has(enough, "takes"));
  BOOST_TEST(has(enough, "1.36 – 5.64 s"), enough);
}

BOOST_AUTO_TEST_CASE(of_nothing_there_is_no_table) {
  BOOST_TEST(run_summary({}, false, 0) == "");
}

BOOST_AUTO_TEST_SUITE_END()
