#pragma once
/// What stands in a directory or above it.

#include <filesystem>
#include <optional>
#include <string>

namespace pawl::tools {

/// The nearest file or directory of that name in `directory`, which is absolute, or in one above
/// it; nullopt where there is none.
std::optional<std::filesystem::path> nearest(const std::string& name,
                                             std::filesystem::path directory);

}  // namespace pawl::tools
