#include "config.hpp"

#include "alert_rule_toml.hpp"
#include "baselines/baseline/directory_store.hpp"
#include "baselines/error.hpp"
#include "baselines/file.hpp"
#include "baselines/importers/import.hpp"
#include "baselines/keys/ed25519.hpp"
#include "baselines/text/text_place.hpp"
#include "baselines/text/toml_fields.hpp"
#include "baselines/unit.hpp"
#include "matrix.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <utility>

namespace pawl::baselines {
namespace {

template <typename Value>
void set(Value& target, const std::optional<Value>& value) {
  if (value) target = *value;
}

template <typename Value>
void set(std::optional<Value>& target, const std::optional<Value>& value) {
  if (value) target = value;
}

/// A program and its arguments.
std::vector<std::string> command(TomlFields& fields) {
  const toml::node* node = fields.find("command");
  if (node != nullptr && node->is_string())
    fields.fail("command", "a list of strings",
                "write command = [\"program\", \"argument\"], or shell = \"…\"");
  return fields.strings("command");
}

Load parse_load(std::string_view file, const toml::table& table) {
  TomlFields fields(file, "load", table);
  Load load;
  set(load.url, fields.string("url"));
  set(load.method, fields.string("method"));
  set(load.body, fields.string("body"));
  set(load.body_file, fields.string("body_file"));
  load.headers = fields.dictionary("headers");
  load.concurrency = fields.counts("concurrency");
  if (const auto rate = fields.count("rate")) load.rate = static_cast<double>(*rate);
  set(load.duration, fields.seconds("duration"));
  set(load.timeout, fields.seconds("timeout"));
  load.poisson = fields.word("arrivals", {"constant", "poisson"}) == "poisson";
  set(load.connections, fields.count("connections"));
  if (const auto status = fields.count("expected_status", 100))
    load.expected_status = static_cast<int>(*status);
  set(load.expected_body, fields.string("expected_body"));
  set(load.headers_file, fields.string("headers_file"));
  set(load.keep_alive, fields.boolean("keep_alive"));
  set(load.http2, fields.boolean("http2"));
  set(load.streams, fields.count("streams"));
  set(load.cacert, fields.string("cacert"));
  set(load.insecure, fields.boolean("insecure"));
  set(load.threads, fields.count("threads"));
  set(load.samples, fields.count("samples"));
  fields.refuse_unknown();
  if (load.url.empty()) fields.fail_table("expected a url, found none; write url = \"http://…\"");
  if (load.rate && !load.concurrency.empty())
    fields.fail_table("expected a rate or a concurrency, found both; leave one out");
  return load;
}

Service parse_service(std::string_view file, const toml::table& table) {
  TomlFields fields(file, "service", table);
  Service service;
  service.command = command(fields);
  set(service.shell, fields.string("shell"));
  set(service.ready, fields.string("ready"));
  set(service.ready_timeout, fields.seconds("ready_timeout"));
  service.environment = fields.dictionary("env");
  fields.refuse_unknown();
  if (service.command.empty() == service.shell.empty())
    fields.fail_table("expected one of command and shell; say how the service is started");
  return service;
}

stats::Better parse_better(TomlFields& fields) {
  const auto word = fields.word(
      "better", {stats::name(stats::Better::lower), stats::name(stats::Better::higher)});
  return stats::better_named(word.value_or("")).value_or(stats::Better::lower);
}

PrintedMetric parse_metric(std::string_view file, const toml::table& table) {
  TomlFields fields(file, "metrics", table);
  PrintedMetric metric;
  set(metric.name, fields.string("name"));
  set(metric.regex, fields.string("regex"));
  set(metric.json_pointer, fields.string("json_pointer"));
  set(metric.unit, fields.string("unit"));
  metric.better = parse_better(fields);
  set(metric.is_exact, fields.boolean("exact"));
  fields.refuse_unknown();
  if (metric.name.empty()) fields.fail_table("expected a name, found none");
  if (metric.regex.empty() == metric.json_pointer.empty())
    fields.fail_table("expected one of regex and json_pointer");
  return metric;
}

/// Once parameters are put in: "{size}" alone is none.
void expect_regexes(const TomlFields& fields, const Benchmark& benchmark) {
  if (!benchmark.expect_output.empty())
    fields.expect_regex("expect_output", benchmark.expect_output);
  for (const PrintedMetric& metric : benchmark.metrics)
    fields.expect_regex("metrics", metric.regex);
}

void parse_process(TomlFields& fields, Benchmark& benchmark) {
  benchmark.command = command(fields);
  set(benchmark.shell, fields.string("shell"));
  constexpr std::size_t most_launches = 1'000'000;  // as `pawl run --launches`
  set(benchmark.launches, fields.count("launches", 1, most_launches));
  set(benchmark.warmup, fields.count("warmup", 0, most_launches));
  set(benchmark.until, fields.fraction("until"));
  set(benchmark.max_launches, fields.count("max_launches", 1, most_launches));
  set(benchmark.max_time, fields.seconds("max_time"));
  set(benchmark.timeout, fields.seconds("timeout"));
  benchmark.environment = fields.dictionary("env");
  set(benchmark.directory, fields.string("cwd"));
  set(benchmark.stdin_file, fields.string("stdin_file"));
  set(benchmark.prepare, fields.string("prepare"));
  set(benchmark.setup, fields.string("setup"));
  set(benchmark.teardown, fields.string("teardown"));
  if (const auto status = fields.count("expected_status", 0))
    benchmark.expected_status = static_cast<int>(*status);
  set(benchmark.expect_output, fields.string("expect_output"));
}

/// matrix = { size = [100, 1000], mode = ["fast", "safe"] }, in the order written.
std::vector<Parameter> parse_matrix(std::string_view file, const toml::table& table) {
  TomlFields fields(file, "matrix", table);
  std::vector<std::pair<toml::source_position, Parameter>> written;
  for (const auto& [name, values] : table)
    written.push_back(
        {name.source().begin, {std::string(name.str()), fields.words_or_counts(name.str())}});
  std::sort(written.begin(), written.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Parameter> matrix;
  for (auto& [place, parameter] : written) matrix.push_back(std::move(parameter));
  return matrix;
}

std::optional<std::string> import_format(TomlFields& fields) {
  std::vector<std::string_view> formats;
  for (const Importer& importer : importers()) formats.push_back(importer.format);
  return fields.word("import", formats);
}

void expect_one_way_to_run(const TomlFields& fields, const Benchmark& benchmark) {
  const int ways = int{!benchmark.command.empty()} + int{!benchmark.shell.empty()} +
                   int{benchmark.load.has_value()};
  if (ways == 1) return;
  fields.fail_table(std::string("expected one of command, shell and load, found ") +
                    (ways == 0 ? "none" : "several") +
                    "; write command = [\"./program\", \"argument\"]");
}

/// So many launches, and no warm-up, unless the file says otherwise.
void default_to(std::size_t launches, TomlFields& fields, Benchmark& benchmark) {
  if (fields.find("launches") == nullptr) benchmark.launches = launches;
  if (fields.find("warmup") == nullptr) benchmark.warmup = 0;
}

/// One launch makes all that others are launched for, and has the time of as many.
void default_to_one_launch(TomlFields& fields, Benchmark& benchmark) {
  const auto others = static_cast<double>(Benchmark{}.launches);
  if (fields.find("timeout") == nullptr) benchmark.timeout *= others;
  default_to(1, fields, benchmark);
}

std::vector<Benchmark> parse_benchmark(std::string_view file, const toml::table& table) {
  TomlFields fields(file, "[[benchmark]]", table);
  Benchmark benchmark;
  benchmark.place = fields.place();
  set(benchmark.name, fields.string("name"));
  if (benchmark.name.empty()) fields.fail_table("expected a name, found none; write name = \"…\"");
  parse_process(fields, benchmark);
  set(benchmark.import, import_format(fields));
  for (const toml::table* metric : fields.tables("metrics"))
    benchmark.metrics.push_back(parse_metric(file, *metric));
  if (const toml::table* load = fields.table("load")) benchmark.load = parse_load(file, *load);
  if (benchmark.load)
    default_to(fewest_launches, fields, benchmark);
  else if (launches_by_itself(benchmark.import))
    default_to_one_launch(fields, benchmark);
  if (const toml::table* service = fields.table("service"))
    benchmark.service = parse_service(file, *service);
  std::vector<Parameter> matrix;
  if (const toml::table* parameters = fields.table("matrix"))
    matrix = parse_matrix(file, *parameters);
  fields.refuse_unknown();
  expect_one_way_to_run(fields, benchmark);
  if (const std::string wrong = fault(benchmark, matrix); !wrong.empty())
    fields.fail_table("matrix: " + wrong);
  const std::vector<Benchmark> all = expanded(benchmark, matrix);
  for (const Benchmark& one : all) expect_regexes(fields, one);
  return all;
}

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

/// A rate that must lie strictly between 0 and 1.
void set_rate(TomlFields& fields, std::string_view key, double& target) {
  const auto rate = fields.fraction(key);
  if (rate && (*rate <= 0 || *rate >= 1)) fields.fail(key, "a rate between 0 and 1");
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
  set_rate(fields, "alpha", config.policy.alpha);
  set(config.policy.threshold, fields.fraction("threshold"));
  if (const auto floor = limit(fields, "absolute_floor"))
    config.policy.absolute_floor = floor->value;
  set(config.policy.noise_floor, fields.fraction("noise_floor"));
  set_word(fields, "correction", corrections, config.policy.correction);
  set_word(fields, "statistic", statistics, config.policy.statistic);
  set_rate(fields, "confidence", config.policy.confidence);
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
  if (const auto seed = fields.count("seed", 0)) config.seed = *seed;
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

void expect_names_differ(const std::vector<Benchmark>& benchmarks) {
  std::set<std::string_view> seen;
  for (const Benchmark& benchmark : benchmarks)
    if (!seen.insert(benchmark.name).second)
      throw Error(Fault::input, benchmark.place + ": [[benchmark]]: the name \"" + benchmark.name +
                                    "\" is taken by an earlier one; give each its own");
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
  if (const toml::table* signing = fields.table("signing")) parse_signing(file, *signing, config);
  for (const toml::table* benchmark : fields.tables("benchmark"))
    for (const Benchmark& one : parse_benchmark(file, *benchmark)) config.benchmarks.push_back(one);
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
  expect_names_differ(config.benchmarks);
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
