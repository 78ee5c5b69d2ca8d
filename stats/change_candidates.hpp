#pragma once
/// Candidates are the places of a series where its level may have changed: found generously, so
/// that whoever judges them can refuse most.

#include <cstddef>
#include <span>
#include <vector>

namespace pawl::stats {

/// What to look for.
struct CandidateRule {
  std::size_t shortest = 3;  ///< points a side at least
  double enough = 2.6;       ///< standard errors
};

/// The best split of every seeded interval (Kovács, Bühlmann, Li & Munk 2023, doi
/// 10.1093/biomet/asac052; here of lengths that grow by √2 up to n, each moved on by half its
/// length from the series' beginning, so that a longer series has the same ones) whose two means
/// differ by enough standard errors, once values beyond three spreads of the interval's median are
/// drawn in to there. Ascending, none twice, at least `shortest` apart and from the ends. A value
/// counts as at least `grain` uncertain. n log n.
std::vector<std::size_t> change_candidates(std::span<const double> values, double grain,
                                           const CandidateRule& rule = {});

}  // namespace pawl::stats
