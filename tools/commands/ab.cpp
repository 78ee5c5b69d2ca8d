#include "baselines/error.hpp"
#include "baselines/text/regex.hpp"
#include "ci/sequential_report.hpp"
#include "commands.hpp"
#include "tools/duels/asked.hpp"
#include "tools/duels/duel_limits.hpp"
#include "tools/duels/duels.hpp"
#include "tools/duels/two_revisions.hpp"
#include "tools/formats/report_format.hpp"
#include "tools/launch/interruption.hpp"
#include "tools/project/project.hpp"

#include <deque>
#include <filesystem>
#include <optional>

namespace pawl::tools {

namespace {

using baselines::Benchmark;
using baselines::Run;

struct AbOptions {
  std::string before, now;           ///< shell commands; or
  std::string before_rev, now_rev;   ///< revisions, and
  std::vector<std::string> command;  ///< what measures each; or
  std::string benchmark;             ///< likewise, of pawl.toml
  std::string build;
  std::string metric;  ///< empty: as asked() finds it
  std::optional<baselines::PrintedMetric> printed;
};

stats::Better better_of(const std::string& word) {
  if (const auto better = stats::better_named(word)) return *better;
  throw Error(Fault::usage, "--better: expected lower or higher, found \"" + word + "\"");
}

std::optional<baselines::PrintedMetric> printed_metric(const Arguments& arguments,
                                                       const std::string& metric) {
  const auto regex = arguments.value("regex");
  for (const std::string option : {"unit", "better"})
    if (!regex && arguments.value(option))
      throw Error(Fault::usage, "--" + option +
                                    ": expected --regex with it: it is of the number "
                                    "that the program prints");
  if (!regex) return std::nullopt;
  baselines::PrintedMetric printed;
  try {
    if (!baselines::Regex(*regex).has_group())
      throw Error(Fault::usage, "--regex: expected a group round the number, as in 't=([0-9.]+)'");
  } catch (const std::regex_error&) {
    throw Error(Fault::usage, "--regex: expected a regular expression, found \"" + *regex + "\"");
  }
  printed.name = metric;
  printed.regex = *regex;
  printed.unit = arguments.value_or("unit", "1");
  printed.better = better_of(arguments.value_or("better", "lower"));
  return printed;
}

void refuse_half_a_question(const AbOptions& options) {
  const bool has_commands = !options.before.empty() && !options.now.empty();
  const bool has_revisions = !options.before_rev.empty() && !options.now_rev.empty();
  const bool has_both = (!options.before.empty() || !options.now.empty()) &&
                        (!options.before_rev.empty() || !options.now_rev.empty());
  if (has_both || has_commands == has_revisions)
    throw Error(Fault::usage,
                "ab: expected --before CMD and --now CMD, or --before-rev REV and --now-rev REV");
  const bool has_benchmark = !options.benchmark.empty(), has_command = !options.command.empty();
  if (has_revisions && has_benchmark == has_command)
    throw Error(Fault::usage,
                "ab: expected a benchmark of pawl.toml or a command after --, to measure both "
                "revisions with");
  if (has_commands && (has_benchmark || has_command || !options.build.empty()))
    throw Error(Fault::usage,
                "ab: --before and --now are the commands: expected no other, and no --build");
}

AbOptions parse_ab(const Arguments& arguments) {
  AbOptions options;
  options.before = arguments.value_or("before", "");
  options.now = arguments.value_or("now", "");
  options.before_rev = arguments.value_or("before-rev", "");
  options.now_rev = arguments.value_or("now-rev", "");
  options.build = arguments.value_or("build", "");
  options.command = arguments.after_dashes();
  if (arguments.positional().size() > 1)
    throw Error(Fault::usage, "ab: expected one benchmark, found " +
                                  std::to_string(arguments.positional().size()));
  if (!arguments.positional().empty()) options.benchmark = arguments.positional().front();
  options.metric = arguments.value_or("metric", arguments.value("regex") ? "value" : "");
  options.printed = printed_metric(arguments, options.metric);
  refuse_half_a_question(options);
  return options;
}

/// The version now, of commands.
Benchmark benchmark_of_commands(const AbOptions& options) {
  Benchmark benchmark;
  benchmark.command = options.command;
  benchmark.shell = options.now;
  benchmark.name = options.now;
  for (const std::string& word : options.command)
    benchmark.name += (benchmark.name.empty() ? "" : " ") + word;
  return benchmark;
}

/// Several, where only their output tells which is meant.
std::vector<Benchmark> candidates_of(const AbOptions& options, const Project& project) {
  std::vector<Benchmark> all;
  if (options.benchmark.empty()) {
    all = {benchmark_of_commands(options)};
  } else if (options.printed) {
    all = {benchmark_named(project, options.benchmark)};
  } else {
    all = candidates(project, options.benchmark);
  }
  for (Benchmark& benchmark : all) {
    if (options.printed) {
      benchmark.metrics = {*options.printed};
      benchmark.import.clear();
    }
    if (!options.metric.empty()) expect_metric(benchmark, options.metric);
  }
  return all;
}

/// The two versions, ready to be launched: of commands, where pawl itself is.
using Arena = std::optional<TwoRevisions>;

Run blank_side(const Project& project, const Console& console, const std::string* commit) {
  Run run = blank_run(project, console);
  if (commit == nullptr) return run;
  run.commit = *commit;
  run.notes.clear();
  return run;
}

ci::Report measured(const Arena& arena, const AbOptions& options, const Project& project,
                    const std::vector<Benchmark>& candidates, const Console& console,
                    const DuelLimits& limits) {
  std::deque<Duel> duels;
  const Conditions conditions = conditions_of(project.config.conditions);
  const auto where = [&](const std::filesystem::path& directory) {
    return Surroundings{directory, console.environment, conditions};
  };
  const std::string& name = options.benchmark.empty() ? candidates.front().name : options.benchmark;
  const Asked now = asked(candidates, {name, options.metric}, project.config.metrics,
                          where(arena ? arena->before() : "."));
  // Both sides under one name, since they are two versions of one thing.
  Benchmark before = now.benchmark;
  if (!options.before.empty()) before.shell = options.before;
  duels.emplace_back(Contestant{before, where(arena ? arena->before() : ".")},
                     Contestant{now.benchmark, where(arena ? arena->now() : ".")},
                     std::vector<baselines::SeriesName>{now.issue}, limits.rules);
  const std::string heading =
      name + ": " + extent(limits) + " in turns, seed " + std::to_string(limits.rules.seed);
  const bool is_complete = hold(duels, limits.max_time, heading, console);
  stats::Policy policy = project.config.policy;
  policy.alpha = limits.rules.alpha;
  policy.threshold = limits.rules.threshold;
  ci::Report report = ci::sequential_report(
      duels.front().outcomes(), duels.front().failures(),
      blank_side(project, console, arena ? &arena->before_commit() : nullptr),
      blank_side(project, console, arena ? &arena->now_commit() : nullptr), policy);
  report.made_by = ci::MadeBy::ab;
  report.policy.inconclusive_is_a_warning = project.config.inconclusive_is_a_warning;
  for (std::string& sentence : hindrances(duels, is_complete, arena && options.build.empty()))
    report.warnings.push_back(std::move(sentence));
  return report;
}

Status ab(const Arguments& arguments, Console& console) {
  const AbOptions options = parse_ab(arguments);
  check_format(arguments);
  expect_writable_output(arguments);
  const Project project = find_project(arguments, console);
  const DuelLimits limits = duel_limits(arguments, project.config.policy, console);
  const std::vector<Benchmark> candidates = candidates_of(options, project);
  Arena arena;
  const Interruption interruption;  // ends first, so that tidying up is not interrupted
  if (!options.now_rev.empty())
    arena.emplace(options.before_rev, options.now_rev, options.build, project.directory, console);
  const ci::Report report = measured(arena, options, project, candidates, console, limits);
  write_output(arguments, console, rendered(report, arguments, console));
  return status_of(report);
}

std::vector<Option> options() {
  std::vector<Option> all = {
      {"before", "CMD", "shell command of the version before"},
      {"now", "CMD", "shell command of the version now"},
      {"before-rev", "REV", "in place of commands: the revision before, in a worktree of its own"},
      {"now-rev", "REV", "likewise, the revision now"},
      {"build", "CMD", "shell command that builds a worktree"},
      {"metric", "NAME",
       "what is judged (default: the first that the benchmark names or prints, or wall_time)"},
      {"regex", "RE", "the metric is a number printed: its first group"},
      {"unit", "U", "of the number printed: ms, KiB, 1/s"},
      {"better", "WAY", "lower (default) or higher"}};
  for (const Option& option : duel_options()) all.push_back(option);
  all.push_back(report_format_option());
  all.push_back(output_option("the report"));
  all.push_back(config_option());
  return all;
}

}  // namespace

Command ab_command() {
  return {.name = "ab",
          .arguments = "--before CMD --now CMD | --before-rev R --now-rev R [NAME | -- COMMAND…]",
          .most_words = any_number,
          .takes_command = true,
          .summary = "measure two versions in turns on this machine, until it can be told",
          .details =
              "Both are launched once a pair, in an order drawn anew; only the ratio within "
              "pairs\ncounts, and measuring ends as soon as it tells. Status 1: it got worse. 6: "
              "it cannot be\ntold.",
          .options = options(),
          .example =
              "  pawl ab --before './old/bench 100' --now './new/bench 100'\n"
              "  pawl ab --before-rev main --now-rev HEAD --build 'make bench' -- ./bench 100",
          .action = ab};
}

}  // namespace pawl::tools
