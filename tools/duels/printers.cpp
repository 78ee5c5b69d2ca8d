#include "printers.hpp"

#include "baselines/error.hpp"

#include <algorithm>
#include <optional>

namespace pawl::tools {

namespace {

/// What cannot be read tells nothing here; `pawl check` and `pawl baseline verify` say why.
std::optional<baselines::Baseline> readable(const baselines::DirectoryStore& store,
                                            const baselines::BaselineName& name) {
  try {
    return store.read(name);
  } catch (const Error&) {
    return std::nullopt;
  }
}

}  // namespace

Printers printers(const Project& project) {
  std::vector<baselines::Benchmark> importing = project.config.benchmarks;
  std::erase_if(importing, [](const auto& benchmark) { return benchmark.import.empty(); });
  Printers all;
  if (importing.size() < 2) return all;
  const baselines::DirectoryStore store = project.store();
  for (const baselines::BaselineName& name : store.list())
    if (const auto baseline = readable(store, name))
      for (const baselines::BaselineSeries& series : baseline->series)
        for (const baselines::Benchmark& benchmark : importing)
          if (baselines::is_printed_by(series.unknown, benchmark.name))
            all[series.benchmark] = benchmark.name;
  return all;
}

}  // namespace pawl::tools
