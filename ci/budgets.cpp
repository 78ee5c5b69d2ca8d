#include "budgets.hpp"

#include "baselines/error.hpp"
#include "baselines/text/regex.hpp"
#include "stats/verdict/budget.hpp"
#include "stats/verdict/exact.hpp"
#include "yardstick.hpp"

#include <algorithm>
#include <array>
#include <limits>

namespace pawl::ci {
namespace {

struct NamedQuantile {
  std::string_view name;
  double quantile;
};

constexpr std::array quantiles{NamedQuantile{"median", 0.5}, NamedQuantile{"p50", 0.5},
                               NamedQuantile{"p90", 0.9}, NamedQuantile{"p95", 0.95},
                               NamedQuantile{"p99", 0.99}};

/// A fact about what was measured, not an estimate: it has no interval.
void judge_fact(BudgetRow& row, double value) {
  row.estimate = row.low = row.high = value;
  const bool is_within =
      row.better == stats::Better::higher ? value >= row.limit : value <= row.limit;
  row.verdict = is_within ? BudgetVerdict::kept : BudgetVerdict::broken;
}

/// Where values were left out, one beyond the limit may be among them.
void judge_largest(BudgetRow& row, const stats::Sample& sample, bool is_whole) {
  const auto values = sample.values();
  judge_fact(row, *std::max_element(values.begin(), values.end()));
  if (is_whole) return;
  row.high = std::numeric_limits<double>::infinity();
  const bool would_be_overturned =
      (row.better == stats::Better::higher) == (row.verdict == BudgetVerdict::broken);
  if (would_be_overturned) row.verdict = BudgetVerdict::unproven;
}

void judge_by_interval(BudgetRow& row, const stats::Sample& sample, double confidence) {
  stats::Budget budget;
  budget.quantile = quantile_named(row.statistic);
  budget.limit = row.limit;
  budget.better = row.better;
  const stats::BudgetJudgement judgement = judge_budget(sample, budget, confidence);
  row.estimate = judgement.estimate;
  row.low = judgement.low;
  row.high = judgement.high;
  row.verdict = judgement.verdict;
}

BudgetRow unjudged(const baselines::Budget& budget, const baselines::Limit& limit) {
  BudgetRow row;
  row.benchmark = budget.benchmark;
  row.metric = budget.metric;
  row.unit = limit.unit;
  row.statistic = limit.statistic;
  row.limit = limit.value;
  row.low = -std::numeric_limits<double>::infinity();
  row.high = std::numeric_limits<double>::infinity();
  return row;
}

BudgetRow judged(const baselines::Budget& budget, const baselines::Limit& limit,
                 const baselines::Series& series, double confidence) {
  if (!limit.unit.empty() && limit.unit != series.unit)
    throw Error(Fault::input, budget.place + ": expected a limit in the unit of " +
                                  series.benchmark + " " + series.metric + ", \"" + series.unit +
                                  "\", found one in \"" + limit.unit +
                                  "\"; name another metric or write the limit in that unit");
  BudgetRow row = unjudged(budget, limit);
  row.benchmark = series.benchmark;
  row.unit = series.unit;
  row.better = series.better;
  const auto sample = stats::Sample::from_sessions(series.sessions);
  if (!sample) return row;
  const auto exact =
      has_mark(series, baselines::exact_mark) ? stats::exact_value(*sample) : std::nullopt;
  if (exact)
    judge_fact(row, *exact);
  else if (limit.statistic == "max")
    judge_largest(row, *sample, !has_mark(series, baselines::thinned_mark));
  else
    judge_by_interval(row, *sample, confidence);
  return row;
}

/// Whether the budget's pattern matches the benchmark; it never means the yardstick.
bool is_named(const std::string& benchmark, const baselines::Regex& pattern) {
  return benchmark != yardstick_benchmark && pattern.matches(benchmark);
}

std::vector<const baselines::Series*> series_of(const baselines::Budget& budget,
                                                const baselines::Run& run) {
  const baselines::Regex pattern(budget.benchmark);
  std::vector<const baselines::Series*> found;
  for (const baselines::Series& series : run.series)
    if (series.metric == budget.metric && is_named(series.benchmark, pattern))
      found.push_back(&series);
  return found;
}

}  // namespace

std::vector<baselines::Limit> limits_on(std::span<const baselines::Budget> budgets,
                                        const std::string& benchmark, const std::string& metric) {
  std::vector<baselines::Limit> limits;
  for (const baselines::Budget& budget : budgets)
    if (budget.metric == metric && is_named(benchmark, baselines::Regex(budget.benchmark)))
      limits.insert(limits.end(), budget.limits.begin(), budget.limits.end());
  return limits;
}

std::optional<double> quantile_named(std::string_view statistic) {
  for (const NamedQuantile& known : quantiles)
    if (known.name == statistic) return known.quantile;
  return std::nullopt;
}

std::vector<BudgetRow> judge_budgets(std::span<const baselines::Budget> budgets,
                                     const baselines::Run& run, double confidence) {
  std::vector<BudgetRow> rows;
  for (const baselines::Budget& budget : budgets) {
    const auto matching = series_of(budget, run);
    for (const baselines::Limit& limit : budget.limits) {
      if (matching.empty()) rows.push_back(unjudged(budget, limit));
      for (const baselines::Series* series : matching)
        rows.push_back(judged(budget, limit, *series, confidence));
    }
  }
  return rows;
}

}  // namespace pawl::ci
