#pragma once
/// Explanations put into words what the statistics say by enumerations: no number is shown here
/// that they do not carry, and no text is from outside.

#include "stats/verdict/judge.hpp"

#include <string>
#include <string_view>

namespace pawl::ci {

/// What the verdict rests on: "rank sum of 20 + 20 launches"; empty when there is no evidence.
std::string evidence(const stats::Comparison& comparison);

/// Why the verdict is what it is: "not significant".
std::string explanation(stats::Reason reason, const stats::Policy& policy);

/// A sentence with what to do about it.
std::string explanation(const stats::Warning& warning);

/// About the whole report.
std::string explanation(const stats::EnvironmentEvent& event);

/// "median", "p95".
std::string_view name(stats::Statistic statistic);
/// "Benjamini-Hochberg".
std::string_view name(stats::Correction correction);

}  // namespace pawl::ci
