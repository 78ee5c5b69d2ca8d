#pragma once
/// What the subcommands of `pawl history` share; each group of them has a file of its own.

#include "tools/command_line/command.hpp"
#include "tools/project/history.hpp"

#include <cstddef>
#include <memory>
#include <vector>

namespace pawl::tools {

Command history_add_command();
Command history_import_command();
/// What shows it: list, show.
std::vector<Command> history_views();
Command history_detect_command();
Command history_export_command();
Command history_prune_command();

/// The project's history, or that of --store; Error (Fault::io) where there is none.
std::unique_ptr<baselines::Store> existing_history(const Arguments& arguments,
                                                   const Console& console);

/// Error (Fault::input) for a --branch on which no series that is meant has a run: nothing found on
/// it would pass for nothing to find.
void refuse_unknown_branch(const Arguments& arguments);

inline constexpr std::size_t most_points = 1'000'000;

/// --branch, and --testbed, which narrows where elsewhere it says what this machine is.
inline Option branch_option() {
  return {"branch", "NAME", "runs of this branch only"};
}
inline Option testbed_only_option() {
  return {"testbed", "NAME", "figures of this testbed only"};
}

}  // namespace pawl::tools
