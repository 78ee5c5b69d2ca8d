#pragma once
/// A doubt is a reason not to judge later runs by this one: a baseline made of it would be too
/// wide, or of something else.

#include "baselines/baseline/baseline.hpp"
#include "baselines/run/run.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace pawl::ci {

/// How a run's note of what disturbed its measurement begins.
inline constexpr std::string_view disturbed = "while measuring: ";
/// The note of a run whose commit is not what was measured.
inline constexpr std::string_view altered = "the working tree differs from the commit";

/// Beyond this half-width of the 95 % interval of a series' median, relative to it, a session is
/// noisy; and beyond four times the widest session of its baseline, where that is over 3 %.
inline constexpr double noisy_half_width = 0.1;

/// Why the run is unfit to become part of the baseline `before` (which may be empty), a sentence
/// each: benchmarks that failed, a machine that is another than the newest session's, a disturbed
/// measurement, an altered working tree, series of `metrics` (as Gate::metrics) that are noisy (of
/// more than three, how many and which most).
/// Samples too small to tell of their noise raise no doubt, nor do bytes and allocations, which
/// vary by themselves.
std::vector<std::string> doubts(const baselines::Run& run, const baselines::Baseline& before,
                                const std::vector<std::string>& metrics);

}  // namespace pawl::ci
