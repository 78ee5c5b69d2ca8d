#include "baselines/baseline.hpp"
#include "baselines/error.hpp"
#include "baselines/file.hpp"
#include "baselines/import.hpp"
#include "ci/make_report.hpp"
#include "ci/report_json.hpp"
#include "commands.hpp"
#include "tools/project.hpp"
#include "tools/report_format.hpp"

namespace pawl::tools {

namespace {

using baselines::BaselineName;
using baselines::Run;

struct CheckOptions {
  std::string run, output;
  bool has_all_metrics;
};

CheckOptions parse_check(const Arguments& arguments) {
  if (arguments.positional().size() != 1)
    throw Error(Fault::usage,
                "check: expected one run, found " + std::to_string(arguments.positional().size()));
  return {arguments.positional().front(), arguments.value_or("output", ""),
          arguments.flag("all-metrics")};
}

/// What the run is judged against, and what the reader should know about that.
struct Opponent {
  std::optional<Run> before;
  std::vector<std::string> warnings;
};

/// The same suite on another testbed, if there is one: its figures are shown, but no evidence.
Opponent from_elsewhere(const Project& project, const BaselineName& wanted,
                        const CheckOptions& options) {
  Opponent opponent;
  for (const BaselineName& name : project.store().list()) {
    if (name.suite != wanted.suite) continue;
    opponent.before = baselines::to_run(project.store().read(name).value());
    opponent.warnings.push_back("there is no baseline for testbed " + wanted.testbed +
                                ", only for " + name.testbed +
                                ", which is another machine; make "
                                "one here: `pawl baseline update " +
                                options.run + " --testbed " + wanted.testbed + "`");
    break;
  }
  return opponent;
}

Opponent opponent_of(const Project& project, const Run& now, const CheckOptions& options) {
  const BaselineName wanted = {testbed_of(now, project), suite_of(now, project)};
  const std::optional<baselines::Baseline> baseline = project.store().read(wanted);
  if (!baseline) return from_elsewhere(project, wanted, options);
  return {baselines::to_run(*baseline), {}};
}

ci::Report judged(const Run& now, const Project& project, const CheckOptions& options,
                  const std::string& today) {
  const Opponent opponent = opponent_of(project, now, options);
  ci::Gate gate = ci::gate_of(project.config);
  if (options.has_all_metrics) gate.metrics.clear();
  gate.has_secondary = options.has_all_metrics;
  gate.suppressions = project.store().suppressions();
  gate.today = today;
  if (!opponent.warnings.empty()) gate.situation = stats::Situation::incomparable;
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
  const ci::Report report = judged(now, project, options, timestamp(console));
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
                      {"all-metrics", "", "judge page faults and other process counters, too"},
                      config_option(),
                      testbed_option()},
          .example = "  pawl run -o run.json\n  pawl check run.json -o report.json",
          .action = check};
}

}  // namespace pawl::tools
