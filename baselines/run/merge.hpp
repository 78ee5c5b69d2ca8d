#pragma once
/// Merging makes one run of several: shards of a suite, or sessions of the same benchmarks.

#include "run.hpp"

#include <string>
#include <vector>

namespace pawl::baselines {

/// For each run whether it is the same measurement once more, which is no evidence: another of them
/// has its time, commit and samples, or was joined of several and has its samples. The first of
/// equals is none.
std::vector<bool> repeats(const std::vector<Run>& runs);

/// What is said of a run that repeats() tells.
std::string repeat_note(const std::string& file);

/// Series of the same benchmark and metric become sessions of one, in the order of the runs; the
/// rest follows in order, without repeats(). Commit, time and machine are the first run's; a note
/// says where others differ. Throws Error (Fault::input) when a series has another unit or
/// direction in another run, or there is no run at all.
Run merged(const std::vector<Run>& runs);

}  // namespace pawl::baselines
