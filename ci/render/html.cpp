#include "html.hpp"

#include "ci/advice.hpp"
#include "ci/format.hpp"
#include "ci/headline.hpp"
#include "ci/inert.hpp"

#include <algorithm>
#include <array>

namespace pawl::ci {
namespace {

constexpr std::string_view head = R"(<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Pawl report</title>
<style>
:root { color-scheme: light dark; --bad: #b3261e; --good: #1b6e3c; --open: #8a5a00; --line: #8884; --ink: #1d2125; --accent: #0065a3; --quiet: #5a626b; --band: #0072b230; }
@media (prefers-color-scheme: dark) { :root { --bad: #ff8a80; --good: #7bd89b; --open: #ffcf70; --ink: #e6e9ec; --accent: #6cbcf0; --quiet: #a0a8b1; --band: #56b4e940; } }
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; }
div { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding: 1rem 0 .25rem; }
th, td { text-align: left; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
td.n, th.n { text-align: right; white-space: nowrap; }
.fail, .regression, .broken { color: var(--bad); font-weight: 600; }
.pass, .improvement, .kept { color: var(--good); }
.inconclusive, .missing, .unproven, .accepted { color: var(--open); font-weight: 600; }
small { opacity: .8; }
svg { display: block; width: 100%; max-width: 640px; font: 11px system-ui, sans-serif; fill: var(--ink); }
h2 { font-size: 1rem; margin: 1.5rem 0 .25rem; overflow-wrap: anywhere; }
</style>
</head>
<body>
)";

constexpr std::array order{RowVerdict::regression,  RowVerdict::missing, RowVerdict::inconclusive,
                           RowVerdict::improvement, RowVerdict::added,   RowVerdict::unchanged};

std::string classed(std::string_view verdict) {
  return "<span class=\"" + std::string(verdict) + "\">" + std::string(verdict) + "</span>";
}

std::string number_cell(const std::string& shown) {
  return "<td class=\"n\">" + html_text(shown) + "</td>";
}

std::string median_of(const std::optional<Side>& side, const std::string& unit) {
  return side ? quantity(side->median, unit) : "–";
}

std::string remarks_on(const Row& row) {
  std::string out = html_text(shortfall(row));
  if (!row.accepted.empty()) out += "accepted " + html_text(row.accepted);
  for (const std::string& warning : row.warnings) out += "<br>" + html_text(warning);
  return out.empty() ? "" : "<br><small>" + out + "</small>";
}

std::string line(const Row& row) {
  const bool bounded = row.ratio && row.p;
  return "<tr><td>" + html_text(row.benchmark) + "<br><small>" + html_text(row.metric) +
         "</small></td>" + number_cell(median_of(row.before, row.unit)) +
         number_cell(median_of(row.now, row.unit)) +
         number_cell(row.ratio ? change(row.ratio->estimate) : "–") +
         number_cell(bounded ? change_range(row.ratio->low, row.ratio->high) : "–") +
         number_cell(row.p ? p_value(row.p_adjusted.value_or(*row.p)) : "–") + "<td>" +
         classed(shown_name(row)) + remarks_on(row) + "</td></tr>\n";
}

std::string line(const BudgetRow& row) {
  return "<tr><td>" + html_text(row.benchmark) + "<br><small>" + html_text(row.metric) +
         "</small></td><td>" + html_text(row.statistic) + " " + bound(row.better) +
         html_text(quantity(row.limit, row.unit)) + "</td>" + number_cell(measured(row)) + "<td>" +
         classed(name(row.verdict)) + "</td></tr>\n";
}

std::string rows_table(const Report& report) {
  if (report.rows.empty()) return {};
  std::string out =
      "<div><table><caption>Comparisons</caption><thead><tr><th>benchmark</th>"
      "<th class=\"n\">before</th><th class=\"n\">now</th><th class=\"n\">change</th>"
      "<th class=\"n\">" +
      fixed(report.policy.confidence * 100, 0) +
      " % interval</th><th class=\"n\">p</th><th>verdict</th></tr></thead><tbody>\n";
  for (const RowVerdict verdict : order)
    for (const Row* row : rows_of(report, verdict)) out += line(*row);
  return out + "</tbody></table></div>\n";
}

std::string budgets_table(const Report& report) {
  if (report.budgets.empty()) return {};
  std::string out =
      "<div><table><caption>Budgets</caption><thead><tr><th>benchmark</th><th>budget</th>"
      "<th class=\"n\">measured</th><th>verdict</th></tr></thead><tbody>\n";
  for (const BudgetRow& row : report.budgets) out += line(row);
  return out + "</tbody></table></div>\n";
}

/// Our own sentence, what stands in back-quotes being code.
std::string html_sentence(std::string_view sentence) {
  std::string out;
  bool is_code = false;
  for (const char c : html_text(sentence)) {
    if (c != '`') {
      out += c;
      continue;
    }
    is_code = !is_code;
    out += is_code ? "<code>" : "</code>";
  }
  return out + (is_code ? "</code>" : "");
}

std::string opening(const Report& report) {
  std::string out = "<h1>" + classed(name(report.verdict)) + ": " + html_text(headline(report)) +
                    "</h1>\n<p>" + html_text(census(report)) + "; suite " +
                    html_text(report.suite) + " on " + html_text(report.testbed) + ", commit " +
                    html_text(report.commit) + " against " + html_text(report.base_commit) +
                    ", measured " + html_text(report.time) + "</p>\n";
  for (const std::string& sentence : advice(report, Reader::pull_request))
    out += "<p>" + html_sentence(sentence) + "</p>\n";
  for (const std::string& warning : report.warnings)
    out += "<p class=\"inconclusive\">" + html_text(warning) + "</p>\n";
  return out;
}

std::string pictures_of(const PicturedSeries& series) {
  const std::string pictures = picture_of_history(series.history, series.unit) +
                               picture_of_distributions(series.before, series.now, series.unit) +
                               picture_of_shift(series.before, series.now);
  if (pictures.empty()) return {};
  return "<h2>" + html_text(series.benchmark) + " <small>" + html_text(series.metric) +
         "</small></h2>\n" + pictures;
}

std::string pictures_of(const std::vector<PicturedSeries>& series) {
  std::string out;
  for (std::size_t i = 0; i < std::min(series.size(), most_pictured_series); ++i)
    out += pictures_of(series[i]);
  if (series.size() > most_pictured_series)
    out +=
        "<p>" + count(series.size() - most_pictured_series) + " more without pictures here</p>\n";
  return out;
}

}  // namespace

std::string html(const Report& report, const std::vector<PicturedSeries>& series) {
  return std::string(head) + "<main>\n" + opening(report) + picture_of_changes(report) +
         rows_table(report) + picture_of_budgets(report) + budgets_table(report) +
         pictures_of(series) + "</main>\n</body>\n</html>\n";
}

}  // namespace pawl::ci
