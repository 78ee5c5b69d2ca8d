#pragma once
/// A report as text for a terminal or a log: an aligned table, then a summary.

#include "ci/report.hpp"

#include <cstddef>
#include <string>

namespace pawl::ci {

struct TextOptions {
  bool colour = false;    ///< ANSI escape sequences; without, none ever come out
  std::size_t width = 0;  ///< columns of the terminal: names are cut to fit; 0: as wide as need be
};

/// Rows in the report's order, the verdict last, where a terminal shows it. Ends in a newline.
std::string text(const Report& report, const TextOptions& options = {});

}  // namespace pawl::ci
