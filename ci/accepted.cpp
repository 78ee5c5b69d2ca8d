#include "accepted.hpp"

#include "format.hpp"

#include <string>

namespace pawl::ci {
namespace {

using baselines::Suppression;

bool is_about(const Suppression& one, const Row& row, const Report& report) {
  return one.benchmark == row.benchmark && (one.metric.empty() || one.metric == row.metric) &&
         (one.testbed.empty() || one.testbed == report.testbed);
}

/// "by ada until 2026-12-31: faster parser is worth it"
std::string words(const Suppression& one) {
  return "by " + one.owner + " until " + one.expires + ": " + one.reason;
}

/// What keeps the suppression from covering the row; empty when nothing does.
std::string failing_of(const Suppression& one, const Row& row, std::string_view today) {
  if (baselines::is_expired(one, today)) return "which is over";
  if (one.at_most && worsening(row) > 1 + *one.at_most)
    return "but only up to " + percent(*one.at_most);
  return {};
}

void accept(Row& row, const Report& report, const std::vector<Suppression>& suppressions,
            std::string_view today) {
  std::vector<std::string> warnings;
  for (const Suppression& one : suppressions) {
    if (!is_about(one, row, report)) continue;
    const std::string failing = failing_of(one, row, today);
    if (failing.empty()) {
      row.accepted = words(one);
      return;
    }
    warnings.push_back("was accepted " + words(one) + "; " + failing);
  }
  row.warnings.insert(row.warnings.end(), warnings.begin(), warnings.end());
}

}  // namespace

void accept_regressions(Report& report, const std::vector<Suppression>& suppressions,
                        std::string_view today) {
  for (Row& row : report.rows)
    if (row.verdict == RowVerdict::regression) accept(row, report, suppressions, today);
}

}  // namespace pawl::ci
