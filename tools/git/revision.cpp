#include "revision.hpp"

#include "baselines/error.hpp"
#include "git.hpp"
#include "tools/system/nearest.hpp"

#include <system_error>
#include <utility>

namespace pawl::tools {

namespace {

/// What git prints; empty when there is no git, or no repository.
std::string git(std::vector<std::string> arguments, const std::filesystem::path& directory,
                const Console& console) {
  return text_of_git(std::move(arguments), directory, console, short_git_patience).value_or("");
}

/// Whether tracked files differ from the commit, others than .gitignore and those in `folder`.
bool is_altered(const std::filesystem::path& directory, const Console& console,
                const std::string& folder) {
  const std::vector<std::string> all = {"status", "--porcelain", "--untracked-files=no"};
  std::vector<std::string> some = all;
  for (const std::string& part :
       {std::string("--"), std::string(":/"), std::string(":(top,exclude,glob)**/.gitignore"),
        ":(exclude,literal)" + folder})
    some.push_back(part);
  // Git refuses a folder outside of the repository: then nothing there is git's.
  const auto changed = text_of_git(some, directory, console, short_git_patience);
  return changed ? !changed->empty() : !git(all, directory, console).empty();
}

/// Empty where there is no commit yet, of which git says nothing.
std::string trouble_of_git(const std::filesystem::path& directory, const Console& console) {
  std::error_code ignored;
  if (!nearest(".git", std::filesystem::absolute(directory, ignored))) return {};
  try {
    const GitAnswer answer = ask_git({"rev-parse", "--verify", "--quiet", "HEAD"}, directory,
                                     console.environment, short_git_patience);
    return answer.errors.empty() ? "" : answer.reason;
  } catch (const Error& error) {
    return error.what();
  }
}

std::string branch_of_job(const Console& console) {
  const std::string head = variable(console, "GITHUB_HEAD_REF");  // of a pull request
  return head.empty() ? variable(console, "GITHUB_REF_NAME") : head;
}

}  // namespace

Revision revision(const std::filesystem::path& directory, const Console& console,
                  const std::string& folder) {
  Revision revision;
  revision.commit = git({"rev-parse", "HEAD"}, directory, console);
  if (revision.commit.empty()) {
    revision.trouble = trouble_of_git(directory, console);
    return revision;
  }
  revision.branch = branch_of_job(console);
  if (revision.branch.empty())
    revision.branch = git({"branch", "--show-current"}, directory, console);
  revision.is_dirty = is_altered(directory, console, folder);
  return revision;
}

}  // namespace pawl::tools
