#pragma once
/// The commands of pawl-token, one file each.

#include "slowdown.hpp"
#include "token.hpp"
#include "tools/command_line/command.hpp"
#include "tools/command_line/program.hpp"

#include <string>

namespace pawl::tools::trust_token {

Command generate_command();
Command validate_command();
Command bench_command();
Command serve_command();

/// pawl-token as a whole.
const Program& pawl_token();

/// The whole of a file; of standard input for "-".
std::string read_input(const std::string& path);

/// Slowdown::from the environment, with a note when there is one.
Slowdown announced_slowdown(const Console& console, const Signer& signer);

/// The console's clock as tokens count time.
Time now(const Console& console);

}  // namespace pawl::tools::trust_token
