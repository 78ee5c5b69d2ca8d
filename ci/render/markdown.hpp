#pragma once
/// Markdown is a report as a comment on a pull request or a step's summary: the verdict and what to
/// do now, then what regressed, then what is undecided; the rest folded away.

#include "ci/report.hpp"

#include <cstddef>
#include <string>

namespace pawl::ci {

/// What GitHub takes as a comment's body, in characters.
inline constexpr std::size_t longest_comment = 65'536;

struct MarkdownOptions {
  std::size_t limit = longest_comment;  ///< UTF-16 code units, at least 4,096
  /// Where the whole report is, when rows had to be cut: an https address, else not used.
  std::string whole_report{};
};

/// `<!-- pawl:SUITE@TESTBED -->`: the hidden first line by which the comment is found again. Each
/// suite on each testbed has its own, whatever their names hold.
std::string comment_marker(const Report& report);

/// Begins with the marker. Whatever the report holds, nothing in it formats, links, mentions or
/// refers to anything, and the result is within the limit.
std::string markdown(const Report& report, const MarkdownOptions& options = {});

}  // namespace pawl::ci
