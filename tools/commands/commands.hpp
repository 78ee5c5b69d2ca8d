#pragma once
/// The commands, one file each; the table in cli.cpp lists them in the order of the help.

#include "tools/command.hpp"

namespace pawl::tools {

Command run_command();

}  // namespace pawl::tools
