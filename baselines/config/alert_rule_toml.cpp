#include "alert_rule_toml.hpp"

#include <algorithm>

namespace pawl::baselines {

namespace {

constexpr std::size_t most_runs = 1000;
constexpr std::size_t fewest_points = 3;  ///< behind a step before it can be told

AlertKind parse_kind(TomlFields& fields) {
  std::vector<std::string_view> words;
  for (const AlertKindName& one : alert_kinds) words.push_back(one.name);
  const auto word = fields.word("when", words);
  if (!word) fields.fail_table("expected when, found none; write when = \"regression\"");
  return std::find_if(alert_kinds.begin(), alert_kinds.end(),
                      [&](const AlertKindName& one) { return one.name == *word; })
      ->kind;
}

/// A key that says nothing of this kind would be believed to.
void expect_use(const TomlFields& fields, bool is_given, bool is_used, std::string_view sentence) {
  if (is_given && !is_used) fields.fail_table(sentence);
}

void parse_limits(TomlFields& fields, AlertRule& rule) {
  const auto runs = fields.count("runs");
  const auto above = fields.fraction("above");
  const auto after = fields.seconds("after");
  const auto points = fields.count("points");
  const bool is_of_reports = rule.kind != AlertKind::stale && rule.kind != AlertKind::change;
  expect_use(fields, runs.has_value(), is_of_reports,
             "runs: reports in a row, which change and stale-baseline do not look at");
  expect_use(fields, above.has_value(), rule.kind == AlertKind::noise,
             "above: is for when = \"noise\" alone");
  expect_use(fields, after.has_value(), rule.kind == AlertKind::stale,
             "after: is for when = \"stale-baseline\" alone");
  expect_use(fields, points.has_value(), rule.kind == AlertKind::change,
             "points: is for when = \"change\" alone");
  if (runs && *runs > most_runs) fields.fail("runs", "at most 1,000");
  if (points && *points < fewest_points)
    fields.fail("points", "at least 3, since no step is told sooner");
  set(rule.runs, runs);
  set(rule.above, above);
  set(rule.after, after);
  set(rule.points, points);
}

AlertRule parse_rule(std::string_view file, const toml::table& table) {
  TomlFields fields(file, "[[alert]]", table);
  AlertRule rule;
  rule.kind = parse_kind(fields);
  rule.name = fields.string("name").value_or(std::string(name(rule.kind)));
  set(rule.benchmark, fields.string("benchmark"));
  set(rule.metric, fields.string("metric"));
  fields.expect_regex("benchmark", rule.benchmark);
  parse_limits(fields, rule);
  fields.refuse_unknown();
  if (rule.name.empty() || rule.name.size() > 100) fields.fail("name", "1 to 100 bytes");
  return rule;
}

}  // namespace

std::vector<AlertRule> parse_alert_rules(std::string_view file,
                                         const std::vector<const toml::table*>& tables) {
  std::vector<AlertRule> rules;
  for (const toml::table* table : tables) {
    AlertRule rule = parse_rule(file, *table);
    const bool is_taken = std::any_of(rules.begin(), rules.end(), [&](const AlertRule& other) {
      return other.name == rule.name;
    });
    if (is_taken)
      TomlFields(file, "[[alert]]", *table)
          .fail_table("the name \"" + rule.name +
                      "\" is taken by an earlier one; give each its own: name = \"…\"");
    rules.push_back(std::move(rule));
  }
  return rules;
}

}  // namespace pawl::baselines
