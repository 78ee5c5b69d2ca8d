#pragma once
/// A Rerun is a benchmark of pawl.toml, with those of a report's suspects that it may settle.

#include "baselines/config/config.hpp"
#include "ci/confirmation.hpp"
#include "duel.hpp"
#include "printers.hpp"

#include <vector>

namespace pawl::tools {

struct Rerun {
  baselines::Benchmark benchmark;
  std::vector<baselines::SeriesName> issues;
};

/// The benchmarks that carry a suspect's name; for suspects that none does, the one that is known
/// to print it, or else every benchmark whose output is imported, since only its output tells what
/// is in it: these are not narrowed. Load and services are left out.
std::vector<Rerun> reruns(const std::vector<baselines::SeriesName>& suspects,
                          const std::vector<baselines::Benchmark>& benchmarks,
                          const Printers& printers = {});

}  // namespace pawl::tools
