#include "baselines/file.hpp"
#include "baselines/importers/import.hpp"
#include "baselines/run/run.hpp"
#include "stats/summary.hpp"

#include <boost/json.hpp>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <ostream>
#include <regex>
#include <string>
#include <vector>

using namespace pawl::baselines;
namespace data = boost::unit_test::data;

namespace {

const std::filesystem::path outputs = std::filesystem::path(PAWL_OUTPUTS);

double smallest(std::span<const double> values) {
  return *std::min_element(values.begin(), values.end());
}
double largest(std::span<const double> values) {
  return *std::max_element(values.begin(), values.end());
}
double median_of(std::span<const double> values) {
  return pawl::stats::quantile(pawl::stats::sorted(values), 0.5);
}

using Statistic = double (*)(std::span<const double>);
constexpr Statistic mean = pawl::stats::mean, median = median_of,
                    deviation = pawl::stats::standard_deviation, least = smallest, most = largest;

/// What a tool printed about its samples: in `file` beside them, or in `where_printed`.
struct Printed {
  std::string file, benchmark, metric;
  Statistic statistic;
  std::string where;  ///< a JSON pointer, or an expression whose first group is the number
  double unit = 1;    ///< of the number printed
  double relative_error = 1e-12;
  std::string where_printed = "";
};
std::ostream& operator<<(std::ostream& out, const Printed& printed) {
  return out << printed.file << " " << printed.benchmark << " " << printed.where;
}

constexpr double ns = 1e-9, us = 1e-6, ms = 1e-3;

const Printed all_printed[] = {
    {"hyperfine.json", "true", "wall_time", mean, "/results/0/mean"},
    {"hyperfine.json", "true", "wall_time", median, "/results/0/median"},
    {"hyperfine.json", "true", "wall_time", deviation, "/results/0/stddev"},
    {"hyperfine.json", "ls /", "wall_time", least, "/results/1/min"},
    {"hyperfine.json", "ls /", "wall_time", most, "/results/1/max"},
    {"hyperfine-2.json", "the truth", "wall_time", mean, "/results/0/summary/time_wall_clock/mean"},
    {"hyperfine-2.json", "fails", "wall_time", median, "/results/1/summary/time_wall_clock/median"},
    {"hyperfine-2.json", "fails", "cpu_time", deviation, "/results/1/summary/time_cpu/stddev"},
    {"hyperfine-2.json", "fails", "peak_memory", most,
     "/results/1/summary/memory_peak_resident/max"},
    {"mitata.json", "strings > join", "wall_time", mean, "/benchmarks/0/runs/0/stats/avg", ns},
    {"mitata.json", "fill:size=2,kind=a", "wall_time", least, "/benchmarks/2/runs/1/stats/min", ns},
    {"mitata.json", "fill:size=2,kind=a", "wall_time", most, "/benchmarks/2/runs/1/stats/max", ns},
    {"google-benchmark.json", "sort_ints/64", "wall_time", mean, "/benchmarks/5/real_time", ns},
    {"google-benchmark.json", "sort_ints/64", "wall_time", median, "/benchmarks/6/real_time", ns},
    {"google-benchmark.json", "sort_ints/64", "cpu_time", deviation, "/benchmarks/7/cpu_time", ns},
    {"google-benchmark.json", "copy", "bytes_per_second", median,
     "/benchmarks/24/bytes_per_second"},
    {"tinybench-samples.json", "join", "wall_time", mean, "/0/result/latency/mean", ms},
    {"tinybench-samples.json", "join", "wall_time", median, "/0/result/latency/p50", ms},
    {"tinybench-samples.json", "sort", "wall_time", deviation, "/1/result/latency/sd", ms},
    {"tinybench-samples.json", "sort", "wall_time", least, "/1/result/latency/min", ms},
    {"tinybench-samples.json", "sort", "wall_time", most, "/1/result/latency/max", ms},
    {"criterion-0.3", "fib/10", "wall_time", mean, "/mean/point_estimate", ns, 1e-12,
     "criterion-0.3/fib/10/new/estimates.json"},
    {"criterion-0.3", "fib/10", "wall_time", median, "/median/point_estimate", ns, 1e-12,
     "criterion-0.3/fib/10/new/estimates.json"},
    {"criterion-0.3", "fib/15", "wall_time", deviation, "/std_dev/point_estimate", ns, 1e-12,
     "criterion-0.3/fib/15/new/estimates.json"},
    {"criterion-0.5", "fib/rec/10", "wall_time", mean, "/mean/point_estimate", ns, 1e-12,
     "criterion-0.5/fib/rec/10/new/estimates.json"},
    {"criterion-0.5", "fib/with/slash", "wall_time", deviation, "/std_dev/point_estimate", ns,
     1e-12, "criterion-0.5/fib/with_slash/new/estimates.json"},
    {"jmh-modes.json", "pawl.demo.Cache.cache", "throughput", mean, "/0/primaryMetric/score", 1e9},
    {"jmh-modes.json", "pawl.demo.Cache.cache", "wall_time.put", mean,
     "/1/secondaryMetrics/put/score", ns},
    {"jmh-modes.json", "pawl.demo.Parser.parse:text=a=1;b=2", "sample_time", median,
     "/2/primaryMetric/scorePercentiles/50.0", us},
    {"jmh-modes.json", "pawl.demo.Parser.parse:text=a=1;b=2", "sample_time", least,
     "/2/primaryMetric/scorePercentiles/0.0", us},
    {"jmh-modes.json", "pawl.demo.Parser.parse:text=a=1;b=2", "sample_time.p1.00", most,
     "/2/primaryMetric/scorePercentiles/100.0", us},
    {"jmh-modes.json", "pawl.demo.Parser.parse:text=a=1;b=2", "single_shot_time", mean,
     "/3/primaryMetric/score", us},
    {"jmh-profiled.json", "pawl.demo.Sum.parse:length=3", "wall_time", median,
     "/0/primaryMetric/scorePercentiles/50.0", ns},
    {"jmh-profiled.json", "pawl.demo.Sum.parse:length=3", "gc.alloc.rate.norm", mean,
     "/0/secondaryMetrics/gc.alloc.rate.norm/score"},
    // Summaries: what was printed is all there is.
    {"mitata-summary.json", "strings > cut split", "wall_time", median,
     "/benchmarks/1/runs/0/stats/p50", ns},
    {"benchmark-ips.json", "join", "throughput", mean, "/0/ips"},
    {"tinybench.json", "join", "wall_time", median, "/0/result/latency/p50", ms},
    {"vitest.json", "v.bench.mjs > strings > join", "wall_time", median,
     "/files/0/groups/0/benchmarks/0/median", ms},
    {"vitest-5.json", "a/v.bench.mjs > strings > join > join", "wall_time", median,
     "/testResults/0/assertionResults/0/benchmarks/0/tasks/0/latency/p50", ms},
    {"vitest-5-samples.json", "a/v.bench.mjs > strings > cut > split", "wall_time", mean,
     "/testResults/0/assertionResults/1/benchmarks/0/tasks/0/latency/mean", ms},
    {"google-benchmark-aggregates.json", "sort_ints/64", "wall_time", median,
     "/benchmarks/1/real_time", ns},
    {"cargo-bench-recorded.txt", "fib_10", "wall_time", median, "fib_10 +... bench: +([0-9.,]+)",
     ns},
    {"benchmark-js.txt", "RegExp#test", "throughput", mean, "RegExp#test x ([0-9,]+) ops"},
    {"wrk.txt", "http://127.0.0.1:18099/", "latency", median, "50% +([0-9.]+)ms", ms},
    {"wrk.txt", "http://127.0.0.1:18099/", "latency_p99", median, "99% +([0-9.]+)ms", ms},
    {"wrk.txt", "http://127.0.0.1:18099/", "throughput", mean, "Requests/sec: +([0-9.]+)"},
    {"h2load.txt", "h2load", "latency", mean, "time for request:.* ([0-9.]+)ms +4.34ms", ms},
    {"h2load.txt", "h2load", "throughput", mean, "finished in .*, ([0-9.]+) req/s"},
    {"h2load-1.70.txt", "h2load", "latency", median, "request .* ([0-9.]+)us +1.29ms", us},
    {"h2load-1.70.txt", "h2load", "throughput", mean, "finished in .*, ([0-9.]+) req/s"},
    {"catch2.xml", "sorting & searching/sort/sort 500 <ints>", "wall_time", mean,
     "<mean value=\"([0-9.]+)\"", ns},
    {"callgrind.out", "./n", "instructions", mean, "totals: ([0-9]+)"},
    {"junit.xml", "test_sum.test_sorted[1000]", "wall_time", mean,
     "name=\"test_sorted.1000.\" time=\"([0-9.]+)\""},
    {"pytest-benchmark.json", "test_sum.py::test_sum", "wall_time", mean,
     "/benchmarks/0/stats/mean"},
    {"pytest-benchmark.json", "test_sum.py::test_sum", "wall_time", median,
     "/benchmarks/0/stats/median"},
    {"pytest-benchmark.json", "test_sum.py::test_sum", "wall_time", deviation,
     "/benchmarks/0/stats/stddev"},
    {"pytest-benchmark.json", "test_sum.py::test_sum", "wall_time", least,
     "/benchmarks/0/stats/min"},
};

/// NaN, which is not JSON but what some tools print, becomes null.
double number_at(const std::string& text, const std::string& where) {
  if (where.starts_with('/')) {
    const std::string json = std::regex_replace(text, std::regex("\\bNaN\\b"), "null");
    return boost::json::parse(json).at_pointer(where).to_number<double>();
  }
  std::smatch match;
  BOOST_REQUIRE_MESSAGE(std::regex_search(text, match, std::regex(where)), where);
  std::string digits = match[1];
  std::erase(digits, ',');
  return std::stod(digits);
}

std::vector<double> all_values(const Run& run, const Printed& printed) {
  const Series* series = find(run, printed.benchmark, printed.metric);
  BOOST_REQUIRE_MESSAGE(series != nullptr, printed);
  std::vector<double> all;
  for (const auto& session : series->sessions)
    for (const auto& launch : session) all.insert(all.end(), launch.begin(), launch.end());
  return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(import_statistics)

BOOST_DATA_TEST_CASE(they_are_those_that_the_tool_printed, data::make(all_printed), c) {
  const std::vector<double> values = all_values(read_run(outputs / c.file), c);
  const std::string& printed = c.where_printed.empty() ? c.file : c.where_printed;
  const double expected = number_at(read_file(outputs / printed), c.where) * c.unit;
  const double found = c.statistic(values);
  BOOST_TEST(std::abs(found - expected) <= c.relative_error * std::abs(expected),
             found << " is not " << expected);
}

BOOST_AUTO_TEST_SUITE_END()
