#pragma once
/// A matrix makes many benchmarks of one: each of its parameters takes each of its values, and
/// `{parameter}` in the benchmark's texts stands for the value.

#include "benchmark.hpp"

#include <string>
#include <vector>

namespace pawl::baselines {

struct Parameter {
  std::string name;                 ///< letters, digits, '_' and '-'
  std::vector<std::string> values;  ///< never empty
};

/// More benchmarks than these of one [[benchmark]] are a mistake.
inline constexpr std::size_t most_combinations = 1000;

/// What is wrong with the matrix, as the end of a sentence; empty when nothing is. Each parameter
/// must stand in the name, so that every combination has its own, and somewhere else as well: one
/// that changes nothing is misspelt there.
std::string fault(const Benchmark& benchmark, const std::vector<Parameter>& matrix);

/// One benchmark for each combination, the last parameter varying fastest; the benchmark itself
/// when there is no parameter. Values are put in once: braces within them stand for themselves, and
/// so do braces round anything that is no parameter.
std::vector<Benchmark> expanded(const Benchmark& benchmark, const std::vector<Parameter>& matrix);

}  // namespace pawl::baselines
