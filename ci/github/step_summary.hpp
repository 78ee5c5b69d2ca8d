#pragma once
/// The step summary: a report on the page of a GitHub Actions run, with its verdict as the step's
/// outputs and its regressions as annotations of the log.

#include "ci/environment.hpp"
#include "ci/report.hpp"

#include <string>

namespace pawl::ci {

/// What a step is to write, and where; an empty path: nothing of that kind.
struct StepSummary {
  std::string summary_path, summary;  ///< GITHUB_STEP_SUMMARY, markdown
  std::string output_path, outputs;   ///< GITHUB_OUTPUT
  std::string commands;               ///< for the log
};

/// Outputs: verdict, regressions, improvements, inconclusive, broken-budgets. The summary is cut so
/// that with the `used` bytes of it that the step already wrote it stays within GitHub's limit.
/// `delimiter` is random. Error (Fault::input) when GITHUB_STEP_SUMMARY is not set, or has no room.
StepSummary step_summary(const Report& report, const Environment& environment, std::size_t used,
                         const std::string& delimiter);

/// How many bytes the step's summary already has.
std::size_t summary_size(const Environment& environment);

}  // namespace pawl::ci
