#pragma once
/// A Worktree is a revision checked out beside the user's own files, where it can be built and
/// measured; it is removed with the object.

#include "tools/command_line/console.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace pawl::tools {

class Worktree {
 public:
  /// Checks `commit` (a hash) of the repository round `project` out at `place`, which does not
  /// exist. Throws Error (Fault::input) with git's reason.
  Worktree(const std::filesystem::path& project, const std::filesystem::path& place,
           const std::string& commit, const Environment& environment);
  Worktree(const Worktree&) = delete;
  Worktree& operator=(const Worktree&) = delete;
  ~Worktree();

  /// Another commit in its place; what was built and is not tracked stays, so that builds are
  /// incremental. Throws as above.
  void check_out(const std::string& commit);
  /// Runs a shell command in directory(); nullopt, or why it failed. An empty one does nothing.
  std::optional<std::string> build(const std::string& command) const;
  /// What `project` is within the repository, within the worktree.
  std::filesystem::path directory() const { return place_ / within_; }

 private:
  std::filesystem::path project_, place_, within_;
  const Environment& environment_;
};

}  // namespace pawl::tools
