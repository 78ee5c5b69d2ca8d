#pragma once
/// A pattern is a regular expression (ECMAScript) for benchmark names, as users type it.

#include <span>
#include <string>

namespace pawl::tools {

/// Whether some part of `name` matches one of the patterns, or there is none. Throws Error
/// (Fault::usage) for what is no regular expression.
bool matches_any(const std::string& name, std::span<const std::string> patterns);

}  // namespace pawl::tools
