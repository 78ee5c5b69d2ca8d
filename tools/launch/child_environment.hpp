#pragma once
/// What benchmarks, their hooks and builds of revisions get of Pawl's own environment: they may be
/// a stranger's code, and what they print ends up in reports.

#include "tools/command_line/console.hpp"

#include <string>
#include <vector>

namespace pawl::tools {

/// Less the variables that hold Pawl's own secrets (tokens, keys, passwords, and addresses that may
/// hold one), and those of the same names that end in _FILE.
Environment without_secrets(Environment environment);

/// "NAME=value" each, as an Invocation takes them.
std::vector<std::string> entries(const Environment& environment);

}  // namespace pawl::tools
