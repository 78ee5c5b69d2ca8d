#include "two_revisions.hpp"

#include "baselines/error.hpp"
#include "tools/git/git.hpp"

namespace pawl::tools {

/// The worktrees' names are of one length, since the length of a program's path alone can move its
/// memory layout.
TwoRevisions::TwoRevisions(const std::string& before, const std::string& now,
                           const std::string& build, const std::filesystem::path& project,
                           const Console& console)
    : before_commit_(commit_of(before, project, console.environment)),
      now_commit_(commit_of(now, project, console.environment)) {
  const auto make = [&](std::optional<Worktree>& tree, const char* name,
                        const std::string& commit) {
    tree.emplace(project, workplace_.path() / name, commit, console.environment);
    note(console, build.empty() ? "checking out " + commit.substr(0, 12) + ", without a --build"
                                : "building " + commit.substr(0, 12));
    if (const auto fault = tree->build(build))
      throw Error(Fault::input, commit.substr(0, 12) + ": --build " + *fault);
  };
  make(before_, "old", before_commit_);
  make(now_, "new", now_commit_);
}

}  // namespace pawl::tools
