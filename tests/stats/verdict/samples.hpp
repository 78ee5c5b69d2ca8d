#pragma once
/// Samples to try a law on.

#include "stats/sample.hpp"

#include <utility>
#include <vector>

namespace pawl::tests {

/// Each value a launch of its own; there must be one.
inline stats::Sample sample(std::vector<double> values) {
  return *stats::Sample::from(std::move(values));
}

}  // namespace pawl::tests
