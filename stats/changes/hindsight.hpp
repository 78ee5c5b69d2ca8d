#pragma once
/// Hindsight finds the changes that nobody told while they were a series' tail. An untold step
/// passes for wander, in which it and its neighbours hide: so places are tried by what the series
/// would vary by if they were changes.

#include "change_rule.hpp"
#include "levels.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace pawl::stats {

/// The clearest change within the levels that ascending places `told` part, between long levels: 32
/// points a side, or 3 before it and 8 after it while the series' first level has fewer. Where none
/// stands alone, two to five levels of 20 points or more (or those) that each stand once all of
/// them are parted; ascending. Empty where there are no such either. About n·log n operations.
std::vector<std::size_t> untold_changes(Levels levels, std::span<const std::size_t> told,
                                        const ChangeRule& rule);

}  // namespace pawl::stats
