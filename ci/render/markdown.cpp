#include "markdown.hpp"

#include "ci/advice.hpp"
#include "ci/format.hpp"
#include "ci/headline.hpp"
#include "ci/inert.hpp"
#include "page.hpp"

#include <algorithm>

namespace pawl::ci {
namespace {

/// Kept free on the page for the pointer to what was cut.
constexpr std::size_t reserve = 700;
/// Kept free while a section is open, for "… and 9,999 more rows" and its end.
constexpr std::size_t section_end = 120;

std::string_view shown(RowVerdict verdict) {
  switch (verdict) {
    case RowVerdict::regression:
      return "❌ regression";
    case RowVerdict::improvement:
      return "🎉 improvement";
    case RowVerdict::unchanged:
      return "✅ unchanged";
    case RowVerdict::inconclusive:
      return "⚠️ inconclusive";
    case RowVerdict::added:
      return "🆕 new";
    case RowVerdict::missing:
      return "⚠️ missing";
  }
  return {};
}

std::string_view shown(BudgetVerdict verdict) {
  switch (verdict) {
    case BudgetVerdict::kept:
      return "✅ kept";
    case BudgetVerdict::broken:
      return "❌ broken";
    case BudgetVerdict::unproven:
      return "⚠️ unproven";
  }
  return {};
}

std::string bold_if(bool bold, const std::string& text) {
  return bold ? "**" + text + "**" : text;
}

/// A unit that Pawl has no scale for is text from outside.
std::string cell(const std::optional<Side>& side, const std::string& unit) {
  return side ? markdown_prose(quantity(side->median, unit)) : "–";
}

std::string change_cell(const Row& row) {
  if (!row.ratio) return "–";
  const std::string estimate = bold_if(is_failing(row), change(row.ratio->estimate));
  if (!row.p) return estimate;
  return estimate + " (" + change_range(row.ratio->low, row.ratio->high) + ")";
}

std::string p_cell(const Row& row) {
  return row.p ? p_value(row.p_adjusted.value_or(*row.p)) : "–";
}

std::string small(const std::string& text) {
  return text.empty() ? text : "<br><sub>" + text + "</sub>";
}

/// With what it rests on, for every row: one may have been screened, the next measured in turns.
std::string verdict_cell(const Row& row) {
  const std::string evidence = small(markdown_prose(row.evidence, longest_name));
  if (is_accepted(row))
    return "🤝 accepted" + small(markdown_prose(row.accepted, 300)) + evidence;
  return std::string(shown(row.verdict)) + evidence;
}

/// The cells that every table of rows begins with.
std::string figures(const Row& row) {
  return "| " + markdown_code(row.benchmark) + " " + markdown_prose(row.metric, longest_name) +
         " | " + cell(row.before, row.unit) + " | " + cell(row.now, row.unit) + " | " +
         change_cell(row);
}

std::string line(const Row& row) {
  return figures(row) + " | " + p_cell(row) + " | " + verdict_cell(row) + " |\n";
}

std::string needs(const Row& row) {
  std::string out = markdown_prose(shortfall(row));
  for (const std::string& warning : row.warnings)
    out += (out.empty() ? "" : "; ") + markdown_prose(warning, 200);
  return out.empty() ? "–" : out;
}

std::string undecided_line(const Row& row) {
  return figures(row) + " | " + verdict_cell(row) + " | " + needs(row) + " |\n";
}

std::string line(const BudgetRow& row) {
  return "| " + markdown_code(row.benchmark) + " " + markdown_prose(row.metric, longest_name) +
         " | " + markdown_prose(row.statistic, longest_name) + " " + bound(row.better) +
         markdown_prose(quantity(row.limit, row.unit)) + " | " + markdown_prose(measured(row)) +
         " | " + std::string(shown(row.verdict)) + " |\n";
}

std::string row_columns(const ReportPolicy& policy) {
  return "| benchmark | before | now | change (" + fixed(policy.confidence * 100, 0) +
         " % interval) | p | verdict |\n|:--|--:|--:|:--|--:|:--|\n";
}

std::string undecided_columns(const ReportPolicy& policy) {
  return "| benchmark | before | now | change (" + fixed(policy.confidence * 100, 0) +
         " % interval) | verdict | what it lacks |\n|:--|--:|--:|:--|:--|:--|\n";
}

constexpr std::string_view budget_columns =
    "| benchmark | budget | measured (interval) | verdict |\n|:--|:--|:--|:--|\n";

/// A comment in the making, and how much of the report found no room in it.
class Draft {
 public:
  explicit Draft(std::size_t limit) : page_(std::max<std::size_t>(limit, 4096), reserve) {}

  /// `lines` is how many were lost if there is no room.
  void add(const std::string& part, std::size_t lines = 0) {
    if (!page_.add(part)) cut_ += lines;
  }

  /// A title, the table of `lines` made one by one, and an end, as far as there is room.
  template <typename Rows, typename Line>
  void add_table(const std::string& head, const Rows& rows, Line line, const std::string& end) {
    if (rows.empty()) return;
    if (!page_.add(head, section_end + end.size())) {
      cut_ += rows.size();
      return;
    }
    std::size_t added = 0;
    while (added < rows.size() && page_.add(line(rows[added]), section_end + end.size())) ++added;
    const std::size_t left = rows.size() - added;
    cut_ += left;
    if (left > 0) page_.append("\n… and " + count(left, "more row") + "\n");
    page_.append(end);
  }

  /// The text, with a pointer to the rest if anything was cut.
  std::string str(const std::string& whole_report) {
    if (cut_ > 0) page_.append("\n" + pointer(whole_report));
    return page_.text();
  }

 private:
  std::string pointer(const std::string& whole_report) const {
    const std::string lines = count(cut_, "line") + " had no room here: ";
    const bool is_address = whole_report.starts_with("https://") && whole_report.size() <= 400 &&
                            whole_report.find_first_of(" \t\r\n<>()[]\"'`\\|") == std::string::npos;
    return is_address ? lines + "[see the whole report](" + whole_report + ").\n"
                      : lines + "the run's `report.json` holds them all.\n";
  }

  Page page_;
  std::size_t cut_ = 0;
};

std::string short_commit(const std::string& commit) {
  return markdown_code(std::string_view(commit).substr(0, 10));
}

/// "Suite `default` on `amd-epyc`: `3f2a91c` against `a1b2c3d`."
std::string setting(const Report& report) {
  std::string out = "Suite " + markdown_code(report.suite);
  if (!report.testbed.empty()) out += " on " + markdown_code(report.testbed);
  if (!report.commit.empty()) out += ": " + short_commit(report.commit);
  if (!report.base_commit.empty()) out += " against " + short_commit(report.base_commit);
  return out + "\n";
}

std::string opening(const Report& report) {
  std::string out = comment_marker(report) + "\n### " + std::string(sign_of(report.verdict)) + " " +
                    headline(report) + "\n\n";
  const std::vector<std::string> todo = advice(report, Reader::pull_request);
  if (!todo.empty()) {
    out += "**What to do now:**";
    for (const std::string& sentence : todo) out += " " + sentence;
    out += "\n\n";
  }
  return out + setting(report);
}

std::string warnings_of(const Report& report) {
  constexpr std::size_t most = 10;
  std::string out;
  for (std::size_t i = 0; i < std::min(most, report.warnings.size()); ++i)
    out += "> ⚠️ " + markdown_prose(report.warnings[i]) + "\n>\n";
  if (report.warnings.size() > most)
    out += "> … and " + count(report.warnings.size() - most, "more warning") + "\n";
  return out.empty() ? out : "\n" + out;
}

std::vector<const BudgetRow*> budgets_of(const Report& report, bool kept) {
  std::vector<const BudgetRow*> rows;
  for (const BudgetRow& row : report.budgets)
    if ((row.verdict == BudgetVerdict::kept) == kept) rows.push_back(&row);
  std::stable_sort(rows.begin(), rows.end(), [](const BudgetRow* a, const BudgetRow* b) {
    return a->verdict == BudgetVerdict::broken && b->verdict != BudgetVerdict::broken;
  });
  return rows;
}

std::vector<const Row*> joined(std::vector<const Row*> rows, const std::vector<const Row*>& more) {
  rows.insert(rows.end(), more.begin(), more.end());
  return rows;
}

std::string folded(const std::string& title) {
  return "\n<details><summary>" + title + "</summary>\n\n";
}

const std::string unfolded = "\n</details>\n";

std::string how_it_was_judged(const Report& report) {
  const ReportPolicy& policy = report.policy;
  std::string out = folded("How this was judged, and how to see for yourself");
  const std::string threshold = percent(policy.threshold);
  out +=
      "A row is a regression when the change is significant over the whole report (at " +
      percent(policy.alpha) + ", correction: " + markdown_prose(policy.correction) +
      ") and larger than " + threshold + "; unchanged when the whole interval lies within ±" +
      threshold + "; else inconclusive, which is never green by itself. Change is now / before " +
      "of the " + markdown_prose(policy.statistic) + "; p is adjusted for the number of rows.\n\n";
  out += "```sh\n" + std::string(again(report.made_by)) + "\n```\n";
  return out + unfolded;
}

}  // namespace

std::string comment_marker(const Report& report) {
  return "<!-- pawl:" + comment_word(report.suite) + "@" + comment_word(report.testbed) + " -->";
}

std::string markdown(const Report& report, const MarkdownOptions& options) {
  const auto row_line = [](const Row* row) { return line(*row); };
  const auto undecided = [](const Row* row) { return undecided_line(*row); };
  const auto budget_line = [](const BudgetRow* row) { return line(*row); };
  const std::string columns = row_columns(report.policy);
  const auto rest =
      joined(joined(rows_of(report, RowVerdict::improvement), rows_of(report, RowVerdict::added)),
             rows_of(report, RowVerdict::unchanged));
  const auto kept = budgets_of(report, true);

  Draft comment(options.limit);
  comment.add(opening(report));
  comment.add(warnings_of(report), report.warnings.size());
  comment.add_table("\n" + columns, rows_of(report, RowVerdict::regression), row_line, "");
  comment.add_table("\n" + std::string(budget_columns), budgets_of(report, false), budget_line, "");
  comment.add_table(
      "\n" + undecided_columns(report.policy),
      joined(rows_of(report, RowVerdict::missing), rows_of(report, RowVerdict::inconclusive)),
      undecided, "");
  comment.add_table(folded("Everything else: " + count(rest.size(), "row")) + columns, rest,
                    row_line, unfolded);
  comment.add_table(folded(count(kept.size(), "budget") + " kept") + std::string(budget_columns),
                    kept, budget_line, unfolded);
  comment.add(how_it_was_judged(report));
  return comment.str(options.whole_report);
}

}  // namespace pawl::ci
