#include "tools/duels/asked.hpp"

#include "baselines/error.hpp"
#include "support/complaint.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>

using namespace pawl::tools;
using pawl::baselines::Benchmark;
using pawl::tests::complaint_of;

namespace {

Surroundings here() {
  return {".", {{"PATH", std::getenv("PATH")}}};
}

Benchmark printing(const std::string& name, const std::string& rows) {
  Benchmark benchmark;
  benchmark.name = name;
  benchmark.shell = "printf 'benchmark,metric,value\\n" + rows + "'";
  benchmark.import = "csv";
  return benchmark;
}

Project project_of(const std::vector<Benchmark>& benchmarks) {
  Project project{.directory = "nowhere", .config = {}};
  project.config.benchmarks = benchmarks;
  return project;
}

Project project() {
  Benchmark plain;
  plain.name = "plain";
  plain.shell = "true";
  return project_of(
      {plain, printing("one", "a,size,1\\na,latency,2\\n"), printing("two", "b,size,3\\n")});
}

const std::vector<std::string> judged = {"wall_time", "latency"};

Asked found(const pawl::baselines::SeriesName& issue) {
  return asked(candidates(project(), issue.benchmark), issue, judged, here());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(asked_)

BOOST_AUTO_TEST_CASE(a_name_is_a_benchmarks_or_else_what_the_output_of_one_has) {
  BOOST_TEST(found({"plain", ""}).benchmark.name == "plain");
  BOOST_TEST(found({"plain", ""}).issue.metric == "wall_time");
  BOOST_TEST(found({"a", "size"}).benchmark.name == "one");
  BOOST_TEST(found({"b", "size"}).benchmark.name == "two");
  BOOST_TEST(found({"b", "size"}).issue.benchmark == "b");
}

BOOST_AUTO_TEST_CASE(without_a_metric_the_first_judged_one_that_is_printed_is_meant) {
  BOOST_TEST(found({"a", ""}).issue.metric == "latency");
}

BOOST_AUTO_TEST_CASE(of_one_that_names_metrics_the_first_is_meant) {
  Project with_metrics = project();
  with_metrics.config.benchmarks.front().metrics = {
      {.name = "t", .regex = "t=(.*)", .json_pointer = {}},
      {.name = "u", .regex = "u=(.*)", .json_pointer = {}}};
  const auto metric = [&](const std::string& given) {
    return asked(candidates(with_metrics, "plain"), {"plain", given}, judged, here()).issue.metric;
  };
  BOOST_TEST(metric("") == "t");
  BOOST_TEST(metric("cpu_time") == "cpu_time");
}

BOOST_AUTO_TEST_CASE(what_no_output_has_is_told_with_what_there_is) {
  BOOST_TEST(complaint_of([] {
               found({"c", ""});
             }) == "c: expected one of what one, two prints: a, b");
  BOOST_TEST(complaint_of([] { found({"one", ""}); }) == "one: expected one of what one prints: a");
  BOOST_TEST(complaint_of([] {
               found({"b", ""});
             }) == "b: expected one of the metrics size; name it by --metric");
  BOOST_TEST(complaint_of([] {
               found({"b", "latency"});
             }) == "b: expected one of the metrics size, found latency");
}

BOOST_AUTO_TEST_CASE(one_that_can_be_narrowed_is_launched_for_that_name_alone) {
  Benchmark whole = printing("one", "a,latency,1\\n");
  whole.shell += "; echo whole >&2; exit 1";
  whole.only_shell = "printf 'benchmark,metric,value\\n%s,latency,1\\n' {names}";
  const auto seen = [&](const std::string& name) {
    return asked({whole}, {name, ""}, judged, here());
  };
  BOOST_TEST(seen("a").issue.metric == "latency");
  whole.shell = printing("one", "a,latency,1\\n").shell;
  whole.only_shell = "true {names}";
  whole.place = "pawl.toml:1:1";
  BOOST_TEST(complaint_of([&] { seen("a"); }) ==
             "pawl.toml:1:1: [[benchmark]]: only: expected a to be printed, as the whole does, "
             "found nothing of it (1 of 1 launches failed, the last, by `only`: output of one: "
             "expected samples as csv prints them, found none); try what it runs, or leave it out");
  whole.only_shell = "printf 'benchmark,metric,value\\nother,latency,1\\n' # {names}";
  BOOST_TEST(complaint_of([&] { seen("a"); }) ==
             "pawl.toml:1:1: [[benchmark]]: only: expected a to be printed, as the whole does, "
             "found nothing of it; try what it runs, or leave it out");
  BOOST_TEST(complaint_of([&] { seen("b"); }) == "b: expected one of what one prints: a");
}

BOOST_AUTO_TEST_CASE(an_output_that_cannot_be_seen_is_an_error) {
  const Project given = project_of({printing("one", "a,latency,x\\n")});
  BOOST_CHECK_THROW(asked(candidates(given, "a"), {"a", ""}, judged, here()), pawl::Error);
}

BOOST_AUTO_TEST_SUITE_END()
