#pragma once
/// An Environment is a process's variables by name.

#include <map>
#include <string>

namespace pawl::ci {

using Environment = std::map<std::string, std::string>;

/// The variable's value; empty when it is not set.
std::string variable(const Environment& environment, const std::string& name);

}  // namespace pawl::ci
