#pragma once
/// Accepting: regressions that somebody answers for until some day are shown, but fail no report.

#include "baselines/baseline/suppression.hpp"
#include "report.hpp"

#include <string_view>
#include <vector>

namespace pawl::ci {

/// Marks the regressions of `report` that a suppression covers on the day `today`; adds a warning
/// to those that one no longer covers, or not that far. Leaves the report's verdict alone.
void accept_regressions(Report& report, const std::vector<baselines::Suppression>& suppressions,
                        std::string_view today);

}  // namespace pawl::ci
