#include "cli.hpp"

#include "tools/command_line/program.hpp"
#include "tools/commands/commands.hpp"

#include <algorithm>
#include <iterator>

namespace pawl::tools {
namespace {

/// In the order in which --help lists them.
std::vector<Command> commands() {
  const std::vector<Command> table[] = {
      {init_command(), run_command(), import_command(), merge_command()},
      {compare_command(), check_command(), detect_command()},
      baseline_commands(),
      {ab_command(), confirm_command()},
      history_commands(),
      {bisect_command(), report_command(), notify_command()},
      alerts_commands(),
      {load_command(), command_command(), serve_command()},
      {doctor_command(), selftest_command(), yardstick_command()},
  };
  std::vector<Command> all;
  for (const std::vector<Command>& group : table) std::ranges::copy(group, std::back_inserter(all));
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
