#pragma once
/// A check run: the report on a commit's Checks page, with a conclusion and annotations.

#include "ci/report.hpp"
#include "github.hpp"

#include <string>

namespace pawl::ci {

/// Makes or completes the check run of this report on that commit: one, however often it is
/// delivered. Another report of the same suite and testbed gets another of the same name, which
/// GitHub shows in its place. It is in progress until the last of its annotations (at most a
/// hundred of a level, fifty a request) is there. What is inconclusive fails, unless the report's
/// policy makes it a warning: then it is neutral. Returns its page's URL. Errors: Github's.
std::string place_check_run(Github& github, const std::string& sha, const Report& report,
                            const std::string& page);

}  // namespace pawl::ci
