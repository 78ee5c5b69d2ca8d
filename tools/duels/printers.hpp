#pragma once
/// Printers are the benchmarks of pawl.toml in whose output, which is imported, others are.

#include "tools/project/project.hpp"

#include <map>
#include <string>

namespace pawl::tools {

/// By the name that is printed: the benchmark of pawl.toml that printed it when it was measured for
/// a committed baseline last. None where they do not say, or that benchmark is none any more.
using Printers = std::map<std::string, std::string>;

/// Reads all committed baselines that can be read, where more than one benchmark could have printed
/// a name.
Printers printers(const Project& project);

}  // namespace pawl::tools
