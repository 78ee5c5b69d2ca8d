#include "baselines/baseline.hpp"
#include "baselines/baseline_json.hpp"
#include "baselines/error.hpp"
#include "baselines/file.hpp"
#include "baselines/import.hpp"
#include "ci/make_report.hpp"
#include "ci/report_json.hpp"
#include "commands.hpp"
#include "tools/project.hpp"
#include "tools/report_format.hpp"
#include "tools/runner/git.hpp"

#include <filesystem>

namespace pawl::tools {

namespace {

using baselines::BaselineName;
using baselines::Run;

struct CheckOptions {
  std::string run, output;
  std::string release;  ///< a tag; empty: against the baseline as it is now
  bool has_all_metrics;
};

CheckOptions parse_check(const Arguments& arguments) {
  if (arguments.positional().size() != 1)
    throw Error(Fault::usage,
                "check: expected one run, found " + std::to_string(arguments.positional().size()));
  return {arguments.positional().front(), arguments.value_or("output", ""),
          arguments.value_or("against-release", ""), arguments.flag("all-metrics")};
}

/// What the run is judged against, and what the reader should know about that.
struct Opponent {
  std::optional<Run> before;
  std::vector<std::string> warnings;
  bool is_from_elsewhere = false;
};

/// The same suite on another testbed, if there is one: its figures are shown, but no evidence.
Opponent from_elsewhere(const Project& project, const BaselineName& wanted,
                        const CheckOptions& options) {
  Opponent opponent;
  for (const BaselineName& name : project.store().list()) {
    if (name.suite != wanted.suite) continue;
    opponent.before = baselines::to_run(project.store().read(name).value());
    opponent.is_from_elsewhere = true;
    opponent.warnings.push_back("there is no baseline for testbed " + wanted.testbed +
                                ", only for " + name.testbed +
                                ", which is another machine; make "
                                "one here: `pawl baseline update " +
                                options.run + " --testbed " + wanted.testbed + "`");
    break;
  }
  return opponent;
}

/// The baseline as it was committed at the release: what the gate let pass since, step by step, is
/// all between it and the run.
Opponent from_release(const Project& project, const BaselineName& wanted,
                      const CheckOptions& options, const Console& console) {
  const std::string commit = commit_of(options.release, project.directory, console.environment);
  const std::string path =
      "./" + std::filesystem::proximate(project.store().path(wanted), project.directory).string();
  const GitAnswer blob =
      ask_git({"cat-file", "blob", commit + ":" + path}, project.directory, console.environment);
  if (!blob.is_well)
    return {std::nullopt,
            {"release " + options.release + " has no " + path +
             ", so nothing can be said of the time since then"}};
  const std::string place = options.release + ":" + path;
  const baselines::Baseline baseline = baselines::parse_baseline(blob.text, place);
  if (const auto edited = baselines::edited_sessions(baseline); !edited.empty())
    throw Error(Fault::input, place + ": session " + edited.front() +
                                  ": its contents do not match its checksum; judge against "
                                  "another release");
  return {baselines::to_run(baseline),
          {"judged against release " + options.release +
           ": small changes since then add up; what was accepted meanwhile is among them"}};
}

Opponent opponent_of(const Project& project, const Run& now, const CheckOptions& options,
                     const Console& console) {
  const BaselineName wanted = {testbed_of(now, project), suite_of(now, project)};
  if (!options.release.empty()) return from_release(project, wanted, options, console);
  const std::optional<baselines::Baseline> baseline = project.store().read(wanted);
  if (!baseline) return from_elsewhere(project, wanted, options);
  return {.before = baselines::to_run(*baseline), .warnings = {}};
}

ci::Report judged(const Run& now, const Project& project, const CheckOptions& options,
                  const Console& console) {
  const Opponent opponent = opponent_of(project, now, options, console);
  ci::Gate gate = ci::gate_of(project.config);
  if (options.has_all_metrics) gate.metrics.clear();
  gate.has_secondary = options.has_all_metrics;
  gate.suppressions = project.store().suppressions();
  gate.today = timestamp(console);
  if (opponent.is_from_elsewhere) gate.situation = stats::Situation::incomparable;
  ci::Report report = ci::make_report(opponent.before ? &*opponent.before : nullptr, now, gate);
  report.warnings.insert(report.warnings.begin(), opponent.warnings.begin(),
                         opponent.warnings.end());
  return report;
}

Status check(const Arguments& arguments, Console& console) {
  const CheckOptions options = parse_check(arguments);
  check_format(arguments);
  const Project project = find_project(arguments);
  Run now = baselines::read_run(options.run);
  now.suite = suite_of(now, project);
  now.testbed = testbed_of(now, project);
  const ci::Report report = judged(now, project, options, console);
  if (!options.output.empty()) baselines::write_file(options.output, ci::report_json(report));
  console.out << rendered(report, arguments, console);
  return status_of(report);
}

}  // namespace

Command check_command() {
  return {.name = "check",
          .arguments = "RUN [--format F] [-o report.json]",
          .summary = "the gate: judge a run against the committed baseline and the budgets",
          .details =
              "Status 0: nothing got worse. 1: something did, or broke its budget. 6: it "
              "cannot be told\n(no baseline, another machine, too few samples, a benchmark "
              "that failed or is missing).\nA regression that `pawl baseline accept` covers is "
              "shown as accepted and does "
              "not fail.",
          .options = {report_format_option(),
                      {"output,o", "FILE", "write the report to FILE as JSON, for `pawl notify`"},
                      {"against-release", "TAG",
                       "against the baseline as it was committed at TAG: finds slow drift since"},
                      {"all-metrics", "", "judge page faults and other process counters, too"},
                      config_option(),
                      testbed_option()},
          .example =
              "  pawl run -o run.json\n  pawl check run.json -o report.json\n"
              "  pawl check run.json --against-release v1.2",
          .action = check};
}

}  // namespace pawl::tools
