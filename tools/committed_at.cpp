#include "committed_at.hpp"

#include "baselines/baseline_json.hpp"
#include "baselines/error.hpp"
#include "runner/git.hpp"

#include <filesystem>

namespace pawl::tools {

std::string committed_path(const Project& project, const baselines::BaselineName& name) {
  // Relative to the directory that git is asked in, which may lie within the repository.
  return "./" + std::filesystem::proximate(project.store().path(name), project.directory).string();
}

std::optional<baselines::Baseline> baseline_at(const Project& project,
                                               const baselines::BaselineName& name,
                                               const std::string& revision,
                                               const Environment& environment) {
  const std::string commit = commit_of(revision, project.directory, environment);
  const std::string path = committed_path(project, name);
  const std::string listed = demand_of_git({"ls-tree", "--name-only", commit, "--", path},
                                           project.directory, environment, "reading baselines");
  if (listed.empty()) return std::nullopt;
  const std::string text = demand_of_git({"cat-file", "blob", commit + ":" + path},
                                         project.directory, environment, "reading baselines");
  const std::string place = revision + ":" + path;
  baselines::Baseline baseline = baselines::parse_baseline(text, place);
  if (const auto edited = baselines::edited_sessions(baseline); !edited.empty())
    throw Error(Fault::input, place + ": session " + edited.front() +
                                  ": its contents do not match its checksum; judge against "
                                  "another commit");
  return baseline;
}

}  // namespace pawl::tools
