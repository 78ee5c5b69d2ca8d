#pragma once
/// collect() runs benchmarks in turns and yields the Run of their samples.

#include "baselines/config/config.hpp"
#include "baselines/run/run.hpp"
#include "collector.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace pawl::tools {

struct Assignment {
  std::vector<baselines::Benchmark> benchmarks;
  Surroundings surroundings;
  std::uint64_t seed = 1;
};

/// Called while a collection goes on; either may be empty.
struct Watchers {
  /// Before each launch: launches done, of how many, and whose turn it is.
  std::function<void(std::size_t done, std::size_t of, const std::string& benchmark)> turn;
  /// After each block: `so_far` makes the run of what was collected, which takes the longer the
  /// more that is, between two launches.
  std::function<void(const std::function<baselines::Run()>& so_far)> block;
};

/// Fills a copy of `run` with series, failures and notes. Ends early, with a note, on an
/// Interruption. A benchmark that fails keeps no other from being run.
baselines::Run collect(const Assignment& assignment, const baselines::Run& run,
                       const Watchers& watchers);

/// The most launches that a benchmark may have.
std::size_t most_launches(const baselines::Benchmark& benchmark);

/// Whether this is the note of a run that ended early.
bool is_incomplete_note(const std::string& note);

}  // namespace pawl::tools
