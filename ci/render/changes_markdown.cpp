#include "changes_markdown.hpp"

#include "ci/findings.hpp"
#include "ci/format.hpp"
#include "ci/inert.hpp"
#include "page.hpp"

#include <algorithm>

namespace pawl::ci {
namespace {

/// Kept free for "… and 9,999 more" and the last line.
constexpr std::size_t reserve = 300;

std::string title_of(const Finding& finding) {
  return "\n**" + count(finding.members.size(), "series", "series") + " changed at** " +
         markdown_code(finding.run) + " (after " + markdown_code(finding.after_run) + ")\n\n" +
         "| series | change (95 % interval) | before | after | |\n|:--|:--|--:|--:|:--|\n";
}

std::string change_cell(const stats::Change& its) {
  std::string cell = its.ratio ? change(*its.ratio) : "–";
  if (its.ratio_bounds)
    cell += " (" + change_range(its.ratio_bounds->low, its.ratio_bounds->high) + ")";
  return cell;
}

std::string line(const Finding::Member& member, const Finding& finding) {
  const stats::Change& its = *member.change;
  const baselines::History& history = member.series->history;
  const bool is_worse = direction(history, its) == Direction::worse;
  return "| " + markdown_code(member.series->name) + " | " + change_cell(its) + " | " +
         markdown_prose(quantity(its.before, history.unit)) + " | " +
         markdown_prose(quantity(its.after, history.unit)) + " | " +
         (is_worse ? "❌ worse" : "🎉 better") +
         (its.kind == stats::ChangeKind::drift ? ", drifting" : "") +
         returning(*member.series, its, [](const auto& run) { return markdown_code(run); }) +
         (is_at(member, finding)
              ? ""
              : ", by itself at " + markdown_code(member.series->named.at(its.index).run)) +
         " |\n";
}

std::string drift(const SeriesChanges& series) {
  if (!series.found.drift) return {};
  const stats::Drift& its = *series.found.drift;
  const bool is_worse = direction(series.history, its) == Direction::worse;
  return "\n" + markdown_code(series.name) + " drifts, " + (is_worse ? "❌ worse: " : "🎉 better: ") +
         drifting(series, its, [](const auto& run) { return markdown_code(run); }) +
         "; no commit stands out\n";
}

}  // namespace

std::string changes_markdown(const std::vector<SeriesChanges>& series, std::size_t limit) {
  const std::vector<Finding> all = findings(series);
  Page page(limit, reserve);
  const bool has_drift = std::ranges::any_of(
      series, [](const SeriesChanges& one) { return one.found.drift.has_value(); });
  page.add(all.empty() && !has_drift ? "### No change of level\n" : "### Changes of level\n");
  std::size_t cut = 0;
  for (const SeriesChanges& one : series)
    if (!page.add(drift(one))) ++cut;
  // The newest first: whoever reads the page asks what is new.
  for (auto finding = all.rbegin(); finding != all.rend(); ++finding) {
    std::string title = title_of(*finding);
    for (const Finding::Member& member : finding->members)
      if (page.add(title + line(member, *finding)))
        title.clear();
      else
        ++cut;
  }
  if (cut > 0) page.append("\n… and " + count(cut, "more change") + "\n");
  page.append("\n" + summary(series, all) + "\n");
  return page.text();
}

}  // namespace pawl::ci
