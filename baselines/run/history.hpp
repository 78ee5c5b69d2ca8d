#pragma once
/// A history is one metric of one benchmark over many commits: points in time order.

#include "stats/better.hpp"
#include "stats/sample.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace pawl::baselines {

/// What one commit (or night) gave.
struct HistoryPoint {
  std::string run;  ///< the commit or date, as the file names it
  stats::Sample::Session launches;
  std::int64_t time = 0;  ///< seconds since 1970, UTC; 0: not known
};

struct History {
  std::string benchmark;
  std::string metric;
  std::string unit;  ///< a base unit
  stats::Better better = stats::Better::lower;
  std::vector<HistoryPoint> points;  ///< never empty
};

/// One value a point: the median of its launches' medians.
std::vector<double> medians(const History& history);

/// One value a point: the best of its values. Less is more on a machine that others disturb, since
/// they only ever make it slower; but the best of more values is better, so points must have as
/// many.
std::vector<double> bests(const History& history);

/// Whether nine tenths of the points have the same number of values, and that is at least three.
bool has_even_points(const History& history);

}  // namespace pawl::baselines
