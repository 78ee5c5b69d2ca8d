#include "baselines/error.hpp"
#include "commands.hpp"

namespace pawl::tools {

namespace {

Status run(const Arguments&, Console&) {
  throw Error(Fault::usage, "run: not built yet");
}

}  // namespace

Command run_command() {
  return {.name = "run",
          .arguments = "[NAME-REGEX…] [-o run.json] [-- COMMAND ARG…]",
          .summary = "run the benchmarks of pawl.toml, or one command, and collect samples",
          .details = "",
          .options = {output_option("the run")},
          .example = "  pawl run -o run.json\n  pawl run --launches 20 -- ./build/bench --size 100",
          .action = run};
}

}  // namespace pawl::tools
