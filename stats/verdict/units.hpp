#pragma once
/// Units are the independent values of a sample: one a launch, whatever it held, kept by session.

#include "stats/policy.hpp"
#include "stats/sample.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace pawl::stats {

struct Units {
  std::vector<double> launches;            ///< each launch's own statistic, in order
  std::vector<std::size_t> session_sizes;  ///< launches of each session, in order

  bool single_valued = true;  ///< each launch held one value

  std::size_t sessions() const { return session_sizes.size(); }
  bool positive() const;  ///< all > 0
};

/// A launch's statistic is that of its iterations (quantiles by type 7).
Units units_of(const Sample& sample, Statistic statistic);

/// The statistic of values in any order; not empty.
double statistic_of(std::span<const double> values, Statistic statistic);

/// Each session's level: the median of its launches.
std::vector<double> session_levels(const Units& units);

/// The natural logarithms of values > 0.
std::vector<double> logs(std::span<const double> values);

}  // namespace pawl::stats
