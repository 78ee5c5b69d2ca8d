#pragma once
/// Baselines as they were committed at a revision, read from git: the files in the working tree may
/// be a change's own.

#include "baselines/baseline/baseline.hpp"
#include "project.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace pawl::tools {

/// Where the baseline is committed, from the project's directory: "./baselines/committed/…". As it
/// is called, not where a symbolic link leads: a change could bring one.
std::string committed_path(const Project& project, const baselines::BaselineName& name);

/// Where the file is committed, from the repository's root, as GitHub's API names it: pawl.toml may
/// lie in a folder of the repository. Where there is no repository or no git, the project's
/// directory is taken for the root. Throws Error (Fault::input) where it lies outside.
std::string path_in_repository(const Project& project, const std::filesystem::path& file,
                               const Console& console);

/// nullopt where the revision has no such baseline. Throws Error (Fault::usage) where there is no
/// such revision, (Fault::input) where the file is no baseline or its checksums do not hold.
std::optional<baselines::Baseline> baseline_at(const Project& project,
                                               const baselines::BaselineName& name,
                                               const std::string& revision,
                                               const Environment& environment);

/// Which of the files that say how a run is judged, pawl.toml and suppressions.json, are not what
/// was committed at the revision, from the project's directory: a change may loosen its own gate.
/// Throws Error (Fault::usage) where there is no such revision.
std::vector<std::string> rules_changed_since(const Project& project, const std::string& revision,
                                             const Environment& environment);

}  // namespace pawl::tools
