#include "alert_rule.hpp"

#include <algorithm>

namespace pawl::baselines {

std::string_view name(AlertKind kind) {
  return std::find_if(alert_kinds.begin(), alert_kinds.end(),
                      [&](const AlertKindName& one) { return one.kind == kind; })
      ->name;
}

std::vector<AlertRule> default_alert_rules() {
  std::vector<AlertRule> rules;
  for (const AlertKind kind : {AlertKind::budget_broken, AlertKind::regression})
    rules.push_back({.name = std::string(name(kind)), .kind = kind});
  return rules;
}

}  // namespace pawl::baselines
