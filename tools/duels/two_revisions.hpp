#pragma once
/// Two revisions of a project, each built in a worktree of its own; both are removed with the
/// object.

#include "tools/git/worktree.hpp"
#include "tools/system/workplace.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace pawl::tools {

class TwoRevisions {
 public:
  /// Of the repository round `project`; `build` is a shell command, run in each; empty: none. Error
  /// (Fault::input) when a revision is not known, or does not build.
  TwoRevisions(const std::string& before, const std::string& now, const std::string& build,
               const std::filesystem::path& project, const Console& console);

  const std::string& before_commit() const { return before_commit_; }
  const std::string& now_commit() const { return now_commit_; }
  /// What `project` is, there.
  std::filesystem::path before() const { return before_->directory(); }
  std::filesystem::path now() const { return now_->directory(); }

 private:
  Workplace workplace_;
  std::string before_commit_, now_commit_;
  std::optional<Worktree> before_, now_;
};

}  // namespace pawl::tools
