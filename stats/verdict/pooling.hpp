#pragma once
/// Pooling is what the rows of a report tell each other. One row has a handful of launches and
/// sessions, which say badly what they vary by; a suite has many rows.

#include "comparison.hpp"
#include "stats/policy.hpp"

#include <vector>

namespace pawl::stats {

/// The rows, in their order, with p, interval and prospects by what their pools show: how
/// neighbouring launches resemble each other, where rows are too small to tell (and where no pool
/// does, it is assumed); variances, drawn to the pool's (moderated.hpp); and how far sessions
/// differ, where a row has too few of them (session_spread.hpp).
std::vector<Comparison> pooled(std::vector<Comparison> rows, const Policy& policy);

}  // namespace pawl::stats
