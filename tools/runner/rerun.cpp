#include "rerun.hpp"

#include <algorithm>

namespace pawl::tools {

std::vector<Rerun> reruns(const std::vector<ci::Suspect>& suspects,
                          const std::vector<baselines::Benchmark>& benchmarks) {
  std::vector<Issue> nameless;
  for (const ci::Suspect& suspect : suspects)
    if (std::none_of(benchmarks.begin(), benchmarks.end(),
                     [&](const auto& one) { return one.name == suspect.benchmark; }))
      nameless.push_back({suspect.benchmark, suspect.metric});
  std::vector<Rerun> all;
  for (const baselines::Benchmark& benchmark : benchmarks) {
    if (benchmark.load || benchmark.service) continue;
    Rerun rerun{benchmark, {}};
    for (const ci::Suspect& suspect : suspects)
      if (suspect.benchmark == benchmark.name)
        rerun.issues.push_back({suspect.benchmark, suspect.metric});
    if (!benchmark.import.empty())
      rerun.issues.insert(rerun.issues.end(), nameless.begin(), nameless.end());
    if (!rerun.issues.empty()) all.push_back(std::move(rerun));
  }
  return all;
}

}  // namespace pawl::tools
