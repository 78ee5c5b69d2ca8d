#pragma once
/// JUnit is a report as the XML that CI servers show as test results.

#include "ci/report.hpp"

#include <string>

namespace pawl::ci {

/// A test case for each row and budget. A regression or broken budget is a failure; what is
/// inconclusive, missing or unproven an error, or, where the policy makes it a warning, skipped.
std::string junit(const Report& report);

}  // namespace pawl::ci
