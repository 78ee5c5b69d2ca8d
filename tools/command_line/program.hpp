#pragma once
/// A Program is a name and a table of commands; these alone give its help, the lookup of a command
/// and the one catch for errors. `pawl` is one, `pawl-token` another.

#include "command.hpp"
#include "console.hpp"

#include <string>
#include <vector>

namespace pawl::tools {

struct Program {
  std::string name;     ///< "pawl"; opens each error
  std::string summary;  ///< half a line, for --help
  std::vector<Command> commands{};
};

/// Runs the command that `arguments` (without the program's name) names; the exit status. Every
/// error ends here, as a sentence on `err` and its fault as status.
int run(const Program& program, const std::vector<std::string>& arguments, Console& console);

}  // namespace pawl::tools
