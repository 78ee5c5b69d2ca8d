#include "baselines/importers/import.hpp"

#include "baselines/baseline/baseline.hpp"
#include "baselines/baseline/baseline_json.hpp"
#include "baselines/error.hpp"
#include "baselines/file.hpp"
#include "baselines/importers/import_json.hpp"
#include "baselines/run/run_builder.hpp"
#include "baselines/run/run_json.hpp"
#include "baselines/text/xml_reader.hpp"
#include "support/for_all.hpp"
#include "support/temporary_directory.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <iterator>
#include <ostream>
#include <string>
#include <vector>

using namespace pawl::baselines;
using pawl::Error;
using pawl::Fault;
using pawl::stats::Better;
using pawl::tests::TemporaryDirectory;
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
    {"google-benchmark-1.9.json", "google-benchmark", 4, 1, 2, "sort_ints/64/min_time:0.010",
     "wall_time", "s", Better::lower, 3, 222.0863344195073 / 1e9},
    {"hyperfine.json", "hyperfine", 2, 0, 0, "ls /", "wall_time", "s", Better::lower, 10,
     0.0016412240000000002},
    {"hyperfine-2.json", "hyperfine", 10, 1, 0, "the truth", "wall_time", "s", Better::lower, 6,
     0.000735796},
    {"mitata.json", "mitata", 5, 2, 0, "strings > join", "wall_time", "s", Better::lower, 12,
     69353997 / 1e9},
    {"mitata-summary.json", "mitata", 5, 2, 5, "strings > cut split", "wall_time", "s",
     Better::lower, 1, 75880726 / 1e9},
    {"benchmark-ips.json", "benchmark-ips", 2, 0, 1, "a very long label of a benchmark",
     "throughput", "1/s", Better::higher, 1, 654519.3895642798},
    {"go.txt", "go", 7, 2, 0, "example.com/bench/a.BenchmarkJoin-2", "wall_time", "s",
     Better::lower, 3, 77.14 / 1e9},
    {"go-packages.txt", "go", 8, 2, 0, "example.com/bench/b.BenchmarkJoin-2", "wall_time", "s",
     Better::lower, 2, 85.85 / 1e9},
    {"go-events.json", "go", 8, 2, 0, "example.com/bench/a.BenchmarkCopy-2", "bytes_per_second",
     "B/s", Better::higher, 2, 14600.93e6},
    {"pytest-benchmark.json", "pytest-benchmark", 3, 0, 0, "test_sum.py::test_sorted[10]",
     "wall_time", "s", Better::lower, 8, 5.8109999372391026e-07},
    {"catch2.xml", "catch2", 2, 1, 1, "sorting & searching/sort/sort 500 <ints>", "wall_time", "s",
     Better::lower, 1, 4933.8 / 1e9},
    {"tinybench.json", "tinybench", 2, 1, 2, "join", "wall_time", "s", Better::lower, 1,
     0.0001399999999875945 / 1e3},
    {"vitest.json", "vitest", 2, 0, 2, "v.bench.mjs > strings > join", "wall_time", "s",
     Better::lower, 1, 0.00045999999997548 / 1e3},
    {"vitest-5.json", "vitest", 4, 1, 4, "a/v.bench.mjs > strings > cut > split", "wall_time", "s",
     Better::lower, 1, 0.02805650000001947 / 1e3},
    {"vitest-5-samples.json", "vitest", 4, 1, 0, "b/v.bench.mjs > sort > sort", "wall_time", "s",
     Better::lower, 8, 0.0039259999999785575 / 1e3},
    {"benchmark-js.txt", "benchmark-js", 2, 0, 1, "RegExp#test", "throughput", "1/s",
     Better::higher, 1, 26415838},
    {"wrk.txt", "wrk", 3, 0, 1, "http://127.0.0.1:18099/", "latency", "s", Better::lower, 1,
     2.52 / 1e3},
    {"h2load.txt", "h2load", 2, 0, 1, "h2load", "latency", "s", Better::lower, 1, 3.70 / 1e3},
    {"h2load-1.70.txt", "h2load", 3, 0, 1, "h2load", "latency_p99", "s", Better::lower, 1,
     29.90 / 1e3},
    {"junit.xml", "junit", 3, 0, 0, "test_sum.test_sorted[1000]", "wall_time", "s", Better::lower,
     1, 0.014},
    {"callgrind.out", "callgrind", 1, 0, 0, "./n", "instructions", "1", Better::lower, 1, 6004},
    {"cachegrind.out", "callgrind", 9, 0, 0, "./n", "Dr", "1", Better::lower, 1, 2001},
    {"jmh-modes.json", "jmh", 16, 0, 0, "pawl.demo.Parser.parse:text=a=1;b=2", "single_shot_time",
     "s", Better::lower, 2, 10.085 / 1e6},
    {"jmh-profiled.json", "jmh", 5, 0, 0, "pawl.demo.Sum.parse:length=3", "gc.alloc.rate.norm", "B",
     Better::lower, 3, 114.15943728018757},
    // From here on written by the formats' documents: these tools could not be had.
    {"jmh.json", "jmh", 4, 0, 1, "org.example.Maps.get:size=100,type=tree", "wall_time", "s",
     Better::lower, 2, 23.25 / 1e9},
    {"pyperf.json", "pyperf", 3, 1, 0, "parse [1]*1000", "wall_time", "s", Better::lower, 2,
     2.125e-06},
    {"cargo-bench.txt", "cargo-bench", 3, 0, 1, "sum", "wall_time", "s", Better::lower, 1,
     1234 / 1e9},
    {"cargo-criterion.json", "cargo-criterion", 1, 0, 0, "fib/20", "wall_time", "s", Better::lower,
     2, 100 / 1e9},
    {"benchmark-dot-net.json", "benchmark-dot-net", 3, 1, 0, "Demo.Demo.Sort(N: 100)", "wall_time",
     "s", Better::lower, 2, 100.5 / 1e9},
    {"k6-summary.json", "k6-summary", 2, 0, 1, "k6", "latency", "s", Better::lower, 1, 10.25 / 1e3},
    {"k6-summary-1.json", "k6-summary", 3, 0, 1, "k6", "http_reqs", "1/s", Better::higher, 1,
     1500 / 12.5},
    {"k6-points.json", "k6-points", 1, 0, 0, "http://localhost/", "latency", "s", Better::lower, 1,
     12.5 / 1e3},
    {"vegeta-report.json", "vegeta-report", 3, 0, 1, "vegeta", "latency_p99", "s", Better::lower, 1,
     3530000 / 1e9},
    {"vegeta-results.json", "vegeta-results", 1, 1, 0, "GET http://localhost/", "latency", "s",
     Better::lower, 1, 2850000 / 1e9},
    {"github-action-benchmark.json", "github-action-benchmark", 2, 0, 1, "parse", "throughput",
     "1/s", Better::higher, 1, 1500},
    {"bencher.json", "bencher", 3, 0, 1, "size", "file_size", "B", Better::lower, 1, 2048},
    {"bencher-reports.json", "bencher-reports", 2, 0, 0, "parse", "latency", "s", Better::lower, 2,
     1200 / 1e9},
    {"asv.json", "asv", 4, 1, 3, "benchmarks.Suite.time_keys", "wall_time", "s", Better::lower, 3,
     0.0014},
};

const Series& series_of(const Run& run, std::string_view benchmark, std::string_view metric) {
  const Series* const series = find(run, benchmark, metric);
  BOOST_REQUIRE_MESSAGE(series != nullptr, benchmark << " " << metric << " in " << run_json(run));
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

// As PowerShell's > writes it, and git's autocrlf.
BOOST_DATA_TEST_CASE(lines_may_end_in_crlf, data::make(real_outputs), c) {
  std::string text = read_file(outputs / c.file), on_windows;
  for (const char character : text)
    on_windows += character == '\n' ? std::string("\r\n") : std::string(1, character);
  BOOST_TEST(run_json(parse_any_run(on_windows, "f")) == run_json(parse_any_run(text, "f")));
}

// Whatever is cut off or garbled, an importer reads what it can or says one sentence.
BOOST_AUTO_TEST_CASE(no_importer_minds_garbage) {
  pawl::tests::for_all(
      [](pawl::tests::Gen& gen) {
        const std::size_t which = gen.size(0, std::size(real_outputs) - 1);
        std::string text = read_file(outputs / real_outputs[which].file).substr(0, 4000);
        text.resize(gen.size(0, text.size()));
        for (std::size_t n = gen.size(0, 5); n > 0 && !text.empty(); --n)
          text[gen.size(0, text.size() - 1)] = static_cast<char>(gen.size(0, 255));
        for (const Importer& importer : importers()) {
          const std::string sentence = sentence_of(text, std::string(importer.format));
          BOOST_TEST((sentence == "accepted" || sentence.starts_with("f")), sentence);
        }
      },
      60);
}

BOOST_AUTO_TEST_CASE(the_statistics_are_those_the_tool_printed) {
  const Run run = read_run(outputs / "hyperfine.json");
  auto times = run.series[0].sessions[0];
  std::vector<double> values;
  for (const auto& launch : times) values.push_back(launch[0]);
  BOOST_TEST(pawl::stats::median(values) == 0.0032748100000000004);
}

BOOST_AUTO_TEST_CASE(a_benchmark_that_skips_itself_has_no_time_of_nought) {
  const Run run = read_run(outputs / "google-benchmark-1.9.json");
  BOOST_TEST((find(run, "skipped", "wall_time") == nullptr));
  BOOST_TEST(run.notes.at(1) == "skipped: skipped by itself: not here");
}

// Of its other metrics user times may be 0, of which no interval is ever narrow.
BOOST_AUTO_TEST_CASE(what_hyperfine_2_measures_beside_time_is_secondary) {
  const Run run = read_run(outputs / "hyperfine-2.json");
  for (const Series& series : run.series)
    BOOST_TEST(has_mark(series, secondary_mark) == (series.metric != "wall_time"), series.metric);
  for (const char* metric : {"cpu_time", "user_time", "system_time"})
    BOOST_TEST(series_of(run, "fails", metric).unit == "s");
  const Series& memory = series_of(run, "the truth", "peak_memory");
  BOOST_TEST(memory.unit == "B");
  BOOST_TEST(memory.sessions[0][0][0] == 3891200);
  BOOST_TEST(run.failures.at(0).benchmark == "fails");
  BOOST_TEST(
      run.failures.at(0).reason ==
      "6 of its 6 runs ended with another status than 0; where that is meant, let the command "
      "end with 0");
  BOOST_TEST(run.time.starts_with("2026-11-29T10:45:"));
}

BOOST_AUTO_TEST_CASE(mitata_s_arguments_tell_its_benchmarks_apart) {
  const Run run = read_run(outputs / "mitata.json");
  std::vector<std::string> names;
  for (const Series& series : run.series) names.push_back(series.benchmark);
  const std::vector<std::string> expected = {"strings > join", "strings > cut split",
                                             "strings > cut slice", "fill:size=1,kind=a",
                                             "fill:size=2,kind=a"};
  BOOST_TEST(names == expected, boost::test_tools::per_element());
  const std::vector<Failure> failures = {{"broken", "out of cheese"},
                                         {"throws a word", "threw cheese"}};
  BOOST_TEST((run.failures == failures));
}

BOOST_AUTO_TEST_CASE(what_benchmark_ips_prints_says_how_to_get_its_json) {
  const std::string text = read_file(outputs / "benchmark-ips.txt");
  for (const std::string format : {"", "benchmark-ips"})
    BOOST_TEST(sentence_of(text, format)
                   .starts_with("f: expected benchmark-ips' JSON, found its text, which is "
                                "rounded; write x.json!"));
}

BOOST_AUTO_TEST_CASE(forks_are_launches_and_their_iterations_values) {
  const Run run = read_run(outputs / "jmh.json");
  const std::vector<Session> expected = {
      {{23.25 / 1e9, 23.5 / 1e9, 23.75 / 1e9}, {23.0 / 1e9, 24.0 / 1e9, 23.5 / 1e9}}};
  BOOST_TEST((run.series[0].sessions == expected));
  // A "NaN" among them is left out alone.
  BOOST_TEST((series_of(run, "org.example.Maps.put", "throughput").sessions ==
              std::vector<Session>{{{1.25e6, 1.75e6}}}));
}

BOOST_AUTO_TEST_CASE(what_a_harness_says_of_versions_is_kept) {
  const auto versions = [](const char* file) { return read_run(outputs / file).machine.toolchain; };
  BOOST_TEST(
      (versions("jmh-modes.json") ==
       Toolchain{{"JDK", {"17.0.15"}}, {"JMH", {"1.37"}}, {"JVM", {"17.0.15+6-Debian-1deb12u1"}}}));
  BOOST_TEST((versions("pyperf.json") ==
              Toolchain{{"python", {"3.11.2 (64-bit)"}}, {"pyperf", {"2.9.0"}}}));
  BOOST_TEST((versions("pytest-benchmark.json") ==
              Toolchain{{"CPython", {"3.11.2"}}, {"pytest-benchmark", {"3.2.2"}}}));
  BOOST_TEST((versions("google-benchmark-1.9.json") == Toolchain{{"Google Benchmark", {"1.9.1"}}}));
  BOOST_TEST((versions("mitata.json") == Toolchain{{"node", {"20.20.2"}}}));
  BOOST_TEST((versions("benchmark-dot-net.json") == Toolchain{{"BenchmarkDotNet", {"0.13.12"}}}));
  BOOST_TEST((versions("asv.json") == Toolchain{{"python", {"3.11"}}}));
  BOOST_TEST(versions("hyperfine.json").empty());
}

BOOST_AUTO_TEST_CASE(pyperf_s_processes_are_launches_without_calibration_or_warm_up) {
  const Run run = read_run(outputs / "pyperf.json");
  const Session processes = {{2.125e-06, 2.25e-06, 2.375e-06}, {2.5e-06, 2.25e-06, 2.125e-06}};
  BOOST_TEST(
      (series_of(run, "parse [1]*1000", "wall_time").sessions == std::vector<Session>{processes}));
  BOOST_TEST((series_of(run, "parse [1]*1000", "peak_memory").sessions ==
              std::vector<Session>{{{15339520}, {15351808}}}));
  BOOST_TEST((series_of(run, "traced", "peak_memory").sessions ==
              std::vector<Session>{{{7360512}, {7364608}}}));
  BOOST_TEST(run.failures.at(0).benchmark == "interrupted");
  BOOST_TEST(run.time == "2026-11-28T10:14:44Z");
  BOOST_TEST(run.commit == "9f9862c9a884b87a5bd789ae3c279a573d726346");
  BOOST_TEST(run.machine.cpu_model == "Intel(R) Core(TM) i7-6820HQ CPU @ 2.70GHz");
}

BOOST_AUTO_TEST_CASE(what_pyperf_leaves_to_the_file_is_of_its_only_benchmark) {
  const Run run =
      parse_any_run(R"({"benchmarks":[{"runs":[{"warmups":[[1,9]]},{"values":[1024,2048]}]}],)"
                    R"("metadata":{"name":"traced","unit":"byte"},"version":"1.0"})",
                    "f");
  BOOST_TEST(
      (series_of(run, "traced", "peak_memory").sessions == std::vector<Session>{{{1024, 2048}}}));
  BOOST_TEST(sentence_of(R"({"benchmarks":[{"runs":[{"values":[1]}]}],"version":"1.0"})")
                 .find("f:1:16: /benchmarks/0: expected a benchmark with a name") !=
             std::string::npos);
}

/// What JMH prints of a benchmark: one entry of its list.
std::string jmh_entry(const std::string& mode, const std::string& primary,
                      const std::string& secondary = "", const std::string& name = "a") {
  return R"({"benchmark": ")" + name + R"(", "mode": ")" + mode + R"(", "primaryMetric": {)" +
         primary + R"(}, "secondaryMetrics": {)" + secondary + "}}";
}

// `-prof stack` is text alone, which JMH writes as NaN of unit "---": of ten forks of five
// iterations of three benchmarks 150 of them, more than the bad entries with which a file is read.
BOOST_AUTO_TEST_CASE(profilers_without_numbers_are_no_bad_entries) {
  std::string nans = R"("NaN")";
  for (int i = 0; i < 99; ++i) nans += R"(, "NaN")";
  const std::string stack = R"("stack": {"score": "NaN", "scoreUnit": "---", "rawData": [[)" +
                            nans + R"(]]}, "pauses": {"score": "NaN", "scoreUnit": "ms"})";
  const std::string times = R"("scoreUnit": "ns/op", "rawData": [[1], [2]])";
  const Run run = parse_any_run(
      "[" + jmh_entry("avgt", times, stack) + "," + jmh_entry("avgt", times, stack, "b") + "]",
      "f");
  BOOST_TEST(run.notes.empty(), run_json(run));
  BOOST_TEST(run.series.size() == 2u);
  BOOST_TEST(read_run(outputs / "jmh-profiled.json").notes.empty());
}

BOOST_AUTO_TEST_CASE(what_a_benchmark_has_in_several_modes_is_kept_apart) {
  const Run run = read_run(outputs / "jmh-modes.json");
  for (const char* metric : {"throughput", "throughput.get", "throughput.put"}) {
    const Series& series = series_of(run, "pawl.demo.Cache.cache", metric);
    BOOST_TEST(series.unit == "1/s");
    BOOST_TEST((series.better == Better::higher));
  }
  for (const char* metric : {"wall_time", "wall_time.get", "wall_time.put"}) {
    const Series& series = series_of(run, "pawl.demo.Cache.cache", metric);
    BOOST_TEST(series.unit == "s");
    BOOST_TEST((series.better == Better::lower));
    BOOST_TEST(series.sessions[0].size() == 2u);
    BOOST_TEST(series.sessions[0][0].size() == 2u);
  }
  const std::string norm = R"("gc.alloc.rate.norm": {"scoreUnit": "B/op", "rawData": [[8], [8]]})";
  const Run counted = parse_any_run(
      "[" + jmh_entry("thrpt", R"("scoreUnit": "ops/s", "rawData": [[1], [2]])", norm) + "," +
          jmh_entry("avgt", R"("scoreUnit": "s/op", "rawData": [[1], [2]])", norm) + "]",
      "f");
  BOOST_TEST((series_of(counted, "a", "throughput.gc.alloc.rate.norm").better == Better::lower));
  BOOST_TEST(series_of(counted, "a", "wall_time.gc.alloc.rate.norm").sessions[0].size() == 2u);
}

BOOST_AUTO_TEST_CASE(forks_of_another_entry_are_other_processes) {
  const std::string entry = jmh_entry("avgt", R"("scoreUnit": "s/op", "rawData": [[1], [2]])");
  const Run run = parse_any_run("[" + entry + "," + entry + "]", "f");
  BOOST_TEST((run.series.at(0).sessions == std::vector<Session>{{{1}, {2}, {1}, {2}}}));
}

BOOST_AUTO_TEST_CASE(sampled_times_are_values_of_their_forks) {
  const Run run = read_run(outputs / "jmh-modes.json");
  const Series& sampled = series_of(run, "pawl.demo.Parser.parse:text=a=1;b=2", "sample_time");
  BOOST_REQUIRE(sampled.sessions[0].size() == 2u);
  for (const auto& fork : sampled.sessions[0]) BOOST_TEST(fork.size() == 100u);
  BOOST_TEST(has_mark(sampled, thinned_mark));

  const Run few = parse_any_run(
      "[" + jmh_entry("sample", R"("scoreUnit": "ns/op", "score": 3, "rawDataHistogram":
             [[[[2, 1], [4, 2]], [[3, 1]]], [[[5, 1]]]])") +
          "]",
      "f");
  BOOST_TEST((few.series.at(0).sessions ==
              std::vector<Session>{{{2 / 1e9, 4 / 1e9, 4 / 1e9, 3 / 1e9}, {5 / 1e9}}}));
  BOOST_TEST(!has_mark(few.series.at(0), thinned_mark));
  BOOST_TEST(few.notes.empty());
}

BOOST_AUTO_TEST_CASE(hostile_histograms_are_left_out) {
  for (const char* bins : {"[2, 1e300]", "[2, 9007199254740993]", "[2, -1]", "[2, 1.5]", "[2]",
                           "[2, 1, 1]", R"(["NaN", 1])", "3"}) {
    const std::string sentence =
        sentence_of("[" +
                    jmh_entry("sample", R"("scoreUnit": "ns/op", "rawDataHistogram": [[[)" +
                                            std::string(bins) + "]]]") +
                    "]");
    BOOST_TEST(sentence.starts_with("f: expected samples as jmh prints them, found none; f:1:"),
               bins << ": " << sentence);
  }
}

BOOST_AUTO_TEST_CASE(what_jmh_prints_besides_its_json_says_how_to_get_that) {
  const std::string advice =
      ", which has no forks; run JMH with -rf json -rff FILE, or -o /dev/stderr -rf json -rff "
      "/dev/stdout";
  const std::string csv = "\"Benchmark\",\"Mode\",\"Threads\",\"Samples\",\"Score\"\n";
  const std::string log = "# JMH version: 1.37\n# VM version: JDK 17\n";
  const std::string table = "\nBenchmark  (size)  Mode  Cnt  Score   Error  Units\n";
  for (const std::string format : {"", "jmh"}) {
    BOOST_TEST(sentence_of(csv, format) == "f: expected JMH's JSON, found its CSV" + advice);
    BOOST_TEST(sentence_of(log + "[]", format) ==
               "f: expected JMH's JSON, found its text" + advice);
    BOOST_TEST(sentence_of(table, format) == "f: expected JMH's JSON, found its text" + advice);
  }
}

BOOST_AUTO_TEST_CASE(requests_of_one_load_test_are_iterations) {
  for (const char* file : {"k6-points.json", "vegeta-results.json"})
    BOOST_TEST(read_run(outputs / file).series[0].sessions[0][0].size() == 2u, file);
}

// hyperfine -L branch main,fast --setup 'git checkout {branch} && make' ./prog
BOOST_AUTO_TEST_CASE(what_hyperfine_tells_apart_by_a_parameter_is_kept_apart) {
  const auto result = [](const std::string& command, const std::string& more) {
    return R"({"command":")" + command + R"(","stddev":0,"times":[1,2])" + more + "}";
  };
  const Run run = parse_any_run(
      R"({"results":[)" + result("./prog", R"(,"parameters":{"branch":"main","n":"1"})") + "," +
          result("./prog", R"(,"parameters":{"branch":"fast","n":"1"})") + "," +
          result("sleep 1", R"(,"parameters":{"n":"1"})") + "," + result("true", "") + "," +
          result("true", "") + "]}",
      "f");
  BOOST_TEST(run.series.size() == 4u);
  for (const char* name :
       {"./prog (branch = main, n = 1)", "./prog (branch = fast, n = 1)", "sleep 1"})
    BOOST_TEST(series_of(run, name, "wall_time").sessions[0].size() == 2u);
  BOOST_TEST(series_of(run, "true", "wall_time").sessions[0].size() == 4u);
}

// One may report its aggregates only (ReportAggregatesOnly in its source), beside others.
BOOST_AUTO_TEST_CASE(a_benchmark_of_aggregates_alone_is_read_beside_others) {
  const auto entry = [](const std::string& benchmark, const std::string& type, int time) {
    return R"({"name":")" + benchmark + R"(_x","run_name":")" + benchmark + R"(","run_type":")" +
           (type.empty() ? "iteration" : "aggregate") + R"(","aggregate_name":")" + type +
           R"(","real_time":)" + std::to_string(time) + "}";
  };
  const Run run = parse_any_run(R"({"context":{},"benchmarks":[)" + entry("a", "", 1) + "," +
                                    entry("a", "", 2) + "," + entry("a", "median", 9) + "," +
                                    entry("b", "mean", 7) + "," + entry("b", "median", 5) + "]}",
                                "f");
  BOOST_TEST((series_of(run, "a", "wall_time").sessions[0] == Session{{1 / 1e9}, {2 / 1e9}}));
  BOOST_TEST((series_of(run, "b", "wall_time").sessions[0] == Session{{5 / 1e9}}));
  BOOST_REQUIRE(run.notes.size() == 1u);
  BOOST_TEST(run.notes[0].starts_with("b: holds no raw samples, only the median"));
}

/// What BenchmarkDotNet exports of its benchmarks in full.
Run full_export(const std::string& benchmarks) {
  return parse_any_run(R"({"HostEnvironmentInfo":{},"Benchmarks":[)" + benchmarks + "]}", "f");
}

/// One of them, of one launch of one iteration.
std::string benchmark_in(const std::string& job, int nanoseconds) {
  return R"_({"DisplayInfo":"A.B: )_" + job + R"_([N=1: 2]","FullName":"A.B(N: 1)",)_" +
         R"_("Measurements":[{"IterationStage":"Result","LaunchIndex":1,"Operations":1,)_" +
         R"_("Nanoseconds":)_" + std::to_string(nanoseconds) + "}]}";
}

// The exporter gives both the same full name.
BOOST_AUTO_TEST_CASE(what_was_measured_in_several_jobs_is_kept_apart) {
  const std::string net_6 = benchmark_in(".NET 6.0(Runtime=.NET 6.0) ", 6),
                    net_8 = benchmark_in(".NET 8.0 ", 8);
  const Run run = full_export(net_6 + "," + net_8);
  BOOST_TEST(run.series.size() == 2u);
  BOOST_TEST(series_of(run, "A.B(N: 1) [.NET 6.0]", "wall_time").sessions[0][0].front() == 6 / 1e9);
  BOOST_TEST(series_of(run, "A.B(N: 1) [.NET 8.0]", "wall_time").sessions[0][0].front() == 8 / 1e9);
  BOOST_TEST(full_export(net_8).series.at(0).benchmark == "A.B(N: 1)");
}

BOOST_AUTO_TEST_CASE(a_full_export_of_one_that_failed_has_an_empty_list_of_measurements) {
  const Run run = full_export(
      benchmark_in("DefaultJob", 1) +
      R"(,{"DisplayInfo":"A.C: DefaultJob","FullName":"A.C","Statistics":null,"Measurements":[]})"
      R"(,{"FullName":"A.D","Measurements":[{"IterationMode":"Workload","IterationStage":"Pilot",)"
      R"("LaunchIndex":1,"Operations":1,"Nanoseconds":1}]})");
  BOOST_TEST(run.series.size() == 1u);
  BOOST_REQUIRE(run.failures.size() == 2u);
  BOOST_TEST(run.failures[0].benchmark == "A.C");
  BOOST_TEST(run.failures[1].reason == "has no measurements: it failed");
}

// Go prints the name, then what the benchmark prints, then the rest of the line.
BOOST_AUTO_TEST_CASE(what_a_benchmark_of_go_s_prints_does_not_part_it_from_its_result) {
  const Run run = parse_any_run(
      "BenchmarkA-8   \tconnected\n     100\t  5 ns/op\t  2 B/op\nBenchmarkB-8   \t 10\t 7 ns/op\n"
      "     200\t  9 ns/op\nBenchmarkC-8   \t--- FAIL: BenchmarkC-8\nBenchmarkA-8   \tconnected\n"
      "and more\n     100\t  6 ns/op\t  2 B/op\n",
      "f");
  BOOST_TEST(run.series.size() == 3u, run_json(run));
  BOOST_TEST(
      (series_of(run, "BenchmarkA-8", "wall_time").sessions[0] == Session{{5 / 1e9}, {6 / 1e9}}));
  BOOST_TEST((series_of(run, "BenchmarkA-8", "allocated_bytes").sessions[0] == Session{{2}, {2}}));
  BOOST_TEST((series_of(run, "BenchmarkB-8", "wall_time").sessions[0] == Session{{7 / 1e9}}));
  BOOST_TEST(
      parse_any_run("goos: linux\nBenchmarkA-8   \tlog\n  1\t5 ns/op\n", "f").series.size() == 1u);
}

// k6 tags each iteration with the group "" that it is in, and there are more of them than bad
// entries with which a file is read.
BOOST_AUTO_TEST_CASE(what_k6_measures_outside_of_any_group_is_of_the_whole_test) {
  const auto point = [](const std::string& metric, const std::string& tags) {
    return R"({"metric":")" + metric + R"(","type":"Point","data":{"value":2,"tags":)" + tags +
           "}}\n";
  };
  std::string lines = point("http_req_duration", R"({"group":"","name":"http://a/"})") +
                      point("group_duration", R"({"group":"::log in"})") +
                      point("iteration_duration", "null");
  for (std::size_t i = 0; i <= most_bad_entries; ++i)
    lines += point("iteration_duration", R"({"group":"","scenario":"default"})");
  const Run run = parse_any_run(lines, "f");
  BOOST_TEST(run.notes.empty(), run_json(run));
  BOOST_TEST(run.series.size() == 3u);
  BOOST_TEST(series_of(run, "::log in", "group_duration").sessions[0][0].size() == 1u);
  BOOST_TEST(series_of(run, "k6", "iteration_duration").sessions[0][0].size() ==
             most_bad_entries + 2);
}

/// Of a load test's output, what is said of its requests.
struct LoadTest {
  std::string format, text, benchmark, said;
};
std::ostream& operator<<(std::ostream& out, const LoadTest& test) {
  return out << test.format << ": " << test.said;
}
const std::string running = "Running 2s test @ http://a/\n     50%    2.52ms\n";
const std::string k6_latency = R"({"root_group":{},"metrics":{"http_req_duration":{"med":1},)";
const std::string h2load_time =
    "time for request:      537us     23.98ms      3.70ms      4.34ms    86.00%\n";
std::string k6_points(int answered, int failed) {
  std::string lines;
  for (int i = 0; i < answered + failed; ++i)
    for (const std::string metric : {"http_req_duration", "http_req_failed"})
      lines += R"({"metric":")" + metric + R"(","type":"Point","data":{"value":)" +
               (i < failed ? "1" : "0") + R"(,"tags":{"name":"http://a/"}}})" + "\n";
  return lines;
}
std::string vegeta_results(int answered, int failed) {
  std::string lines;
  for (int i = 0; i < answered + failed; ++i)
    lines +=
        R"({"attack":"a","latency":1,"error":")" + std::string(i < failed ? "500" : "") + "\"}\n";
  return lines;
}
const LoadTest failing_loads[] = {
    {"wrk",
     running + "  98 requests in 2s\n  Socket errors: connect 0, read 1, write 0, timeout 1\n"
               "  Non-2xx or 3xx responses: 48\nRequests/sec: 575\n",
     "http://a/", "50 of 100 requests failed"},
    {"h2load",
     "requests: 200 total, 200 started, 200 done, 197 succeeded, 3 failed, 0 errored, 0 "
     "timeout\n" +
         h2load_time,
     "h2load", "3 of 200 requests failed"},
    {"k6-summary", k6_latency + R"("http_req_failed":{"passes":1500,"fails":0,"value":1}}})", "k6",
     "1500 of 1500 requests failed"},
    {"k6-summary",
     k6_latency + R"("http_req_failed":{"values":{"passes":2,"fails":98,"rate":0.02}}}})", "k6",
     "2 of 100 requests failed"},
    {"k6-summary",
     R"({"metadata":{},"config":{"duration":1},"results":{"metrics":[{"name":)"
     R"("http_req_failed","contains":"default","values":{"matches":7,"rate":0.7,"total":10}}]}})",
     "k6", "7 of 10 requests failed"},
    {"k6-points", k6_points(97, 3), "http://a/", "3 of 100 requests failed"},
    {"vegeta-report", R"({"latencies":{"50th":1},"throughput":1,"requests":100,"success":0.5})",
     "vegeta", "50 of 100 requests failed"},
    {"vegeta-results", vegeta_results(10, 90), "a", "90 of 100 requests failed"},
};

// A service that refuses at once is no quick one; as of `pawl load`, beyond one in a hundred.
BOOST_DATA_TEST_CASE(a_load_of_requests_that_failed_is_a_failure, data::make(failing_loads), test) {
  const Run run = parse_any_run(test.text, "f", test.format);
  BOOST_REQUIRE(run.failures.size() == 1u);
  BOOST_TEST(run.failures[0].benchmark == test.benchmark);
  BOOST_TEST(run.failures[0].reason == test.said);
}

const LoadTest tolerable_loads[] = {
    {"wrk",
     running + "  99 requests in 2s\n  Socket errors: connect 0, read 0, write 0, timeout 1\n"
               "Requests/sec: 575\n",
     "http://a/", "1 of 100 requests failed"},
    {"k6-points", k6_points(99, 1), "http://a/", "1 of 100 requests failed"},
    {"vegeta-results", vegeta_results(99, 1), "a", "1 of 100 requests failed"},
    {"vegeta-report", R"({"latencies":{"50th":1},"throughput":1,"requests":100,"success":0.99})",
     "vegeta", "1 of 100 requests failed"},
};
BOOST_DATA_TEST_CASE(a_request_of_a_hundred_may_fail_and_is_noted, data::make(tolerable_loads),
                     test) {
  const Run run = parse_any_run(test.text, "f", test.format);
  BOOST_TEST(run.failures.empty());
  BOOST_TEST(std::ranges::count(run.notes, test.benchmark + ": " + test.said) == 1);
}

// The second's values were the first's.
BOOST_AUTO_TEST_CASE(a_text_of_several_loads_has_the_values_of_each) {
  const auto load = [](const std::string& url, int connections, int rate) {
    return "Running 2s test @ " + url + "\n  2 threads and " + std::to_string(connections) +
           " connections\n  100 requests in 2s\nRequests/sec: " + std::to_string(rate) + "\n";
  };
  const Run run =
      parse_any_run(load("http://a/", 10, 1) + load("http://a/", 10, 2) + load("http://b/", 10, 3) +
                        "  Non-2xx or 3xx responses: 48\n" + load("http://a/", 99, 4),
                    "f", "wrk");
  const auto rates = [&](const std::string& name) {
    const Series* series = find(run, name, "throughput");
    return series == nullptr ? Session() : series->sessions.front();
  };
  BOOST_TEST((rates("http://a/") == (Session{{1}, {2}})));
  BOOST_TEST((rates("http://b/") == (Session{{3}})));
  BOOST_TEST((rates("http://a/ (2 threads and 99 connections)") == (Session{{4}})));
  BOOST_REQUIRE(run.failures.size() == 1u);
  BOOST_TEST(run.failures[0].benchmark == "http://b/");
  BOOST_TEST(run.failures[0].reason == "48 of 100 requests failed");
}

/// A harness that sorts, what it prints around its samples, and how many make a second.
struct Sorter {
  std::string format, head, tail;
  double unit;
};
const Sorter sorters[] = {
    {"tinybench", R"([{"name":"a","result":{"latency":{"samples":[)", "]}}}]", 1e3},
    {"mitata", R"({"layout":[],"benchmarks":[{"runs":[{"name":"a","stats":{"samples":[)",
     R"(]}}]}],"context":{}})", 1e9},
};
std::ostream& operator<<(std::ostream& out, const Sorter& sorter) {
  return out << sorter.format;
}

/// The values of a task whose samples are first, first + 1, … 40 of them.
std::vector<double> values_of_sorted_task(const Sorter& sorter, int first) {
  std::string samples;
  for (int i = 0; i < 40; ++i) samples += (i > 0 ? "," : "") + std::to_string(first + i);
  const Run run = parse_any_run(sorter.head + samples + sorter.tail, "f", sorter.format);
  std::vector<double> values;
  for (const auto& launch : run.series.at(0).sessions.at(0))
    values.push_back(launch.at(0) * sorter.unit);
  return values;
}

// Two runs would pass for one that was measured in turns.
BOOST_DATA_TEST_CASE(samples_that_come_sorted_claim_no_order, data::make(sorters), sorter) {
  std::vector<double> one = values_of_sorted_task(sorter, 1),
                      other = values_of_sorted_task(sorter, 1000);
  BOOST_TEST(one == values_of_sorted_task(sorter, 1));
  int neighbours = 0, together = 0;
  for (std::size_t i = 1; i < one.size(); ++i) {
    neighbours += one[i] > one[i - 1] ? 1 : 0;
    together += (one[i] > one[i - 1]) == (other[i] > other[i - 1]) ? 1 : 0;
  }
  BOOST_TEST((neighbours > 10 && neighbours < 30));
  BOOST_TEST((together > 10 && together < 30));
  std::ranges::sort(one);
  BOOST_TEST(one.front() == 1.0, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(one.back() == 40.0, boost::test_tools::tolerance(1e-12));
  BOOST_TEST((std::ranges::adjacent_find(one) == one.end()));
}

BOOST_AUTO_TEST_CASE(a_history_s_entries_are_sessions) {
  const Run run = read_run(outputs / "github-action-history.js");
  const std::vector<Session> expected = {{{135 / 1e9}}, {{137.5 / 1e9}}};
  BOOST_TEST((series_of(run, "fib_10", "wall_time").sessions == expected));
  BOOST_TEST(run.commit == "bbb222");
}

BOOST_AUTO_TEST_CASE(allocations_in_the_unit_of_a_history_s_entry_make_no_other_series) {
  const auto entry = [](const std::string& commit, const std::string& bytes) {
    return R"({"commit":{"id":")" + commit +
           R"("},"tool":"go","benches":[{"name":"BenchmarkSet",)" +
           R"("value":7,"unit":"ns/op\t     )" + bytes + R"( B/op\t      18 allocs/op"}]})";
  };
  const Run run = parse_any_run(R"(window.BENCHMARK_DATA = {"entries":{"Go":[)" +
                                    entry("a", "408") + "," + entry("b", "416") + "]}}",
                                "data.js");
  BOOST_TEST(run.notes.empty(), run_json(run));
  const Series& times = series_of(run, "BenchmarkSet", "wall_time");
  BOOST_TEST((times.sessions == std::vector<Session>{{{7 / 1e9}}, {{7 / 1e9}}}));
  BOOST_TEST(times.unit == "s");
}

BOOST_AUTO_TEST_CASE(criterion_0_5_names_its_benchmarks_where_directories_cannot) {
  const Run run = read_run(outputs / "criterion-0.5");
  BOOST_TEST(run.series.size() == 2u);
  for (const char* name : {"fib/rec/10", "fib/with/slash"})
    BOOST_TEST(series_of(run, name, "wall_time").sessions.at(0).size() == 10u);
}

BOOST_AUTO_TEST_CASE(criterion_s_directory_is_read_whole) {
  const Run run = read_run(outputs / "criterion");
  BOOST_TEST(run.series.size() == 2u);  // "base" is the run before
  const std::vector<Session> expected = {{{100 / 1e9}, {105 / 1e9}, {100 / 1e9}}};
  BOOST_TEST((series_of(run, "fib/20", "wall_time").sessions == expected));
  BOOST_TEST(series_of(run, "sort", "wall_time").sessions[0].size() == 2u);
  BOOST_CHECK_THROW(read_run(outputs / "criterion/fib/20/base"), Error);
}

// Which of them is out of date cannot be told, and joined they would be of two measurements.
BOOST_AUTO_TEST_CASE(two_directories_of_one_benchmark_of_criterion_s_are_refused) {
  const TemporaryDirectory directory;
  for (const std::string place : {"one", "two"}) {
    write_file(directory.path() / place / "new/sample.json", R"({"iters":[1],"times":[2]})");
    write_file(directory.path() / place / "new/benchmark.json", R"({"full_id":"fib"})");
  }
  std::string sentence;
  try {
    read_run(directory.path());
  } catch (const Error& error) {
    sentence = error.what();
  }
  BOOST_TEST(sentence == (directory.path() / "two/new/sample.json").string() +
                             ": expected each benchmark once, found fib again, as in " +
                             (directory.path() / "one/new/sample.json").string() +
                             "; remove the one that is out of date");
}

// Whoever looks further for the attributes of each tag reads the whole file once for each.
BOOST_AUTO_TEST_CASE(a_tag_is_read_without_looking_past_its_end) {
  const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  void* const pages =
      ::mmap(nullptr, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  BOOST_REQUIRE(pages != MAP_FAILED);
  char* const wall = static_cast<char*>(pages) + page;
  BOOST_REQUIRE(::mprotect(wall, page, PROT_NONE) == 0);
  for (const std::string_view tag : {"<a>", "<a b>", "<a b=>", "<a b='c' d>", "<'a b='>", "<a/>"}) {
    constexpr std::size_t glimpse = 16;  // to tell a comment from a tag
    char* const start = wall - glimpse - tag.size();
    std::fill(std::copy(tag.begin(), tag.end(), start), wall, '=');
    XmlReader reader(std::string_view(start, tag.size() + glimpse + page));
    BOOST_TEST(reader.next().has_value(), tag);
  }
  ::munmap(pages, 2 * page);
}

BOOST_AUTO_TEST_CASE(what_benchmark_js_says_of_one_that_threw_is_a_failure) {
  const Run run = parse_any_run(
      "good x 5,301,487 ops/sec \xc2\xb1"
      "14.46% (6 runs sampled)\nthrows: an error: \nwindows: \r\nFastest is: good\n: \nResults:\n",
      "bench.txt");
  BOOST_TEST(run.series.size() == 1u);
  BOOST_REQUIRE(run.failures.size() == 2u);
  BOOST_TEST(run.failures[0].benchmark == "throws: an error");
  BOOST_TEST(run.failures[0].reason == "threw an error");
  BOOST_TEST(run.failures[1].benchmark == "windows");
}

BOOST_AUTO_TEST_CASE(a_test_that_failed_has_no_time) {
  const Run run = parse_any_run(
      "<?xml version=\"1.0\"?><testsuite><testcase classname=\"a\" name=\"b\" time=\"1\">"
      "<failure message=\"x &lt; y\"/></testcase><testcase name='c' time='2'/></testsuite>",
      "f");
  BOOST_TEST(run.series.size() == 1u);
  BOOST_TEST(run.series[0].benchmark == "c");
  BOOST_TEST(run.failures.at(0).benchmark == "a.b");
  BOOST_TEST(run.failures.at(0).reason == "failure: x < y");
}

// Some write times as their country does.
BOOST_AUTO_TEST_CASE(a_comma_that_parts_no_thousands_is_no_number) {
  const auto run = [](const std::string& time) {
    return parse_any_run("<testsuite><testcase name='a' time='1'/><testcase name='c' time='" +
                             time + "'/></testsuite>",
                         "f");
  };
  for (const auto& [time, value] : {std::pair("1,234.5", 1234.5), {"12,345,678", 12345678.0}})
    BOOST_TEST(series_of(run(time), "c", "wall_time").sessions[0][0][0] == value);
  for (const char* time :
       {"0,014", "1,5", "1,2345", "1234,567", "1,234,5", ",567", "1,", "1,,234"}) {
    BOOST_TEST(run(time).series.size() == 1u, time);
    BOOST_TEST(run(time).notes.size() == 1u, time);
  }
}

// One that is skipped everywhere would else keep each report open.
BOOST_AUTO_TEST_CASE(a_test_that_was_skipped_has_no_time_and_did_not_fail) {
  const Run run = parse_any_run(
      "<testsuite><testcase classname='a' name='b' time='0'><skipped message='no'/></testcase>"
      "<testcase name='c' time='2'/><testcase name='d' time='0'><skipped/></testcase>"
      "<testcase name='DISABLED_e' status='notrun' result='suppressed' time='0.'/></testsuite>",
      "f");
  BOOST_TEST(run.series.size() == 1u);
  BOOST_TEST(run.failures.empty());
  BOOST_TEST(run.notes.at(0) == "f: cases that were skipped: 3, the first: a.b");
}

// What asv measured of many commits, a file each, is a history in the order of their dates.
BOOST_AUTO_TEST_CASE(asv_s_results_have_the_time_of_their_commit_and_its_machine) {
  const Run run = parse_any_run(
      R"({"commit_hash":"c","date":1700000000000,"python":"3.11","params":{"machine":"m",)"
      R"("cpu":"Intel","arch":"x86_64","os":"Linux 6.1","num_cpu":"8","python":"3.11"},)"
      R"("result_columns":["result"],"results":{"a.time_b":[[1]]}})",
      "f");
  BOOST_TEST(run.time == "2023-11-14T22:13:20Z");
  BOOST_TEST(run.machine.cpu_model == "Intel");
  BOOST_TEST(run.machine.architecture == "x86_64");
  BOOST_TEST(run.machine.operating_system == "Linux 6.1");
}

BOOST_AUTO_TEST_CASE(more_combinations_than_anybody_measures_are_refused) {
  const auto complains = [](std::size_t a, std::size_t b) {
    const auto values = [](std::size_t size) {
      std::string list;
      for (std::size_t i = 0; i < size; ++i)
        list += (list.empty() ? "\"" : ",\"") + std::to_string(i) + '"';
      return "[" + list + "]";
    };
    const Run run = parse_any_run(
        R"({"commit_hash":"c","result_columns":["result","params"],"results":{"b":[[1],[)" +
            values(a) + "," + values(b) + R"(]],"c":[[1],[]]}})",
        "f", "asv");
    return std::ranges::any_of(run.notes, [](const std::string& note) {
      return note.find("expected fewer combinations of parameters") != std::string::npos;
    });
  };
  BOOST_TEST(!complains(100, 1000));
  BOOST_TEST(complains(11, 9091));
}

BOOST_AUTO_TEST_CASE(javascripts_dates_are_told_and_nonsense_is_not) {
  BOOST_TEST(time_of_date(1.5e12) == "2017-07-14T02:40:00Z");
  BOOST_TEST(time_of_date(999) == "1970-01-01T00:00:00Z");
  for (const double bad : {0.0, -1.0, 2e14, 1e300, std::nan("")})
    BOOST_TEST(time_of_date(bad) == "");
}

BOOST_AUTO_TEST_CASE(each_combination_of_asvs_parameters_has_its_own_samples) {
  const Run run = parse_any_run(
      R"({"commit_hash":"c","result_columns":["result","params","samples"],"results":{"time_a":)"
      R"([[null,1,2,3],[["1","2","3","4"]],[null,[5,6],null,[7]]]}})",
      "f");
  BOOST_REQUIRE(run.series.size() == 3u);
  BOOST_TEST(run.series[0].benchmark == "time_a(2)");
  BOOST_TEST((run.series[0].sessions[0] == Session{{5}, {6}}));
  BOOST_TEST((run.series[1].sessions[0] == Session{{2}}));
  BOOST_TEST(run.series[2].benchmark == "time_a(4)");
  BOOST_TEST((run.series[2].sessions[0] == Session{{7}}));
}

// Found by tests/fuzz: run.json could be written of them, and not be read.
BOOST_AUTO_TEST_CASE(what_has_no_name_that_run_json_could_hold_is_left_out) {
  const std::string two = R"([{"name":"","unit":"s","value":1},{"name":"a","unit":"s","value":2}])";
  const Run run = parse_any_run(two, "f");
  BOOST_REQUIRE(run.series.size() == 1u);
  BOOST_TEST(run.series[0].benchmark == "a");
  BOOST_TEST(run.notes.at(0).find("expected the benchmark's name in UTF-8, found \"\"") !=
             std::string::npos);
  // Both would be written with U+FFFD, as one name that comes twice.
  const Run alike = parse_any_run(
      "BenchmarkA\x80 10 5 ns/op\nBenchmarkA\x81 10 6 ns/op\n"
      "BenchmarkB 10 7 ns/op\n",
      "f");
  BOOST_TEST(alike.series.size() == 1u);
  BOOST_TEST(parse_any_run(run_json(alike), "again").series == alike.series);
  BOOST_CHECK_THROW(
      parse_any_run(R"({"format":"pawl-history","version":1,"series":[{"benchmark":"",)"
                    R"("metric":"m","unit":"s","points":[{"run":"r","median":1}]}]})",
                    "f"),
      pawl::Error);
}

BOOST_AUTO_TEST_CASE(what_criterion_describes_has_a_name) {
  const TemporaryDirectory directory;
  const std::filesystem::path place = directory / "a/new";
  pawl::baselines::write_file(place / "sample.json", R"({"iters":[1],"times":[5]})");
  pawl::baselines::write_file(place / "benchmark.json", R"({"title":"","full_id":""})");
  BOOST_CHECK_THROW(read_run(directory / ""), pawl::Error);
  pawl::baselines::write_file(place / "benchmark.json", R"({"title":"fib"})");
  BOOST_TEST(read_run(directory / "").series.at(0).benchmark == "fib");
}

BOOST_AUTO_TEST_CASE(an_attack_of_vegeta_that_has_no_name_is_called_after_it) {
  const Run run = parse_any_run(R"({"attack":"","latency":5})", "f");
  BOOST_REQUIRE(run.series.size() == 1u);
  BOOST_TEST(run.series[0].benchmark == "vegeta");
}

BOOST_AUTO_TEST_CASE(a_bare_nan_is_none_in_a_name_whatever_is_escaped_there) {
  const Run run = parse_any_run(R"({"commit_hash":"c","result_columns":["result"],"results":{)"
                                R"("say \"NaN\" \\":[[1]],"b":[[NaN]],"\\\"-Infinity":[[2]]}})",
                                "f");
  BOOST_REQUIRE(run.series.size() == 2u);
  BOOST_TEST(run.series[0].benchmark == R"(say "NaN" \)");
  BOOST_TEST(run.series[1].benchmark == R"(\"-Infinity)");
}

BOOST_AUTO_TEST_CASE(a_local_time_is_told_in_utc) {
  const auto time_of = [](const std::string& fields) {
    return parse_any_run(fields + R"("benchmarks":[{"name":"a","real_time":1,"time_unit":"ns"}]})",
                         "f", "google-benchmark")
        .time;
  };
  BOOST_TEST(time_of(R"({"context":{"date":"2026-10-25T02:50:00+02:00"},)") ==
             "2026-10-25T00:50:00Z");
  BOOST_TEST(parse_any_run(R"({"format":"pawl-run","version":1,"time":"2026-10-25T02:10:00+01:00",)"
                           R"("series":[]})",
                           "f")
                 .time == "2026-10-25T01:10:00Z");
}

BOOST_AUTO_TEST_CASE(a_broken_benchmark_is_a_failure_once) {
  const Run run = read_run(outputs / "google-benchmark.json");
  BOOST_TEST(run.failures[0].benchmark == "broken");
  BOOST_TEST(run.failures[0].reason == "no such file: x");
  const Run go = read_run(outputs / "go.txt");
  BOOST_TEST(go.failures[0].benchmark == "example.com/bench/a.BenchmarkSub/broken");
  BOOST_TEST(go.machine.cpu_model == "AMD EPYC");
}

// A panic ends the package, whatever its benchmarks printed before.
BOOST_AUTO_TEST_CASE(a_package_that_go_says_failed_is_a_failure) {
  const auto failures_of = [](const std::string& text) {
    return parse_any_run(text, "f").failures;
  };
  const std::string a = "pkg: example.com/a\nBenchmarkA-2 \t 1000\t 1000 ns/op\n";
  const std::string failed = "FAIL\texample.com/a\t0.016s\n";
  BOOST_TEST(failures_of(a + "PASS\nok  \texample.com/a\t1.6s\n").empty());
  const auto panicked = failures_of(a + "panic: boom\nexit status 2\n" + failed + "FAIL\n");
  BOOST_REQUIRE(panicked.size() == 1u);
  BOOST_TEST(panicked[0].benchmark == "example.com/a");
  BOOST_TEST(panicked[0].reason == "f:5: Go reports that it failed");
  const auto unbuilt = failures_of(a + "FAIL\texample.com/b [build failed]\n");
  BOOST_REQUIRE(unbuilt.size() == 1u);
  BOOST_TEST(unbuilt[0].benchmark == "example.com/b");
  const auto named =
      failures_of(a + "--- FAIL: BenchmarkC-2\n    x_test.go:5: boo\nFAIL\n" + failed);
  BOOST_REQUIRE(named.size() == 1u);
  BOOST_TEST(named[0].benchmark == "example.com/a.BenchmarkC-2");
}

// A test that failed before any benchmark ran is of no package that is told.
BOOST_AUTO_TEST_CASE(what_go_says_failed_is_of_no_package_that_has_ended) {
  const std::string a = "pkg: example.com/a\nBenchmarkA-2 1000 1000 ns/op\nPASS\n";
  const std::string b = "--- FAIL: TestB (0.00s)\nFAIL\nFAIL\texample.com/b\t0.1s\n";
  BOOST_TEST(parse_any_run(a + b, "f").failures.at(0).benchmark == "TestB");
  BOOST_TEST(parse_any_run(a + "ok  \texample.com/a\t1s\n" + b, "f").failures.at(0).benchmark ==
             "TestB");
}

// As a package's own program prints them, and `go test ./...` of several.
BOOST_AUTO_TEST_CASE(go_benchmarks_keep_their_names_whatever_other_packages_there_are) {
  const std::string a = "pkg: example.com/a\nBenchmarkA-2 1000 1000 ns/op\n";
  const std::string b = "pkg: example.com/b\nBenchmarkB-2 1000 1000 ns/op\n";
  const std::string unbuilt = "FAIL\texample.com/b [build failed]\nFAIL\n";
  const auto first_of = [](const std::string& text) {
    return parse_any_run(text, "f").series.at(0).benchmark;
  };
  BOOST_TEST(first_of(a) == "example.com/a.BenchmarkA-2");
  BOOST_TEST(first_of(a + b) == "example.com/a.BenchmarkA-2");
  BOOST_TEST(first_of(a + unbuilt) == "example.com/a.BenchmarkA-2");
  BOOST_TEST(first_of(unbuilt + a) == "example.com/a.BenchmarkA-2");
  // Of whose benchmarks none was wanted (-bench '^BenchmarkA$' ./...).
  BOOST_TEST(first_of(a + "PASS\nok  \texample.com/b\t0.008s\n") == "example.com/a.BenchmarkA-2");
  BOOST_TEST(first_of("BenchmarkA-2 1000 1000 ns/op\n") == "BenchmarkA-2");
}

namespace {

std::string names_of(const Run& run) {
  std::string all;
  for (const auto& series : run.series)
    all += (all.empty() ? "" : "; ") + series.benchmark + " of " +
           std::to_string(series.sessions.at(0).size());
  return all;
}

std::string names_of(const std::string& text) {
  return names_of(parse_any_run(text, "f"));
}

}  // namespace

// benchmark.js has suites, whose names it does not print; GENERATE runs a test case of Catch2 again
// and again; and nothing keeps anybody from calling two benchmarks alike.
BOOST_AUTO_TEST_CASE(two_benchmarks_of_one_name_are_not_one_series) {
  const std::string js = "a x 10 ops/sec ±1% (5 runs sampled)\n";
  BOOST_TEST(names_of(js + js + js) == "a of 1; a (2) of 1; a (3) of 1");
  const std::string own = "a (2) x 10 ops/sec ±1% (5 runs sampled)\n";
  BOOST_TEST(names_of(js + own + js) == "a of 1; a (2) of 1; a (3) of 1");
  const std::string catch2 = "<BenchmarkResults name=\"b\"><mean value=\"5\"/></BenchmarkResults>";
  BOOST_TEST(names_of("<Catch name=\"x\"><TestCase name=\"t\">" + catch2 + catch2 +
                      "</TestCase></Catch>") == "t/b of 1; t/b (2) of 1");
  const std::string task = R"({"name":"a","result":{"latency":{"samples":[1,2]}}})";
  BOOST_TEST(names_of("[" + task + "," + task + "]") == "a of 2; a (2) of 2");
  const std::string bench = R"({"name":"a","samples":[1,2]})";
  BOOST_TEST(names_of(R"({"files":[{"groups":[{"fullName":"g","benchmarks":[)" + bench + "," +
                      bench + "]}]}]}") == "g > a of 2; g > a (2) of 2");
  const std::string trial = R"({"alias":"a","runs":[{"stats":{"samples":[1,2,3]}}]})";
  BOOST_TEST(names_of(R"({"layout":[],"context":{},"benchmarks":[)" + trial + "," + trial + "]}") ==
             "a of 3; a (2) of 3");
}

// What its benchmarks measured before or after counts for as little as what was not measured.
BOOST_AUTO_TEST_CASE(a_test_case_that_catch2_says_failed_is_a_failure) {
  const auto failures_of = [](const std::string& inner, const std::string& success) {
    return parse_any_run("<Catch name=\"x\"><TestCase name=\"t\"><Section name=\"s\">" + inner +
                             "<OverallResults failures=\"1\"/></Section><OverallResult success=\"" +
                             success +
                             "\"/></TestCase><TestCase name=\"u\"><OverallResult "
                             "success=\"" +
                             success + "\"/></TestCase></Catch>",
                         "f")
        .failures;
  };
  const std::string untrue =
      "<BenchmarkResults name=\"b\"><mean value=\"5\"/></BenchmarkResults>"
      "<Expression success=\"false\" filename=\"b.cpp\" line=\"15\"><Original>1</Original>"
      "</Expression>";
  BOOST_REQUIRE(failures_of(untrue, "false").size() == 1u);
  BOOST_TEST(failures_of(untrue, "false")[0].benchmark == "t");
  BOOST_TEST(failures_of(untrue, "false")[0].reason == "failed at b.cpp:15");
  BOOST_TEST(failures_of(untrue, "true").empty());  // [!shouldfail]
  const std::string thrown = "<Exception filename=\"c.cpp\" line=\"1\">boom</Exception>";
  BOOST_TEST(failures_of(thrown, "false").at(0).reason == "failed at c.cpp:1");
}

BOOST_AUTO_TEST_CASE(rates_want_higher_whatever_their_unit_is_called) {
  for (const std::string unit : {"ops/sec", "fps", "rps", "qps", "tps", "IOPS", "KiB/s", "Hz"}) {
    const Run run = parse_any_run(R"([{"name":"a","value":5,"unit":")" + unit + R"("}])", "f");
    BOOST_TEST((run.series.at(0).better == Better::higher), unit);
  }
}

BOOST_AUTO_TEST_CASE(a_task_that_tinybench_aborted_is_a_failure) {
  const Run run = parse_any_run(
      R"([{"name":"a","result":{"state":"aborted-with-statistics","latency":{"p50":1},)"
      R"("runtime":"node","runtimeVersion":"20.20.2"}}])",
      "f");
  BOOST_TEST(run.series.empty());
  BOOST_REQUIRE(run.failures.size() == 1u);
  BOOST_TEST(run.failures[0].reason == "was aborted");
  BOOST_TEST((run.machine.toolchain == Toolchain{{"node", {"20.20.2"}}}));
}

BOOST_AUTO_TEST_CASE(what_a_case_of_junit_failed_of_is_told) {
  const Run run = parse_any_run(
      "<testsuite><testcase name=\"a\" time=\"1\"><failure message=\"1 is not 2\">at "
      "a.c:5</failure></testcase></testsuite>",
      "f");
  BOOST_REQUIRE(run.failures.size() == 1u);
  BOOST_TEST(run.failures[0].reason == "failure: 1 is not 2");
}

BOOST_AUTO_TEST_CASE(what_rust_says_failed_is_a_failure) {
  const Run run = parse_any_run(
      "test a ... bench:       1,234 ns/iter (+/- 56)\ntest b ... FAILED\ntest c ... ignored\n",
      "f");
  BOOST_TEST(run.series.size() == 1u);
  BOOST_REQUIRE(run.failures.size() == 1u);
  BOOST_TEST(run.failures[0].benchmark == "b");
  BOOST_TEST(run.failures[0].reason == "f:2: Rust reports that it failed");
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

// Each note tells its place, which is found by reading the file up to there.
BOOST_AUTO_TEST_CASE(a_file_of_bad_values_only_is_refused_soon) {
  const auto benchmarks = [](std::size_t bad) {
    std::string text = R"({"context":{},"benchmarks":[{"name":"a","cpu_time":1,"time_unit":"ns"})";
    for (std::size_t i = 0; i < bad; ++i)
      text += ",\n{\"name\":\"a\",\"cpu_time\":1,\"time_unit\":\"apples\"}";
    return text + "]}";
  };
  BOOST_TEST(parse_any_run(benchmarks(100), "f").notes.size() == 100u);
  BOOST_TEST(sentence_of(benchmarks(101)) ==
             "f:102:24: /benchmarks/101/cpu_time: a cpu_time: expected the unit s as before, found "
             "apples");
}

BOOST_AUTO_TEST_CASE(what_is_bad_in_any_list_or_run_of_a_file_counts_together) {
  std::string rounds, commits;
  for (int i = 0; i < 60; ++i) rounds += "\"x\",";
  const std::string one = R"({"name":"a","stats":{"data":[)" + rounds + R"(1]}})";
  BOOST_TEST(
      sentence_of(R"({"machine_info":{},"datetime":"","benchmarks":[)" + one + "," + one + "]}",
                  "pytest-benchmark")
          .find("f:1:") == 0u);
  for (int i = 0; i < 101; ++i)
    commits += std::string(i == 0 ? "" : ",") +
               R"({"commit":{"id":"c"},"date":1,"tool":"go","benches":[{},)" +
               R"({"name":"a","value":1,"unit":"ns/op"}]})";
  const TemporaryDirectory directory;
  write_file(directory / "data.js",
             "window.BENCHMARK_DATA = {\"entries\":{\"s\":[" + commits + "]}}");
  BOOST_CHECK_THROW(read_runs(directory / "data.js"), Error);
}

BOOST_AUTO_TEST_CASE(pawl_s_own_formats_are_recognised) {
  const std::string run =
      R"({"format":"pawl-run","version":1,"series":[{"benchmark":"a","samples":[[1]]}]})";
  BOOST_TEST(parse_any_run(run, "f").series.size() == 1u);
  BOOST_TEST(parse_any_run("benchmark,value\na,1\n", "f").series.size() == 1u);
  const Baseline baseline = updated({}, parse_any_run(run, "f"), "why");
  BOOST_TEST(parse_any_run(baseline_json(baseline), "f").series.size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_history_is_told_from_a_run_by_its_format_wherever_that_stands) {
  const std::string series =
      R"("series":[{"benchmark":"pawl-history","metric":"m","unit":"s","samples":[[1]],)"
      R"("points":[{"run":"1","median":1},{"run":"2","median":2}]}])";
  const auto sessions = [&](const std::string& head, const std::string& tail) {
    return parse_any_run("{" + head + series + tail + "}", "f").series.at(0).sessions.size();
  };
  const std::string run = R"("format":"pawl-run","version":1)";
  const std::string history = std::string(200, ' ') + R"("format":"pawl-history","version":1)";
  BOOST_TEST(sessions(run + ",", "") == 1u);
  BOOST_TEST(sessions("", "," + run) == 1u);
  BOOST_TEST(sessions(history + ",", "") == 2u);
  BOOST_TEST(sessions("", "," + history) == 2u);
}

BOOST_AUTO_TEST_CASE(a_history_in_another_unit_is_read_in_its_base) {
  const Run run = parse_any_run(
      R"({"format":"pawl-history","version":1,"series":[{"benchmark":"a","metric":"m","unit":"ms",)"
      R"("points":[{"run":"1","median":5},{"run":"2","median":9,"samples":[[8],[10]]}]}]})",
      "f");
  BOOST_TEST(run.series.at(0).unit == "s");
  BOOST_TEST(
      (run.series[0].sessions == std::vector<Session>{{{5 / 1e3}}, {{8 / 1e3}, {10 / 1e3}}}));
}

BOOST_AUTO_TEST_CASE(what_is_of_no_known_format_is_refused) {
  BOOST_TEST(
      sentence_of("hello\n") ==
      "f: expected a format Pawl knows, found another; say which: `pawl import FILE --format "
      "F -o run.json` (pawl import --help lists them)");
  BOOST_TEST(sentence_of(std::string("\xFF\xFE{\0}\0", 6)) ==
             "f: expected UTF-8, found UTF-16; save the file as UTF-8");
  BOOST_TEST(sentence_of("{\"a\":1}").find("expected a format Pawl knows") != std::string::npos);
  BOOST_TEST(sentence_of("") ==
             "f: expected what a benchmark gave, found nothing in it; was it cut off? make it "
             "again");
  for (const char* format : {"jmh", "go", "pytest-benchmark", "csv"})
    BOOST_TEST(sentence_of("\n", format) ==
               std::string("f: expected samples as ") + format + " prints them, found none");
  // As JMH writes it when every benchmark threw.
  BOOST_TEST(sentence_of("[\n]\n") ==
             "f: expected what a benchmark gave, found an empty list; did all benchmarks fail? see "
             "what their program said");
  for (const char* cut : {"{", "[\n", "[{},{", "[[[["})
    BOOST_TEST(sentence_of(cut) ==
               "f: expected more JSON, found the end of the file; was it cut off? make it again");
  // As JSON.stringify(bench.tasks) is.
  BOOST_TEST(sentence_of("[{},{}]") ==
             "f: expected what a benchmark gave, found empty objects; of tinybench's tasks print "
             "name and result, bench.tasks.map(({ name, result }) => ({ name, result }))");
  BOOST_TEST(sentence_of("{\"format\":\"pawl-run\",\"ver").find("f:1:26: expected more JSON") ==
             0u);
  BOOST_TEST(sentence_of("x", "hyprfine") ==
             "format \"hyprfine\" is not known; did you mean \"hyperfine\"? (pawl import --help "
             "lists them)");
  for (const char* format : {"go", "wrk", "h2load", "catch2", "benchmark-js", "cargo-bench"})
    BOOST_TEST(sentence_of("PASS\n", format) ==
               std::string("f: expected samples as ") + format + " prints them, found none");
}

BOOST_AUTO_TEST_SUITE_END()
