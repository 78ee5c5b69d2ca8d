#pragma once
/// The issue of a suite's alerts on the default branch: opened with the first, kept up to date
/// while any stands, closed when the last is gone. Its body lists their fingerprints, unseen.

#include "github.hpp"
#include "report.hpp"

#include <string>

namespace pawl::ci {

/// Brings the issue of this report's suite and testbed in line with the report, and says what was
/// done: "opened issue 12: URL". Alerts whose rows are inconclusive or missing keep it open.
/// Errors: Github's.
std::string keep_issue(Github& github, const Report& report, const std::string& page);

}  // namespace pawl::ci
