#include "printers.hpp"

namespace pawl::tools {

Printers printers(const Project& project) {
  Printers all;
  for (const baselines::BaselineName& name : project.store().list()) {
    const auto baseline = project.store().read(name);
    if (!baseline) continue;
    for (const baselines::BaselineSeries& series : baseline->series)
      for (const baselines::Benchmark& benchmark : project.config.benchmarks)
        if (!benchmark.import.empty() && baselines::is_printed_by(series.unknown, benchmark.name))
          all[series.benchmark] = benchmark.name;
  }
  return all;
}

}  // namespace pawl::tools
