#pragma once
/// The changes of histories as GitHub's markdown, for a comment or a step's summary.

#include "ci/changes.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace pawl::ci {

/// One finding a commit, the newest first; in all at most `limit` UTF-16 code units; what found no
/// room is counted.
std::string changes_markdown(const std::vector<SeriesChanges>& series, std::size_t limit = 65'000);

}  // namespace pawl::ci
