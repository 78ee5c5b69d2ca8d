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

/// What leaves rows open that both versions in turns would settle: how their explanations begin,
/// and the report's warning of it (of another machine: not_comparable).
inline constexpr std::string_view elsewhere = "measured on another machine or in another setting";
inline constexpr std::string_view not_comparable = "not comparable: ";
inline constexpr std::string_view speed_changed = "the machine's own speed has changed";

/// A sentence with what to do about it.
std::string explanation(const stats::Warning& warning);

/// About the whole report.
std::string explanation(const stats::EnvironmentEvent& event);

/// "median", "p95".
std::string_view name(stats::Statistic statistic);
/// "Benjamini-Hochberg".
std::string_view name(stats::Correction correction);

}  // namespace pawl::ci
