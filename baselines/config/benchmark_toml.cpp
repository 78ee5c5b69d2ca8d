#include "benchmark_toml.hpp"

#include "baselines/error.hpp"
#include "baselines/importers/import.hpp"
#include "matrix.hpp"
#include "narrowed.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace pawl::baselines {
namespace {

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
  if (!load.body.empty() && !load.body_file.empty())
    fields.fail_table("expected body or body_file, found both; leave one out");
  return load;
}

/// Variables, whose names nothing can set otherwise.
std::map<std::string, std::string> environment(TomlFields& fields) {
  auto variables = fields.dictionary("env");
  for (const auto& [name, value] : variables)
    if (name.empty() || name.find('=') != std::string::npos)
      fields.fail("env", "names of variables without =, and not empty");
  return variables;
}

Service parse_service(std::string_view file, const toml::table& table) {
  TomlFields fields(file, "service", table);
  Service service;
  service.command = command(fields);
  set(service.shell, fields.string("shell"));
  set(service.ready, fields.string("ready"));
  set(service.ready_timeout, fields.seconds("ready_timeout"));
  service.environment = environment(fields);
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
  benchmark.environment = environment(fields);
  set(benchmark.directory, fields.string("cwd"));
  set(benchmark.stdin_file, fields.string("stdin_file"));
  set(benchmark.prepare, fields.string("prepare"));
  set(benchmark.setup, fields.string("setup"));
  set(benchmark.teardown, fields.string("teardown"));
  if (const auto status = fields.count("expected_status", 0, 255))
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

/// only = ["program", "argument"], or a line for the shell.
void parse_only(TomlFields& fields, Benchmark& benchmark) {
  const toml::node* node = fields.find("only");
  if (node != nullptr && node->is_string())
    set(benchmark.only_shell, fields.string("only"));
  else
    benchmark.only = fields.strings("only");
  if (node != nullptr && !can_be_narrowed(benchmark))
    fields.fail_table("only: expected a command or a line for the shell, found none; leave it out");
  if (const std::string wrong = fault_of_only(benchmark); !wrong.empty())
    fields.fail_table("only: " + wrong);
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
  parse_only(fields, benchmark);
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

void expect_names_differ(const std::vector<Benchmark>& benchmarks) {
  std::set<std::string_view> seen;
  for (const Benchmark& benchmark : benchmarks)
    if (!seen.insert(benchmark.name).second)
      throw Error(Fault::input, benchmark.place + ": [[benchmark]]: the name \"" + benchmark.name +
                                    "\" is taken by an earlier one; give each its own");
}

}  // namespace

std::vector<Benchmark> parse_benchmarks(std::string_view file,
                                        const std::vector<const toml::table*>& tables) {
  std::vector<Benchmark> all;
  for (const toml::table* table : tables)
    for (Benchmark& one : parse_benchmark(file, *table)) all.push_back(std::move(one));
  expect_names_differ(all);
  return all;
}

}  // namespace pawl::baselines
