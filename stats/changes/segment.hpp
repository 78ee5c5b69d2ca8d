#pragma once
/// A segment is a stretch of neighbouring points of a series that is taken to have one level; its
/// level and spread are robust, so that single odd points move neither.

#include <cstddef>
#include <span>
#include <vector>

namespace pawl::stats {

struct Level {
  double middle = 0;
  double spread = 0;  ///< of single points about it, as a standard deviation
  std::size_t size = 0;
};

/// Of one or more finite values in a series whose single points usually spread by `usual`: the mean
/// of the values drawn in to two usual spreads of their median, which is nearly as sharp as the
/// mean of normal values; the spread about the median, drawn to the usual one by ten points' worth.
Level level_of(std::span<const double> values, double usual);

/// The standard deviation that residuals about 0 have, from their bulk: the larger of 1.4826 times
/// the median and 1.57 times the mean of the lowest nine tenths of their absolute values (each
/// exact or a little large for normal ones). Not 0 where only more than half are. 0 for none.
double spread_of(std::vector<double> residuals);

/// The spread of single points by what neighbours differ, which a change of level does not touch.
double spread_of_neighbours(std::span<const double> values);

}  // namespace pawl::stats
