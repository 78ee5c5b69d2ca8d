#include "revision.hpp"

#include "baselines/error.hpp"
#include "launcher.hpp"

namespace pawl::tools {

namespace {

/// The first line that git prints; empty when there is no git, or no repository.
std::string git(std::vector<std::string> arguments, const std::filesystem::path& directory,
                const Console& console) {
  arguments.insert(arguments.begin(), "git");
  Invocation invocation{.arguments = arguments, .environment = {}, .directory = directory};
  for (const auto& [name, value] : console.environment)
    invocation.environment.push_back(name + "=" + value);
  invocation.timeout = 10;
  try {
    const Launch launch = Launcher(invocation).launch();
    const bool is_well = launch.end == Launch::End::exited && launch.status == 0;
    const std::string text = is_well ? launch.output.text() : "";
    return text.substr(0, text.find('\n'));
  } catch (const Error&) {
    return "";
  }
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
