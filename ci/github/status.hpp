#pragma once
/// A commit status: one line beside a commit, and what branch protection asks for.

#include "ci/report.hpp"
#include "github.hpp"

#include <string>

namespace pawl::ci {

/// The status of this report's suite and testbed on that commit, replacing the one before. Green
/// only when the report passes, or is inconclusive and its policy says that this is a warning.
/// `page` is an https URL to link to, or empty. Errors: Github's.
void set_commit_status(Github& github, const std::string& sha, const Report& report,
                       const std::string& page);

}  // namespace pawl::ci
