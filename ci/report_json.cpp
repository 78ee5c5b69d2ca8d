#include "report_json.hpp"

#include "baselines/error.hpp"
#include "baselines/run/series_json.hpp"
#include "baselines/text/json_document.hpp"
#include "baselines/text/json_object.hpp"
#include "baselines/text/json_text.hpp"

#include <array>
#include <limits>

namespace pawl::ci {
namespace {

using baselines::add_names;
using baselines::append_json;
using baselines::append_list;
using baselines::append_texts;
using baselines::JsonFields;
using baselines::JsonNode;
using baselines::JsonObject;

constexpr std::size_t newest_version = 1;
constexpr double infinity = std::numeric_limits<double>::infinity();

constexpr std::array report_verdicts{ReportVerdict::pass, ReportVerdict::fail,
                                     ReportVerdict::inconclusive};
constexpr std::array row_verdicts{RowVerdict::regression, RowVerdict::improvement,
                                  RowVerdict::unchanged,  RowVerdict::inconclusive,
                                  RowVerdict::added,      RowVerdict::missing};
constexpr std::array budget_verdicts{BudgetVerdict::kept, BudgetVerdict::broken,
                                     BudgetVerdict::unproven};
constexpr std::array commands{
    MadeBy::check, MadeBy::check_of_branch, MadeBy::check_of_release, MadeBy::compare,
    MadeBy::ab,    MadeBy::confirm};

/// The one of that name, a verdict say; fails with all names otherwise.
template <typename Named>
auto one_of(const JsonNode& node, const Named& all) {
  const std::string given = node.string();
  std::string names;
  for (const auto one : all) {
    if (name(one) == given) return one;
    names += (names.empty() ? "one of \"" : "\", \"") + std::string(name(one));
  }
  node.fail(names + "\"");
}

std::optional<double> number(JsonFields& fields, std::string_view key) {
  const auto node = fields.find(key);
  return node ? std::optional(node->number()) : std::nullopt;
}

std::size_t count_of(JsonFields& fields, std::string_view key) {
  const auto node = fields.find(key);
  return node ? node->count() : 0;
}

bool flag(JsonFields& fields, std::string_view key) {
  const auto node = fields.find(key);
  if (!node) return false;
  if (!node->value().is_bool()) node->fail("true or false");
  return node->value().get_bool();
}

/// A probability or share: within [0, 1].
std::optional<double> share(JsonFields& fields, std::string_view key) {
  const auto node = fields.find(key);
  if (!node) return std::nullopt;
  const double value = node->number();
  if (value < 0 || value > 1) node->fail("a number from 0 to 1");
  return value;
}

/// What `parse` makes of each element of the list at `key`; nothing when there is none.
template <typename Parse>
auto list(JsonFields& fields, std::string_view key, Parse parse) {
  const auto node = fields.find(key);
  return node ? parse_list(*node, parse) : decltype(parse_list(*node, parse))();
}

std::vector<std::string> strings(JsonFields& fields, std::string_view key) {
  const auto node = fields.find(key);
  return node ? node->strings() : std::vector<std::string>();
}

std::optional<Side> side_of(JsonFields& fields, std::string_view key) {
  const auto node = fields.find(key);
  if (!node) return std::nullopt;
  JsonFields side(*node);
  return Side{.n = count_of(side, "n"),
              .launches = count_of(side, "launches"),
              .runs = count_of(side, "runs"),
              .median = side.require("median").number(),
              .low = number(side, "low").value_or(-infinity),
              .high = number(side, "high").value_or(infinity)};
}

std::optional<Ratio> ratio_of(JsonFields& fields) {
  const auto node = fields.find("ratio");
  if (!node) return std::nullopt;
  JsonFields ratio(*node);
  const JsonNode estimate = ratio.require("estimate");
  const Ratio result{.estimate = estimate.number(),
                     .low = number(ratio, "low").value_or(0),
                     .high = number(ratio, "high").value_or(infinity)};
  if (result.estimate <= 0) estimate.fail("a ratio above 0");
  return result;
}

Row row_of(const JsonNode& node) {
  JsonFields fields(node);
  Row row;
  row.benchmark = fields.require("benchmark").string();
  row.metric = fields.string("metric");
  row.unit = fields.string("unit");
  row.better = baselines::parse_better(fields);
  row.verdict = one_of(fields.require("verdict"), row_verdicts);
  row.before = side_of(fields, "before");
  row.now = side_of(fields, "now");
  row.ratio = ratio_of(fields);
  row.p = share(fields, "p");
  row.p_adjusted = share(fields, "p_adjusted");
  row.a12 = share(fields, "a12");
  row.minimum_detectable = number(fields, "minimum_detectable");
  if (const auto needed = fields.find("launches_needed")) row.launches_needed = needed->count();
  row.evidence = fields.string("evidence");
  row.accepted = fields.string("accepted");
  row.reason = fields.string("reason");
  row.warnings = strings(fields, "warnings");
  row.unknown = fields.unknown();
  return row;
}

BudgetRow budget_of(const JsonNode& node) {
  JsonFields fields(node);
  BudgetRow row;
  row.benchmark = fields.require("benchmark").string();
  row.metric = fields.string("metric");
  row.unit = fields.string("unit");
  row.better = baselines::parse_better(fields);
  row.statistic = fields.require("statistic").string();
  row.limit = fields.require("limit").number();
  row.estimate = number(fields, "estimate");
  row.low = number(fields, "low").value_or(-infinity);
  row.high = number(fields, "high").value_or(infinity);
  row.verdict = one_of(fields.require("verdict"), budget_verdicts);
  row.unknown = fields.unknown();
  return row;
}

ReportPolicy policy_of(JsonFields& fields) {
  const auto node = fields.find("policy");
  if (!node) return {};
  JsonFields policy(*node);
  return {.alpha = share(policy, "alpha").value_or(0),
          .threshold = number(policy, "threshold").value_or(0),
          .confidence = share(policy, "confidence").value_or(0),
          .statistic = policy.string("statistic"),
          .correction = policy.string("correction"),
          .inconclusive_is_a_warning = flag(policy, "inconclusive_is_a_warning")};
}

void append(std::string& out, const std::optional<Side>& side) {
  if (!side) {
    out += "null";
    return;
  }
  JsonObject(out)
      .count("n", side->n)
      .count("launches", side->launches)
      .count("runs", side->runs)
      .number("median", side->median)
      .number("low", side->low)
      .number("high", side->high)
      .end();
}

void append(std::string& out, const std::optional<Ratio>& ratio) {
  if (!ratio) {
    out += "null";
    return;
  }
  JsonObject(out)
      .number("estimate", ratio->estimate)
      .number("low", ratio->low)
      .number("high", ratio->high)
      .end();
}

void append(std::string& out, const Row& row) {
  JsonObject object(out);
  add_names(object, row).text("verdict", name(row.verdict));
  if (!row.accepted.empty()) object.text("accepted", row.accepted);
  object.field("before", [&] { append(out, row.before); })
      .field("now", [&] { append(out, row.now); })
      .field("ratio", [&] { append(out, row.ratio); })
      .number("p", row.p)
      .number("p_adjusted", row.p_adjusted)
      .number("a12", row.a12)
      .number("minimum_detectable", row.minimum_detectable)
      .count("launches_needed", row.launches_needed)
      .text("evidence", row.evidence)
      .text("reason", row.reason)
      .field("warnings", [&] { append_texts(out, row.warnings); })
      .end(row.unknown);
}

void append(std::string& out, const BudgetRow& row) {
  JsonObject object(out);
  add_names(object, row)
      .text("statistic", row.statistic)
      .number("limit", row.limit)
      .number("estimate", row.estimate)
      .number("low", row.low)
      .number("high", row.high)
      .text("verdict", name(row.verdict))
      .end(row.unknown);
}

void append(std::string& out, const ReportPolicy& policy) {
  JsonObject(out)
      .number("alpha", policy.alpha)
      .number("threshold", policy.threshold)
      .number("confidence", policy.confidence)
      .text("statistic", policy.statistic)
      .text("correction", policy.correction)
      .flag("inconclusive_is_a_warning", policy.inconclusive_is_a_warning)
      .end();
}

}  // namespace

Report parse_report(std::string_view text, std::string_view name) {
  if (text.size() > largest_report)
    throw Error(Fault::input, std::string(name) + ": expected a report of at most " +
                                  std::to_string(largest_report >> 20) + " MiB, found " +
                                  std::to_string(text.size() >> 20) +
                                  " MiB; compare fewer benchmarks at once");
  const baselines::JsonDocument document(name, text);
  const JsonNode root = document.root();
  JsonFields fields(root);
  expect_format(fields, "pawl-report", newest_version);
  Report report;
  report.verdict = one_of(fields.require("verdict"), report_verdicts);
  report.suite = fields.string("suite");
  report.testbed = fields.string("testbed");
  report.commit = fields.string("commit");
  report.base_commit = fields.string("base_commit");
  report.time = fields.time("time");
  if (const auto made_by = fields.find("made_by")) report.made_by = one_of(*made_by, commands);
  report.policy = policy_of(fields);
  fields.require("rows");
  report.rows = list(fields, "rows", row_of);
  report.budgets = list(fields, "budgets", budget_of);
  report.warnings = strings(fields, "warnings");
  report.unknown = fields.unknown();
  return report;
}

std::string report_json(const Report& report) {
  std::string out;
  JsonObject(out)
      .text("format", "pawl-report")
      .count("version", newest_version)
      .text("verdict", name(report.verdict))
      .text("suite", report.suite)
      .text("testbed", report.testbed)
      .text("commit", report.commit)
      .text("base_commit", report.base_commit)
      .text("time", report.time)
      .text("made_by", name(report.made_by))
      .field("policy", [&] { append(out, report.policy); })
      .field(
          "rows",
          [&] { append_list(out, report.rows, "\n", [&](const Row& row) { append(out, row); }); })
      .field("budgets",
             [&] {
               append_list(out, report.budgets, "\n",
                           [&](const BudgetRow& row) { append(out, row); });
             })
      .field("warnings", [&] { append_texts(out, report.warnings); })
      .end(report.unknown);
  return out + "\n";
}

}  // namespace pawl::ci
