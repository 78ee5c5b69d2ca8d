#pragma once
/// A confirmation puts what was measured anew in pairs into a report, in place of its doubtful
/// rows.

#include "report.hpp"
#include "sequential_report.hpp"

#include <span>
#include <string>
#include <vector>

namespace pawl::ci {

/// A row that measuring anew may clear or prove, by its benchmark and metric.
struct Suspect {
  std::string benchmark, metric;
  bool operator==(const Suspect&) const = default;
};

/// The rows called a regression or left inconclusive, whether for noise or because the sides could
/// not be compared, in the report's order; where there was no baseline at all, every row. What is
/// missing is none: it cannot be measured.
std::vector<Suspect> suspects(const Report& report);

/// The report with the row of each outcome that has pairs replaced, saying that evidence, and a
/// warning on each of `asked` that has none. A benchmark's failures are shown on its rows. The
/// verdict is made anew; budgets stay. Outcomes' alpha is that of all rows together.
Report confirmed(Report report, std::span<const Suspect> asked,
                 const std::vector<SequentialOutcome>& outcomes,
                 const std::vector<baselines::Failure>& failures, double threshold);

}  // namespace pawl::ci
