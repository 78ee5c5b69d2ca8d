#pragma once
/// Merging makes one run of several: shards of a suite, or sessions of the same benchmarks.

#include "run.hpp"

#include <vector>

namespace pawl::baselines {

/// Series of the same benchmark and metric become sessions of one, in the order of the runs; the
/// rest follows in order. Commit, time and machine are the first run's; a note says where others
/// differ. Throws Error (Fault::input) when a series has another unit or direction in another run,
/// or there is no run at all.
Run merged(const std::vector<Run>& runs);

}  // namespace pawl::baselines
