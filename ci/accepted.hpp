#pragma once
/// Accepting: regressions that somebody answers for until a day are shown, but fail no report.

#include "baselines/suppression.hpp"
#include "report.hpp"

#include <string_view>
#include <vector>

namespace pawl::ci {

/// Marks the regressions of `report` that a suppression covers on the day `today`; on those that
/// one covers no more, or not as far, a warning says so. Leaves the report's verdict alone.
void accept_regressions(Report& report, const std::vector<baselines::Suppression>& suppressions,
                        std::string_view today);

/// Whether the row is a regression that nobody accepted; that somebody did.
bool is_failing(const Row& row);
bool is_accepted(const Row& row);

/// The row's verdict for people: "accepted" where it is a regression that somebody did.
std::string_view shown_name(const Row& row);

}  // namespace pawl::ci
