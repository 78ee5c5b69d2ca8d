#pragma once
/// The changes of histories for a terminal or a log.

#include "ci/changes.hpp"
#include "text.hpp"

#include <string>
#include <vector>

namespace pawl::ci {

/// One finding a commit, oldest first: all series that changed there. Ends in a newline.
std::string changes_text(const std::vector<SeriesChanges>& series, const TextOptions& options = {});

}  // namespace pawl::ci
