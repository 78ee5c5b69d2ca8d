#pragma once
/// A Family is a kind of noise that real benchmarks show, to draw samples from whose true ratio is
/// known.

#include "stats/sample.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

namespace pawl::benchmarks {

/// How many sessions, launches in each and iterations in each of those.
struct Shape {
  std::size_t sessions = 1;
  std::size_t launches = 20;
  std::size_t iterations = 1;
};

struct Family {
  std::string_view name;
  stats::Sample (*draw)(std::uint64_t seed, Shape shape, double spread);
};

/// Level 1 each; `spread` is about the relative standard deviation of a launch.
std::span<const Family> families();

/// Launches that vary by `spread` about one of two levels `apart` from each other, on the log
/// scale, the slower one with that chance.
stats::Sample in_two_modes(std::uint64_t seed, Shape shape, double spread, double apart,
                           double slower);

/// Sessions vary by `between` among themselves, launches by `spread` within each, log-normal.
stats::Sample drifting(std::uint64_t seed, Shape shape, double spread, double between);

/// One session after the other, each starting where the last one was and moved by `step`: the last
/// is now, the others are before.
std::pair<stats::Sample, stats::Sample> walking(std::uint64_t seed, Shape before, double spread,
                                                double step);

}  // namespace pawl::benchmarks
