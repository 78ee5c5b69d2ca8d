#pragma once
/// Unseen variance is what launches do to a shift between sessions' levels that the spread of those
/// levels does not show.

#include "units.hpp"

namespace pawl::stats {

/// Of log(now / before), by levels that are medians of launches: because a side's sessions hold
/// fewer launches than is usual for both, or because launches on one side scatter further than on
/// the other, by more than chance makes (2.5 %). Values > 0.
double unseen_by_sessions(const Units& before, const Units& now);

}  // namespace pawl::stats
