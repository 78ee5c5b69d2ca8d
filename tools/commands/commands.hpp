#pragma once
/// The commands, one file each; the table in cli.cpp lists them in the order of the help.

#include "tools/command_line/command.hpp"

#include <vector>

namespace pawl::tools {

Command init_command();
Command run_command();
Command import_command();
Command merge_command();
Command compare_command();
Command check_command();
Command report_command();
std::vector<Command> baseline_commands();
Command ab_command();
Command confirm_command();
std::vector<Command> history_commands();
Command bisect_command();
Command detect_command();
Command notify_command();
std::vector<Command> alerts_commands();
Command load_command();
Command command_command();
Command doctor_command();
Command selftest_command();
Command serve_command();
Command yardstick_command();

}  // namespace pawl::tools
