#include "cli.hpp"

#include "commands/commands.hpp"
#include "program.hpp"

namespace pawl::tools {

namespace {

const Program& pawl() {
  static const Program program = {.name = "pawl",
                                  .summary = "a gate for performance regressions",
                                  .commands = {
                                      run_command(),
                                  }};
  return program;
}

}  // namespace

int cli(const std::vector<std::string>& arguments, Console& console) {
  return run(pawl(), arguments, console);
}

}  // namespace pawl::tools
