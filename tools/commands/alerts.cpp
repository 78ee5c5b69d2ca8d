#include "alerts.hpp"

#include "baselines/file.hpp"
#include "ci/report_json.hpp"
#include "commands.hpp"

#include <string>
#include <vector>

namespace pawl::tools {

std::filesystem::path alerts_file(const Arguments& arguments, const Console& console) {
  return alerts_file(arguments, find_project(arguments, console), console);
}

namespace {

Status update(const Arguments& arguments, Console& console) {
  const Project project = find_project(arguments, console);
  const auto rules = alert_rules(project);
  std::vector<ci::AlertEvidence> evidence = baseline_evidence(project, rules, now_of(console));
  for (const std::string& file : arguments.positional())
    evidence.push_back(ci::evidence_of(
        ci::parse_report(baselines::read_file(file, ci::largest_report), file), rules));
  keep_alerts(alerts_file(arguments, project, console), evidence, rules, console);
  return Status::pass;
}

Command alerts_update_command() {
  return {.name = "alerts update",
          .arguments = "[REPORT…]",
          .most_words = any_number,
          .summary = "judge reports and the baselines' age by the rules of pawl.toml",
          .details =
              "`pawl check` does so by itself where pawl.toml has an [[alert]], and `pawl "
              "serve` all the time.",
          .options = {alerts_option(), config_option()},
          .example = "  pawl alerts update report.json",
          .action = update};
}

}  // namespace

std::vector<Command> alerts_commands() {
  return {alerts_list_command(),      alerts_ack_command(),    alerts_silence_command(),
          alerts_unsilence_command(), alerts_update_command(), alerts_notify_command()};
}

}  // namespace pawl::tools
