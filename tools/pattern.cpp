#include "pattern.hpp"

#include "baselines/error.hpp"

#include <algorithm>
#include <regex>

namespace pawl::tools {

namespace {

std::regex compiled(const std::string& pattern) {
  try {
    return std::regex(pattern);
  } catch (const std::regex_error&) {
    throw Error(Fault::usage, pattern + ": is no regular expression; are its brackets in pairs?");
  }
}

}  // namespace

bool matches_any(const std::string& name, std::span<const std::string> patterns) {
  if (patterns.empty()) return true;
  return std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) {
    return std::regex_search(name, compiled(pattern));
  });
}

}  // namespace pawl::tools
