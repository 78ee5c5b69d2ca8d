#include "history.hpp"

#include "commands.hpp"

namespace pawl::tools {

std::unique_ptr<baselines::Store> existing_history(const Arguments& arguments,
                                                   const Console& console) {
  return open_existing_history(history_place(arguments, find_project(arguments, console), console));
}

std::vector<Command> history_commands() {
  std::vector<Command> all;
  for (const auto& group : {{history_add_command()},
                            history_views(),
                            {history_detect_command(), history_export_command(),
                             history_import_command(), history_prune_command()}})
    all.insert(all.end(), group.begin(), group.end());
  return all;
}

}  // namespace pawl::tools
