#pragma once
/// A Judgement is the verdict on one row of a report, and why.

#include "compare.hpp"
#include "environment.hpp"
#include "stats/policy.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace pawl::stats {

enum class Verdict : std::uint8_t { regression, improvement, unchanged, inconclusive };

/// Why a verdict is what it is; the text is made where it is shown.
enum class Reason : std::uint8_t {
  changed,           ///< significant over the report, and worth a word
  counted,           ///< an exact count differs by more than the threshold
  within_threshold,  ///< shown to be smaller than the threshold
  not_significant,   ///< more launches would tell: Comparison::launches_needed
  too_few_launches,  ///< no result could have been significant
  sessions_vary,     ///< the change is within what sessions differ by; more sessions would tell
  unsteady_machine,  ///< the machine's level wandered while measuring
  near_threshold,    ///< a change is shown, but not that it is larger than the threshold
  environment,       ///< it moved with most of the suite, and no further
  machine_speed,     ///< it may be the machine, whose own speed has changed
  yardstick,         ///< it depends on whether the yardstick's shift is divided out
  incomparable,      ///< the sides come from different settings
};

struct Judgement {
  Verdict verdict = Verdict::inconclusive;
  Reason reason = Reason::not_significant;
  /// comparison.p over the report, by the policy's correction: no less. Where there is an
  /// environment event the machine's shift is in it still.
  double p_adjusted = 1;
  /// With variance moderated over the suite: its ratio, p, minimum_detectable and launches_needed
  /// are the ones to show. What is detectable is so where no other row has changed.
  Comparison comparison{};
};

struct SuiteJudgement {
  std::vector<Judgement> rows{};  ///< in the order of the comparisons
  std::optional<EnvironmentEvent> event{};
};

/// Judges a whole report at once, since alpha is shared among its rows, and rows tell of each other
/// how much launches and sessions vary.
SuiteJudgement judge(std::span<const Comparison> comparisons, const Policy& policy);

/// Leaves open, for that reason, what `beside`, the same rows judged on another assumption, does
/// not bear out: a verdict stands that is the same either way. Equally many, in the same order.
void doubt(std::span<Judgement> judgements, std::span<const Judgement> beside, Reason reason);

}  // namespace pawl::stats
