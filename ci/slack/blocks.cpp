#include "blocks.hpp"

#include "baselines/text/json_object.hpp"
#include "ci/advice.hpp"
#include "ci/format.hpp"
#include "ci/headline.hpp"
#include "ci/inert.hpp"
#include "ci/render/page.hpp"
#include "ci/unicode.hpp"

namespace pawl::ci {
namespace {

using baselines::JsonObject;

constexpr std::size_t longest_header = 150;
constexpr std::size_t section_end = 60;

std::string title_of(const std::string& benchmark, const std::string& metric) {
  return "• " + slack_code(benchmark) + (metric.empty() ? "" : " " + slack_code(metric)) + ": ";
}

std::string medians_of(const Row& row) {
  if (!row.before || !row.now) return "";
  return slack_text(quantity(row.before->median, row.unit)) + " → " +
         slack_text(quantity(row.now->median, row.unit)) + " ";
}

std::string regression_line(const Row& row) {
  std::string out = title_of(row.benchmark, row.metric) + medians_of(row);
  if (row.ratio) out += "*" + change(row.ratio->estimate) + "*";
  if (row.ratio && row.p)
    out += " (" + change_range(row.ratio->low, row.ratio->high) + ", p " +
           slack_text(p_value(row.p_adjusted.value_or(*row.p))) + ")";
  if (!row.accepted.empty()) out += ", accepted " + slack_text(row.accepted, 300);
  return out + "\n";
}

std::string undecided_line(const Row& row) {
  const std::string lacks = shortfall(row);
  return title_of(row.benchmark, row.metric) + std::string(name(row.verdict)) +
         (lacks.empty() ? "" : ", " + slack_text(lacks, 300)) + "\n";
}

std::string budget_line(const BudgetRow& row) {
  return title_of(row.benchmark, row.metric) + std::string(name(row.verdict)) + ", " +
         slack_text(row.statistic, longest_name) + " " + bound(row.better) +
         slack_text(quantity(row.limit, row.unit)) + ", measured " + slack_text(measured(row)) +
         "\n";
}

/// One section with a title and a line for each row that there is room for.
template <typename Rows, typename Line>
std::string section_of(const std::string& title, const Rows& rows, Line line) {
  if (rows.empty()) return {};
  Page page(longest_slack_section, section_end);
  page.add("*" + title + "*\n");
  std::size_t shown = 0;
  while (shown < rows.size() && page.add(line(*rows[shown]))) ++shown;
  if (shown < rows.size()) page.append("… and " + count(rows.size() - shown, "more row"));
  return page.text();
}

std::string advice_of(const Report& report) {
  std::string out;
  for (const std::string& sentence : advice(report, Reader::pull_request))
    out += (out.empty() ? "" : " ") + sentence;
  return out;
}

std::string setting_of(const Report& report) {
  std::string out = "Suite " + slack_code(report.suite);
  if (!report.testbed.empty()) out += " on " + slack_code(report.testbed);
  if (!report.commit.empty()) out += ", commit " + slack_code(report.commit.substr(0, 10));
  if (!report.base_commit.empty())
    out += " against " + slack_code(report.base_commit.substr(0, 10));
  return out + ": " + census(report);
}

std::vector<const BudgetRow*> budgets_of(const Report& report) {
  std::vector<const BudgetRow*> rows;
  for (const BudgetRow& row : report.budgets)
    if (row.verdict != BudgetVerdict::kept) rows.push_back(&row);
  return rows;
}

void append_text(std::string& out, std::string_view type, std::string_view text) {
  JsonObject object(out);
  object.text("type", type).text("text", text);
  // verbatim: Slack looks for no links, channels or names in it.
  if (type == "mrkdwn") object.flag("verbatim", true);
  object.end();
}

void append_header(std::string& out, const std::string& title) {
  JsonObject(out)
      .text("type", "header")
      .field("text", [&] { append_text(out, "plain_text", cut_to_columns(title, longest_header)); })
      .end();
}

void append_context(std::string& out, const std::string& text) {
  JsonObject(out)
      .text("type", "context")
      .field("elements",
             [&] {
               out += '[';
               append_text(out, "mrkdwn", text);
               out += ']';
             })
      .end();
}

/// The texts between header and context; those without anything to say are empty.
std::vector<std::string> sections_of(const Report& report) {
  auto undecided = rows_of(report, RowVerdict::missing);
  const auto inconclusive = rows_of(report, RowVerdict::inconclusive);
  undecided.insert(undecided.end(), inconclusive.begin(), inconclusive.end());
  return {advice_of(report),
          section_of("Regressions", rows_of(report, RowVerdict::regression), regression_line),
          section_of("Budgets", budgets_of(report), budget_line),
          section_of("Undecided", undecided, undecided_line)};
}

}  // namespace

void append_slack_section(std::string& out, const std::string& text) {
  JsonObject(out)
      .text("type", "section")
      .field("text", [&] { append_text(out, "mrkdwn", text); })
      .end();
}

std::string slack_blocks(const Report& report) {
  const std::string title = std::string(sign_of(report.verdict)) + " " + headline(report);
  std::string out;
  JsonObject(out)
      .text("text", title)
      .field("blocks",
             [&] {
               out += '[';
               append_header(out, title);
               for (const std::string& section : sections_of(report))
                 if (!section.empty()) append_slack_section(out += ',', section);
               append_context(out += ',', setting_of(report));
               out += ']';
             })
      .end();
  return out;
}

}  // namespace pawl::ci
