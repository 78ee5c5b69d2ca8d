#pragma once
/// A Config is pawl.toml: what to run, how to judge it, what it may cost.

#include "alert_rule.hpp"
#include "stats/better.hpp"
#include "stats/policy.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pawl::baselines {

/// A number that the benchmark itself prints.
struct PrintedMetric {
  std::string name;
  std::string regex;         ///< its first group, or all that it matches, is the number; or
  std::string json_pointer;  ///< where in the JSON printed it stands
  std::string unit = "1";    ///< of the number printed
  stats::Better better = stats::Better::lower;
  bool is_exact = false;  ///< the same each time (stats/verdict/exact.hpp)
};

/// HTTP load in place of a command.
struct Load {
  std::string url, method = "GET";
  std::string body, body_file;
  std::map<std::string, std::string> headers;
  std::vector<std::size_t> concurrency;  ///< closed model, one benchmark each; empty with `rate`
  std::optional<double> rate;            ///< open model, requests a second
  bool poisson = false;                  ///< open model: arrivals at random
  std::size_t connections = 256;         ///< open model: at most so many at a time
  double duration = 10;                  ///< seconds
  double timeout = 10;                   ///< seconds a request
  int expected_status = 200;
  std::string expected_body;  ///< must stand in the body
  std::string headers_file;   ///< "Name: value" lines: where secrets are kept
  bool keep_alive = true;
  bool http2 = false;
  std::size_t streams = 1;  ///< HTTP/2: requests under way on one connection
  std::string cacert;       ///< https: file of certificates to trust; empty: the system's
  bool insecure = false;    ///< https: any certificate will do
  std::size_t threads = 1;
  std::size_t samples = 2000;  ///< latencies kept, of each launch
};

/// What must run while a benchmark is measured.
struct Service {
  std::vector<std::string> command;
  std::string shell;
  std::string ready;          ///< URL that answers 2xx once it is up
  double ready_timeout = 30;  ///< seconds
  std::map<std::string, std::string> environment;
};

/// The fewest with which a difference can be proven at alpha = 0.01 against as many.
inline constexpr std::size_t fewest_launches = 5;

struct Benchmark {
  std::string name;
  // Exactly one of these three.
  std::vector<std::string> command;
  std::string shell;
  std::optional<Load> load;

  std::optional<Service> service;
  std::size_t launches = 20;
  std::size_t warmup = 1;       ///< launches before, not counted
  std::optional<double> until;  ///< half-width of the interval, relative, that ends it early
  std::optional<std::size_t> max_launches;
  std::optional<double> max_time;  ///< seconds
  double timeout = 300;            ///< seconds a launch
  std::map<std::string, std::string> environment;
  std::string directory;   ///< to run in, relative to pawl.toml; empty: its own
  std::string stdin_file;  ///< likewise; empty: /dev/null
  std::string prepare;     ///< shell command before each launch
  std::string setup;       ///< shell command before the first
  std::string teardown;    ///< shell command after the last
  int expected_status = 0;
  std::string expect_output;  ///< regular expression (ECMAScript) that a line it prints must match
  std::string import;  ///< format of what it prints (import.hpp); empty: its process is measured
  std::vector<PrintedMetric> metrics;
  std::string place;  ///< "pawl.toml:12:1"
};

/// A limit on one statistic of a budget's metric, in its base unit.
struct Limit {
  std::string statistic;  ///< "mean", "median", "p50", "p90", "p95", "p99", "max"
  double value = 0;
  std::string unit;  ///< base unit; empty: that of the metric
};

struct Budget {
  std::string benchmark;  ///< regular expression (ECMAScript) that must match the whole name
  std::string metric = "wall_time";
  std::vector<Limit> limits;  ///< never empty
  std::string place;
};

/// What [run] asks of the kernel for each launch.
struct LaunchConditions {
  std::optional<int> pin;    ///< the only CPU to run on
  int nice = 0;              ///< −20 (first served) to 19
  bool no_aslr = false;      ///< the same memory layout for each launch
  bool counters = false;     ///< hardware counters, as far as there are any
  bool drop_caches = false;  ///< the page cache is empty at its start
};

/// How long `pawl history prune` keeps what is in the history: seconds, a day or more; 0: for ever.
struct HistoryRule {
  double keep_samples = 0;  ///< of an older point only the median stays
  double keep_each = 0;     ///< of older points one a week stays
  double keep_runs = 0;     ///< an older run leaves
  bool operator==(const HistoryRule&) const = default;
};

struct Config {
  std::string suite = "default";
  std::string testbed;    ///< empty: named after the machine
  std::string baselines;  ///< directory; empty: baselines/committed
  std::string history;    ///< file, or postgresql://…; empty: .pawl/history.sqlite
  HistoryRule history_rule;
  std::map<std::string, std::string> signers;  ///< public keys (ed25519.hpp) by their names
  bool requires_signatures = false;  ///< signing.required: `pawl check` refuses what has none
  bool yardstick = true;  ///< run.yardstick: a reference program is run between the benchmarks
  std::optional<std::uint64_t> seed;  ///< run.seed: of the order of launches
  LaunchConditions conditions;
  std::vector<Benchmark> benchmarks;
  stats::Policy policy;
  /// Metrics that the gate judges; others are recorded only.
  /// By default also those that benchmarks name in their `metrics`.
  std::vector<std::string> metrics = {
      "wall_time",        "latency",     "throughput",      "sample_time",
      "single_shot_time", "allocations", "allocated_bytes", "value"};
  bool inconclusive_is_a_warning = false;
  std::vector<Budget> budgets;
  std::vector<AlertRule> alerts;  ///< empty: default_alert_rules() hold
};

/// Reads pawl.toml. `name` stands for the file in errors, which are "pawl.toml:LINE:COLUMN: …".
/// Throws Error (Fault::input).
Config parse_config(std::string_view text, std::string_view name);

/// As parse_config with a file's contents.
Config read_config(const std::filesystem::path& path);

}  // namespace pawl::baselines
