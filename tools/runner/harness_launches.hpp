#pragma once
/// How often harnesses that launch by themselves (JMH, pyperf, hyperfine) were launched: the
/// samples do not tell, since theirs are of the processes that these started.

#include "baselines/run/run.hpp"

#include <cstddef>
#include <map>
#include <string>

namespace pawl::tools {

/// By the names of their benchmarks in pawl.toml, a field "harness_launches" of the run; empty
/// where it has none. Error (Fault::input) when it holds anything else.
std::map<std::string, std::size_t> harness_launches(const baselines::Run& run);
/// Makes the run say so; nothing when there are none.
void set_harness_launches(baselines::Run& run, const std::map<std::string, std::size_t>& launches);

}  // namespace pawl::tools
