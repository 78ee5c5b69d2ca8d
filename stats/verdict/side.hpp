#pragma once
/// A Side is one of the two samples of a comparison, summed up in base units.

#include "stats/policy.hpp"
#include "stats/sample.hpp"
#include "units.hpp"

#include <cstddef>

namespace pawl::stats {

struct Side {
  std::size_t n = 0;         ///< values
  std::size_t launches = 0;  ///< processes
  std::size_t sessions = 0;  ///< jobs
  double median = 0;         ///< the policy's statistic (named for the default), of all values
  double low = 0;            ///< its interval at the policy's confidence; -infinity where too few
  double high = 0;           ///< +infinity where too few
};

/// The interval counts launches, not values; it is none for the minimum.
Side side_of(const Sample& sample, const Units& units, const Policy& policy);

}  // namespace pawl::stats
