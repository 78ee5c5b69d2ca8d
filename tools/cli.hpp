#pragma once
/// The cli is the whole program but for its process: a command line and a Console in, an exit
/// status out.

#include "tools/command_line/console.hpp"

#include <string>
#include <vector>

namespace pawl::tools {

/// Runs the command that `arguments` (without the program's name) names. Every error ends here, as
/// a sentence on `err` and its fault as status.
int cli(const std::vector<std::string>& arguments, Console& console);

}  // namespace pawl::tools
