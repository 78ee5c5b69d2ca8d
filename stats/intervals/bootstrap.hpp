#pragma once
/// A bootstrap draws values with replacement and looks at what a statistic of them does.
/// interval.hpp knows most of its distributions without drawing; this draws: for nested samples,
/// and as the check of the others.
///
/// Everything is a function of its seed: the same on every machine, and however the replicates are
/// divided among threads, since replicate i draws from stream i.

#include "interval.hpp"
#include "stats/random.hpp"
#include "stats/sample.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace pawl::stats {

/// `count` means of `values` drawn with replacement, as many as there are. Drawn as 31-bit
/// fractions of the range and summed as integers: a mean is off by at most 2⁻³² of the range.
std::vector<double> resampled_means(std::span<const double> values, std::size_t count,
                                    std::uint64_t seed);

/// What is computed of a nested sample.
enum class NestedStatistic : std::uint8_t {
  median,  ///< of session medians of launch medians
  mean,    ///< of session means of launch means
};

/// The ratio now / before by the two-level bootstrap: sessions are drawn with replacement, of each
/// its launches, of each its values; percentile interval of `replicates` ratios. A level with one
/// member is taken as it is: what it varies by is unknown, and the interval too narrow for it. With
/// fewer than about ten members on the uppermost level the interval is too narrow as well (its
/// variance by one part in the number of members). nullopt when a value is ≤ 0; method none when
/// neither side has two values.
std::optional<Interval> two_level_ratio(const Sample& before, const Sample& now,
                                        NestedStatistic statistic, double confidence,
                                        std::size_t replicates, std::uint64_t seed);

}  // namespace pawl::stats
