#pragma once
/// The yardstick is a fixed program that is measured between the benchmarks: what moves it is the
/// machine, never the code under test.

#include "baselines/config/config.hpp"

#include <cstddef>

namespace pawl::tools {

/// The yardstick as a benchmark with that many launches, each of which does its work `times` times:
/// once, unless `pawl selftest` plants a slowdown.
baselines::Benchmark yardstick(std::size_t launches, std::size_t times = 1);

}  // namespace pawl::tools
