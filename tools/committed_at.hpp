#pragma once
/// Baselines as they were committed at a revision, read from git: the files in the working tree may
/// be a change's own.

#include "baselines/baseline.hpp"
#include "project.hpp"

#include <optional>
#include <string>

namespace pawl::tools {

/// Where the baseline is committed, from the project's directory: "./baselines/committed/…".
std::string committed_path(const Project& project, const baselines::BaselineName& name);

/// nullopt where the revision has no such baseline. Throws Error (Fault::usage) where there is no
/// such revision, (Fault::input) where the file is no baseline or its checksums do not hold.
std::optional<baselines::Baseline> baseline_at(const Project& project,
                                               const baselines::BaselineName& name,
                                               const std::string& revision,
                                               const Environment& environment);

}  // namespace pawl::tools
