#pragma once
/// The yardstick is a fixed program that is measured between the benchmarks: what moves it is the
/// machine, never the code under test.

#include "baselines/config.hpp"

#include <cstddef>

namespace pawl::tools {

/// Its series' benchmark.
inline constexpr const char* yardstick_name = "pawl/yardstick";

/// The yardstick as a benchmark with that many launches.
baselines::Benchmark yardstick(std::size_t launches);

}  // namespace pawl::tools
