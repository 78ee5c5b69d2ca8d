#include "pattern.hpp"

#include "baselines/error.hpp"

#include <algorithm>

namespace pawl::tools {

namespace {

baselines::Regex compiled(const std::string& pattern) {
  try {
    return baselines::Regex(pattern);
  } catch (const std::regex_error&) {
    throw Error(Fault::usage, pattern + ": is no regular expression; are its brackets in pairs?");
  }
}

}  // namespace

Patterns::Patterns(std::span<const std::string> patterns) {
  for (const std::string& pattern : patterns) compiled_.push_back(compiled(pattern));
}

bool Patterns::match(const std::string& name) const {
  return compiled_.empty() ||
         std::any_of(compiled_.begin(), compiled_.end(),
                     [&](const baselines::Regex& pattern) { return pattern.matches_in(name); });
}

}  // namespace pawl::tools
