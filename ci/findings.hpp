#pragma once
/// A finding is all that changed at one commit, in however many series: one cause to look for.
///
/// Noise moves the place of a small change by some points (changes.hpp, reach_of). So a finding is
/// placed at the commit that most changes speak for, and takes in all changes that may as well have
/// been there.

#include "changes.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace pawl::ci {

struct Finding {
  struct Member {
    const SeriesChanges* series;
    const stats::Change* change;
  };
  std::string run, after_run;  ///< the first with the new level, the last with the old one
  std::int64_t time = 0;       ///< of `run`, where points have times; and
  std::size_t earliest = 0;    ///< the least index: these order findings
  std::vector<Member> members;
};

/// Whether the change, looked at by itself, was found at exactly the finding's commit.
bool is_at(const Finding::Member& member, const Finding& finding);

/// Oldest first. Its members point into `series`.
std::vector<Finding> findings(const std::vector<SeriesChanges>& series);

/// "3 changes at 2 commits in 40 series of 1,200 points; 1 drifting; 1 announcement taken back
/// since".
std::string summary(const std::vector<SeriesChanges>& series, const std::vector<Finding>& all);

}  // namespace pawl::ci
