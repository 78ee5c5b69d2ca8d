#pragma once
/// Thinned values are few that stand for many: what a harness prints of a launch may be hundreds of
/// thousands of iterations, and a baseline of them nothing that can be committed.

#include "sample.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

namespace pawl::stats {

/// How many values are kept of a launch: one for each percent of them.
inline constexpr std::size_t values_kept = 100;

/// A value and how many times it came, as a histogram tells it.
struct Repeated {
  double value = 0;
  std::uint64_t times = 1;
};

/// `values` if there are at most `most` (≥ 1), or else so many of them, in their order: of each of
/// `most` parts of equal size by rank one at random (Neyman's stratified sampling, 1934). Mean and
/// quantiles are right in the mean, and the median to half a part; the largest is mostly not among
/// them. Fractions are kept to six digits, which say what a clock can of a value that stands for
/// others; whole numbers stay whole. The same values give the same.
Sample::Launch thinned(Sample::Launch values, std::size_t most = values_kept);

/// The same of values that each came so many times, together fewer than 2³² · `most`.
Sample::Launch thinned_counts(std::span<const Repeated> values, std::size_t most = values_kept);

}  // namespace pawl::stats
