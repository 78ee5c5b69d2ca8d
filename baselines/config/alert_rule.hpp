#pragma once
/// An AlertRule says when somebody is to be told: one [[alert]] of pawl.toml.

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace pawl::baselines {

enum class AlertKind {
  budget_broken,
  budget_unproven,
  regression,
  change,   ///< a history shifted for the worse
  missing,  ///< a benchmark of the baseline was not measured
  stale,    ///< nobody renewed the baseline
  noise,    ///< the interval of a benchmark's median is too wide
};

struct AlertKindName {
  AlertKind kind;
  std::string_view name;
};

inline constexpr std::array<AlertKindName, 7> alert_kinds = {{
    {AlertKind::budget_broken, "budget-broken"},
    {AlertKind::budget_unproven, "budget-unproven"},
    {AlertKind::regression, "regression"},
    {AlertKind::change, "change"},
    {AlertKind::missing, "missing"},
    {AlertKind::stale, "stale-baseline"},
    {AlertKind::noise, "noise"},
}};

/// As pawl.toml says it: "budget-broken".
std::string_view name(AlertKind kind);

struct AlertRule {
  std::string name;  ///< unique; its kind's unless given
  AlertKind kind = AlertKind::regression;
  std::string benchmark = ".*";  ///< regular expression (ECMAScript) for the whole name
  std::string metric{};          ///< empty: every one
  std::size_t runs = 1;          ///< reports in a row before it opens
  double above = 0.1;            ///< noise: half the interval's width, a part of the median
  double after = 30 * 86400;     ///< stale: seconds
  std::size_t points = 30;       ///< change: how many of a history's newest points it stays open
};

/// Where pawl.toml has none: a broken budget, a regression.
std::vector<AlertRule> default_alert_rules();

}  // namespace pawl::baselines
