#pragma once
/// Html is a report as one self-contained page with pictures: no scripts, no requests, dark or
/// light as the reader has it. It works from a disk and in a mail; its pictures are bounded.

#include "picture.hpp"

#include <string>
#include <vector>

namespace pawl::ci {

/// What a series looks like beyond its row: any of these may be empty.
struct PicturedSeries {
  std::string benchmark, metric, unit;
  std::vector<PicturedPoint> history;
  std::vector<double> before, now;  ///< values, ascending
};

/// More are left out, and their number is said.
inline constexpr std::size_t most_pictured_series = 20;

/// Whatever the report and the series hold, none of it becomes markup.
std::string html(const Report& report, const std::vector<PicturedSeries>& series = {});

}  // namespace pawl::ci
