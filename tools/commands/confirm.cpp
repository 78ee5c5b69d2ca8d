#include "baselines/error.hpp"
#include "baselines/file.hpp"
#include "ci/confirmation.hpp"
#include "ci/format.hpp"
#include "ci/report_json.hpp"
#include "commands.hpp"
#include "tools/duels/duel_limits.hpp"
#include "tools/duels/duels.hpp"
#include "tools/duels/printers.hpp"
#include "tools/duels/rerun.hpp"
#include "tools/duels/two_revisions.hpp"
#include "tools/formats/report_format.hpp"
#include "tools/launch/interruption.hpp"
#include "tools/project/project.hpp"

#include <algorithm>
#include <deque>
#include <filesystem>
#include <optional>

namespace pawl::tools {

namespace {

struct ConfirmOptions {
  std::string report;
  std::filesystem::path before{}, now{};     ///< directories; or
  std::string before_rev, now_rev, build{};  ///< revisions, and what builds each
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

void refuse_half_a_question(const Arguments& arguments, const ConfirmOptions& options) {
  const bool has_directory = arguments.value("before") || arguments.value("now");
  const bool has_revision =
      !options.before_rev.empty() || !options.now_rev.empty() || !options.build.empty();
  const bool has_revisions = !options.before_rev.empty() && !options.now_rev.empty();
  if (has_directory == has_revision || has_revision != has_revisions)
    throw Error(Fault::usage,
                "confirm: expected --before DIR and --now DIR, or --before-rev REV and --now-rev "
                "REV with --build CMD");
}

ConfirmOptions parse_confirm(const Arguments& arguments) {
  ConfirmOptions options{.report = only_word(arguments, "confirm: expected one report"),
                         .before_rev = arguments.value_or("before-rev", ""),
                         .now_rev = arguments.value_or("now-rev", ""),
                         .build = arguments.value_or("build", ""),
                         .output = output_beside_print(arguments)};
  refuse_half_a_question(arguments, options);
  if (!options.before_rev.empty()) return options;
  options.before = directory(arguments, "before");
  options.now = directory(arguments, "now");
  return options;
}

ci::Report read_report(const std::string& path) {
  return ci::parse_report(baselines::read_file(path, ci::largest_report), path);
}

/// Alpha is shared among all that is asked, so that none of it raises a false alarm too often.
DuelLimits shared(DuelLimits limits, std::size_t issues) {
  limits.rules.alpha /= static_cast<double>(issues);
  limits.rules.most_pairs = std::max(limits.rules.most_pairs, fewest_pairs(limits.rules.alpha));
  return limits;
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
  const std::vector<baselines::SeriesName> suspects = ci::suspects(report);
  std::deque<Duel> duels;
  const Conditions conditions = conditions_of(project.config.conditions);
  DuelLimits each = suspects.empty() ? limits : shared(limits, suspects.size());
  for (Rerun& rerun : reruns(suspects, project.config.benchmarks, printers(project))) {
    duels.emplace_back(
        Contestant{rerun.benchmark, {options.before, console.environment, conditions}},
        Contestant{rerun.benchmark, {options.now, console.environment, conditions}},
        std::move(rerun.issues), each.rules);
    ++each.rules.seed;
  }
  const std::string heading = ci::count(suspects.size(), "suspect") + ", " +
                              extent(each, suspects.size()) + ", seed " +
                              std::to_string(limits.rules.seed);
  const bool is_complete = hold(duels, limits.max_time, heading, console);
  const Findings findings = found(duels, limits.rules.alpha);
  ci::Report anew =
      ci::confirmed(report, suspects, findings.outcomes, findings.failures, limits.rules.threshold);
  const bool was_nothing_built = !options.before_rev.empty() && options.build.empty();
  for (const std::string& sentence : hindrances(duels, is_complete, was_nothing_built))
    anew.warnings.push_back(std::string(ci::confirm_warning) + sentence);
  return anew;
}

Status confirm(const Arguments& arguments, Console& console) {
  ConfirmOptions options = parse_confirm(arguments);
  check_format(arguments);
  expect_writable_output(arguments);
  const Project project = find_project(arguments, console);
  const ci::Report before = read_report(options.report);
  stats::Policy policy = project.config.policy;
  policy.alpha = std::clamp(before.policy.alpha, stats::least_alpha, stats::most_alpha);
  policy.threshold = std::max(before.policy.threshold, 0.0);
  const DuelLimits limits = duel_limits(arguments, policy, console);
  std::optional<TwoRevisions> revisions;
  const Interruption interruption;  // ends first, so that tidying up is not interrupted
  if (!options.before_rev.empty() && !ci::suspects(before).empty()) {
    revisions.emplace(options.before_rev, options.now_rev, options.build, project.directory,
                      console);
    options.before = revisions->before();
    options.now = revisions->now();
  }
  const ci::Report report = measured_anew(before, options, project, limits, console);
  if (!options.output.empty()) baselines::write_file(options.output, ci::report_json(report));
  console.out << rendered(report, arguments, console);
  return status_of(report);
}

std::vector<Option> options() {
  std::vector<Option> all = {{"before", "DIR", "where the version before is built"},
                             {"now", "DIR", "where the version now is built"},
                             {"before-rev", "REV", "in place of directories: the revision before"},
                             {"now-rev", "REV", "likewise, the revision now"},
                             {"build", "CMD", "shell command that builds a worktree of each"}};
  for (const Option& option : pair_options()) all.push_back(option);
  all.push_back(report_format_option());
  all.push_back({"output,o", "FILE", "write the new report to FILE as JSON"});
  all.push_back(config_option());
  return all;
}

}  // namespace

Command confirm_command() {
  return {
      .name = "confirm",
      .arguments = "REPORT --before DIR --now DIR | --before-rev R --now-rev R [-o report.json]",
      .most_words = any_number,
      .summary = "measure a report's suspects anew, both versions in turns",
      .details =
          "Suspects are rows called a regression or left inconclusive. Each benchmark of "
          "pawl.toml\nthat they come from is launched in both directories in turns, as by "
          "`pawl ab`; their rows\nare replaced and say so. alpha and threshold are the "
          "report's. Status as of `pawl check`.",
      .options = options(),
      .example =
          "  pawl confirm report.json --before ../main --now . --max-time 5min -o report.json\n"
          "  pawl confirm report.json --before-rev main --now-rev HEAD --build 'make bench'",
      .action = confirm};
}

}  // namespace pawl::tools
