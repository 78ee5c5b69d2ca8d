#pragma once
/// A Toolchain is what measured programs were made with and run by, as far as anybody said. Runs
/// with different ones are compared all the same: who takes a new compiler wants to know what it
/// costs.

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace pawl::baselines {

/// Versions by name, "JDK" → {"17.0.15"}; several where a run's benchmarks had several.
using Toolchain = std::map<std::string, std::set<std::string>, std::less<>>;

/// Takes the version in; an empty one is not known.
void add_version(Toolchain& toolchain, std::string_view name, std::string version);

/// Takes all of `more` in.
void join(Toolchain& all, const Toolchain& more);

/// What both tell of and differs: "JDK: 17.0.15 before, 21.0.2 now".
std::vector<std::string> differences(const Toolchain& before, const Toolchain& now);

}  // namespace pawl::baselines
