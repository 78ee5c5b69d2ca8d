#pragma once
/// The issues of an alert book, one for each suite and testbed: opened with the first alert, edited
/// as alerts come and go, closed with the last. The issue that issue.hpp keeps for reports is
/// another one.

#include "ci/alerts/book.hpp"
#include "github.hpp"

#include <string>
#include <vector>

namespace pawl::ci {

/// More alerts than these are counted in an issue, not listed.
inline constexpr std::size_t most_in_issue = 50;

/// What is hidden in the first line of the issue's body, by which it is found again.
std::string alert_issue_marker(const std::string& suite, const std::string& testbed);

/// The body: marker, then a line for each alert, all of which are of one suite and testbed: as many
/// as GitHub takes (markdown.hpp, longest_comment). Nothing in them formats, links, mentions or
/// refers to anything.
std::string alert_issue_body(const std::vector<BookedAlert>& standing);

/// Brings the issues of the suites in `news` in line with `standing`, the alerts that are to be
/// shown as unresolved. Errors: Github's.
void keep_alert_issues(Github& github, const std::vector<AlertNews>& news,
                       const std::vector<BookedAlert>& standing);

}  // namespace pawl::ci
