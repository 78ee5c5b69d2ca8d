#pragma once
/// A Regex is a regular expression (ECMAScript), compiled once, for texts that strangers may have
/// written.

#include <cstddef>
#include <regex>
#include <string>
#include <vector>

namespace pawl::baselines {

class Regex {
 public:
  /// Bytes. No longer text is matched, nor any part of it: the standard library's matcher recurses
  /// for each character and would overflow the stack.
  static constexpr std::size_t longest_text = 4096;

  /// Bytes. The compiler recurses, too: for each group within a group.
  static constexpr std::size_t longest_pattern = 4096;

  /// Throws std::regex_error, also for a pattern that is longer.
  explicit Regex(const std::string& pattern);

  /// Whether there is a group in it.
  bool has_group() const { return pattern_.mark_count() > 0; }

  /// Whether it matches the whole of `text`.
  bool matches(const std::string& text) const;
  /// Whether it matches some part of `text`.
  bool matches_in(const std::string& text) const;
  /// Of each part of `text` that it matches, from left to right, the first group; all of the part
  /// when the expression has none.
  std::vector<std::string> found_in(const std::string& text) const;

 private:
  std::regex pattern_;
};

}  // namespace pawl::baselines
