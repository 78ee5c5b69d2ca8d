#include "changes.hpp"
#include "findings.hpp"
#include "format.hpp"
#include "inert.hpp"
#include "text_table.hpp"

#include <algorithm>

namespace pawl::ci {
namespace {

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

std::vector<Cell> row(const Finding::Member& member, const Finding& finding) {
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
               (member.series->at == Looked::best ? ", by the best of each run" : "") +
               (is_at(member, finding)
                    ? ""
                    : ", by itself at " + plain(member.series->named.at(change.index).run)),
           colour}};
}

std::string described(const Finding& finding, const ChangesTextOptions& options) {
  std::string title = "at " + plain(finding.run) + " (after " + plain(finding.after_run) +
                      "): " + count(finding.members.size(), "series", "series") + " changed";
  TextTable members = table();
  for (const Finding::Member& member : finding.members) members.add(row(member, finding));
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
      const std::string run = plain(one.named.at(odd[i].first).run);
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
  const std::vector<Finding> all = findings(series);
  for (const Finding& finding : all) out += described(finding, options);
  return out + odd_points(series) + summary(series, all) + "\n";
}

}  // namespace pawl::ci
