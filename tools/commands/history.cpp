#include "history.hpp"

#include "baselines/error.hpp"
#include "ci/inert.hpp"
#include "commands.hpp"

namespace pawl::tools {

std::unique_ptr<baselines::Store> existing_history(const Arguments& arguments,
                                                   const Console& console) {
  return open_existing_history(history_place(arguments, find_project(arguments, console), console));
}

void refuse_unknown_branch(const Arguments& arguments) {
  if (const auto branch = arguments.value("branch"))
    throw Error(Fault::input, "the history has no such run on branch " + ci::plain(*branch) +
                                  "; `pawl history list` shows the branches");
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
