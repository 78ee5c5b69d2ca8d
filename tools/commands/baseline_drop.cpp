#include "baseline.hpp"
#include "baselines/error.hpp"
#include "tools/command_line/pattern.hpp"

#include <set>

namespace pawl::tools {

namespace {

using baselines::Baseline;

struct Dropping {
  Baseline before, now;
};

/// Each baseline that has a benchmark which matches, without it.
std::vector<Dropping> droppings(const Project& project, const std::vector<std::string>& patterns) {
  Patterns chosen(patterns);
  std::vector<Dropping> all;
  for (const baselines::BaselineName& name : project.store().list()) {
    if (!project.config.testbed.empty() && name.testbed != project.config.testbed) continue;
    const Baseline before = project.store().read(name).value();
    std::vector<std::string> benchmarks;
    for (const auto& series : before.series)
      if (chosen.match(series.benchmark)) benchmarks.push_back(series.benchmark);
    if (!benchmarks.empty()) all.push_back({before, baselines::dropped(before, benchmarks)});
  }
  chosen.expect_each_matched("`pawl baseline show` lists them");
  return all;
}

/// A baseline of nothing would pass for one that is there.
void expect_rest(const Project& project, const Dropping& one) {
  if (one.now.series.empty())
    throw Error(Fault::usage,
                project.store().path({one.now.testbed, one.now.suite}).string() +
                    ": nothing would be left of it; remove the file if that is meant (git rm)");
}

/// What was accepted of benchmarks that went and that no baseline has any more would hang in the
/// air.
void withdraw_of_gone(const Project& project, const std::vector<Dropping>& all, Console& console) {
  std::set<std::string> gone;
  for (const Dropping& one : all)
    for (const auto& series : one.before.series) gone.insert(series.benchmark);
  for (const baselines::BaselineName& name : project.store().list())
    for (const auto& series : project.store().read(name).value_or(Baseline{}).series)
      gone.erase(series.benchmark);
  withdraw(
      project, [&](const auto& accepted) { return gone.contains(accepted.benchmark); }, console);
}

Status drop(const Arguments& arguments, Console& console) {
  if (arguments.positional().empty())
    throw Error(Fault::usage, "baseline drop: which benchmarks? pawl baseline drop BENCHMARK…");
  const Project project = find_project(arguments, console);
  const std::vector<Dropping> all = droppings(project, arguments.positional());
  for (const Dropping& one : all) {
    refuse_edited(project, one.before);
    expect_rest(project, one);
  }
  for (const Dropping& one : all) replace_baseline(project, one.before, one.now, console);
  withdraw_of_gone(project, all, console);
  return Status::pass;
}

}  // namespace

Command baseline_drop() {
  return {
      .name = "baseline drop",
      .arguments = "BENCHMARK…",
      .most_words = any_number,
      .summary = "take benchmarks that are gone for good out of the baselines",
      .details =
          "BENCHMARK…: regular expressions. Until then `pawl check` misses a benchmark that was "
          "deleted\nor renamed. Of a testbed that --testbed or pawl.toml names, that one's "
          "baselines alone. What was\naccepted of a benchmark that no baseline has any more goes "
          "with it.",
      .options = {config_option(), testbed_option()},
      .example = "  pawl baseline drop '^token/small$'",
      .action = drop};
}

}  // namespace pawl::tools
