#pragma once
/// Trials are two-sample decisions on recorded data whose truth is known, one JSON object a line:
/// {"trial": id, "direction": "lower" | "higher", "a": [[…], …], "b": [[…], …]}, a and b being
/// lists of launches.

#include "stats/verdict/judge.hpp"

#include <iosfwd>

namespace pawl::benchmarks {

/// Reads trials, judges each as a report of one row, and writes {"trial", "verdict": "regression" |
/// "improvement" | "none", "pct", "lo", "hi", …} a line. Percentages are left out where not finite.
void judge_trials(std::istream& trials, std::ostream& verdicts, stats::Situation situation,
                  const stats::Policy& policy);

}  // namespace pawl::benchmarks
