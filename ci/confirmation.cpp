#include "confirmation.hpp"

#include "explain.hpp"
#include "format.hpp"
#include "make_report.hpp"
#include "yardstick.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace pawl::ci {

namespace {

using baselines::SeriesName;

constexpr std::string_view anew_warning = "suspects measured anew, ";
constexpr std::string_view not_anew_warning = "not measured anew: ";

/// Without any baseline every row is new, which says nothing of any.
bool has_a_baseline(const Report& report) {
  return std::any_of(report.rows.begin(), report.rows.end(),
                     [](const Row& row) { return row.before.has_value(); });
}

bool is_suspect(const Row& row, bool has_baseline) {
  const bool is_doubtful = row.verdict == RowVerdict::regression ||
                           row.verdict == RowVerdict::inconclusive ||
                           (row.verdict == RowVerdict::added && !has_baseline);
  return is_doubtful && !row.metric.empty() && row.benchmark != yardstick_benchmark;
}

/// How many of the rows measured anew have each verdict, in the order of the enumeration.
std::string tally(const std::map<RowVerdict, std::size_t>& verdicts) {
  std::string out;
  for (const auto& [verdict, rows] : verdicts) {
    const bool is_noun = verdict == RowVerdict::regression || verdict == RowVerdict::improvement;
    const std::string its(name(verdict));
    out += (out.empty() ? "" : ", ") + count(rows, its, is_noun ? its + "s" : its);
  }
  return out;
}

/// Leaves out the warnings of what left rows open, once none is.
void drop_settled_warnings(Report& report) {
  for (const auto& [warning, reason] :
       {std::pair(not_comparable, elsewhere), {speed_changed, speed_changed}}) {
    const bool is_open = std::ranges::any_of(
        report.rows, [&](const Row& row) { return row.reason.starts_with(reason); });
    if (!is_open)
      std::erase_if(report.warnings,
                    [&](const std::string& text) { return text.starts_with(warning); });
  }
}

/// Says what failed under a name that no row has, as a harness does whose output rows are.
void warn_of_others(Report& report, const std::vector<baselines::Failure>& failures) {
  for (const baselines::Failure& failure : failures)
    if (std::ranges::find(report.rows, failure.benchmark, &Row::benchmark) == report.rows.end())
      report.warnings.push_back(std::string(confirm_warning) + failure.benchmark + " failed, " +
                                failure.reason);
}

/// What an earlier confirm of this report said is told no more: this one speaks of the same rows.
void drop_earlier_confirm(Report& report) {
  const auto begins_with = [](std::string_view beginning) {
    return [beginning](const std::string& text) { return text.starts_with(beginning); };
  };
  std::erase_if(report.warnings, begins_with(anew_warning));
  std::erase_if(report.warnings, begins_with(confirm_warning));
  for (Row& row : report.rows) std::erase_if(row.warnings, begins_with(not_anew_warning));
}

std::string why_not(const std::vector<baselines::Failure>& failures, const std::string& benchmark) {
  const auto failure = std::find_if(failures.begin(), failures.end(),
                                    [&](const auto& one) { return one.benchmark == benchmark; });
  return failure == failures.end() ? "no benchmark here gave it on both sides, or the time was up"
                                   : failure->reason;
}

}  // namespace

std::vector<SeriesName> suspects(const Report& report) {
  std::vector<SeriesName> all;
  const bool has_baseline = has_a_baseline(report);
  for (const Row& row : report.rows)
    if (is_suspect(row, has_baseline)) all.push_back({row.benchmark, row.metric});
  return all;
}

Report confirmed(Report report, std::span<const baselines::SeriesName> asked,
                 const std::vector<SequentialOutcome>& outcomes,
                 const std::vector<baselines::Failure>& failures, double threshold) {
  std::vector<SequentialOutcome> told;
  std::copy_if(outcomes.begin(), outcomes.end(), std::back_inserter(told),
               [](const SequentialOutcome& outcome) { return !outcome.before.empty(); });
  const double alpha = told.empty() ? report.policy.alpha : told.front().alpha;
  drop_earlier_confirm(report);
  std::map<SeriesName, Row> anew;
  for (Row& row :
       sequential_report(told, failures, {}, {}, {.alpha = alpha, .threshold = threshold}).rows)
    anew.try_emplace(SeriesName{row.benchmark, row.metric}, std::move(row));
  std::map<RowVerdict, std::size_t> verdicts;
  for (Row& row : report.rows) {
    const SeriesName name{row.benchmark, row.metric};
    if (std::ranges::find(asked, name) == asked.end()) continue;
    const auto found = anew.find(name);
    if (found == anew.end()) {
      row.warnings.push_back(std::string(not_anew_warning) + why_not(failures, row.benchmark));
      continue;
    }
    std::swap(found->second.unknown, row.unknown);
    row = std::move(found->second);
    ++verdicts[row.verdict];
  }
  if (!verdicts.empty()) {
    report.warnings.insert(
        report.warnings.begin(),
        std::string(anew_warning) + "in turns on one machine: " + tally(verdicts));
    report.made_by = MadeBy::confirm;
  }
  warn_of_others(report, failures);
  drop_settled_warnings(report);
  report.verdict = verdict_of(report);
  return report;
}

}  // namespace pawl::ci
