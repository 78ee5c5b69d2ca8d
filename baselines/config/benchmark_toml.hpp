#pragma once
/// [[benchmark]] of pawl.toml. Costly to include: for .cpp files only.

#include "baselines/text/toml_fields.hpp"
#include "benchmark.hpp"

#include <string_view>
#include <vector>

namespace pawl::baselines {

/// The benchmarks of the tables, by their order; of one with a matrix those that it makes. `file`
/// stands for it in errors. Throws Error (Fault::input).
std::vector<Benchmark> parse_benchmarks(std::string_view file,
                                        const std::vector<const toml::table*>& tables);

}  // namespace pawl::baselines
