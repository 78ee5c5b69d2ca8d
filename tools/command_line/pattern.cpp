#include "pattern.hpp"

#include "baselines/error.hpp"

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
  for (const std::string& pattern : patterns) patterns_.push_back({pattern, compiled(pattern)});
}

bool Patterns::match(const std::string& name) {
  bool matches = patterns_.empty();
  for (Pattern& pattern : patterns_)
    if (pattern.regex.matches_in(name)) matches = pattern.has_matched = true;
  return matches;
}

void Patterns::expect_each_matched(const std::string& advice) const {
  for (const Pattern& pattern : patterns_)
    if (!pattern.has_matched)
      throw Error(Fault::usage, pattern.text + ": no benchmark is named like that; " + advice);
}

}  // namespace pawl::tools
