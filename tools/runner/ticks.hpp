#pragma once
/// Ticks are how the kernel counts its processors' time.

#include <filesystem>

namespace pawl::tools {

/// Of all CPUs since the start, in any unit: /proc/stat's first line.
struct Ticks {
  double all = 0, stolen = 0;  ///< time that the host gave to others
};

/// Of the kernel that shows itself under `root`; 0 where it does not tell.
Ticks ticks(const std::filesystem::path& root);

}  // namespace pawl::tools
