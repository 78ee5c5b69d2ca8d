#pragma once
/// Budgets of pawl.toml, judged on a run.

#include "baselines/config/config.hpp"
#include "baselines/run/run.hpp"
#include "report.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pawl::ci {

/// The limits that a series of that name is judged by: none for the yardstick.
std::vector<baselines::Limit> limits_on(std::span<const baselines::Budget> budgets,
                                        const std::string& benchmark, const std::string& metric);

/// The quantile in (0, 1) that a budget's statistic is: "p95" is 0.95. None of "mean" and "max".
std::optional<double> quantile_named(std::string_view statistic);

/// One row for each limit and each series that its budget matches, except the yardstick's; where
/// none matches, one unproven row with the budget's pattern as its name. The largest value of a
/// thinned sample decides nothing that a larger one, left out, could overturn. Error (Fault::input)
/// when a limit's unit is not its metric's.
std::vector<BudgetRow> judge_budgets(std::span<const baselines::Budget> budgets,
                                     const baselines::Run& run, double confidence);

}  // namespace pawl::ci
