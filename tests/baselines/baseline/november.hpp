#pragma once
/// Runs of one machine, a day each, for laws of baselines.

#include "baselines/run/run.hpp"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace pawl::tests {

/// The run of day `day` (1 to 28) of November 2026, of commit "c1" and so on.
inline baselines::Run run_of(std::size_t day, std::vector<baselines::Series> series) {
  baselines::Run run;
  run.commit = "c" + std::to_string(day);
  run.time = "2026-11-" + std::string(day < 10 ? "0" : "") + std::to_string(day) + "T12:00:00Z";
  run.suite = "default";
  run.testbed = "bench";
  run.machine.cpu_model = "AMD EPYC 7763";
  run.series = std::move(series);
  return run;
}

}  // namespace pawl::tests
