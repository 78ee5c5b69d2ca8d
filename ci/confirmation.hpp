#pragma once
/// A confirmation replaces the doubtful rows of a report by what was measured again in pairs.

#include "report.hpp"
#include "sequential_report.hpp"

#include <span>
#include <string>
#include <vector>

namespace pawl::ci {

/// A row that measuring again may clear or prove, by its benchmark and metric.
struct Suspect {
  std::string benchmark, metric;
  bool operator==(const Suspect&) const = default;
};

/// The rows called a regression or left inconclusive, whether for noise or because the sides could
/// not be compared, in the report's order; where there was no baseline at all, every row. Missing
/// rows are not suspects: they cannot be measured.
std::vector<Suspect> suspects(const Report& report);

/// The report with its row replaced for each outcome that has pairs, naming that evidence, and a
/// warning on each of `asked` that has none. A benchmark's failures are shown on its rows. The
/// verdict is made again; budgets stay. The outcomes' alpha is that of all rows together.
Report confirmed(Report report, std::span<const Suspect> asked,
                 const std::vector<SequentialOutcome>& outcomes,
                 const std::vector<baselines::Failure>& failures, double threshold);

}  // namespace pawl::ci
