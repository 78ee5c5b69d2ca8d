#include "baselines/import.hpp"

#include "baselines/baseline.hpp"
#include "baselines/baseline_json.hpp"
#include "baselines/error.hpp"
#include "baselines/file.hpp"
#include "baselines/run_json.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <ostream>
#include <string>
#include <vector>

using namespace pawl::baselines;
using pawl::Error;
using pawl::Fault;
using pawl::stats::Better;
namespace data = boost::unit_test::data;
using Session = pawl::stats::Sample::Session;

namespace {

const std::filesystem::path outputs = std::filesystem::path(PAWL_OUTPUTS);

/// What each real tool printed, and one series of it: the file is read as its format by sniffing
/// alone.
struct Output {
  std::string file, format;
  std::size_t series, failures, notes;
  std::string benchmark, metric, unit;
  Better better;
  std::size_t launches;
  double first;
};
std::ostream& operator<<(std::ostream& out, const Output& output) {
  return out << output.file;
}

const Output real_outputs[] = {
    {"google-benchmark.json", "google-benchmark", 9, 1, 1, "copy", "bytes_per_second", "B/s",
     Better::higher, 5, 2779681675.1610775},
    {"google-benchmark-aggregates.json", "google-benchmark", 9, 1, 2, "sort_ints/64", "wall_time",
     "s", Better::lower, 1, 3185.0910242435734 / 1e9},
    {"hyperfine.json", "hyperfine", 2, 0, 0, "ls /", "wall_time", "s", Better::lower, 10,
     0.0016412240000000002},
    {"go.txt", "go", 7, 2, 0, "BenchmarkJoin-2", "wall_time", "s", Better::lower, 3, 77.14 / 1e9},
    {"go-packages.txt", "go", 8, 2, 0, "example.com/bench/b.BenchmarkJoin-2", "wall_time", "s",
     Better::lower, 2, 85.85 / 1e9},
    {"go-events.json", "go", 8, 2, 0, "example.com/bench/a.BenchmarkCopy-2", "bytes_per_second",
     "B/s", Better::higher, 2, 14600.93e6},
};

const Series& series_of(const Run& run, const std::string& benchmark, const std::string& metric) {
  const Series* const series = find(run, benchmark, metric);
  BOOST_REQUIRE_MESSAGE(series != nullptr, benchmark + " " + metric + " in " + run_json(run));
  return *series;
}

std::string sentence_of(const std::string& text, const std::string& format = "") {
  try {
    parse_any_run(text, "f", format);
  } catch (const Error& error) {
    return error.what();
  }
  return "accepted";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(import)

BOOST_DATA_TEST_CASE(what_a_real_tool_printed_is_recognised_and_read, data::make(real_outputs), c) {
  const std::string text = read_file(outputs / c.file);
  const Run run = read_run(outputs / c.file);
  BOOST_TEST(run_json(run) == run_json(parse_any_run(text, (outputs / c.file).string(), c.format)));
  BOOST_TEST_CONTEXT(run_json(run)) {
    BOOST_TEST(run.series.size() == c.series);
    BOOST_TEST(run.failures.size() == c.failures);
    BOOST_TEST(run.notes.size() == c.notes);
  }
  const Series& series = series_of(run, c.benchmark, c.metric);
  BOOST_TEST(series.unit == c.unit);
  BOOST_TEST((series.better == c.better));
  BOOST_TEST(series.sessions.size() == 1u);
  BOOST_TEST(series.sessions[0].size() == c.launches);
  BOOST_TEST(series.sessions[0][0][0] == c.first);
}

BOOST_AUTO_TEST_CASE(the_statistics_are_those_the_tool_printed) {
  const Run run = read_run(outputs / "hyperfine.json");
  auto times = run.series[0].sessions[0];
  std::vector<double> values;
  for (const auto& launch : times) values.push_back(launch[0]);
  BOOST_TEST(pawl::stats::median(values) == 0.0032748100000000004);
}

BOOST_AUTO_TEST_CASE(a_broken_benchmark_is_a_failure_once) {
  const Run run = read_run(outputs / "google-benchmark.json");
  BOOST_TEST(run.failures[0].benchmark == "broken");
  BOOST_TEST(run.failures[0].reason == "no such file: x");
  const Run go = read_run(outputs / "go.txt");
  BOOST_TEST(go.failures[0].benchmark == "BenchmarkSub/broken");
  BOOST_TEST(go.machine.cpu_model == "AMD EPYC");
}

BOOST_AUTO_TEST_CASE(a_bad_entry_is_told_with_its_place_and_the_rest_goes_on) {
  const Run run = parse_any_run(R"({"context":{},"benchmarks":[
{"name":"a","run_type":"iteration","real_time":"fast","time_unit":"ns"},
{"run_type":"iteration","real_time":1},
{"name":"b","run_type":"iteration","real_time":2,"time_unit":"us"}]})",
                                "f");
  BOOST_TEST(run.series.size() == 1u);
  BOOST_TEST(run.series[0].sessions[0][0][0] == 2e-6);
  const std::vector<std::string> expected = {
      "f:2:48: /benchmarks/0/real_time: expected a number, found \"fast\"; the entry was left out",
      "f:3:1: /benchmarks/1: expected the field \"name\", found none; the entry was left out"};
  BOOST_TEST(run.notes == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_bad_line_is_told_with_its_number_and_the_rest_goes_on) {
  const Run run = parse_any_run("BenchmarkA 1 x ns/op\nBenchmarkA 1 2 ns/op 3 B/op\n", "f");
  BOOST_TEST(run.series.size() == 2u);
  BOOST_TEST(run.notes.at(0) ==
             "f:1: BenchmarkA: expected a number, found \"x\"; the value was left out");
}

BOOST_AUTO_TEST_CASE(a_file_of_bad_entries_only_is_refused_soon) {
  std::string text = R"({"context":{},"benchmarks":[)";
  for (int i = 0; i < 100'000; ++i) text += "{},";
  BOOST_TEST(sentence_of(text + "{}]}") ==
             "f:1:329: /benchmarks/100: expected the field \"name\", found none");
}

BOOST_AUTO_TEST_CASE(pawl_s_own_formats_are_recognised) {
  const std::string run =
      R"({"format":"pawl-run","version":1,"series":[{"benchmark":"a","samples":[[1]]}]})";
  BOOST_TEST(parse_any_run(run, "f").series.size() == 1u);
  BOOST_TEST(parse_any_run("benchmark,value\na,1\n", "f").series.size() == 1u);
  const Baseline baseline = updated({}, parse_any_run(run, "f"), "why");
  BOOST_TEST(parse_any_run(baseline_json(baseline), "f").series.size() == 1u);
}

BOOST_AUTO_TEST_CASE(what_is_of_no_known_format_is_refused) {
  BOOST_TEST(sentence_of("hello\n") ==
             "f: expected a format Pawl knows (pawl-run, pawl-baseline, csv, google-benchmark, "
             "hyperfine, go), found another; say which with --format");
  BOOST_TEST(sentence_of("{\"a\":1}").find("expected a format Pawl knows") != std::string::npos);
  BOOST_TEST(sentence_of("") ==
             "f:1:1: expected more JSON, found the end of the file; was it cut off? make it again");
  BOOST_TEST(sentence_of("{\"format\":\"pawl-run\",\"ver").find("f:1:26: expected more JSON") ==
             0u);
  BOOST_TEST(sentence_of("x", "exotic").find("format \"exotic\" is not known; known are") == 0u);
  BOOST_TEST(sentence_of("PASS\n", "go") == "f: expected samples as go prints them, found none");
}

BOOST_AUTO_TEST_SUITE_END()
