#pragma once
/// The changes of histories as the document `pawl-changes` (contract in tools/README.md).

#include "ci/changes.hpp"

#include <string>
#include <vector>

namespace pawl::ci {

/// Ends in a newline.
std::string changes_json(const std::vector<SeriesChanges>& series);

}  // namespace pawl::ci
