#include "config.hpp"

#include "alert_rule_toml.hpp"
#include "baselines/baseline/directory_store.hpp"
#include "baselines/error.hpp"
#include "baselines/file.hpp"
#include "baselines/keys/ed25519.hpp"
#include "baselines/text/text_place.hpp"
#include "baselines/text/toml_fields.hpp"
#include "baselines/unit.hpp"
#include "benchmark_toml.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <set>
#include <utility>

namespace pawl::baselines {
namespace {

using stats::Correction;
using stats::Statistic;

constexpr std::array corrections{
    std::pair{std::string_view("none"), Correction::none},
    std::pair{std::string_view("benjamini-hochberg"), Correction::benjamini_hochberg},
    std::pair{std::string_view("holm"), Correction::holm},
};

constexpr std::array statistics{
    std::pair{std::string_view("median"), Statistic::median},
    std::pair{std::string_view("mean"), Statistic::mean},
    std::pair{std::string_view("minimum"), Statistic::minimum},
    std::pair{std::string_view("p90"), Statistic::p90},
    std::pair{std::string_view("p95"), Statistic::p95},
    std::pair{std::string_view("p99"), Statistic::p99},
};

/// The value that the key's word stands for in `table`.
template <typename Table, typename Value>
void set_word(TomlFields& fields, std::string_view key, const Table& table, Value& target) {
  std::vector<std::string_view> words;
  for (const auto& [word, value] : table) words.push_back(word);
  const auto word = fields.word(key, words);
  for (const auto& [name, value] : table)
    if (word == name) target = value;
}

/// A rate from `least` to `most`.
void set_rate(TomlFields& fields, std::string_view key, double least, double most, double& target) {
  const auto rate = fields.fraction(key);
  if (rate && (*rate < least || *rate > most))
    fields.fail(key, "a rate from " + shortest(least) + " to " + shortest(most));
  set(target, rate);
}

/// A limit such as "100ms", or a number in the base unit.
std::optional<Quantity> limit(TomlFields& fields, std::string_view key) {
  const toml::node* node = fields.find(key);
  if (node == nullptr) return std::nullopt;
  if (const auto bare = node->value<double>(); bare && !node->is_string()) {
    if (!std::isfinite(*bare)) fields.fail(key, "a finite number");
    return Quantity{*bare, ""};
  }
  const auto text = node->value<std::string_view>();
  const auto value = text ? quantity(*text) : std::nullopt;
  if (!value) fields.fail(key, "a value with its unit such as \"100ms\" or \"64 MiB\"");
  return value;
}

void parse_policy(std::string_view file, const toml::table& table, Config& config) {
  TomlFields fields(file, "[policy]", table);
  set_rate(fields, "alpha", stats::least_alpha, stats::most_alpha, config.policy.alpha);
  set(config.policy.threshold, fields.fraction("threshold"));
  if (const auto floor = limit(fields, "absolute_floor")) {
    if (floor->value < 0) fields.fail("absolute_floor", "a value of 0 or more");
    config.policy.absolute_floor = floor->value;
  }
  set(config.policy.noise_floor, fields.fraction("noise_floor"));
  set_word(fields, "correction", corrections, config.policy.correction);
  set_word(fields, "statistic", statistics, config.policy.statistic);
  set_rate(fields, "confidence", 1 - stats::most_alpha, 1 - stats::least_alpha,
           config.policy.confidence);
  if (fields.find("metrics") != nullptr) config.metrics = fields.strings("metrics");
  config.inconclusive_is_a_warning = fields.word("inconclusive", {"fail", "warn"}) == "warn";
  fields.refuse_unknown();
}

Budget parse_budget(std::string_view file, const toml::table& table) {
  TomlFields fields(file, "[[budget]]", table);
  Budget budget;
  budget.place = fields.place();
  set(budget.benchmark, fields.string("benchmark"));
  if (budget.benchmark.empty())
    fields.fail_table("expected a benchmark, found none; write benchmark = \".*\" for all");
  fields.expect_regex("benchmark", budget.benchmark);
  set(budget.metric, fields.string("metric"));
  for (const char* statistic : {"mean", "median", "p50", "p90", "p95", "p99", "max"})
    if (const auto value = limit(fields, statistic))
      budget.limits.push_back({statistic, value->value, value->base});
  fields.refuse_unknown();
  if (budget.limits.empty())
    fields.fail_table("expected a limit, found none; write p95 = \"200ms\", say");
  return budget;
}

void parse_run_table(std::string_view file, const toml::table& table, Config& config) {
  TomlFields fields(file, "[run]", table);
  set(config.yardstick, fields.boolean("yardstick"));
  constexpr std::size_t greatest_seed = std::numeric_limits<std::int64_t>::max();
  if (const auto seed = fields.count("seed", 0, greatest_seed)) config.seed = *seed;
  LaunchConditions& conditions = config.conditions;
  set(conditions.pin, fields.integer("pin", 0, 1'000'000));
  set(conditions.nice, fields.integer("nice", -20, 19));
  set(conditions.no_aslr, fields.boolean("no_aslr"));
  set(conditions.counters, fields.boolean("counters"));
  set(conditions.drop_caches, fields.boolean("drop_caches"));
  fields.refuse_unknown();
}

void parse_signing(std::string_view file, const toml::table& table, Config& config) {
  TomlFields fields(file, "[signing]", table);
  config.signers = fields.dictionary("keys");
  for (const auto& [name, key] : config.signers)
    if (!is_public_key(key))
      fields.fail_table("keys." + name +
                        ": expected an Ed25519 public key, 60 characters of base64; `openssl pkey "
                        "-in key.pem -pubout` shows it");
  if (config.signers.empty())
    fields.fail_table("expected keys, found none; write keys = { release = \"MCow…\" }");
  set(config.requires_signatures, fields.boolean("required"));
  fields.refuse_unknown();
}

/// The place alone, or a table.
void parse_history(std::string_view file, TomlFields& config_fields, Config& config) {
  const toml::node* node = config_fields.find("history");
  if (node == nullptr || !node->is_table())
    return set(config.history, config_fields.string("history"));
  TomlFields fields(file, "[history]", *node->as_table());
  set(config.history, fields.string("place"));
  HistoryRule& rule = config.history_rule;
  for (const auto& [key, kept] : {std::pair("keep_samples", &rule.keep_samples),
                                  {"keep_each", &rule.keep_each},
                                  {"keep_runs", &rule.keep_runs}}) {
    constexpr double day = 86'400, longest = 100'000 * day;
    set(*kept, fields.seconds(key));
    if (fields.find(key) != nullptr && (*kept < day || *kept > longest))
      fields.fail(key, "a time from a day to 100,000 days such as \"90d\"");
  }
  fields.refuse_unknown();
}

Config parse_table(std::string_view file, const toml::table& table) {
  TomlFields fields(file, "", table);
  Config config;
  set(config.suite, fields.string("suite"));
  if (!is_safe_name(config.suite)) fields.fail("suite", safe_name);
  set(config.testbed, fields.string("testbed"));
  if (!config.testbed.empty() && !is_safe_name(config.testbed)) fields.fail("testbed", safe_name);
  set(config.baselines, fields.string("baselines"));
  parse_history(file, fields, config);
  if (const toml::table* run = fields.table("run")) parse_run_table(file, *run, config);
  config.toolchain = fields.dictionary("toolchain");
  if (const toml::table* signing = fields.table("signing")) parse_signing(file, *signing, config);
  config.benchmarks = parse_benchmarks(file, fields.tables("benchmark"));
  for (const Benchmark& benchmark : config.benchmarks)
    for (const PrintedMetric& metric : benchmark.metrics)
      if (std::find(config.metrics.begin(), config.metrics.end(), metric.name) ==
          config.metrics.end())
        config.metrics.push_back(metric.name);
  if (const toml::table* policy = fields.table("policy")) parse_policy(file, *policy, config);
  for (const toml::table* budget : fields.tables("budget"))
    config.budgets.push_back(parse_budget(file, *budget));
  config.alerts = parse_alert_rules(file, fields.tables("alert"));
  fields.refuse_unknown();
  return config;
}

}  // namespace

Config parse_config(std::string_view text, std::string_view name) {
  expect_utf8(name, text);
  try {
    return parse_table(name, toml::parse(text, name));
  } catch (const toml::parse_error& error) {
    // Its descriptions begin with what it was doing: "Error while parsing …: expected …".
    std::string_view reason = error.description();
    if (reason.starts_with("Error while ")) reason.remove_prefix(reason.find(": ") + 2);
    throw Error(Fault::input,
                toml_place(name, error.source().begin) + ": not TOML: " + std::string(reason));
  }
}

Config read_config(const std::filesystem::path& path) {
  constexpr std::size_t largest_config = 16 << 20;
  return parse_config(read_file(path, largest_config), path.string());
}

}  // namespace pawl::baselines
