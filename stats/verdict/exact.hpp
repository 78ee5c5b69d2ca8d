#pragma once
/// Exact values are counts that come out the same each time, such as instructions on Valgrind's
/// processor or the size of a program: two of them differ by what the code changed, not by chance.
///
/// That a series is exact is claimed by who measured it, and checked here as far as its launches
/// go: in each side all values must agree bit for bit. Then the difference itself is held against
/// the threshold, at any number of launches, and there is no p. Otherwise the claim is wrong, and
/// the series is compared like any other.

#include "compare.hpp"

#include <optional>

namespace pawl::stats {

/// The one value that all of the sample's are, bit for bit; nullopt where they differ.
std::optional<double> exact_value(const Sample& sample);

/// compare() for a series that is claimed to be exact. Where that holds, the evidence is `exact`,
/// the interval of the ratio is the ratio, and a side counted once beside another such, differing
/// from it, is warned of (`counted_once`: nothing was counted twice); where it does not hold,
/// `not_exact` says so.
Comparison compare_exact(const Sample& before, const Sample& now, Better better,
                         Situation situation, const Policy& policy);

}  // namespace pawl::stats
