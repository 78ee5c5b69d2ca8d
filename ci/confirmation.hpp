#pragma once
/// A confirmation replaces the doubtful rows of a report by what was measured again in pairs.

#include "report.hpp"
#include "sequential_report.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pawl::ci {

/// How warnings begin that a confirm adds to its report, so that the next one may drop them.
inline constexpr std::string_view confirm_warning = "confirm: ";

/// The suspects, which measuring again may clear or prove: the rows called a regression or left
/// inconclusive, whether for noise or because the sides could not be compared, in the report's
/// order; where there was no baseline at all, every row. Missing rows are not suspects: they cannot
/// be measured.
std::vector<baselines::SeriesName> suspects(const Report& report);

/// The report with its row replaced for each outcome that has pairs, naming that evidence, and a
/// warning on each of `asked` that has none. A benchmark's failures are shown on its rows, those of
/// one that has none as warnings of the report. The verdict is made again; budgets stay. It was
/// made by `confirm` then, unless nothing could be measured: what to do is what it was. The
/// outcomes' alpha is that of all rows together.
Report confirmed(Report report, std::span<const baselines::SeriesName> asked,
                 const std::vector<SequentialOutcome>& outcomes,
                 const std::vector<baselines::Failure>& failures, double threshold);

}  // namespace pawl::ci
