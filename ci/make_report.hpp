#pragma once
/// Making a report: two runs and a gate in, a Report out. Pure, deterministic whatever the number
/// of threads.

#include "baselines/run/run.hpp"
#include "gate.hpp"
#include "report.hpp"

#include <string>
#include <vector>

namespace pawl::ci {

/// What rows and budgets amount to: any broken budget, or regression that nobody accepted, fails;
/// else any row inconclusive or missing, any budget unproven, or nothing compared, is inconclusive.
ReportVerdict verdict_of(const Report& report);

/// Judges `now` against `before`, or, where that is nullptr (there is no baseline), against the
/// budgets alone. Rows are in now's order, then what is missing in before's. Error (Fault::input)
/// for a budget whose unit is not its metric's.
Report make_report(const baselines::Run* before, const baselines::Run& now, const Gate& gate);

}  // namespace pawl::ci
