#pragma once
/// A Config is pawl.toml: what to run, how to judge it, what it may cost.

#include "alert_rule.hpp"
#include "benchmark.hpp"
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
  /// [toolchain]: shell commands that print a version, by the names of what they tell of.
  std::map<std::string, std::string> toolchain;
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
