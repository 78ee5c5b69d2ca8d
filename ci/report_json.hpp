#pragma once
/// report.json: a Report as a file. Between `pawl check` and `pawl notify` it may pass through the
/// hands of a stranger's pull request, so reading takes nothing on trust.
///
/// JSON has no infinity: an end of an interval that is not bounded is null, as is whatever could
/// not be computed. Unknown fields of the report, of rows and of budgets are kept.

#include "report.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace pawl::ci {

/// The most bytes of a report that is read at all: 256 MiB, a million rows or so.
inline constexpr std::size_t largest_report = std::size_t{256} << 20;

/// Reads report.json. `name` stands for the file in errors. Throws Error (Fault::input): "PLACE:
/// expected, found; what to do".
Report parse_report(std::string_view text, std::string_view name);

/// Writes report.json: one row a line, in the report's order, ending in a newline.
std::string report_json(const Report& report);

}  // namespace pawl::ci
