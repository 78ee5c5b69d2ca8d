#pragma once
/// The issue of a suite's alerts on the default branch: opened with the first, kept up to date
/// while any stands, closed when the last is gone. Its body lists their fingerprints in a hidden
/// comment, up to 1,000; once there were more, it is closed by a report that judges all well.

#include "ci/report.hpp"
#include "github.hpp"

#include <functional>
#include <optional>
#include <string>

namespace pawl::ci {

/// What is to become of an issue.
struct IssueChange {
  enum class Kind { left, kept, closed } kind;
  std::string title{};  ///< of one that is kept; empty: as it is
  std::string body{};   ///< of one that is kept; it begins with its marker
};

/// Finds this token's open issue whose body begins with the marker and does what `decide` makes of
/// that body (nullopt: there is none; `kept` then opens one). Returns what was done: "opened issue
/// 12: URL". Errors: Github's, and what `decide` throws.
std::string place_issue(
    Github& github, const std::string& marker,
    const std::function<IssueChange(const std::optional<std::string>& body)>& decide);

/// Brings the issue of this report's suite and testbed in line with the report, and says what was
/// done: "opened issue 12: URL". Alerts whose rows are inconclusive or missing keep it open; one
/// that was once gone does not. Errors: Github's.
std::string keep_issue(Github& github, const Report& report, const std::string& page);

}  // namespace pawl::ci
