#pragma once
/// An adjusted p-value accounts for all the tests of a report: alpha belongs to the whole, not to a
/// row. Reject a row where its adjusted p ≤ alpha.

#include <span>
#include <vector>

namespace pawl::stats {

/// Controls the false discovery rate: of the rows rejected, at most a share alpha is expected to be
/// false (Benjamini & Hochberg 1995, J. R. Stat. Soc. B 57:289; valid under independence and
/// positive regression dependence). `p` in [0, 1], in any order; the result is in the same order.
std::vector<double> benjamini_hochberg(std::span<const double> p);

/// Controls the family-wise error rate: the probability that any row is rejected falsely is at most
/// alpha, under any dependence (Holm 1979, Scand. J. Stat. 6:65).
std::vector<double> holm(std::span<const double> p);

}  // namespace pawl::stats
