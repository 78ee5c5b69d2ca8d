#include "revision.hpp"

#include "git.hpp"

#include <utility>

namespace pawl::tools {

namespace {

/// What git prints; empty when there is no git, or no repository.
std::string git(std::vector<std::string> arguments, const std::filesystem::path& directory,
                const Console& console) {
  return text_of_git(std::move(arguments), directory, console, short_git_patience).value_or("");
}

std::string branch_of_job(const Console& console) {
  const std::string head = variable(console, "GITHUB_HEAD_REF");  // of a pull request
  return head.empty() ? variable(console, "GITHUB_REF_NAME") : head;
}

}  // namespace

Revision revision(const std::filesystem::path& directory, const Console& console) {
  Revision revision;
  revision.commit = git({"rev-parse", "HEAD"}, directory, console);
  if (revision.commit.empty()) return revision;
  revision.branch = branch_of_job(console);
  if (revision.branch.empty())
    revision.branch = git({"branch", "--show-current"}, directory, console);
  revision.is_dirty =
      !git({"status", "--porcelain", "--untracked-files=no"}, directory, console).empty();
  return revision;
}

}  // namespace pawl::tools
