#pragma once
/// Comparing makes of two samples of one benchmark a Comparison.

#include "comparison.hpp"
#include "stats/better.hpp"
#include "stats/policy.hpp"
#include "stats/sample.hpp"

#include <optional>

namespace pawl::stats {

/// How far the yardstick program moved between the two sides, to be divided out.
struct YardstickShift {
  double ratio = 1;         ///< now / before of the yardstick, > 0
  double log_variance = 0;  ///< variance of log(ratio), ≥ 0
};

/// Compares one series. Pure and thread-safe; depends on no random numbers. The yardstick is left
/// out where dividing by it gives what no double can hold.
Comparison compare(const Sample& before, const Sample& now, Better better, Situation situation,
                   const Policy& policy, std::optional<YardstickShift> yardstick = {});

}  // namespace pawl::stats
