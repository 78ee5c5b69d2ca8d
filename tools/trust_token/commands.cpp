#include "commands.hpp"

#include "baselines/file.hpp"

namespace pawl::tools::trust_token {

const Program& pawl_token() {
  static const Program program = {
      .name = "pawl-token",
      .summary = "trust tokens for sanitised content: Pawl's reference workload",
      .commands = {generate_command(), validate_command(), bench_command(), serve_command()}};
  return program;
}

std::string read_input(const std::string& path) {
  return path == "-" ? baselines::read_standard_input() : baselines::read_file(path);
}

Slowdown announced_slowdown(const Console& console, const Signer& signer) {
  const Slowdown slowdown = Slowdown::from(console.environment, signer);
  if (slowdown)
    note(console, "PAWL_TOKEN_SLOWDOWN is set: every token takes " +
                      variable(console, "PAWL_TOKEN_SLOWDOWN") + " longer, on purpose");
  return slowdown;
}

Time now(const Console& console) {
  return std::chrono::floor<std::chrono::seconds>(console.clock());
}

}  // namespace pawl::tools::trust_token
