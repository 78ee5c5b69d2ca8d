#pragma once
/// A picture is an SVG within a page: of changes with their intervals, of budgets, of a history, of
/// two distributions. Colours are the page's variables, --ink, --accent, --band, --bad and --quiet;
/// nothing is told by colour alone. Empty where there is nothing to draw. Bounded in size.

#include "ci/report.hpp"

#include <string>
#include <vector>

namespace pawl::ci {

inline constexpr std::size_t most_pictured_rows = 40;
inline constexpr std::size_t most_pictured_points = 200;

/// The rows that moved most, each a dot with its interval on a scale of changes; those that
/// regressed are diamonds.
std::string picture_of_changes(const Report& report);

/// Each budget as a bar that shows how much of the limit is used, with its interval.
std::string picture_of_budgets(const Report& report);

/// One point of a history, in the base unit; low and high may be infinite.
struct PicturedPoint {
  std::string label;
  double median = 0, low = 0, high = 0;
};

/// The newest points: a line within its band.
std::string picture_of_history(const std::vector<PicturedPoint>& points, const std::string& unit);

/// The cumulative distributions: before dashed, now solid. Values ascending.
std::string picture_of_distributions(const std::vector<double>& before,
                                     const std::vector<double>& now, const std::string& unit);

/// The change at each quantile, from 5 to 95 %. Values ascending and positive.
std::string picture_of_shift(const std::vector<double>& before, const std::vector<double>& now);

}  // namespace pawl::ci
