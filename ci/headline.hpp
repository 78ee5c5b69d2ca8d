#pragma once
/// A headline says what a report comes to, in a sentence of Pawl's own words: unless said
/// otherwise, nothing here is from outside, so it is inert wherever it is shown.

#include "report.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace pawl::ci {

/// How many rows and budgets have each verdict.
struct Tally {
  std::size_t regression = 0, improvement = 0, unchanged = 0, inconclusive = 0, added = 0,
              missing = 0;
  std::size_t accepted = 0;  ///< regressions that somebody answers for, not among the above
  std::size_t kept = 0, broken = 0, unproven = 0;
  /// Rows that have both sides.
  std::size_t compared() const {
    return regression + improvement + unchanged + inconclusive + accepted;
  }
};

/// What the report has of each.
Tally tally(const Report& report);

/// "2 of 24 comparisons regressed, 1 budget is broken".
std::string headline(const Report& report);

/// "SUITE @ TESTBED", inert, and whole for names that a file can have: GitHub shows the later alone
/// of two checks of a name.
std::string suite_and_testbed(const Report& report);

/// "✅", "❌" or "⚠️"
std::string_view sign_of(ReportVerdict verdict);

/// Everything counted: "2 regressions, 1 improvement, 20 unchanged, 1 inconclusive".
std::string census(const Report& report);

/// What an undecided row lacks: why it is undecided, the smallest change it could have shown, the
/// launches that would settle it; empty for other rows. Contains the row's own words, which are
/// text from outside.
std::string shortfall(const Row& row);

/// "231 ms (219 – 246 ms)", or that nothing was measured.
std::string measured(const BudgetRow& row);

/// The rows of a verdict, worst first: by the ratio's distance in the direction that is worse
/// (improvements: better); rows without a ratio, and equals, in the report's order.
std::vector<const Row*> rows_of(const Report& report, RowVerdict verdict);

}  // namespace pawl::ci
