#pragma once
/// A Judgement is the verdict on one row of a report, and why.

#include "compare.hpp"
#include "policy.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace pawl::stats {

enum class Verdict : std::uint8_t { regression, improvement, unchanged, inconclusive };

/// Why a verdict is what it is; the text is made where it is shown.
enum class Reason : std::uint8_t {
  changed,           ///< significant over the report, and worth a word
  within_threshold,  ///< shown to be smaller than the threshold
  not_significant,   ///< more launches would tell: Comparison::launches_needed
  too_few_launches,  ///< no result could have been significant
  sessions_vary,     ///< the change is within what sessions differ by; more sessions would tell
  unsteady_machine,  ///< the machine's level wandered while measuring
  near_threshold,    ///< a change is shown, but not that it is larger than the threshold
  incomparable,      ///< the sides come from different settings
};

struct Judgement {
  Verdict verdict = Verdict::inconclusive;
  Reason reason = Reason::not_significant;
  double p_adjusted = 1;  ///< over the report, by the policy's correction; ≥ comparison.p
  /// With variance moderated over the suite and an environment event divided out: its ratio, p,
  /// minimum_detectable and launches_needed are the ones to show.
  Comparison comparison{};
};

/// Most of a suite moved by about the same ratio: the machine, not the code, most likely.
struct EnvironmentEvent {
  double ratio = 1;      ///< the common ratio now / before of times (inverse for rates)
  std::size_t rows = 0;  ///< rows that moved with it
  std::size_t of = 0;    ///< rows that could have
};

struct SuiteJudgement {
  std::vector<Judgement> rows{};  ///< in the order of the comparisons
  std::optional<EnvironmentEvent> event{};
};

/// Judges a whole report at once, since alpha is shared among its rows, and rows tell of each other
/// how much launches and sessions vary.
SuiteJudgement judge(std::span<const Comparison> comparisons, const Policy& policy);

}  // namespace pawl::stats
