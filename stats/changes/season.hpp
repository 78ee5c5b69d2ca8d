#pragma once
/// A Season is what a series does again and again: a pattern that returns after so many points, as
/// that of hours, weekdays or months.

#include <cstddef>
#include <span>
#include <vector>

namespace pawl::stats {

/// By how much the points of each phase lie above their level, from the first point's phase on;
/// together 0. Empty for none.
using Season = std::vector<double>;

/// How far point `index` of a series lies above its level by its season.
double season_at(const Season& season, std::size_t index);

/// The season of finite values, if five periods of it are seen and the differences of neighbours
/// resemble those one and two periods earlier more than those between: by .3 and five standard
/// errors of the correlation. Else a smooth one, of which those show little: if eight periods are
/// seen and what points lie above the mean of a period round them resembles that of one, two, three
/// and four periods earlier, by .4 and five standard errors. Periods of 2 … 64 points, of which a
/// longer one has to be clearer by .1 than a shorter; then moved to where those heights are the
/// most alike. Each phase is the median of its heights, which neither steps nor trends touch much.
/// About 500 n operations.
Season season_of(std::span<const double> values);

}  // namespace pawl::stats
