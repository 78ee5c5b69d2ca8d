#pragma once
/// Patterns are regular expressions (ECMAScript) for benchmark names, as users type them.

#include "baselines/text/regex.hpp"

#include <span>
#include <string>
#include <vector>

namespace pawl::tools {

class Patterns {
 public:
  /// Throws Error (Fault::usage) for what is no regular expression.
  explicit Patterns(std::span<const std::string> patterns);

  /// Whether one of them matches some part of `name`, or there is none.
  bool match(const std::string& name);
  /// Error (Fault::usage) for the first that has matched no name, which ends in `advice`.
  void expect_each_matched(const std::string& advice) const;

 private:
  struct Pattern {
    std::string text;
    baselines::Regex regex;
    bool has_matched = false;
  };
  std::vector<Pattern> patterns_;
};

}  // namespace pawl::tools
