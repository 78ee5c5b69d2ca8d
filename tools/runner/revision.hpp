#pragma once
/// A Revision is what is measured, as the version control knows it.

#include "tools/console.hpp"

#include <filesystem>
#include <string>

namespace pawl::tools {

/// Empty strings: not known.
struct Revision {
  std::string commit;  ///< the full hash
  std::string branch;
  bool is_dirty = false;  ///< tracked files differ from the commit
};

/// As git tells it of `directory`; in a job of GitHub Actions, the branch from its environment,
/// since git's checkout has none there.
Revision revision(const std::filesystem::path& directory, const Console& console);

}  // namespace pawl::tools
