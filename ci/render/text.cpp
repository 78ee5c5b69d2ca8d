#include "text.hpp"

#include "ci/advice.hpp"
#include "ci/format.hpp"
#include "ci/headline.hpp"
#include "ci/inert.hpp"
#include "remarks.hpp"
#include "text_table.hpp"

#include <algorithm>

namespace pawl::ci {
namespace {

Colour colour_of(RowVerdict verdict) {
  switch (verdict) {
    case RowVerdict::regression:
    case RowVerdict::missing:
      return Colour::red;
    case RowVerdict::improvement:
      return Colour::green;
    case RowVerdict::inconclusive:
      return Colour::yellow;
    case RowVerdict::unchanged:
      return Colour::dim;
    case RowVerdict::added:
      return Colour::none;
  }
  return Colour::none;
}

Colour colour_of(BudgetVerdict verdict) {
  switch (verdict) {
    case BudgetVerdict::kept:
      return Colour::green;
    case BudgetVerdict::broken:
      return Colour::red;
    case BudgetVerdict::unproven:
      return Colour::yellow;
  }
  return Colour::none;
}

Colour colour_of(ReportVerdict verdict) {
  switch (verdict) {
    case ReportVerdict::pass:
      return Colour::green;
    case ReportVerdict::fail:
      return Colour::red;
    case ReportVerdict::inconclusive:
      return Colour::yellow;
  }
  return Colour::none;
}

std::string median_of(const std::optional<Side>& side, const std::string& unit) {
  return side ? quantity(side->median, unit) : "";
}

std::string launches_of(const Row& row) {
  const auto launches = [](const std::optional<Side>& side) {
    return side ? count(side->launches) : std::string("–");
  };
  return launches(row.before) + " + " + launches(row.now);
}

std::vector<Cell> cells_of(const Row& row) {
  const Colour colour = is_accepted(row) ? Colour::yellow : colour_of(row.verdict);
  const bool bounded = row.ratio && row.p;
  return {{plain(row.benchmark)},
          {plain(row.metric)},
          {median_of(row.before, row.unit)},
          {median_of(row.now, row.unit)},
          {row.ratio ? change(row.ratio->estimate) : "", colour},
          {bounded ? change_range(row.ratio->low, row.ratio->high) : ""},
          {row.p ? p_value(row.p_adjusted.value_or(*row.p)) : ""},
          {launches_of(row), Colour::dim},
          {std::string(shown_name(row)), colour}};
}

std::string table_of(const std::vector<Row>& rows, const ReportPolicy& policy,
                     const TextOptions& options) {
  TextTable table({{"benchmark"},
                   {"metric"},
                   {"before", Align::right},
                   {"now", Align::right},
                   {"change", Align::right},
                   {fixed(policy.confidence * 100, 0) + " % interval", Align::right},
                   {"p", Align::right, true},
                   {"launches", Align::right, true},
                   {"verdict"}});
  for (const Row& row : rows) table.add(cells_of(row));
  return table.str(options.colour, options.width);
}

std::string table_of(const std::vector<BudgetRow>& budgets, const TextOptions& options) {
  TextTable table({{"budget"},
                   {"metric"},
                   {"statistic"},
                   {"limit", Align::right},
                   {"measured", Align::right},
                   {"interval", Align::right},
                   {"verdict"}});
  for (const BudgetRow& row : budgets)
    table.add({{plain(row.benchmark)},
               {plain(row.metric)},
               {plain(row.statistic)},
               {bound(row.better) + quantity(row.limit, row.unit)},
               {row.estimate ? quantity(*row.estimate, row.unit) : "–"},
               {row.estimate ? quantity_range(row.low, row.high, row.unit) : "–"},
               {std::string(name(row.verdict)), colour_of(row.verdict)}});
  return table.str(options.colour, options.width);
}

/// What the table has no room for: why rows are undecided, and their warnings.
std::string remarks_on(const Report& report) {
  Remarks remarks;
  for (const Row& row : report.rows) {
    const std::string about =
        plain(row.benchmark) + (row.metric.empty() ? "" : " ") + plain(row.metric);
    const std::string lacks = plain(shortfall(row), longest_sentence);
    if (row.verdict == RowVerdict::inconclusive)
      remarks.add(lacks, about);
    else if (!lacks.empty())
      remarks.add_verbatim(lacks, about);
    if (!row.accepted.empty())
      remarks.add_verbatim("accepted " + plain(row.accepted, longest_sentence), about);
    for (const std::string& warning : row.warnings)
      remarks.add(plain(warning, longest_sentence), about);
  }
  return remarks.str();
}

std::string verdict_lines(const Report& report, const TextOptions& options) {
  std::string verdict(name(report.verdict));
  std::transform(verdict.begin(), verdict.end(), verdict.begin(),
                 [](char c) { return static_cast<char>(c - 'a' + 'A'); });
  std::string out = options.colour ? coloured(verdict, colour_of(report.verdict)) : verdict;
  out += ": " + headline(report) + ".\n";
  for (const std::string& sentence : advice(report, Reader::terminal))
    out += "  " + sentence + "\n";
  return out;
}

}  // namespace

std::string text(const Report& report, const TextOptions& options) {
  std::string out;
  if (!report.rows.empty()) out += table_of(report.rows, report.policy, options) + "\n";
  if (!report.budgets.empty()) out += table_of(report.budgets, options) + "\n";
  if (const std::string remarks = remarks_on(report); !remarks.empty()) out += remarks + "\n";
  for (const std::string& warning : report.warnings)
    out += "warning: " + plain(warning, longest_sentence) + "\n";
  if (!report.warnings.empty()) out += "\n";
  return out + verdict_lines(report, options);
}

}  // namespace pawl::ci
