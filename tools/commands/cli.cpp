#include "cli.hpp"

#include "commands.hpp"
#include "tools/command_line/program.hpp"

namespace pawl::tools {

namespace {

std::vector<Command> commands() {
  std::vector<Command> all = {init_command(),  run_command(),     import_command(),
                              merge_command(), compare_command(), check_command()};
  all.push_back(detect_command());
  for (Command& command : baseline_commands()) all.push_back(std::move(command));
  all.push_back(ab_command());
  all.push_back(confirm_command());
  for (Command& command : history_commands()) all.push_back(std::move(command));
  all.push_back(bisect_command());
  all.push_back(report_command());
  all.push_back(notify_command());
  for (Command& command : alerts_commands()) all.push_back(std::move(command));
  all.push_back(load_command());
  all.push_back(command_command());
  all.push_back(serve_command());
  all.push_back(doctor_command());
  all.push_back(selftest_command());
  all.push_back(yardstick_command());
  return all;
}

const Program& pawl() {
  static const Program program = {
      .name = "pawl", .summary = "a gate for performance regressions", .commands = commands()};
  return program;
}

}  // namespace

int cli(const std::vector<std::string>& arguments, Console& console) {
  return run(pawl(), arguments, console);
}

}  // namespace pawl::tools
