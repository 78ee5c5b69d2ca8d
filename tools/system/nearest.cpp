#include "nearest.hpp"

#include <system_error>

namespace pawl::tools {

std::optional<std::filesystem::path> nearest(const std::string& name,
                                             std::filesystem::path directory) {
  std::error_code ignored;
  for (;; directory = directory.parent_path()) {
    if (std::filesystem::exists(directory / name, ignored)) return directory / name;
    if (directory == directory.root_path()) return std::nullopt;
  }
}

}  // namespace pawl::tools
