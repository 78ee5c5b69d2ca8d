#include "baselines/config/config.hpp"
#include "baselines/error.hpp"
#include "baselines/file.hpp"
#include "baselines/importers/import.hpp"
#include "baselines/run/run_json.hpp"
#include "ci/format.hpp"
#include "commands.hpp"
#include "tools/command_line/pattern.hpp"
#include "tools/command_line/progress.hpp"
#include "tools/formats/run_summary.hpp"
#include "tools/git/revision.hpp"
#include "tools/launch/conditions.hpp"
#include "tools/launch/interruption.hpp"
#include "tools/load/load_benchmark.hpp"
#include "tools/project/project.hpp"
#include "tools/runner/callgrind.hpp"
#include "tools/runner/collect.hpp"
#include "tools/runner/disturbance.hpp"
#include "tools/runner/live_file.hpp"
#include "tools/runner/observation.hpp"
#include "tools/runner/resume.hpp"
#include "tools/runner/run_file.hpp"
#include "tools/runner/shard.hpp"
#include "tools/runner/toolchain.hpp"
#include "tools/runner/yardstick.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

namespace pawl::tools {

namespace {

using baselines::Benchmark;

struct RunOptions {
  std::vector<std::string> names;    ///< regular expressions; none: all
  std::vector<std::string> command;  ///< ad hoc, in place of pawl.toml's benchmarks
  std::optional<std::size_t> launches, warmup;
  std::optional<Shard> shard;
  std::optional<std::uint64_t> seed;
  Conditions conditions;
  bool has_callgrind = false;
  std::string resume;  ///< file of the run to go on with; empty: none
  std::string output;  ///< empty: standard output
  std::string live;    ///< file that tells how it goes; empty: none
};

bool parse_instrument(const Arguments& arguments) {
  const auto instrument = arguments.value("instrument");
  if (instrument && *instrument != "callgrind")
    throw Error(Fault::usage, "--instrument: expected callgrind, found \"" + *instrument + "\"");
  return instrument.has_value();
}

RunOptions parse_run(const Arguments& arguments) {
  RunOptions options;
  options.names = arguments.positional();
  options.command = arguments.after_dashes();
  options.launches = arguments.count("launches", 1, 1'000'000);
  options.warmup = arguments.count("warmup", 0, 1'000'000);
  options.seed = arguments.count("seed", 0, SIZE_MAX);
  if (const auto shard = arguments.value("shard")) options.shard = parse_shard(*shard);
  options.has_callgrind = parse_instrument(arguments);
  options.resume = arguments.value_or("resume", "");
  options.live = arguments.value_or("live", "");
  options.output = arguments.value_or("output", options.resume);
  if (!options.command.empty() && !options.names.empty())
    throw Error(Fault::usage, options.names.front() +
                                  ": benchmark names and a command after -- exclude each other");
  return options;
}

/// The command as a benchmark, named after its program and arguments.
Benchmark ad_hoc(const std::vector<std::string>& command) {
  Benchmark benchmark;
  benchmark.command = command;
  benchmark.name = std::filesystem::path(command.front()).filename().string();
  for (std::size_t i = 1; i < command.size(); ++i) benchmark.name += " " + command[i];
  return benchmark;
}

void refuse_counting_of_load(const Benchmark& benchmark, const RunOptions& options) {
  if (benchmark.load && options.has_callgrind)
    throw Error(Fault::input, benchmark.place + ": benchmark " + benchmark.name +
                                  ": a load launches no program whose instructions could be "
                                  "counted; leave it out by naming the others");
}

/// One launch counts all instructions; the second shows that it does.
constexpr std::size_t launches_to_count = 2;

void adjust(Benchmark& benchmark, const RunOptions& options) {
  if (options.launches || options.has_callgrind) {
    benchmark.launches = options.launches.value_or(launches_to_count);
    benchmark.until.reset();
    benchmark.max_time.reset();
  }
  if (options.has_callgrind) benchmark.warmup = 0;
  if (options.warmup) benchmark.warmup = *options.warmup;
}

std::vector<Benchmark> chosen(const Project& project, const RunOptions& options) {
  Patterns names(options.names);
  std::vector<Benchmark> benchmarks;
  if (!options.command.empty()) {
    benchmarks.push_back(ad_hoc(options.command));
  } else {
    for (const Benchmark& written : project.config.benchmarks)
      for (Benchmark& benchmark : load::expanded(written))
        if (names.match(benchmark.name) &&
            (!options.shard || contains(*options.shard, benchmark.name)))
          benchmarks.push_back(std::move(benchmark));
    names.expect_each_matched("see " + project.config_path());
  }
  for (Benchmark& benchmark : benchmarks) {
    refuse_counting_of_load(benchmark, options);
    adjust(benchmark, options);
  }
  return benchmarks;
}

void add_yardstick(std::vector<Benchmark>& benchmarks) {
  std::size_t most = baselines::fewest_launches;
  for (const Benchmark& benchmark : benchmarks) most = std::max(most, benchmark.launches);
  benchmarks.push_back(yardstick(most));
}

Error nothing_to_run(const Project& project) {
  return {
      Fault::usage,
      project.has_config
          ? "run: " + project.config_path() + " has no [[benchmark]]: it takes a name and a command"
          : "run: there is no pawl.toml here or above; `pawl init` writes one, or "
            "give a command after --"};
}

std::string heading(const std::vector<Benchmark>& benchmarks, std::uint64_t seed) {
  std::size_t launches = 0;
  for (const Benchmark& benchmark : benchmarks) launches += benchmark.launches;
  return ci::count(benchmarks.size(), "benchmark") + ", " +
         ci::count(launches, "launch", "launches") + " in turns, seed " + std::to_string(seed);
}

void tell_failures(const baselines::Run& run, Console& console) {
  for (const baselines::Failure& failure : run.failures)
    tell(console, failure.benchmark + ": " + failure.reason);
}

Assignment assignment_of(const Project& project, const RunOptions& options,
                         const Console& console) {
  Assignment assignment;
  assignment.benchmarks = chosen(project, options);
  if (assignment.benchmarks.empty() && !options.shard) throw nothing_to_run(project);
  assignment.seed = options.seed.value_or(project.config.seed.value_or(fresh_seed(console)));
  assignment.surroundings = {
      .directory = options.command.empty() ? project.directory : ".",
      .environment = options.has_callgrind ? pinned(console.environment) : console.environment,
      .conditions = options.conditions,
      .has_callgrind = options.has_callgrind,
      .budgets = project.config.budgets};
  return assignment;
}

bool has_file(const RunOptions& options) {
  return !options.output.empty() && options.output != "-";
}

/// A run with all but its series.
baselines::Run begun(const Project& project, const RunOptions& options, std::uint64_t seed,
                     const Console& console) {
  baselines::Run run = blank_run(project, console);
  baselines::set(run.unknown, "seed", std::to_string(seed));
  record(run, observe(run.machine));
  if (options.has_callgrind) baselines::set(run.unknown, "instrument", "\"callgrind\"");
  const std::string absent = options.conditions.counters ? absent_counters() : "";
  if (absent.empty()) return run;
  note(console, absent);
  run.notes.push_back(absent);
  return run;
}

std::optional<baselines::Run> former_run(const RunOptions& options, const baselines::Run& now) {
  if (options.resume.empty()) return std::nullopt;
  baselines::Run former = baselines::read_run(options.resume);
  if (const std::string why = why_not_resumed(former, now); !why.empty())
    throw Error(Fault::input, options.resume + ": cannot be resumed: " + why);
  return former;
}

baselines::Run collected(Assignment assignment, const Project& project, const RunOptions& options,
                         const Console& console) {
  baselines::Run blank = begun(project, options, assignment.seed, console);
  const std::optional<baselines::Run> former = former_run(options, blank);
  if (former) assignment.benchmarks = missing(assignment.benchmarks, *former);
  if (former && assignment.benchmarks.empty()) {
    note(console, options.resume + ": nothing is missing");
    return *former;
  }
  record_toolchain(blank, project.config.toolchain, project.directory, console.environment);
  const auto whole = [&](const baselines::Run& now) {
    return former ? resumed(*former, now) : now;
  };
  Progress progress(console, heading(assignment.benchmarks, assignment.seed));
  if (project.config.yardstick && !assignment.benchmarks.empty() && !options.has_callgrind)
    add_yardstick(assignment.benchmarks);
  RunFile file(has_file(options) ? options.output : "", console);
  LiveFile live(options.live, "pawl run", project.config.budgets, console);
  const KernelCounts before = kernel_counts();
  baselines::Run now =
      collect(assignment, blank,
              {.turn = [&](std::size_t done, std::size_t of,
                           const std::string& name) { progress.step(done, of, name); },
               .block =
                   [&](const std::function<baselines::Run()>& so_far) {
                     if (file.is_due()) file.save(whole(so_far()));
                     if (!live.is_due()) return;
                     live.add(so_far(), project.config.metrics);
                     live.write();
                   }});
  live.add(now, project.config.metrics);
  note_disturbances(now, before, kernel_counts());
  return whole(now);
}

/// On a terminal, people want to see what was measured, not its JSON.
void show(const baselines::Run& run, const Arguments& arguments, const RunOptions& options,
          Console& console) {
  const bool is_for_people = !has_file(options) && console.out_is_terminal;
  if (has_file(options)) {
    baselines::write_file(options.output, baselines::run_json(run));
  } else if (!is_for_people) {
    write_output(arguments, console, baselines::run_json(run));
  }
  if (is_for_people) {
    console.out << run_summary(run, wants_colour(console), console.width);
    note(console, "-o FILE keeps the samples");
  } else if (!console.quiet) {
    console.err << run_summary(run, false, 0);
  }
  tell_failures(run, console);
}

Status run(const Arguments& arguments, Console& console) {
  RunOptions options = parse_run(arguments);
  const Project project = find_project(arguments, console);
  options.conditions = parse_conditions(arguments, project.config.conditions);
  Assignment assignment = assignment_of(project, options, console);
  expect_output_beside_input(arguments, "the run", {project.config_path()});
  expect_writable_output(arguments);
  if (options.has_callgrind) expect_valgrind(console.environment);
  const Interruption interruption;
  const baselines::Run run = collected(std::move(assignment), project, options, console);
  show(run, arguments, options, console);
  const bool is_interrupted = Interruption::signal() != 0;
  if (is_interrupted) note(console, "interrupted: what was collected until then is kept");
  return run.failures.empty() && !is_interrupted ? Status::pass : Status::inconclusive;
}

std::vector<Option> run_options() {
  std::vector<Option> options = {
      output_option("the run"),
      {"launches,n", "N", "launches of each (default: pawl.toml's, or 20)"},
      {"warmup", "N", "launches before that do not count (default 1)"},
      {"seed", "N", "of the order of launches (default: by the clock)"},
      {"shard", "I/N", "only the I-th of N parts, by hash of the name"},
      {"resume", "FILE", "go on with an interrupted run; written there unless -o says otherwise"},
      {"live", "FILE", "keep there how it goes, for the live page of pawl serve"},
      {"instrument", "callgrind", "count instructions by Valgrind: slow, the same each time"},
      config_option(),
      testbed_option()};
  for (const Option& option : condition_options()) options.push_back(option);
  return options;
}

}  // namespace

Command run_command() {
  return {.name = "run",
          .arguments = "[NAME-REGEX…] [-o run.json] [-- COMMAND ARG…]",
          .most_words = any_number,
          .takes_command = true,
          .summary = "run the benchmarks of pawl.toml, or one command, and collect samples",
          .details =
              "The launches of all benchmarks are interleaved in shuffled blocks, so that "
              "what the\nmachine does meanwhile falls on all alike. A launch that fails is "
              "reported and is no\nsample. Ctrl-C keeps what was collected. Status 6 when a "
              "benchmark failed.",
          .options = run_options(),
          .example =
              "  pawl run -o run.json\n"
              "  pawl run --launches 30 -o run.json -- ./build/bench --size 100",
          .action = run};
}

}  // namespace pawl::tools
