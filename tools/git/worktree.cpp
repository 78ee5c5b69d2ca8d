#include "worktree.hpp"

#include "baselines/error.hpp"
#include "git.hpp"
#include "tools/launch/child_environment.hpp"
#include "tools/launch/launcher.hpp"

namespace pawl::tools {

Worktree::Worktree(const std::filesystem::path& project, const std::filesystem::path& place,
                   const std::string& commit, const Environment& environment)
    : project_(project), place_(place), environment_(environment) {
  within_ = demand_of_git({"rev-parse", "--show-prefix"}, project_, environment_,
                          project_.string() + ": expected a git repository");
  demand_of_git({"worktree", "add", "--detach", "--force", place_.string(), commit}, project_,
                environment_, "checking out " + commit);
}

Worktree::~Worktree() {
  try {
    ask_git({"worktree", "remove", "--force", "--force", place_.string()}, project_, environment_);
  } catch (const Error&) {
    // The directory goes with its workplace, and git forgets it by itself.
  }
}

void Worktree::check_out(const std::string& commit) {
  demand_of_git({"checkout", "--quiet", "--force", "--detach", commit}, place_, environment_,
                "checking out " + commit);
}

std::optional<std::string> Worktree::build(const std::string& command) const {
  if (command.empty()) return std::nullopt;
  const Launch launch = Launcher({.arguments = {"/bin/sh", "-c", command},
                                  .environment = entries(without_secrets(environment_)),
                                  .directory = directory()})
                            .launch();
  if (ended_well(launch)) return std::nullopt;
  const std::string said = last_words(launch);
  return describe(launch) + (said.empty() ? "" : "; its output ends: " + said);
}

}  // namespace pawl::tools
