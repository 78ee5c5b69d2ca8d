#include "baselines/error.hpp"
#include "baselines/file.hpp"
#include "ci/confirmation.hpp"
#include "ci/format.hpp"
#include "ci/report_json.hpp"
#include "commands.hpp"
#include "tools/duels.hpp"
#include "tools/project.hpp"
#include "tools/report_format.hpp"
#include "tools/runner/interruption.hpp"
#include "tools/runner/rerun.hpp"

#include <algorithm>
#include <deque>
#include <filesystem>

namespace pawl::tools {

namespace {

struct ConfirmOptions {
  std::string report;
  std::filesystem::path before, now;
  std::string output;
};

std::filesystem::path directory(const Arguments& arguments, const std::string& name) {
  const std::string path = arguments.value_or(name, "");
  std::error_code ignored;
  if (!std::filesystem::is_directory(path, ignored))
    throw Error(
        Fault::usage,
        "--" + name + ": expected the directory of a built version, found \"" + path + "\"");
  return path;
}

ConfirmOptions parse_confirm(const Arguments& arguments) {
  if (arguments.positional().size() != 1)
    throw Error(Fault::usage, "confirm: expected one report, found " +
                                  std::to_string(arguments.positional().size()));
  return {arguments.positional().front(), directory(arguments, "before"),
          directory(arguments, "now"), arguments.value_or("output", "")};
}

ci::Report read_report(const std::string& path) {
  return ci::parse_report(baselines::read_file(path, ci::largest_report), path);
}

/// Alpha is shared among all that is asked, so that none of it raises a false alarm too often.
DuelRules shared_rules(DuelRules rules, std::size_t issues) {
  rules.alpha /= static_cast<double>(issues);
  rules.most_pairs = std::max(rules.most_pairs, fewest_pairs(rules.alpha));
  return rules;
}

struct Findings {
  std::vector<ci::SequentialOutcome> outcomes;
  std::vector<baselines::Failure> failures;
};

Findings found(const std::deque<Duel>& duels, double alpha) {
  Findings all;
  for (const Duel& duel : duels) {
    for (ci::SequentialOutcome& outcome : duel.outcomes()) {
      outcome.alpha = alpha;
      all.outcomes.push_back(std::move(outcome));
    }
    for (baselines::Failure& failure : duel.failures()) all.failures.push_back(std::move(failure));
  }
  return all;
}

ci::Report measured_anew(const ci::Report& report, const ConfirmOptions& options,
                         const Project& project, const DuelLimits& limits, const Console& console) {
  const std::vector<ci::Suspect> suspects = ci::suspects(report);
  std::deque<Duel> duels;
  DuelRules rules = suspects.empty() ? limits.rules : shared_rules(limits.rules, suspects.size());
  for (Rerun& rerun : reruns(suspects, project.config.benchmarks)) {
    duels.emplace_back(Contestant{rerun.benchmark, {options.before, console.environment}},
                       Contestant{rerun.benchmark, {options.now, console.environment}},
                       std::move(rerun.issues), rules);
    ++rules.seed;
  }
  const std::string heading = ci::count(suspects.size(), "suspect") + ", up to " +
                              ci::count(rules.most_pairs, "pair") + " each, seed " +
                              std::to_string(limits.rules.seed);
  const bool is_complete = hold(duels, limits.max_time, heading, console);
  const Findings findings = found(duels, limits.rules.alpha);
  ci::Report anew =
      ci::confirmed(report, suspects, findings.outcomes, findings.failures, limits.rules.threshold);
  if (!is_complete) anew.warnings.emplace_back("confirm: ended before all pairs were measured");
  return anew;
}

Status confirm(const Arguments& arguments, Console& console) {
  const ConfirmOptions options = parse_confirm(arguments);
  check_format(arguments);
  const Project project = find_project(arguments);
  const ci::Report before = read_report(options.report);
  stats::Policy policy = project.config.policy;
  policy.alpha = std::clamp(before.policy.alpha, 1e-6, 0.5);
  policy.threshold = std::max(before.policy.threshold, 0.0);
  const DuelLimits limits = duel_limits(arguments, policy, console);
  const Interruption interruption;
  const ci::Report report = measured_anew(before, options, project, limits, console);
  if (!options.output.empty()) baselines::write_file(options.output, ci::report_json(report));
  console.out << rendered(report, arguments, console);
  return status_of(report);
}

std::vector<Option> options() {
  std::vector<Option> all = {{"before", "DIR", "where the version before is built"},
                             {"now", "DIR", "where the version now is built"}};
  for (const Option& option : duel_options()) all.push_back(option);
  all.push_back(report_format_option());
  all.push_back({"output,o", "FILE", "write the new report to FILE as JSON"});
  all.push_back(config_option());
  return all;
}

}  // namespace

Command confirm_command() {
  return {.name = "confirm",
          .arguments = "REPORT --before DIR --now DIR [-o report.json]",
          .summary = "measure a report's suspects anew, both versions in turns",
          .details =
              "Suspects are rows called a regression or left inconclusive. Each benchmark of "
              "pawl.toml\nthat they come from is launched in both directories in turns, as by "
              "`pawl ab`; their rows\nare replaced and say so. alpha and threshold are the "
              "report's. Status as of `pawl check`.",
          .options = options(),
          .example =
              "  pawl confirm report.json --before ../main --now . --max-time 5min -o report.json",
          .action = confirm};
}

}  // namespace pawl::tools
