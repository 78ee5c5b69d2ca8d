#include "baselines/error.hpp"
#include "ci/format.hpp"
#include "history.hpp"

#include <algorithm>
#include <cstdint>
#include <string>

namespace pawl::tools {

namespace {

/// The options' rule; where none is given, pawl.toml's.
baselines::HistoryRule history_rule(const Arguments& arguments, const Project& project) {
  const auto seconds = [&](const std::string& option) {
    return static_cast<double>(arguments.count(option, 1, 100'000).value_or(0)) * 86'400;
  };
  const baselines::HistoryRule given{.keep_samples = seconds("samples-days"),
                                     .keep_each = seconds("each-days"),
                                     .keep_runs = seconds("runs-days")};
  if (given != baselines::HistoryRule{}) return given;
  if (project.config.history_rule == baselines::HistoryRule{})
    throw Error(Fault::usage,
                "history prune: how long is what kept? --samples-days N, --each-days N, "
                "--runs-days N, or pawl.toml's [history]");
  return project.config.history_rule;
}

Status prune(const Arguments& arguments, Console& console) {
  const Project project = find_project(arguments, console);
  const baselines::HistoryRule rule = history_rule(arguments, project);
  const std::int64_t now = now_of(console);
  const auto before = [&](double kept) {
    return kept == 0 ? 0 : std::max<std::int64_t>(1, now - static_cast<std::int64_t>(kept));
  };
  const auto store = open_existing_history(history_place(arguments, project, console));
  const baselines::Removed removed = store->retain({.runs_before = before(rule.keep_runs),
                                                    .weekly_before = before(rule.keep_each),
                                                    .samples_before = before(rule.keep_samples)});
  const std::string thinned =
      rule.keep_each == 0 ? "" : ci::count(removed.points, "point") + " thinned out, ";
  note(console, ci::count(removed.runs, "run") + " removed, " + thinned +
                    ci::count(removed.samples, "point") + " reduced to the median");
  return Status::pass;
}

}  // namespace

Command history_prune_command() {
  return {
      .name = "history prune",
      .arguments = "[--samples-days N] [--each-days N] [--runs-days N]",
      .summary = "forget samples, or whole runs, of long ago",
      .details =
          "Without any of them, by the rule of pawl.toml: [history] keep_samples, keep_each, "
          "keep_runs.\nRuns without a time are never too old.",
      .options = {{"samples-days", "N", "of older points keep the median, not the samples"},
                  {"each-days", "N", "of older points keep one a week, of each series and branch"},
                  {"runs-days", "N", "remove older runs"},
                  store_option(),
                  config_option()},
      .example = "  pawl history prune --samples-days 180 --runs-days 1000",
      .action = prune};
}

}  // namespace pawl::tools
