#pragma once
/// [[alert]] of pawl.toml. Costly to include: for .cpp files only.

#include "alert_rule.hpp"
#include "baselines/text/toml_fields.hpp"

namespace pawl::baselines {

/// The rules of the tables, by their order. `file` stands for it in errors. Throws Error
/// (Fault::input).
std::vector<AlertRule> parse_alert_rules(std::string_view file,
                                         const std::vector<const toml::table*>& tables);

}  // namespace pawl::baselines
