#pragma once
/// A sequential report is of versions measured in pairs until a stats::SequentialPlan could tell:
/// its verdicts are the plan's, and its intervals are valid however many looks were taken.

#include "baselines/run/run.hpp"
#include "report.hpp"
#include "stats/policy.hpp"
#include "stats/sequential/sequential.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace pawl::ci {

/// What measuring one metric in pairs came to.
struct SequentialOutcome {
  std::string benchmark, metric, unit;
  stats::Better better = stats::Better::lower;
  std::vector<double> before{}, now{};  ///< equally many: pair i is before[i] and now[i]
  /// keep_going: it was ended before it could tell.
  stats::Decision decision = stats::Decision::keep_going;
  double alpha = 0.01;  ///< of all looks together
  double level = 0.01;  ///< of the look that it rests on, ≤ alpha
  std::size_t looks = 0;
};

/// What `outcomes` say of `now` against `before`; these two runs say the rest (commits, machines,
/// notes), their own series and failures do not count. Rows are in the order of outcomes; one
/// without pairs is missing. A row's interval is at 1 − level, its p_adjusted ≤ alpha just where p
/// ≤ level. What failed makes its benchmark's rows inconclusive, regressions excepted. `policy`:
/// alpha of the whole report, and the threshold.
Report sequential_report(const std::vector<SequentialOutcome>& outcomes,
                         const std::vector<baselines::Failure>& failures,
                         const baselines::Run& before, const baselines::Run& now,
                         const stats::Policy& policy);

}  // namespace pawl::ci
