#pragma once
/// run.json: a Run as a file (FORMAT.md).

#include "run.hpp"

#include <string>
#include <string_view>

namespace pawl::baselines {

/// Reads run.json. `name` stands for the file in errors. Values in a unit that is known are
/// converted to its base. Throws Error (Fault::input).
Run parse_run(std::string_view text, std::string_view name);

/// Writes run.json: one series a line, in the run's order, ending in a newline.
std::string run_json(const Run& run);

/// Error (Fault::input) for a run that has more values than parse_run takes of one file, so that
/// nothing is written that nothing reads.
void expect_readable(const Run& run);

}  // namespace pawl::baselines
