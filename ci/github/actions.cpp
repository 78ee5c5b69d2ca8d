#include "actions.hpp"

#include "ci/format.hpp"
#include "ci/headline.hpp"
#include "ci/inert.hpp"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <optional>

namespace pawl::ci {

namespace {

std::string escaped(std::string_view text, std::string_view unsafe) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string safe;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (unsafe.find(c) != std::string_view::npos || byte < 0x20) {
      safe += {'%', digits[byte >> 4], digits[byte & 15]};
    } else {
      safe += c;
    }
  }
  return safe;
}

std::string_view name(Level level) {
  switch (level) {
    case Level::error:
      return "error";
    case Level::warning:
      return "warning";
    case Level::notice:
      return "notice";
  }
  return "";
}

std::optional<Level> level_of(RowVerdict verdict) {
  switch (verdict) {
    case RowVerdict::regression:
      return Level::error;
    case RowVerdict::inconclusive:
    case RowVerdict::missing:
      return Level::warning;
    case RowVerdict::improvement:
    case RowVerdict::unchanged:
    case RowVerdict::added:
      return std::nullopt;
  }
  return std::nullopt;
}

std::optional<Level> level_of(BudgetVerdict verdict) {
  switch (verdict) {
    case BudgetVerdict::broken:
      return Level::error;
    case BudgetVerdict::unproven:
      return Level::warning;
    case BudgetVerdict::kept:
      return std::nullopt;
  }
  return std::nullopt;
}

std::string title_of(const Row& row) {
  switch (row.verdict) {
    case RowVerdict::regression:
      return "Performance regression";
    case RowVerdict::missing:
      return "Benchmark missing";
    case RowVerdict::inconclusive:
    case RowVerdict::improvement:
    case RowVerdict::unchanged:
    case RowVerdict::added:
      return "Performance not proven";
  }
  return "";
}

std::string message_of(const Row& row) {
  std::string message = plain(row.benchmark) + ", " + plain(row.metric);
  if (row.before && row.now)
    message +=
        ": " + quantity(row.before->median, row.unit) + " → " + quantity(row.now->median, row.unit);
  if (row.ratio)
    message += " (" + change(row.ratio->estimate) + ", interval " +
               change_range(row.ratio->low, row.ratio->high) + ")";
  if (!row.warnings.empty()) message += "; " + plain(row.warnings.front(), longest_sentence);
  return message;
}

std::string message_of(const BudgetRow& budget) {
  return plain(budget.benchmark) + ", " + plain(budget.statistic) + " of " + plain(budget.metric) +
         ": " + measured(budget) + ", the limit is " + quantity(budget.limit, budget.unit);
}

std::vector<Annotation> of_level(const std::vector<Annotation>& all, Level level,
                                 std::size_t most) {
  std::vector<Annotation> some;
  std::copy_if(all.begin(), all.end(), std::back_inserter(some),
               [&](const Annotation& annotation) { return annotation.level == level; });
  if (some.size() <= most) return some;
  const std::size_t rest = some.size() - (most - 1);
  some.resize(most - 1);
  some.push_back({level, "And " + count(rest, "more", "more"), "The summary has all of them"});
  return some;
}

}  // namespace

std::string workflow_command(const Annotation& annotation) {
  return "::" + std::string(name(annotation.level)) + " title=" + escaped(annotation.title, "%:,") +
         "::" + escaped(annotation.message, "%") + "\n";
}

std::vector<Annotation> annotations(const Report& report, std::size_t most) {
  std::vector<Annotation> all;
  for (const Row& row : report.rows)
    if (const auto level = level_of(row.verdict); level && !is_accepted(row))
      all.push_back({*level, title_of(row), message_of(row)});
  for (const BudgetRow& budget : report.budgets)
    if (const auto level = level_of(budget.verdict))
      all.push_back(
          {*level, budget.verdict == BudgetVerdict::broken ? "Budget broken" : "Budget not proven",
           message_of(budget)});
  std::vector<Annotation> shown = of_level(all, Level::error, most);
  const std::vector<Annotation> warnings = of_level(all, Level::warning, most);
  shown.insert(shown.end(), warnings.begin(), warnings.end());
  return shown;
}

std::string output_entry(std::string_view name, std::string_view value,
                         std::string_view delimiter) {
  assert(value.find(delimiter) == std::string_view::npos);
  const std::string end(delimiter);
  return std::string(name) + "<<" + end + "\n" + std::string(value) + "\n" + end + "\n";
}

}  // namespace pawl::ci
