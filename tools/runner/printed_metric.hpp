#pragma once
/// A printed metric is a number that a program prints about itself, found by a regular expression
/// or a JSON pointer.

#include "baselines/config/config.hpp"
#include "baselines/run/run.hpp"

#include <string>

namespace pawl::tools {

/// The series (one session, one launch) of all places of `text` that match, in base units. Throws
/// Error (Fault::input) when there is none or one is not a number.
baselines::Series printed_series(const baselines::PrintedMetric& metric,
                                 const std::string& benchmark, const std::string& text);

/// Whether some line of `text` has a part that the regular expression matches. Lines over 4096
/// bytes are passed over.
bool has_line(const std::string& text, const std::string& regex);

}  // namespace pawl::tools
