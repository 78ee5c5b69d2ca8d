#pragma once
/// The issue of a regression on the default branch: opened when there is one, kept up to date while
/// it stands, closed when it is gone.

#include "github.hpp"
#include "report.hpp"

#include <string>

namespace pawl::ci {

/// Brings the issue of this report's suite and testbed in line with the report, and says what was
/// done: "opened issue 12: URL". What is inconclusive changes nothing. Errors: Github's.
std::string keep_issue(Github& github, const Report& report, const std::string& page);

}  // namespace pawl::ci
