#pragma once
/// A Report is what Pawl has to say about a run: a verdict, its rows and budgets, and what the
/// reader should know to trust or doubt them. Renderers turn it into text, destinations deliver it.

#include "baselines/run/run.hpp"
#include "stats/better.hpp"
#include "stats/verdict/budget.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pawl::ci {

enum class ReportVerdict { pass, fail, inconclusive };

enum class RowVerdict {
  regression,
  improvement,
  unchanged,
  inconclusive,
  added,  ///< "new" in report.json and to readers
  missing
};

using stats::BudgetVerdict;

/// The command that made a report, on which depends what its reader can do.
enum class MadeBy {
  check,
  check_of_branch,   ///< `pawl check --baseline-of`
  check_of_release,  ///< `pawl check --against-release`
  compare,
  ab,
  confirm
};

/// As report.json says it: "regression", "new", "kept", "pass".
std::string_view name(ReportVerdict verdict);
std::string_view name(RowVerdict verdict);
std::string_view name(BudgetVerdict verdict);
/// Likewise: "check --baseline-of", "ab".
std::string_view name(MadeBy command);

/// One side of a row, in the base unit. low and high bound the median at the policy's confidence;
/// infinite where there are too few values.
struct Side {
  std::size_t n = 0;         ///< values
  std::size_t launches = 0;  ///< processes
  std::size_t runs = 0;      ///< sessions
  double median = 0, low = 0, high = 0;
};

/// now / before of the chosen statistic.
struct Ratio {
  double estimate = 1, low = 0, high = 0;  ///< high may be infinite
};

/// One metric of one benchmark. What could not be computed is absent, never zero.
struct Row {
  std::string benchmark, metric, unit;
  stats::Better better = stats::Better::lower;
  RowVerdict verdict = RowVerdict::inconclusive;
  std::optional<Side> before, now;
  std::optional<Ratio> ratio;
  std::optional<double> p, p_adjusted;
  std::optional<double> a12;                   ///< P(now > before) + P(equal) / 2
  std::optional<double> minimum_detectable;    ///< smallest relative change found with power 0.8
  std::optional<std::size_t> launches_needed;  ///< a side, to find a change of the threshold
  std::string evidence;  ///< what the verdict rests on: "rank sum of 20 + 20 launches"
  /// Who answers for a regression until when, and why; empty: nobody, and the report fails for it.
  std::string accepted;
  std::string reason;  ///< why the verdict is not another one: "shown to lie within ±2 %"
  std::vector<std::string> warnings;
  baselines::UnknownFields unknown;
};

/// Whether the row is a regression that nobody has accepted.
bool is_failing(const Row& row);

/// Whether it is one that somebody has.
bool is_accepted(const Row& row);

/// The row's verdict for people: "accepted" where it is a regression that somebody did.
std::string_view shown_name(const Row& row);

/// The change for the worse, as a ratio ≥ 1 when it is: now / before, or its inverse where higher
/// is better. 1 without a ratio.
double worsening(const Row& row);

/// One limit on one statistic, of one benchmark or, where the run holds none that matches it, of
/// the pattern itself.
struct BudgetRow {
  std::string benchmark, metric, unit;
  stats::Better better = stats::Better::lower;  ///< lower: at most the limit; higher: at least
  std::string statistic;                        ///< "mean", "p95"
  double limit = 0;
  std::optional<double> estimate;  ///< absent: nothing was measured
  double low = 0, high = 0;        ///< infinite where there are too few values
  BudgetVerdict verdict = BudgetVerdict::unproven;
  baselines::UnknownFields unknown;
};

/// The policy a report was made under, as its reader needs it.
struct ReportPolicy {
  double alpha = 0, threshold = 0, confidence = 0;
  std::string statistic, correction;
  bool inconclusive_is_a_warning = false;
};

struct Report {
  std::string suite, testbed;
  std::string commit, base_commit;  ///< of now and of before
  std::string time;                 ///< of the run judged, RFC 3339 in UTC
  MadeBy made_by = MadeBy::check;   ///< as of reports that do not say so
  ReportVerdict verdict = ReportVerdict::inconclusive;
  ReportPolicy policy;
  std::vector<Row> rows;
  std::vector<BudgetRow> budgets;
  std::vector<std::string> warnings;  ///< about the whole: another machine, an environment event…
  baselines::UnknownFields unknown;
};

}  // namespace pawl::ci
