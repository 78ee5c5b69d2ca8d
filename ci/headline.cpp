#include "headline.hpp"

#include "baselines/baseline/directory_store.hpp"
#include "format.hpp"
#include "inert.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

namespace pawl::ci {
namespace {

/// "a, b and c".
std::string listed(const std::vector<std::string>& parts) {
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i)
    out += (i == 0 ? "" : i + 1 == parts.size() ? " and " : ", ") + parts[i];
  return out;
}

std::string failing(const Tally& tally) {
  std::vector<std::string> parts;
  if (tally.regression > 0)
    parts.push_back(count(tally.regression) + " of " + count(tally.compared(), "comparison") +
                    " regressed");
  if (tally.broken > 0)
    parts.push_back(count(tally.broken, "budget") + (tally.broken == 1 ? " is" : " are") +
                    " broken");
  return parts.empty() ? "Judged a failure, though no row or budget says why" : listed(parts);
}

/// "2 benchmarks and 1 metric are missing": a benchmark of which other rows are there is not.
std::string missing(const Report& report) {
  std::set<std::string_view> there, gone;
  for (const Row& row : report.rows)
    if (row.verdict != RowVerdict::missing) there.insert(row.benchmark);
  std::size_t metrics = 0;
  for (const Row& row : report.rows) {
    if (row.verdict != RowVerdict::missing) continue;
    if (there.contains(row.benchmark))
      ++metrics;
    else
      gone.insert(row.benchmark);
  }
  std::vector<std::string> parts;
  if (!gone.empty()) parts.push_back(count(gone.size(), "benchmark"));
  if (metrics > 0) parts.push_back(count(metrics, "metric"));
  return listed(parts) + (gone.size() + metrics == 1 ? " is" : " are") + " missing";
}

std::string undecided(const Report& report, const Tally& tally) {
  std::vector<std::string> parts;
  if (tally.missing > 0) parts.push_back(missing(report));
  if (tally.inconclusive > 0)
    parts.push_back(count(tally.inconclusive) + " of " + count(tally.compared(), "comparison") +
                    (tally.inconclusive == 1 ? " is" : " are") + " inconclusive");
  if (tally.unproven > 0)
    parts.push_back(count(tally.unproven, "budget") + (tally.unproven == 1 ? " is" : " are") +
                    " unproven");
  if (parts.empty()) return "Nothing was compared, so nothing is proven";
  return "Nothing is shown to have regressed, but " + listed(parts);
}

std::string passing(const Tally& tally) {
  std::string out = (tally.accepted > 0 ? "No new regression in " : "No regression in ") +
                    count(tally.compared(), "comparison");
  if (tally.accepted > 0) out += ", " + count(tally.accepted, "accepted one");
  if (tally.improvement > 0) out += ", " + count(tally.improvement, "improvement");
  if (tally.kept > 0)
    out += tally.kept == 1 ? ", the budget is kept"
                           : ", all " + count(tally.kept, "budget") + " are kept";
  return out;
}

}  // namespace

Tally tally(const Report& report) {
  Tally result;
  const std::array by_row{&result.regression,   &result.improvement, &result.unchanged,
                          &result.inconclusive, &result.added,       &result.missing};
  const std::array by_budget{&result.kept, &result.broken, &result.unproven};
  for (const Row& row : report.rows) {
    ++*(is_accepted(row) ? &result.accepted : by_row[static_cast<std::size_t>(row.verdict)]);
  }
  for (const BudgetRow& row : report.budgets) ++*by_budget[static_cast<std::size_t>(row.verdict)];
  return result;
}

std::string suite_and_testbed(const Report& report) {
  return plain(report.suite, baselines::longest_safe_name) + " @ " +
         plain(report.testbed, baselines::longest_safe_name);
}

std::string_view sign_of(ReportVerdict verdict) {
  switch (verdict) {
    case ReportVerdict::pass:
      return "✅";
    case ReportVerdict::fail:
      return "❌";
    case ReportVerdict::inconclusive:
      return "⚠️";
  }
  return {};
}

std::string headline(const Report& report) {
  const Tally all = tally(report);
  switch (report.verdict) {
    case ReportVerdict::pass:
      return passing(all);
    case ReportVerdict::fail:
      return failing(all);
    case ReportVerdict::inconclusive:
      return undecided(report, all);
  }
  return {};
}

std::string census(const Report& report) {
  const Tally all = tally(report);
  std::vector<std::string> parts;
  const auto say = [&](std::size_t n, std::string_view one, std::string_view many) {
    if (n > 0) parts.push_back(count(n, one, many));
  };
  say(all.regression, "regression", "regressions");
  say(all.accepted, "accepted regression", "accepted regressions");
  say(all.improvement, "improvement", "improvements");
  say(all.unchanged, "unchanged", "unchanged");
  say(all.inconclusive, "inconclusive", "inconclusive");
  say(all.missing, "missing", "missing");
  say(all.added, "new", "new");
  say(all.broken, "budget broken", "budgets broken");
  say(all.unproven, "budget unproven", "budgets unproven");
  say(all.kept, "budget kept", "budgets kept");
  return parts.empty() ? "nothing to report" : listed(parts);
}

std::string shortfall(const Row& row) {
  const bool undecided =
      row.verdict == RowVerdict::inconclusive || row.verdict == RowVerdict::missing;
  if (!undecided) return {};
  std::string out = row.reason;
  const auto say = [&](const std::string& part) { out += (out.empty() ? "" : "; ") + part; };
  constexpr double tenfold = 9;
  if (row.minimum_detectable)
    say(*row.minimum_detectable > tenfold
            ? "could not show even a tenfold change"
            : "could show a change of " + percent(*row.minimum_detectable) + " or more");
  if (row.launches_needed)
    say("needs " + count(*row.launches_needed, "launch", "launches") + " a side");
  return out;
}

std::string measured(const BudgetRow& row) {
  if (!row.estimate) return "nothing in this run matches";
  return quantity(*row.estimate, row.unit) + " (" + quantity_range(row.low, row.high, row.unit) +
         ")";
}

std::vector<const Row*> rows_of(const Report& report, RowVerdict verdict) {
  std::vector<const Row*> rows;
  for (const Row& row : report.rows)
    if (row.verdict == verdict) rows.push_back(&row);
  const bool best_first = verdict == RowVerdict::improvement;
  std::stable_sort(rows.begin(), rows.end(), [&](const Row* a, const Row* b) {
    return best_first ? worsening(*a) < worsening(*b) : worsening(*a) > worsening(*b);
  });
  return rows;
}

}  // namespace pawl::ci
