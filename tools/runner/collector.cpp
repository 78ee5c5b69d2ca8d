#include "collector.hpp"

#include "baselines/config/narrowed.hpp"
#include "baselines/error.hpp"
#include "baselines/importers/import.hpp"
#include "baselines/importers/import_text.hpp"
#include "baselines/run/launches.hpp"
#include "ci/budgets.hpp"
#include "ci/format.hpp"
#include "harness_launches.hpp"
#include "printed_metric.hpp"
#include "process_metric.hpp"
#include "stats/intervals/interval.hpp"
#include "stats/thinned.hpp"
#include "tools/launch/child_environment.hpp"
#include "tools/launch/interruption.hpp"
#include "tools/load/load_benchmark.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <set>
#include <string_view>
#include <utility>

namespace pawl::tools {

namespace {

using baselines::Benchmark;
using baselines::Series;

constexpr std::size_t failures_until_given_up = 3;
constexpr std::size_t kept_output = 64 << 20;  // of the head, and of the tail

std::vector<std::string> environment_of(const Benchmark& benchmark, const Environment& ours) {
  Environment environment = without_secrets(ours);
  for (const auto& [name, value] : benchmark.environment) environment[name] = value;
  return entries(environment);
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

bool has_limit_on_largest(const std::vector<baselines::Budget>& budgets, const Series& series) {
  const auto limits = ci::limits_on(budgets, series.benchmark, series.metric);
  return std::ranges::find(limits, "max", &baselines::Limit::statistic) != limits.end();
}

/// One process printed it all, so that its values are iterations of one launch.
void make_one_launch(Series& series, const std::vector<baselines::Budget>& budgets) {
  stats::Sample::Launch all;
  for (const stats::Sample::Session& session : series.sessions)
    for (const stats::Sample::Launch& launch : session)
      all.insert(all.end(), launch.begin(), launch.end());
  if (all.size() > stats::values_kept && !has_limit_on_largest(budgets, series)) {
    all = stats::thinned(std::move(all));
    set_mark(series, baselines::thinned_mark);
  }
  series.sessions = {{std::move(all)}};
}

/// Of the 95 % interval of the median of launches; infinite where there are too few.
double relative_half_width(const Series& series) {
  const auto sample = stats::Sample::from_sessions(series.sessions);
  if (!sample) return std::numeric_limits<double>::infinity();
  const stats::Interval median = stats::quantile_estimate(sample->launch_medians(), 0.5, 0.95);
  return (median.high - median.low) / 2 / std::abs(median.estimate);
}

/// A harness decides itself how long it runs, so that its own time says nothing.
std::vector<Series> process_series(const Benchmark& benchmark, const Launch& launch) {
  std::vector<Series> all;
  for (const ProcessMetric& metric : process_metrics()) {
    if (!benchmark.import.empty() && metric.name != "peak_memory") continue;
    if (metric.of(launch) < 0) continue;
    all.push_back({.benchmark = benchmark.name,
                   .metric = std::string(metric.name),
                   .unit = std::string(metric.unit),
                   .sessions = {{{metric.of(launch)}}},
                   .unknown = {}});
    if (metric.is_secondary) set_mark(all.back(), baselines::secondary_mark);
  }
  return all;
}

std::string how_it_failed(const Launch& launch) {
  const bool is_late = launch.end == Launch::End::timed_out;
  const std::string how = describe(launch) + (is_late ? " (timeout in pawl.toml)" : "");
  if (const std::string tail = launch.errors.last_lines(); !tail.empty())
    return how + "; its stderr ends: " + tail;
  const std::string tail = launch.output.last_lines();
  return how + (tail.empty() ? "" : "; its output ends: " + tail);
}

std::string how_its_output_differs(const Launch& launch, const std::string& expected) {
  const std::string tail = launch.output.last_lines();
  return "no line of its output matches " + expected +
         (tail.empty() ? "; it printed nothing" : "; it ends: " + tail);
}

/// A number printed under a name that is taken would be mixed with the other's.
void expect_metrics_of_their_own(const Benchmark& benchmark) {
  std::set<std::string_view> taken;
  for (const ProcessMetric& metric : process_metrics()) taken.insert(metric.name);
  for (const baselines::PrintedMetric& metric : benchmark.metrics)
    if (!taken.insert(metric.name).second)
      throw Error(Fault::input, benchmark.place + ": [[benchmark]] metrics: the name \"" +
                                    metric.name +
                                    "\" is taken, by an earlier one or by what is known of every "
                                    "process; give it another");
}

/// The one address that a load generator loaded, which tells it from no other load of that.
std::string only_address(std::string_view format, const std::vector<Series>& printed) {
  if (baselines::name_of_unnamed(format).empty() || printed.empty()) return "";
  const std::string& name = printed.front().benchmark;
  const bool is_only =
      std::ranges::all_of(printed, [&](const Series& other) { return other.benchmark == name; });
  return is_only && name.find("://") != std::string::npos ? name : "";
}

void append_once(std::vector<std::string>& texts, const std::string& text) {
  if (std::find(texts.begin(), texts.end(), text) == texts.end()) texts.push_back(text);
}

}  // namespace

Collector::Collector(Benchmark benchmark, const Surroundings& surroundings)
    : benchmark_(std::move(benchmark)), surroundings_(surroundings) {
  expect_metrics_of_their_own(benchmark_);
  if (benchmark_.load) during(benchmark_.place, [&] { load::expect_possible(*benchmark_.load); });
  if (surroundings.has_callgrind) callgrind_ = std::make_unique<Callgrind>();
}

bool Collector::is_given_up() const {
  return failed_ >= failures_until_given_up || (failed_ > 0 && succeeded_ == 0);
}

bool Collector::has_enough() const {
  const bool is_out_of_time = benchmark_.max_time && time_spent_ >= *benchmark_.max_time;
  return (is_out_of_time && succeeded_ > 0) || (benchmark_.until && is_narrow(*benchmark_.until));
}

/// Whether all that is judged by default is known that exactly.
bool Collector::is_narrow(double half_width) const {
  return !series_.empty() && std::all_of(series_.begin(), series_.end(), [&](const Series& series) {
    return has_mark(series, baselines::secondary_mark) || relative_half_width(series) <= half_width;
  });
}

void Collector::ask_for(std::vector<std::string> names) {
  if (names == asked_for_ || !baselines::can_be_narrowed(benchmark_)) return;
  asked_for_ = std::move(names);
  launcher_.reset();
}

bool Collector::take_turn(bool is_warmup) {
  const std::size_t before = succeeded_ + failed_;
  try {
    launch_once(is_warmup);
  } catch (const Error& error) {
    if (error.fault != Fault::input && error.fault != Fault::remote) throw;
    fail(error.what());
  }
  return succeeded_ + failed_ > before;
}

void Collector::launch_once(bool is_warmup) {
  if (!prepare()) return;
  const std::unique_ptr<load::Service> service = started_service();
  if (Interruption::signal() != 0) return;
  benchmark_.load ? take_load(is_warmup, service.get()) : take_launch(is_warmup, service.get());
}

/// A service of its own for each launch: its memory layout is part of what varies.
std::unique_ptr<load::Service> Collector::started_service() const {
  if (!benchmark_.service) return nullptr;
  return std::make_unique<load::Service>(*benchmark_.service, surroundings_.directory,
                                         environment_of(benchmark_, surroundings_.environment),
                                         benchmark_.load ? benchmark_.load->url : "");
}

/// Whatever else was wrong with the launch then came of that.
bool Collector::has_lost(const load::Service* service) {
  const auto how = service == nullptr ? std::nullopt : service->how_it_ended();
  if (how) fail("its service " + *how);
  return how.has_value();
}

void Collector::take_launch(bool is_warmup, const load::Service* service) {
  if (callgrind_) callgrind_->forget();
  const Launch launch = launcher_->launch();
  if (launch.end == Launch::End::interrupted || has_lost(service)) return;
  if (launch.end != Launch::End::exited || launch.status != benchmark_.expected_status)
    return fail(how_it_failed(launch));
  if (!benchmark_.expect_output.empty() &&
      !has_line(launch.output.text(), benchmark_.expect_output))
    return fail(how_its_output_differs(launch, benchmark_.expect_output));
  if (launch.left_children)
    append_once(notes_, name() + ": left processes behind, which were ended");
  std::vector<Series> gained = gained_from(launch);
  if (!is_warmup) keep(launch, std::move(gained));
  ++succeeded_;
}

void Collector::take_load(bool is_warmup, const load::Service* service) {
  const load::Result result = load::generate(
      load::plan_of(*benchmark_.load, surroundings_.directory, succeeded_ + failed_ + 1), {});
  if (result.was_interrupted || has_lost(service)) return;
  if (const auto wrong = load::what_is_wrong(result.tally)) return fail(*wrong);
  ++succeeded_;
  if (is_warmup) return;
  time_spent_ += result.seconds;
  if (!loaded_) loaded_.emplace(0, benchmark_.load->timeout, 0);
  loaded_->merge(result.tally);
  for (Series& loaded : load::series_of(name(), result))
    append_launches(series_, std::move(loaded));
}

bool Collector::prepare() {
  was_setup_begun_ = true;
  if (!is_set_up_ && !run_hook("setup", benchmark_.setup)) return false;
  is_set_up_ = true;
  if (!run_hook("prepare", benchmark_.prepare)) return false;
  if (surroundings_.conditions.drop_caches) drop_caches();
  if (launcher_ || benchmark_.load) return true;
  const Invocation plain = invocation(baselines::narrowed(benchmark_, asked_for_), surroundings_);
  launcher_ = std::make_unique<Launcher>(callgrind_ ? callgrind_->under(plain) : plain);
  return true;
}

/// Whether it went well. An interruption of it says nothing of the benchmark.
bool Collector::run_hook(const std::string& what, const std::string& script, bool tidies_up) {
  if (script.empty()) return true;
  Benchmark hook = benchmark_;
  hook.shell = script;
  hook.stdin_file.clear();
  hook.expect_output.clear();
  Invocation script_call = invocation(hook, surroundings_);
  script_call.conditions = {};
  script_call.tidies_up = tidies_up;
  const Launch launch = Launcher(script_call).launch();
  if (launch.end == Launch::End::interrupted) return false;
  const bool is_well = ended_well(launch);
  if (!is_well) fail("its " + what + " " + how_it_failed(launch));
  return is_well;
}

/// Of a setup that failed half-way its teardown may find nothing to do: that setup failed is what
/// is told.
void Collector::finish() noexcept {
  launcher_.reset();
  if (!std::exchange(was_setup_begun_, false)) return;
  const auto [failed, last_failure] = std::pair(failed_, last_failure_);
  try {
    run_hook("teardown", benchmark_.teardown, true);
  } catch (const std::exception& error) {
    fail("its teardown: " + std::string(error.what()));
  }
  if (std::exchange(is_set_up_, false)) return;
  failed_ = failed;
  last_failure_ = last_failure;
}

void Collector::fail(const std::string& reason) {
  ++failed_;
  last_failure_ = (asked_for_.empty() ? ": " : ", by `only`: ") + reason;
}

/// All of it is understood before any of it is kept; of a warm-up, too, which would else seem to go
/// well.
std::vector<Series> Collector::gained_from(const Launch& launch) {
  if (wants_output(benchmark_) && !launch.output.is_whole())
    throw Error(Fault::input, "printed more than can be read (128 MiB)");
  const std::string text = launch.output.text();
  std::vector<Series> gained =
      callgrind_ ? std::vector{instructions()} : process_series(benchmark_, launch);
  if (!callgrind_) {
    for (const baselines::PrintedMetric& metric : benchmark_.metrics)
      gained.push_back(printed_series(metric, name(), text));
    if (!benchmark_.import.empty()) append_imported(text, gained);
  }
  return gained;
}

void Collector::keep(const Launch& launch, std::vector<Series> gained) {
  time_spent_ += launch.wall_time;
  for (Series& one : gained) append_launches(series_, std::move(one));
  ++recorded_;
  if (asked_for_.empty()) ++asked_for_all_;
  for (const std::string& name : asked_for_) ++asked_[name];
}

Series Collector::instructions() const {
  Series counted{.benchmark = name(),
                 .metric = "instructions",
                 .unit = "1",
                 .sessions = {{{callgrind_->take_instructions()}}},
                 .unknown = {}};
  set_mark(counted, baselines::exact_mark);
  return counted;
}

void Collector::append_imported(const std::string& text, std::vector<Series>& gained) {
  const std::string place = "output of " + name();
  baselines::Run imported = baselines::parse_any_run(text, place, benchmark_.import);
  const auto name_own =
      [&, address = only_address(benchmark_.import, imported.series)](std::string& its) {
        if (its == place || its == baselines::name_of_unnamed(benchmark_.import) || its == address)
          its = name();
      };
  for (baselines::Failure& failure : imported.failures) name_own(failure.benchmark);
  for (Series& printed : imported.series) {
    name_own(printed.benchmark);
    if (!baselines::launches_by_itself(benchmark_.import))
      make_one_launch(printed, surroundings_.budgets);
    std::erase_if(gained, [&](const Series& its_process) {
      return its_process.benchmark == printed.benchmark && its_process.metric == printed.metric;
    });
    if (printed.benchmark != name()) baselines::set_printed_by(printed.unknown, name());
    gained.push_back(std::move(printed));
  }
  for (const std::string& note : imported.notes) append_once(notes_, note);
  baselines::join(toolchain_, imported.machine.toolchain);
  for (const baselines::Failure& failure : imported.failures)
    if (std::find(imported_failures_.begin(), imported_failures_.end(), failure) ==
        imported_failures_.end())
      imported_failures_.push_back(failure);
}

std::size_t Collector::times_asked_for(const std::string& printed) const {
  const auto found = asked_.find(printed);
  return asked_for_all_ + (found == asked_.end() ? 0 : found->second);
}

/// What some launches print and others do not crashed there, or was not run, though the harness
/// ended well.
void Collector::add_partly_printed(baselines::Run& run) const {
  if (benchmark_.import.empty() || baselines::launches_by_itself(benchmark_.import)) return;
  std::map<std::string, std::size_t> printed;
  for (const Series& series : series_)
    if (series.benchmark != name() || series.metric != "peak_memory")
      printed[series.benchmark] =
          std::max(printed[series.benchmark], series.sessions.front().size());
  for (const auto& [benchmark, launches] : printed)
    if (const std::size_t asked = times_asked_for(benchmark); launches < asked)
      run.failures.push_back({benchmark, name() + " printed it in " + std::to_string(launches) +
                                             " of " + std::to_string(asked) + " launches"});
}

void Collector::contribute(baselines::Run& run) const {
  std::vector<std::string> taken;
  for (const Series& collected : series_) {
    if (collected.sessions.front().empty()) continue;
    if (baselines::find(run, collected.benchmark, collected.metric) == nullptr)
      run.series.push_back(collected);
    else
      taken.push_back(collected.metric + " of " + collected.benchmark);
  }
  if (!taken.empty())
    run.failures.push_back({name(), "prints " + ci::a_few(taken, 1, std::identity()) +
                                        ", as another benchmark does; rename one"});
  const bool has_several = std::ranges::any_of(
      series_, [](const Series& one) { return one.sessions.front().size() > 1; });
  for (const std::string& note : notes_)
    if (!has_several || !baselines::says_summary_only(note)) run.notes.push_back(note);
  if (loaded_)
    for (const std::string& remark : load::remarks(*loaded_))
      run.notes.push_back(name() + ": " + remark);
  baselines::join(run.machine.toolchain, toolchain_);
  run.failures.insert(run.failures.end(), imported_failures_.begin(), imported_failures_.end());
  add_partly_printed(run);
  if (recorded_ > 0 && baselines::launches_by_itself(benchmark_.import)) {
    auto launched = harness_launches(run);
    launched[name()] = recorded_;
    set_harness_launches(run, launched);
  }
  if (failed_ == 0) return;
  const std::string count = std::to_string(failed_) + " of " +
                            std::to_string(failed_ + succeeded_) + " launches failed, the last";
  run.failures.push_back({name(), count + last_failure_});
}

}  // namespace pawl::tools
