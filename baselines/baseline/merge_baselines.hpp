#pragma once
/// Merging two baselines that grew from one, as branches do: what either added is there, what
/// either took away is not, and of each series the last `keep` sessions stay. Where one side put
/// others in the place of all sessions of a series (`pawl baseline accept`), what the other side
/// measured since is of the code before, and not there.

#include "baseline.hpp"

#include <string>
#include <vector>

namespace pawl::baselines {

struct BaselineMerge {
  Baseline merged;
  std::vector<std::string> conflicts;  ///< a sentence each; when there are any, merged is no result
};

/// Three-way: `ancestor` is what `ours` and `theirs` had in common (an empty Baseline when they had
/// nothing). But for the words of a session that both sides added and a series' unknown fields that
/// both changed (ours stand), swapping the sides changes nothing. A conflict is what no rule can
/// settle: samples of one session that differ, a unit or a direction changed on both sides, a name
/// that differs.
BaselineMerge merge(const Baseline& ancestor, const Baseline& ours, const Baseline& theirs);

/// Whether there is a session that both have.
bool share_a_session(const BaselineSeries& a, const BaselineSeries& b);

}  // namespace pawl::baselines
