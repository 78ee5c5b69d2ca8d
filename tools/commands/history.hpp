#pragma once
/// What the subcommands of `pawl history` share; the larger ones have a file of their own.

#include "tools/command_line/command.hpp"
#include "tools/project/history.hpp"

#include <cstddef>

namespace pawl::tools {

Command history_detect_command();

inline constexpr std::size_t most_points = 1'000'000;

inline Option branch_option() {
  return {"branch", "NAME", "runs of this branch only"};
}
inline Option testbed_only_option() {
  return {"testbed", "NAME", "figures of this testbed only"};
}

}  // namespace pawl::tools
