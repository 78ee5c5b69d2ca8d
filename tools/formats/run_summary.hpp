#pragma once
/// A run summary is what a run measured, as a table for people.

#include "baselines/run/run.hpp"

#include <cstddef>
#include <string>

namespace pawl::tools {

/// A line for each series that is judged by default: the median of launches with its 95 % interval.
std::string run_summary(const baselines::Run& run, bool colour, std::size_t width);

}  // namespace pawl::tools
