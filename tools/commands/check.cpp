#include "baselines/baseline/baseline.hpp"
#include "baselines/error.hpp"
#include "baselines/file.hpp"
#include "baselines/importers/import.hpp"
#include "baselines/unit.hpp"
#include "ci/format.hpp"
#include "ci/make_report.hpp"
#include "ci/report_json.hpp"
#include "ci/screening.hpp"
#include "commands.hpp"
#include "tools/alerts/book_file.hpp"
#include "tools/formats/report_format.hpp"
#include "tools/project/committed_at.hpp"
#include "tools/project/project.hpp"
#include "tools/project/trust.hpp"

#include <chrono>

namespace pawl::tools {

namespace {

using baselines::BaselineName;
using baselines::Run;

constexpr double longest_age = 100 * 365 * 86'400.0;  // seconds

struct CheckOptions {
  std::string run, output;
  std::string release;  ///< a tag; empty: against the baseline as it is now
  bool has_all_metrics = false;
  std::string base;  ///< a revision; empty: the working tree's baselines
  std::optional<std::chrono::seconds> most_age;  ///< of a baseline; none: any
  Trust trust;
};

std::optional<std::chrono::seconds> most_age(const Arguments& arguments) {
  const auto text = arguments.value("max-age");
  if (!text) return std::nullopt;
  const auto seconds = baselines::quantity(*text, "s");
  if (!seconds || !(*seconds > 0) || *seconds > longest_age)
    throw Error(Fault::usage,
                "--max-age: expected a time such as \"30d\", found \"" + *text + "\"");
  return std::chrono::seconds(static_cast<long>(*seconds));
}

CheckOptions parse_check(const Arguments& arguments, const Project& project) {
  const std::string& run = only_word(arguments, "check: expected one run");
  if (arguments.value("against-release") && arguments.value("baseline-of"))
    throw Error(Fault::usage, "check: expected --against-release or --baseline-of, found both");
  return {.run = run,
          .output = output_beside_print(arguments),
          .release = arguments.value_or("against-release", ""),
          .has_all_metrics = arguments.flag("all-metrics"),
          .base = arguments.value_or("baseline-of", ""),
          .most_age = most_age(arguments),
          .trust = trust_of(arguments, project)};
}

/// What the run is judged against, and what the reader should know about that.
struct Opponent {
  std::optional<Run> before;
  std::vector<std::string> warnings;
  bool is_evidence = true;
};

/// Where there is no baseline: the same suite's on another testbed, if there is one. Its figures
/// are shown, but no evidence.
Opponent from_elsewhere(const Project& project, const BaselineName& wanted,
                        const CheckOptions& options) {
  Opponent opponent;
  for (const BaselineName& name : project.store().list()) {
    if (name.suite != wanted.suite) continue;
    const baselines::Baseline other = project.store().read(name).value();
    opponent.before = baselines::to_run(other);
    opponent.is_evidence = false;
    vet(other, name, project.store().path(name).string(), options.trust, opponent.warnings);
    opponent.warnings.push_back("there is no baseline for testbed " + wanted.testbed +
                                ", only for " + name.testbed +
                                ", which is another machine; make "
                                "one here: `pawl baseline update " +
                                options.run + " --testbed " + wanted.testbed + "`");
    return opponent;
  }
  opponent.warnings.push_back(
      "there is no baseline " + project.store().path(wanted).string() +
      (project.has_config ? "" : ", and no pawl.toml here or above") +
      ": make one from a run you trust (pawl baseline update RUN), or go where it is");
  return opponent;
}

void warn_of_itself(Opponent& opponent, const baselines::Baseline& baseline, const Run& now) {
  if (baselines::holds(baseline, now))
    opponent.warnings.push_back(
        "this run is itself a session of the baseline, and agrees with it for that: judge another "
        "one (`pawl run`)");
}

/// The baseline as it was committed at the release: what the gate let pass since, step by step, is
/// all between it and the run.
Opponent from_release(const Project& project, const Run& now, const BaselineName& wanted,
                      const CheckOptions& options, const Console& console) {
  const auto baseline = baseline_at(project, wanted, options.release, console.environment);
  if (!baseline)
    return {std::nullopt,
            {"release " + options.release + " has no " + committed_path(project, wanted) +
             ", so nothing can be said of the time since then"}};
  Opponent opponent{
      baselines::to_run(*baseline),
      {"judged against release " + options.release +
       ": small changes since then add up; what was accepted meanwhile is among them"}};
  vet(*baseline, wanted, options.release + ":" + committed_path(project, wanted), options.trust,
      opponent.warnings);
  warn_of_itself(opponent, *baseline, now);
  return opponent;
}

/// Figures of a baseline that is too old are shown, but no evidence.
void demand_freshness(Opponent& opponent, const baselines::Baseline& baseline, const Run& now,
                      const CheckOptions& options) {
  if (!options.most_age) return;
  const std::optional<long> days = ci::days_stale(baseline, now.time, *options.most_age);
  if (!days) return;
  opponent.is_evidence = false;
  opponent.warnings.push_back("the baseline is stale: its newest session is " +
                              ci::count(static_cast<std::size_t>(*days), "day") +
                              " older than this run; measure the base anew (pawl baseline update)");
}

/// The baseline at the revision, with what the change itself brings.
Opponent opponent_at_base(const Project& project, const Run& now, const BaselineName& wanted,
                          const CheckOptions& options, const Console& console) {
  const auto base = baseline_at(project, wanted, options.base, console.environment);
  const auto own = project.store().read(wanted);
  const auto screening = ci::screening(base, own, now);
  if (!screening) return from_elsewhere(project, wanted, options);
  Opponent opponent{baselines::to_run(screening->baseline), {}};
  if (base)
    vet(*base, wanted, options.base + ":" + committed_path(project, wanted), options.trust,
        opponent.warnings);
  if (own && !screening->brought.empty())
    vet(*own, wanted, project.store().path(wanted).string(), options.trust, opponent.warnings);
  if (!base)
    opponent.warnings.push_back("no baseline for testbed " + wanted.testbed + " was committed at " +
                                options.base);
  for (std::string& warning : ci::warnings_of(*screening))
    opponent.warnings.push_back(std::move(warning));
  demand_freshness(opponent, screening->baseline, now, options);
  warn_of_itself(opponent, screening->baseline, now);
  return opponent;
}

Opponent opponent_of(const Project& project, const Run& now, const CheckOptions& options,
                     const Console& console) {
  const BaselineName wanted = {testbed_of(now, project), suite_of(now, project)};
  if (!options.release.empty()) return from_release(project, now, wanted, options, console);
  if (!options.base.empty()) return opponent_at_base(project, now, wanted, options, console);
  const std::optional<baselines::Baseline> baseline = project.store().read(wanted);
  detail(console, "baseline " + project.store().path(wanted).string() +
                      (baseline ? "" : ", which is not there"));
  if (!baseline) return from_elsewhere(project, wanted, options);
  Opponent opponent{baselines::to_run(*baseline), {}};
  vet(*baseline, wanted, project.store().path(wanted).string(), options.trust, opponent.warnings);
  demand_freshness(opponent, *baseline, now, options);
  warn_of_itself(opponent, *baseline, now);
  return opponent;
}

ci::MadeBy made_by(const CheckOptions& options) {
  if (!options.release.empty()) return ci::MadeBy::check_of_release;
  return options.base.empty() ? ci::MadeBy::check : ci::MadeBy::check_of_branch;
}

/// A sentence for each file of rules that the change itself has changed.
std::vector<std::string> warnings_of_rules(const Project& project, const CheckOptions& options,
                                           const Console& console) {
  std::vector<std::string> warnings;
  if (options.base.empty()) return warnings;
  for (const std::string& file : rules_changed_since(project, options.base, console.environment))
    warnings.push_back(file + ", by which this is judged, is changed by this branch since " +
                       options.base + "; review it as you review the code");
  return warnings;
}

ci::Report judged(const Run& now, const Project& project, const CheckOptions& options,
                  const Console& console) {
  Opponent opponent = opponent_of(project, now, options, console);
  const baselines::DirectoryStore store = project.store();
  const baselines::Suppressions suppressions = store.suppressions();
  vet(suppressions, store.suppressions_path().string(), options.trust, opponent.warnings);
  ci::Gate gate = ci::gate_of(project.config);
  if (options.has_all_metrics) gate.metrics.clear();
  gate.has_secondary = options.has_all_metrics;
  gate.suppressions = suppressions.all;
  gate.today = timestamp(console);
  if (!opponent.is_evidence) gate.situation = stats::Situation::incomparable;
  ci::Report report = ci::make_report(opponent.before ? &*opponent.before : nullptr, now, gate);
  report.made_by = made_by(options);
  report.warnings.insert(report.warnings.begin(), opponent.warnings.begin(),
                         opponent.warnings.end());
  const std::vector<std::string> of_rules = warnings_of_rules(project, options, console);
  report.warnings.insert(report.warnings.begin(), of_rules.begin(), of_rules.end());
  return report;
}

/// After the report is out, so that no trouble with the book hides it.
void keep_alerts_of(const ci::Report& report, const Arguments& arguments, const Project& project,
                    Console& console) {
  console.out.flush();
  const auto rules = alert_rules(project);
  std::vector<ci::AlertEvidence> evidence = baseline_evidence(project, rules, now_of(console));
  evidence.push_back(ci::evidence_of(report, rules));
  keep_alerts(alerts_file(arguments, project, console), evidence, rules, console);
}

Status check(const Arguments& arguments, Console& console) {
  const Project project = find_project(arguments, console);
  const CheckOptions options = parse_check(arguments, project);
  check_format(arguments);
  expect_output_beside_input(arguments, "the report");
  Run now = baselines::read_run(options.run);
  now.suite = suite_of(now, project);
  note_other_testbed(now, options.run, project, arguments, console);
  now.testbed = testbed_of(now, project);
  baselines::expect_safe({now.testbed, now.suite}, options.run);
  const ci::Report report = judged(now, project, options, console);
  if (!options.output.empty()) baselines::write_file(options.output, ci::report_json(report));
  console.out << rendered(report, arguments, console);
  if (keeps_alerts(arguments, project, console))
    keep_alerts_of(report, arguments, project, console);
  return status_of(report);
}

}  // namespace

Command check_command() {
  return {.name = "check",
          .arguments = "RUN [--format F] [-o report.json]",
          .most_words = any_number,
          .summary = "the gate: judge a run against the committed baseline and the budgets",
          .details =
              "Status 0: nothing got worse. 1: something did, or broke its budget. 6: it "
              "cannot be told\n(no baseline, another machine, too few samples, a benchmark "
              "that failed or is missing).\nA regression that `pawl baseline accept` covers is "
              "shown as accepted and does "
              "not fail.",
          .options = {report_format_option(),
                      {"output,o", "FILE", "write the report to FILE as JSON, for `pawl notify`"},
                      {"baseline-of", "REV",
                       "against the baseline committed where a change branched off"},
                      {"against-release", "TAG",
                       "against the baseline as it was committed at TAG: finds slow drift since"},
                      {"max-age", "TIME", "an older baseline is stale, and no evidence"},
                      key_option(),
                      {"all-metrics", "",
                       "judge all that was recorded, whatever `policy.metrics` says"},
                      alerts_option(),
                      config_option(),
                      testbed_option()},
          .example =
              "  pawl run -o run.json\n  pawl check run.json -o report.json\n"
              "  pawl check run.json --against-release v1.2",
          .action = check};
}

}  // namespace pawl::tools
