#include "rerun.hpp"

#include <algorithm>
#include <iterator>

namespace pawl::tools {

namespace {

bool may_print(const baselines::Benchmark& benchmark, const std::string& name,
               const Printers& printers) {
  const auto known = printers.find(name);
  return !benchmark.import.empty() && (known == printers.end() || known->second == benchmark.name);
}

/// Whether another may have printed it: a harness that is asked for what it has not may fail.
bool is_shared(const baselines::SeriesName& issue, const Rerun& rerun,
               const std::vector<Rerun>& all) {
  return std::ranges::any_of(all, [&](const Rerun& other) {
    return &other != &rerun && std::ranges::find(other.issues, issue) != other.issues.end();
  });
}

void leave_whole_what_is_unknown(std::vector<Rerun>& all) {
  for (Rerun& rerun : all) {
    if (std::ranges::none_of(rerun.issues, [&](const baselines::SeriesName& issue) {
          return is_shared(issue, rerun, all);
        }))
      continue;
    rerun.benchmark.only.clear();
    rerun.benchmark.only_shell.clear();
  }
}

}  // namespace

std::vector<Rerun> reruns(const std::vector<baselines::SeriesName>& suspects,
                          const std::vector<baselines::Benchmark>& benchmarks,
                          const Printers& printers) {
  std::vector<baselines::SeriesName> nameless;
  for (const baselines::SeriesName& suspect : suspects)
    if (std::none_of(benchmarks.begin(), benchmarks.end(),
                     [&](const auto& one) { return one.name == suspect.benchmark; }))
      nameless.push_back(suspect);
  std::vector<Rerun> all;
  for (const baselines::Benchmark& benchmark : benchmarks) {
    if (benchmark.load || benchmark.service) continue;
    Rerun rerun{benchmark, {}};
    for (const baselines::SeriesName& suspect : suspects)
      if (suspect.benchmark == benchmark.name) rerun.issues.push_back(suspect);
    std::ranges::copy_if(nameless, std::back_inserter(rerun.issues),
                         [&](const baselines::SeriesName& issue) {
                           return may_print(benchmark, issue.benchmark, printers);
                         });
    if (!rerun.issues.empty()) all.push_back(std::move(rerun));
  }
  leave_whole_what_is_unknown(all);
  return all;
}

}  // namespace pawl::tools
