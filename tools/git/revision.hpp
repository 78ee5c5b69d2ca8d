#pragma once
/// A Revision is what is measured, as the version control knows it.

#include "tools/command_line/console.hpp"

#include <filesystem>
#include <string>

namespace pawl::tools {

/// Empty strings: not known.
struct Revision {
  std::string commit;  ///< the full hash
  std::string branch;
  /// Tracked files differ from the commit: others than .gitignore and baselines, which are no part
  /// of what is measured.
  bool is_dirty = false;
  /// Why git does not tell of a repository that is there, as of one that belongs to another user.
  std::string trouble{};
};

/// As git tells it of `directory`; in a job of GitHub Actions, the branch from its environment,
/// since git's checkout has none there. `folder`: of the baselines, relative to `directory`.
Revision revision(const std::filesystem::path& directory, const Console& console,
                  const std::string& folder);

}  // namespace pawl::tools
