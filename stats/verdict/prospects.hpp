#pragma once
/// Prospects are what a comparison could have found, and what it would take to find more.

#include "comparison.hpp"
#include "stats/policy.hpp"

namespace pawl::stats {

/// The smallest relative change (> 0) of which a verdict is given with power 0.8 where p has to be
/// at most alpha, in (0, 1): significant, and its estimate beyond the threshold.
double detectable_at(double alpha, const Comparison& row, const Policy& policy);

/// Sets minimum_detectable, launches_needed and sessions_needed from the row's shift, for power 0.8
/// at the policy's alpha, as of a row alone: `judge` sets minimum_detectable to what it takes in the
/// report. They are estimates from the spread that was seen: of five to twenty launches a side, what
/// is called detectable is found in 62 to 85 %, and with what is needed a change of the threshold is
/// significant in 49 to 75 %; a verdict of it also takes an estimate beyond the threshold, which is
/// so in half of the cases at most.
void set_prospects(Comparison& row, const Policy& policy);

/// Whether sessions show a change and their launches are less sure of it.
bool lacks_launches(const Comparison& row, const Policy& policy);

/// Sets launches_needed likewise from what the launches show, in place of sessions_needed; there
/// are by_launches.
void ask_for_launches(Comparison& row, const Policy& policy);

/// Baselines of this many sessions know their spread well enough to tell a change of a few spreads.
inline constexpr std::size_t enough_sessions = 5;

/// How far sessions of one code may lie apart by the policy's noise floor, at its alpha, on the log
/// scale; 0 where their spread was measured.
double run_to_run(const Comparison& row, const Policy& policy);

}  // namespace pawl::stats
