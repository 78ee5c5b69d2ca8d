#pragma once
/// Git is asked as a program: what it prints, or why it would not.

#include "tools/console.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace pawl::tools {

struct GitAnswer {
  bool is_well = false;
  std::string text;    ///< all of stdout, its last newline dropped
  std::string reason;  ///< where it is not well: how it ended, and the last lines of stderr
};

/// `git ARGUMENTS` in `directory`. Never waits for a user's answer.
GitAnswer ask_git(std::vector<std::string> arguments, const std::filesystem::path& directory,
                  const Environment& environment);

/// The same where nothing else will do: its text, or an Error (Fault::input) "DOING: …".
std::string demand_of_git(std::vector<std::string> arguments,
                          const std::filesystem::path& directory, const Environment& environment,
                          const std::string& doing);

/// The full hash of the commit that `revision` names. Error (Fault::usage) when it names none.
std::string commit_of(const std::string& revision, const std::filesystem::path& directory,
                      const Environment& environment);

}  // namespace pawl::tools
