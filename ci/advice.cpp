#include "advice.hpp"

#include "budgets.hpp"
#include "format.hpp"
#include "headline.hpp"
#include "stats/summary.hpp"

#include <algorithm>
#include <cmath>

namespace pawl::ci {
namespace {

/// Both versions were measured in turns.
bool is_of_turns(MadeBy command) {
  return command == MadeBy::ab || command == MadeBy::confirm;
}

/// It is held against the baseline as it is, which its reader can change.
bool is_of_baseline(MadeBy command) {
  return command == MadeBy::check || command == MadeBy::check_of_branch ||
         command == MadeBy::confirm;
}

/// Makes the baseline of what was measured now.
std::string acceptance(Reader reader) {
  return reader == Reader::terminal ? "`pawl baseline accept RUN BENCHMARK --reason …`"
                                    : "`/pawl accept BENCHMARK reason: …`";
}

/// Lets it pass until a day.
std::string indulgence(Reader reader) {
  return reader == Reader::terminal ? "`pawl baseline accept BENCHMARK --expires DATE --reason …`"
                                    : "`/pawl ignore BENCHMARK until DATE reason: …`";
}

std::vector<std::string> advice_to_pass(const Report& report, const Tally& tally, Reader reader) {
  if (tally.improvement == 0 || !is_of_baseline(report.made_by)) return {};
  return {"Keep what was won, so that slipping back will show: " + acceptance(reader)};
}

std::vector<std::string> advice_to_fail(const Report& report, const Tally& tally, Reader reader) {
  std::vector<std::string> out;
  if (tally.regression > 0) {
    out.emplace_back("Find what made it worse, and mend it.");
    const std::string say = "If the change is worth its price, say so: ";
    if (is_of_baseline(report.made_by)) out.push_back(say + acceptance(reader));
    if (report.made_by == MadeBy::check_of_release) out.push_back(say + indulgence(reader));
  }
  if (tally.broken > 0)
    out.emplace_back(
        "Bring the metric back within its budget, or change the limit in `pawl.toml`.");
  return out;
}

std::string advice_to_uncompared(MadeBy command) {
  if (is_of_baseline(command))
    return "Make a baseline from a run you trust: `pawl baseline update RUN`.";
  if (command == MadeBy::check_of_release)
    return "Judge against a release that has a baseline of this suite and testbed.";
  return "See what the two have in common: no benchmark is in both with the same metric.";
}

/// Undecided, and more launches would not help: the sides were measured in different settings.
bool has_no_evidence(const Row& row) {
  return row.verdict == RowVerdict::inconclusive && !row.p && !row.launches_needed;
}

bool needs_more_launches(const Row& row) {
  return row.verdict == RowVerdict::inconclusive && row.launches_needed;
}

/// What would settle rows that have evidence, beside measuring in turns.
std::string other_than_turns(const Report& report) {
  if (std::ranges::any_of(report.rows, needs_more_launches))
    return ", or give the rows the launches they need";
  if (report.made_by == MadeBy::compare) return "";
  return ", or give the baseline more sessions (`pawl baseline update RUN`)";
}

std::string advice_to_inconclusive(const Report& report, const Tally& tally) {
  if (is_of_turns(report.made_by))
    return "Measure longer (`--max-time`), or on a machine that has nothing else to do (`pawl "
           "doctor`).";
  const bool is_compared = report.made_by == MadeBy::compare;
  const std::string in_turns = "easure both versions in turns on one machine (`pawl " +
                               std::string(is_compared ? "ab" : "confirm") + "`";
  const auto without = std::ranges::count_if(report.rows, has_no_evidence);
  if (static_cast<std::size_t>(without) < tally.inconclusive)
    return "M" + in_turns + ", longer by `--max-time`)" + other_than_turns(report) + ".";
  if (is_compared) return "M" + in_turns + ").";
  return "Make a baseline where this was measured (`pawl baseline update RUN`), or m" + in_turns +
         ").";
}

/// Whether values were too few to bound it where it would be kept.
bool has_no_end(const BudgetRow& row) {
  const double end = row.better == stats::Better::lower ? row.high : row.low;
  return row.verdict == BudgetVerdict::unproven && row.estimate && std::isinf(end);
}

/// Says of the quantile that takes most how many it takes.
std::string advice_to_unproven(const Report& report) {
  std::size_t most = 0;
  std::string statistic;
  for (const BudgetRow& row : report.budgets) {
    const auto quantile = quantile_named(row.statistic);
    if (!quantile || !has_no_end(row)) continue;
    const std::size_t size = stats::smallest_size(*quantile, report.policy.confidence);
    if (size > most) statistic = row.statistic;
    most = std::max(most, size);
  }
  const std::string more =
      "Give unproven budgets more launches: their intervals reach over the limit";
  return more +
         (most == 0 ? "." : "; " + statistic + " takes " + count(most) + " values at least.");
}

std::vector<std::string> advice_to_undecided(const Report& report, const Tally& tally) {
  std::vector<std::string> out;
  if (tally.compared() == 0 && tally.missing == 0)
    out.push_back(advice_to_uncompared(report.made_by));
  if (tally.missing > 0)
    out.push_back(std::string("See why benchmarks are missing: crashed, renamed, or not run?") +
                  (is_of_baseline(report.made_by)
                       ? " What is gone for good leaves the baseline by `pawl baseline drop "
                         "BENCHMARK`."
                       : ""));
  if (tally.inconclusive > 0) out.push_back(advice_to_inconclusive(report, tally));
  const auto unmeasured = static_cast<std::size_t>(std::ranges::count_if(
      report.budgets, [](const BudgetRow& row) { return !row.estimate.has_value(); }));
  if (tally.unproven > unmeasured) out.push_back(advice_to_unproven(report));
  if (unmeasured > 0)
    out.emplace_back(
        "See why nothing was measured for budgets: failed, or a benchmark or metric misspelt?");
  if (report.policy.inconclusive_is_a_warning)
    out.emplace_back("By `pawl.toml` this is a warning only (`inconclusive = \"warn\"`).");
  return out;
}

}  // namespace

std::vector<std::string> advice(const Report& report, Reader reader) {
  const Tally all = tally(report);
  switch (report.verdict) {
    case ReportVerdict::pass:
      return advice_to_pass(report, all, reader);
    case ReportVerdict::fail:
      return advice_to_fail(report, all, reader);
    case ReportVerdict::inconclusive:
      return advice_to_undecided(report, all);
  }
  return {};
}

std::string_view again(MadeBy command) {
  switch (command) {
    case MadeBy::check:
      return "pawl run -o now.json && pawl check now.json";
    case MadeBy::check_of_branch:
      return "pawl run -o now.json && pawl check now.json --baseline-of REV";
    case MadeBy::check_of_release:
      return "pawl run -o now.json && pawl check now.json --against-release TAG";
    case MadeBy::compare:
      return "pawl compare BEFORE NOW";
    case MadeBy::ab:
      return "pawl ab --before CMD --now CMD";
    case MadeBy::confirm:
      return "pawl confirm REPORT --before DIR --now DIR";
  }
  return {};
}

}  // namespace pawl::ci
