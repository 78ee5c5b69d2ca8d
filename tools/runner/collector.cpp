#include "collector.hpp"

#include "baselines/error.hpp"
#include "baselines/import.hpp"
#include "interruption.hpp"
#include "printed_metric.hpp"
#include "process_metric.hpp"
#include "stats/interval.hpp"
#include "tools/load/load_benchmark.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace pawl::tools {

namespace {

using baselines::Benchmark;
using baselines::Series;

constexpr std::size_t failures_until_given_up = 3;
constexpr std::size_t kept_output = 64 << 20;

std::vector<std::string> environment_of(const Benchmark& benchmark, Environment environment) {
  for (const auto& [name, value] : benchmark.environment) environment[name] = value;
  std::vector<std::string> entries;
  for (const auto& [name, value] : environment) entries.push_back(name + "=" + value);
  return entries;
}

std::filesystem::path within(const Surroundings& surroundings, const std::string& path) {
  return path.empty() ? std::filesystem::path() : surroundings.directory / path;
}

bool wants_output(const Benchmark& benchmark) {
  return !benchmark.import.empty() || !benchmark.metrics.empty() ||
         !benchmark.expect_output.empty();
}

Invocation invocation(const Benchmark& benchmark, const Surroundings& surroundings) {
  Invocation invocation;
  invocation.arguments = benchmark.shell.empty()
                             ? benchmark.command
                             : std::vector<std::string>{"/bin/sh", "-c", benchmark.shell};
  invocation.environment = environment_of(benchmark, surroundings.environment);
  invocation.directory = benchmark.directory.empty() ? surroundings.directory
                                                     : within(surroundings, benchmark.directory);
  invocation.input = within(surroundings, benchmark.stdin_file);
  invocation.timeout = benchmark.timeout;
  invocation.conditions = surroundings.conditions;
  invocation.keep_output = wants_output(benchmark) ? kept_output : 0;
  return invocation;
}

/// Harnesses that start processes themselves: what they print is one launch a process.
bool launches_by_itself(const std::string& format) {
  constexpr std::array<std::string_view, 2> formats = {"hyperfine", "jmh"};
  return std::find(formats.begin(), formats.end(), format) != formats.end();
}

/// One process printed it all, so that its values are iterations of one launch.
stats::Sample::Session as_one_launch(const Series& series) {
  stats::Sample::Launch all;
  for (const stats::Sample::Session& session : series.sessions)
    for (const stats::Sample::Launch& launch : session)
      all.insert(all.end(), launch.begin(), launch.end());
  return {all};
}

stats::Sample::Session as_launches(const Series& series) {
  stats::Sample::Session all;
  for (const stats::Sample::Session& session : series.sessions)
    all.insert(all.end(), session.begin(), session.end());
  return all;
}

/// Of the 95 % interval of the median of launches; infinite where there are too few.
double relative_half_width(const Series& series) {
  const auto sample = stats::Sample::from_sessions(series.sessions);
  if (!sample) return std::numeric_limits<double>::infinity();
  const stats::Interval median = stats::quantile_estimate(sample->launch_medians(), 0.5, 0.95);
  return (median.high - median.low) / 2 / std::abs(median.estimate);
}

void append(Series& series, const stats::Sample::Session& launches) {
  stats::Sample::Session& session = series.sessions.front();
  session.insert(session.end(), launches.begin(), launches.end());
}

std::string how_it_failed(const Launch& launch) {
  std::string reason = describe(launch);
  const std::string tail = launch.errors.last_lines(3, 400);
  if (!tail.empty()) reason += "; its stderr ends: " + tail;
  std::replace(reason.begin(), reason.end(), '\n', ' ');
  return reason;
}

std::string how_its_output_differs(const Launch& launch, const std::string& expected) {
  const std::string tail = launch.output.last_lines(3, 400);
  std::string reason = "no line of its output matches " + expected +
                       (tail.empty() ? "; it printed nothing" : "; it ends: " + tail);
  std::replace(reason.begin(), reason.end(), '\n', ' ');
  return reason;
}

void append_once(std::vector<std::string>& texts, const std::string& text) {
  if (std::find(texts.begin(), texts.end(), text) == texts.end()) texts.push_back(text);
}

}  // namespace

Collector::Collector(Benchmark benchmark, const Surroundings& surroundings)
    : benchmark_(std::move(benchmark)), surroundings_(surroundings) {
  if (surroundings.has_callgrind) callgrind_ = std::make_unique<Callgrind>();
}

bool Collector::is_given_up() const {
  return failed_ >= failures_until_given_up || (failed_ > 0 && succeeded_ == 0);
}

bool Collector::has_enough() const {
  const bool is_out_of_time = benchmark_.max_time && time_spent_ >= *benchmark_.max_time;
  return (is_out_of_time && succeeded_ > 0) || (benchmark_.until && is_narrow(*benchmark_.until));
}

/// All that will be judged by default is known that exactly.
bool Collector::is_narrow(double half_width) const {
  return !series_.empty() && std::all_of(series_.begin(), series_.end(), [&](const Series& series) {
    return has_mark(series, baselines::secondary_mark) || relative_half_width(series) <= half_width;
  });
}

void Collector::take_turn(bool is_warmup) {
  try {
    if (!prepare()) return;
    const std::unique_ptr<load::Service> service = started_service();
    if (Interruption::signal() != 0) return;
    benchmark_.load ? take_load(is_warmup) : take_launch(is_warmup);
    if (!service || Interruption::signal() != 0) return;
    if (const auto how = service->how_it_ended()) fail("its service " + *how);
  } catch (const Error& error) {
    if (error.fault != Fault::input && error.fault != Fault::remote) throw;
    fail(error.what());
  }
}

/// A service of its own for each launch: its memory layout is part of what varies.
std::unique_ptr<load::Service> Collector::started_service() const {
  if (!benchmark_.service) return nullptr;
  return std::make_unique<load::Service>(*benchmark_.service, surroundings_.directory,
                                         environment_of(benchmark_, surroundings_.environment),
                                         benchmark_.load ? benchmark_.load->url : "");
}

void Collector::take_launch(bool is_warmup) {
  const Launch launch = launcher_->launch();
  if (launch.end == Launch::End::interrupted) return;
  if (launch.end != Launch::End::exited || launch.status != benchmark_.expected_status)
    return fail(how_it_failed(launch));
  if (!benchmark_.expect_output.empty() &&
      !has_line(launch.output.text(), benchmark_.expect_output))
    return fail(how_its_output_differs(launch, benchmark_.expect_output));
  if (launch.left_children)
    append_once(notes_, name() + ": left processes behind, which were ended");
  ++succeeded_;
  if (!is_warmup) record(launch);
}

void Collector::take_load(bool is_warmup) {
  const load::Result result = load::generate(
      load::plan_of(*benchmark_.load, surroundings_.directory, succeeded_ + failed_ + 1), {});
  if (result.was_interrupted) return;
  if (const auto wrong = load::what_is_wrong(result.tally)) return fail(*wrong);
  ++succeeded_;
  if (is_warmup) return;
  time_spent_ += result.seconds;
  const std::string failures = load::describe_failures(result.tally);
  if (!failures.empty()) append_once(notes_, name() + ": " + failures);
  for (const Series& loaded : load::series_of(name(), result))
    append(series(loaded), loaded.sessions.front());
}

bool Collector::prepare() {
  if (!is_set_up_ && !run_hook("setup", benchmark_.setup)) return false;
  is_set_up_ = true;
  if (!run_hook("prepare", benchmark_.prepare)) return false;
  if (surroundings_.conditions.drop_caches) drop_caches();
  if (launcher_ || benchmark_.load) return true;
  const Invocation plain = invocation(benchmark_, surroundings_);
  launcher_ = std::make_unique<Launcher>(callgrind_ ? callgrind_->under(plain) : plain);
  return true;
}

bool Collector::run_hook(const std::string& what, const std::string& script) {
  if (script.empty()) return true;
  Benchmark hook = benchmark_;
  hook.shell = script;
  hook.stdin_file.clear();
  hook.expect_output.clear();
  Invocation script_call = invocation(hook, surroundings_);
  script_call.conditions = {};
  const Launch launch = Launcher(script_call).launch();
  const bool is_well = launch.end == Launch::End::exited && launch.status == 0;
  if (!is_well) fail("its " + what + " " + how_it_failed(launch));
  return is_well;
}

void Collector::finish() {
  launcher_.reset();
  if (is_set_up_ && !benchmark_.teardown.empty()) run_hook("teardown", benchmark_.teardown);
  is_set_up_ = false;
}

void Collector::fail(const std::string& reason) {
  ++failed_;
  last_failure_ = reason;
}

Series& Collector::series(const Series& like) {
  const auto found = std::find_if(series_.begin(), series_.end(), [&](const Series& series) {
    return series.benchmark == like.benchmark && series.metric == like.metric;
  });
  if (found != series_.end()) return *found;
  series_.push_back(like);
  series_.back().sessions.assign(1, {});
  return series_.back();
}

void Collector::record(const Launch& launch) {
  if (wants_output(benchmark_) && !launch.output.is_whole())
    return fail("printed more than can be read (128 MiB)");
  time_spent_ += launch.wall_time;
  if (callgrind_) return record_instructions();
  record_process(launch);
  if (!benchmark_.metrics.empty()) record_printed(launch.output.text());
  if (!benchmark_.import.empty()) record_imported(launch.output.text());
}

/// A harness decides itself how long it runs, so that its own time says nothing.
void Collector::record_process(const Launch& launch) {
  for (const ProcessMetric& metric : process_metrics()) {
    if (!benchmark_.import.empty() && metric.name != "peak_memory") continue;
    if (metric.of(launch) < 0) continue;
    Series like{.benchmark = name(),
                .metric = std::string(metric.name),
                .unit = std::string(metric.unit),
                .sessions = {},
                .unknown = {}};
    if (metric.is_secondary) set_mark(like, baselines::secondary_mark);
    append(series(like), {{metric.of(launch)}});
  }
}

void Collector::record_instructions() {
  Series like{
      .benchmark = name(), .metric = "instructions", .unit = "1", .sessions = {}, .unknown = {}};
  set_mark(like, baselines::exact_mark);
  append(series(like), {{callgrind_->take_instructions()}});
}

void Collector::record_printed(const std::string& text) {
  for (const baselines::PrintedMetric& metric : benchmark_.metrics) {
    const Series printed = printed_series(metric, name(), text);
    append(series(printed), as_one_launch(printed));
  }
}

void Collector::record_imported(const std::string& text) {
  const baselines::Run imported =
      baselines::parse_any_run(text, "output of " + name(), benchmark_.import);
  for (const Series& printed : imported.series)
    append(series(printed),
           launches_by_itself(benchmark_.import) ? as_launches(printed) : as_one_launch(printed));
  for (const std::string& note : imported.notes) append_once(notes_, note);
  for (const baselines::Failure& failure : imported.failures)
    if (std::find(imported_failures_.begin(), imported_failures_.end(), failure) ==
        imported_failures_.end())
      imported_failures_.push_back(failure);
}

void Collector::contribute(baselines::Run& run) const {
  for (const Series& collected : series_) {
    if (collected.sessions.front().empty()) continue;
    if (baselines::find(run, collected.benchmark, collected.metric) == nullptr) {
      run.series.push_back(collected);
    } else {
      run.failures.push_back({name(), "prints " + collected.metric + " of " + collected.benchmark +
                                          ", as another benchmark does; rename one"});
    }
  }
  run.notes.insert(run.notes.end(), notes_.begin(), notes_.end());
  run.failures.insert(run.failures.end(), imported_failures_.begin(), imported_failures_.end());
  if (failed_ == 0) return;
  const std::string count = std::to_string(failed_) + " of " +
                            std::to_string(failed_ + succeeded_) + " launches failed, the last: ";
  run.failures.push_back({name(), count + last_failure_});
}

}  // namespace pawl::tools
