#include "regex.hpp"

namespace pawl::baselines {
namespace {

std::regex compiled(const std::string& pattern) {
  if (pattern.size() > Regex::longest_pattern)
    throw std::regex_error(std::regex_constants::error_complexity);
  return std::regex(pattern);
}

}  // namespace

Regex::Regex(const std::string& pattern) : pattern_(compiled(pattern)) {}

bool Regex::matches(const std::string& text) const {
  return text.size() <= longest_text && std::regex_match(text, pattern_);
}

bool Regex::matches_in(const std::string& text) const {
  return text.size() <= longest_text && std::regex_search(text, pattern_);
}

std::vector<std::string> Regex::found_in(const std::string& text) const {
  std::vector<std::string> found;
  if (text.size() > longest_text) return found;
  for (std::sregex_iterator match(text.begin(), text.end(), pattern_), end; match != end; ++match)
    found.push_back(match->size() > 1 ? (*match)[1].str() : match->str());
  return found;
}

}  // namespace pawl::baselines
