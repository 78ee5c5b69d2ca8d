#pragma once
/// Markdown is a report as a comment on a pull request or a step's summary: the verdict and what to
/// do now, then what regressed, then what is undecided; the rest folded away.

#include "report.hpp"

#include <cstddef>
#include <string>

namespace pawl::ci {

struct MarkdownOptions {
  /// UTF-16 code units, at least 4,096. GitHub refuses comments beyond 65,536 characters, and drops
  /// summaries of a step beyond 1 MiB.
  std::size_t limit = 65'536;
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
