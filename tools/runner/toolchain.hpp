#pragma once
/// What pawl.toml's [toolchain] asks of versions, for a run to keep.

#include "baselines/run/run.hpp"
#include "tools/command_line/console.hpp"

#include <filesystem>
#include <map>
#include <string>

namespace pawl::tools {

/// Runs each shell command in `directory`, and keeps the first line that it prints (to stderr, if
/// nothing to stdout) as the version of what it is named after. One that fails, or prints nothing
/// within ten seconds, is noted instead.
void record_toolchain(baselines::Run& run, const std::map<std::string, std::string>& commands,
                      const std::filesystem::path& directory, const Environment& environment);

}  // namespace pawl::tools
