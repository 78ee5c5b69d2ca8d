#pragma once
/// Git, run as a program: what it prints, or why it failed.

#include "tools/command_line/console.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace pawl::tools {

struct GitAnswer {
  bool is_well = false;
  std::string text;    ///< all of stdout, its last newline dropped
  std::string errors;  ///< the last lines of stderr, where it is not well
  std::string reason;  ///< likewise: how it ended, and these
};

/// How long git may take, in seconds, so that a hook or file system that hangs ends in an error:
/// for checking out a large revision, and for what should take no time.
inline constexpr double git_patience = 600, short_git_patience = 10;

/// `git ARGUMENTS` in `directory` (empty: ours). Never waits for a user's answer. Throws Error
/// (Fault::input) when there is no git.
GitAnswer ask_git(std::vector<std::string> arguments, const std::filesystem::path& directory,
                  Environment environment, double patience = git_patience);

/// Its text; nullopt when there is no git, or it fails.
std::optional<std::string> text_of_git(std::vector<std::string> arguments,
                                       const std::filesystem::path& directory,
                                       const Console& console, double patience = git_patience);

/// The same where nothing else will do: its text, or an Error (Fault::input) "DOING: …".
std::string demand_of_git(std::vector<std::string> arguments,
                          const std::filesystem::path& directory, const Environment& environment,
                          const std::string& doing);

/// The full hash of the commit that `revision` names. Error (Fault::usage) when it names none;
/// (Fault::input) with git's reason when git does not look.
std::string commit_of(const std::string& revision, const std::filesystem::path& directory,
                      const Environment& environment);

}  // namespace pawl::tools
