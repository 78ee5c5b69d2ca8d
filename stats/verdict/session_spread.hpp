#pragma once
/// A session spread is how far two sessions of one code lie apart, as the rows of a suite show it
/// together where each has too few sessions to show it by itself.
///
/// Sessions move rows either way, a change of code mostly one way. So where one spread explains
/// both the rows that became slower and those that became faster, all of them tell. Else those do
/// which moved less: a change may slow any part of a suite, and the faster rows are left as they
/// were.

#include "comparison.hpp"

#include <optional>
#include <span>

namespace pawl::stats {

/// The variance of log ratios between sessions beyond what launches show, as if those were
/// independent; its degrees are the rows that tell. Their median is asked, so that some rows far
/// out say nothing. nullopt where a side has under three rows, or under five and no spread explains
/// both, and where they show no more than chance makes (10 %).
std::optional<Variance> session_spread(std::span<const Comparison> rows);

/// The standard error of the row's shift that its launches show, as if they were independent, and
/// nothing assumed.
double independent_error(const Comparison& row);

}  // namespace pawl::stats
