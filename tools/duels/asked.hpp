#pragma once
/// What is asked to be measured in pairs, by its name: a benchmark of pawl.toml, or one that such a
/// benchmark's output has.

#include "baselines/config/config.hpp"
#include "duel.hpp"
#include "tools/project/project.hpp"
#include "tools/runner/collector.hpp"

#include <string>
#include <vector>

namespace pawl::tools {

/// The one benchmark of that name. Error (Fault::usage) when there is none, (Fault::input) when it
/// is no command.
const baselines::Benchmark& benchmark_named(const Project& project, const std::string& name);

/// What `name` may mean: the benchmark of that name, or else each whose output is imported, since
/// only its output tells what is in it; first the one that is known to have printed it. Load and
/// services are left out. Errors as above.
std::vector<baselines::Benchmark> candidates(const Project& project, const std::string& name);

/// Error (Fault::usage) where that benchmark cannot have the metric; what an imported output has is
/// not known yet.
void expect_metric(const baselines::Benchmark& benchmark, const std::string& metric);

struct Asked {
  baselines::Benchmark benchmark;
  baselines::SeriesName issue;
};

/// Which of the candidates it is: those whose output is imported are launched once, for that name
/// alone where they can be narrowed, to see what they print. `metric` empty: the first of `judged`
/// that is printed; of one that is not imported the first of its `metrics`, or wall_time. Error
/// (Fault::usage) when no output has it, with what there is; (Fault::input) when it cannot be seen,
/// or only in what the whole prints.
Asked asked(const std::vector<baselines::Benchmark>& candidates, const baselines::SeriesName& issue,
            const std::vector<std::string>& judged, const Surroundings& surroundings);

}  // namespace pawl::tools
