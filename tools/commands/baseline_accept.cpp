#include "baseline.hpp"
#include "baselines/date.hpp"
#include "baselines/error.hpp"
#include "baselines/importers/import.hpp"
#include "baselines/unit.hpp"
#include "ci/format.hpp"
#include "ci/inert.hpp"
#include "tools/command_line/pattern.hpp"
#include "tools/git/git.hpp"

#include <algorithm>

namespace pawl::tools {

namespace {

using baselines::Baseline;
using baselines::Suppression;

std::vector<std::string> benchmarks_matching(const baselines::Run& run,
                                             const std::vector<std::string>& patterns) {
  Patterns chosen(patterns);
  std::vector<std::string> names;
  for (const baselines::Series& series : run.series)
    if (chosen.match(series.benchmark)) names.push_back(series.benchmark);
  if (names.empty()) throw Error(Fault::usage, "baseline accept: the run has no such benchmark");
  chosen.expect_each_matched("`pawl import RUN` shows the run's");
  return names;
}

/// From now on the run alone is what these benchmarks are judged against.
Status accept_run(const Arguments& arguments, Console& console) {
  const std::vector<std::string> names(arguments.positional().begin() + 1,
                                       arguments.positional().end());
  const Project project = find_project(arguments, console);
  const baselines::Run run = baselines::read_run(arguments.positional().front());
  const Baseline before = baseline_for(run, project);
  refuse_edited(project, before);
  const std::vector<std::string> chosen = benchmarks_matching(run, names);
  replace_baseline(
      project, before,
      baselines::accepted(before, run, chosen, arguments.value_or("reason", "accepted")), console);
  return Status::pass;
}

/// The benchmarks of all baselines that match, in the metric and of the testbed that are named: a
/// typo accepts nothing.
std::vector<std::string> known_benchmarks(const Project& project, const Arguments& arguments) {
  const std::vector<std::string>& patterns = arguments.positional();
  const auto metric = arguments.value("metric"), testbed = arguments.value("testbed");
  Patterns chosen(patterns);
  std::vector<std::string> names;
  for (const baselines::BaselineName& name : project.store().list())
    for (const auto& series : project.store().read(name).value_or(Baseline{}).series)
      if (chosen.match(series.benchmark) && series.metric == metric.value_or(series.metric) &&
          name.testbed == testbed.value_or(name.testbed))
        names.push_back(series.benchmark);
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  if (names.empty())
    throw Error(Fault::usage, "baseline accept: " + patterns.front() +
                                  ": expected a run's file or the name of a benchmark that some "
                                  "baseline" +
                                  (testbed ? " of " + *testbed : "") + " has" +
                                  (metric ? " with the metric " + *metric : "") +
                                  "; `pawl baseline show` lists them");
  chosen.expect_each_matched("`pawl baseline show` lists them");
  return names;
}

/// Of --owner, or whoever git or GitHub says this is.
std::string owner_of(const Arguments& arguments, const Project& project, const Console& console) {
  std::string owner = arguments.value_or("owner", variable(console, "GITHUB_ACTOR"));
  if (owner.empty())
    owner = text_of_git({"config", "user.name"}, project.directory, console).value_or("");
  if (owner.empty()) throw Error(Fault::usage, "baseline accept: who answers for it? --owner NAME");
  return owner;
}

/// The last day: of --expires, or ninety days from today.
std::string expiry_of(const Arguments& arguments, const Console& console) {
  const std::string today = timestamp(console);
  const auto given = arguments.value("expires");
  if (!given) return baselines::date_text(*baselines::day(today) + std::chrono::days(90));
  if (!baselines::is_date(*given) || *baselines::day(*given) < *baselines::day(today))
    throw Error(Fault::usage,
                "--expires: expected a date from today on, such as 2026-12-31, found \"" +
                    ci::plain(*given) + "\"");
  return *given;
}

std::optional<double> bound_of(const Arguments& arguments) {
  const auto given = arguments.value("up-to");
  if (!given) return std::nullopt;
  const auto most = baselines::part(*given);
  if (most && *most > 0) return most;
  const std::string hint = baselines::percent_hint(*given);
  throw Error(Fault::usage, "--up-to: expected a share such as 20%, found \"" + ci::plain(*given) +
                                "\"" + (hint.empty() ? "" : "; " + ci::plain(hint)));
}

/// What is accepted already and would be replaced, for the end of a sentence.
std::string replaced(const baselines::Suppressions& before, const Suppression& added) {
  for (const Suppression& one : before.all)
    if (baselines::are_alike(one, added))
      return " (was: until " + ci::plain(one.expires) +
             (one.at_most ? ", up to " + ci::percent(*one.at_most) : "") + ")";
  return "";
}

/// The regressions of these benchmarks fail no check until a day; the baseline stays.
Status suppress(const Arguments& arguments, Console& console) {
  const auto reason = arguments.value("reason");
  if (!reason || reason->empty()) throw Error(Fault::usage, "baseline accept: why? --reason TEXT");
  const Project project = find_project(arguments, console);
  const std::vector<std::string> names = known_benchmarks(project, arguments);
  Suppression one{.benchmark = {},
                  .metric = arguments.value_or("metric", ""),
                  .testbed = arguments.value_or("testbed", ""),
                  .owner = owner_of(arguments, project, console),
                  .reason = *reason,
                  .since = timestamp(console).substr(0, 10),
                  .expires = expiry_of(arguments, console),
                  .at_most = bound_of(arguments)};
  const baselines::Suppressions before = project.store().suppressions();
  baselines::Suppressions all = before;
  std::string told;
  for (const std::string& name : names) {
    one.benchmark = name;
    all = baselines::with(std::move(all), one);
    told += "accepted until " + ci::plain(one.expires) + ": " + ci::plain(name) +
            replaced(before, one) + "\n";
  }
  replace_suppressions(project, before, all, told, console);
  return Status::pass;
}

/// The suppressions that match, in the metric and of the testbed that are named.
Status take_back(const Arguments& arguments, Console& console) {
  for (const char* other : {"reason", "expires", "owner", "up-to"})
    if (arguments.value(other))
      throw Error(Fault::usage,
                  std::string("--") + other + ": is for what is accepted, not for --withdraw");
  const Project project = find_project(arguments, console);
  const auto metric = arguments.value("metric"), testbed = arguments.value("testbed");
  Patterns chosen(arguments.positional());
  const auto is_meant = [&](const Suppression& one) {
    return one.metric == metric.value_or(one.metric) &&
           one.testbed == testbed.value_or(one.testbed) && chosen.match(one.benchmark);
  };
  std::ranges::for_each(project.store().suppressions().all, is_meant);
  chosen.expect_each_matched("`pawl baseline list` shows what is accepted");
  withdraw(project, is_meant, console);
  return Status::pass;
}

/// A run that is a file takes the place of the baseline; names of benchmarks are suppressed.
Status accept(const Arguments& arguments, Console& console) {
  if (arguments.positional().empty())
    throw Error(Fault::usage,
                "baseline accept: what? BENCHMARK… --reason TEXT, or RUN [NAME-REGEX…]");
  if (arguments.flag("withdraw")) return take_back(arguments, console);
  std::error_code ignored;
  const bool is_run = std::filesystem::exists(arguments.positional().front(), ignored);
  if (!is_run) return suppress(arguments, console);
  for (const char* other : {"expires", "owner", "metric", "up-to"})
    if (arguments.value(other))
      throw Error(Fault::usage, std::string("--") + other +
                                    ": is for BENCHMARK…; a run that takes the baseline's place "
                                    "holds until the next");
  return accept_run(arguments, console);
}

}  // namespace

Command baseline_accept() {
  return {.name = "baseline accept",
          .arguments = "BENCHMARK… --reason TEXT | --withdraw BENCHMARK… | RUN [NAME-REGEX…]",
          .most_words = any_number,
          .summary = "let a known regression pass until a day, or judge against this run alone",
          .details =
              "BENCHMARK…: regular expressions; each benchmark of the baselines that matches is "
              "written, by\nname, to suppressions.json beside them. `pawl check` shows its "
              "regressions as accepted until\nthat day, then fails again.\n"
              "RUN: a file; from now on it alone is what its benchmarks are judged against.",
          .options = {{"reason", "TEXT", "why, for whoever reads the history"},
                      {"expires", "DATE", "the last day it holds (default: in 90 days)"},
                      {"owner", "NAME", "who answers for it (default: git's user.name)"},
                      {"withdraw", "", "take back what was accepted of these benchmarks"},
                      {"metric", "NAME", "this metric only"},
                      {"up-to", "PERCENT", "only while it is no worse than this"},
                      config_option(),
                      {"testbed", "NAME", "on this kind of machine only"}},
          .example =
              "  pawl baseline accept '^token/small$' --reason \"checks more\" "
              "--expires 2027-01-31 --up-to 20%\n"
              "  pawl baseline accept --withdraw '^token/small$'\n"
              "  pawl baseline accept run.json 'token/.*' --reason \"slower, but safe\"",
          .action = accept};
}

}  // namespace pawl::tools
