#include "committed_at.hpp"

#include "baselines/baseline/baseline_json.hpp"
#include "baselines/error.hpp"
#include "baselines/file.hpp"
#include "tools/git/git.hpp"

#include <filesystem>

namespace pawl::tools {

namespace {

constexpr const char* doing = "reading baselines";

/// Relative to the directory that git is asked in, which may lie within the repository.
std::string within(const Project& project, const std::filesystem::path& file) {
  const auto whole = [](const std::filesystem::path& path) {
    return std::filesystem::absolute(path).lexically_normal();
  };
  return "./" + whole(file).lexically_proximate(whole(project.directory)).string();
}

/// nullopt where the commit has no such file.
std::optional<std::string> text_at(const Project& project, const std::string& commit,
                                   const std::string& path, const Environment& environment) {
  const std::string listed = demand_of_git({"ls-tree", "--name-only", commit, "--", path},
                                           project.directory, environment, doing);
  if (listed.empty()) return std::nullopt;
  return demand_of_git({"cat-file", "blob", commit + ":" + path}, project.directory, environment,
                       doing);
}

/// As git's answers come: less the newline at the end.
std::optional<std::string> text_now(const std::filesystem::path& file) {
  std::optional<std::string> text = baselines::read_file_if_present(file);
  if (text && text->ends_with('\n')) text->pop_back();
  return text;
}

}  // namespace

std::string committed_path(const Project& project, const baselines::BaselineName& name) {
  return within(project, project.store().path(name));
}

std::string path_in_repository(const Project& project, const std::filesystem::path& file,
                               const Console& console) {
  const auto folder =
      text_of_git({"rev-parse", "--show-prefix"}, project.directory, console, short_git_patience);
  const std::filesystem::path path =
      folder.value_or("") / std::filesystem::path(within(project, file));
  std::string name = path.lexically_normal().generic_string();
  if (name.starts_with("..") || name.starts_with('/'))
    throw Error(
        Fault::input,
        file.string() + ": lies outside of the repository, where nothing can be committed to it");
  return name;
}

std::optional<baselines::Baseline> baseline_at(const Project& project,
                                               const baselines::BaselineName& name,
                                               const std::string& revision,
                                               const Environment& environment) {
  const std::string commit = commit_of(revision, project.directory, environment);
  const std::string path = committed_path(project, name);
  const std::optional<std::string> text = text_at(project, commit, path, environment);
  if (!text) return std::nullopt;
  const std::string place = revision + ":" + path;
  baselines::Baseline baseline = baselines::parse_baseline(*text, place);
  if (const auto edited = baselines::edited_sessions(baseline); !edited.empty())
    throw Error(Fault::input, place + ": session " + edited.front() +
                                  ": its contents do not match its checksum; judge against "
                                  "another commit");
  return baseline;
}

std::vector<std::string> rules_changed_since(const Project& project, const std::string& revision,
                                             const Environment& environment) {
  const std::string commit = commit_of(revision, project.directory, environment);
  std::vector<std::string> changed;
  for (const std::filesystem::path& file :
       {project.directory / project.config_name, project.store().suppressions_path()}) {
    const std::string path = within(project, file);
    if (text_at(project, commit, path, environment) != text_now(file))
      changed.push_back(path.substr(2));
  }
  return changed;
}

}  // namespace pawl::tools
