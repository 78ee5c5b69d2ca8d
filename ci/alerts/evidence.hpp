#pragma once
/// AlertEvidence is what the rules of pawl.toml make of a report, of the age of a baseline, or of
/// the changes of a history: what fires, and what cannot be decided. The alert book (book.hpp)
/// feeds on it.

#include "alert.hpp"
#include "baselines/config/alert_rule.hpp"
#include "ci/changes.hpp"

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pawl::ci {

struct Firing {
  Alert alert;
  std::string rule;      ///< its name
  std::size_t runs = 1;  ///< reports in a row that it takes to open
};

struct AlertEvidence {
  std::string suite{}, testbed{};
  std::string id{};       ///< the same for the same evidence, which counts once
  std::int64_t time = 0;  ///< of the evidence, seconds since 1970; 0: it is as of now
  std::vector<Firing> firing{};
  std::set<std::string> rules{};  ///< names of those that this evidence can judge
  /// Rule and fingerprint of what neither fires nor is known to be gone.
  std::set<std::pair<std::string, std::string>> unsure{};
  /// Benchmark and metric of all that was looked at; empty: all there are.
  std::set<std::pair<std::string, std::string>> looked_at{};
};

/// By the rules on budgets, regressions, missing benchmarks and noise.
AlertEvidence evidence_of(const Report& report, const std::vector<baselines::AlertRule>& rules);

/// By the rules on stale baselines: `newest` is the time of the baseline's newest session, as the
/// baseline has it; of one that cannot be read nothing is known.
AlertEvidence evidence_of_baseline(const std::string& suite, const std::string& testbed,
                                   std::string_view newest,
                                   const std::vector<baselines::AlertRule>& rules,
                                   std::int64_t now);

/// By the rules on changes, one of each suite and testbed: a history fires while its newest change
/// is for the worse and among its newest points. A change at another point is another alert. Series
/// that are not among these are left as they are.
std::vector<AlertEvidence> evidence_of_changes(const std::vector<SeriesChanges>& series,
                                               const std::vector<baselines::AlertRule>& rules);

}  // namespace pawl::ci
