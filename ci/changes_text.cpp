#include "changes.hpp"
#include "format.hpp"
#include "inert.hpp"
#include "text_table.hpp"

#include <algorithm>
#include <unordered_map>

namespace pawl::ci {
namespace {

struct Member {
  const SeriesChanges* series;
  const stats::Change* change;
};

/// All that changed at one commit.
struct Finding {
  std::string run, after_run;
  std::size_t earliest = 0;  ///< the least index, which orders findings
  std::vector<Member> members;
};

std::vector<Finding> findings(const std::vector<SeriesChanges>& series) {
  std::vector<Finding> all;
  std::unordered_map<std::string, std::size_t> by_run;
  for (const SeriesChanges& one : series)
    for (const stats::Change& change : one.found.changes) {
      const std::string& run = one.history.points[change.index].run;
      const auto [found, is_new] = by_run.try_emplace(run, all.size());
      if (is_new) all.push_back({run, one.history.points[change.index - 1].run, change.index, {}});
      Finding& finding = all[found->second];
      finding.earliest = std::min(finding.earliest, change.index);
      finding.members.push_back({&one, &change});
    }
  std::stable_sort(all.begin(), all.end(),
                   [](const Finding& a, const Finding& b) { return a.earliest < b.earliest; });
  return all;
}

TextTable table() {
  return TextTable({{"  series"},
                    {"change", Align::right},
                    {"95 % interval", Align::right},
                    {"before", Align::right},
                    {"after", Align::right},
                    {"p", Align::right},
                    {"waited", Align::right},
                    {""}});
}

std::vector<Cell> row(const Member& member) {
  const stats::Change& change = *member.change;
  const baselines::History& history = member.series->history;
  const bool is_worse = direction(history, change) == Direction::worse;
  const Colour colour = is_worse ? Colour::red : Colour::green;
  std::string interval;
  if (change.ratio_bounds)
    interval = change_range(change.ratio_bounds->low, change.ratio_bounds->high);
  return {{"  " + plain(member.series->name)},
          {change.ratio ? ci::change(*change.ratio) : std::string(), colour},
          {std::move(interval)},
          {quantity(change.before, history.unit)},
          {quantity(change.after, history.unit)},
          {p_value(change.p)},
          {count(change.waited, "point")},
          {std::string(is_worse ? "worse" : "better") +
               (change.kind == stats::ChangeKind::drift ? ", drifting" : "") +
               (member.series->at == Looked::best ? ", by the best of each run" : ""),
           colour}};
}

std::string described(const Finding& finding, const ChangesTextOptions& options) {
  std::string title = "at " + plain(finding.run) + " (after " + plain(finding.after_run) +
                      "): " + count(finding.members.size(), "series", "series") + " changed";
  TextTable members = table();
  for (const Member& member : finding.members) members.add(row(member));
  return (options.colour ? coloured(title, Colour::bold) : title) + "\n" +
         members.str(options.colour, options.width) + "\n";
}

/// Odd points are named, a few a series.
std::string odd_points(const std::vector<SeriesChanges>& series) {
  constexpr std::size_t most = 3;
  std::string out;
  for (const SeriesChanges& one : series) {
    const auto& odd = one.found.odd;
    if (odd.empty()) continue;
    out += "odd in " + plain(one.name) + ", no change of level: ";
    for (std::size_t i = 0; i < std::min(most, odd.size()); ++i) {
      const std::string run = plain(one.history.points[odd[i].first].run);
      out += (i > 0 ? ", " : "") + run + " " + quantity(odd[i].middle, one.history.unit);
      if (odd[i].size > 1) out += " (" + count(odd[i].size, "point") + ")";
    }
    out += odd.size() > most ? " and " + count(odd.size() - most) + " more\n" : "\n";
  }
  return out;
}

}  // namespace

std::string changes_text(const std::vector<SeriesChanges>& series,
                         const ChangesTextOptions& options) {
  std::string out;
  std::size_t changes = 0, points = 0;
  for (const SeriesChanges& one : series) {
    changes += one.found.changes.size();
    points += one.history.points.size();
  }
  const std::vector<Finding> all = findings(series);
  for (const Finding& finding : all) out += described(finding, options);
  out += odd_points(series);
  return out + count(changes, "change") + " at " + count(all.size(), "commit") + " in " +
         count(series.size(), "series", "series") + " of " + count(points, "point") + "\n";
}

}  // namespace pawl::ci
