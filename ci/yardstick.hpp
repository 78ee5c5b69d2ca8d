#pragma once
/// The yardstick is a fixed reference program that is run between the benchmarks: how far it moved
/// between two sessions is how far the machine moved.

#include "baselines/run.hpp"
#include "stats/compare.hpp"

#include <optional>
#include <string_view>

namespace pawl::ci {

inline constexpr std::string_view yardstick_benchmark = "pawl/yardstick";

/// How far it moved from `before` to `now`, by launch medians, with the variance that both sides
/// show; nullopt unless both have it at least five times.
std::optional<stats::YardstickShift> yardstick_shift(const baselines::Run& before,
                                                     const baselines::Run& now);

/// The shift as it acts on a metric of that unit: times follow it, rates go against it; nullopt for
/// what does not depend on the machine's speed.
std::optional<stats::YardstickShift> acting_on(std::string_view unit,
                                               std::optional<stats::YardstickShift> shift);

}  // namespace pawl::ci
