#include "changes_text.hpp"

#include "ci/findings.hpp"
#include "ci/format.hpp"
#include "ci/inert.hpp"
#include "text_table.hpp"

#include <algorithm>

namespace pawl::ci {
namespace {

/// Points of a series that are named.
constexpr std::size_t few = 3;

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
               returning(*member.series, change, [](const auto& run) { return plain(run); }) +
               (member.series->at == Looked::best ? ", by the best of each run" : "") +
               (is_at(member, finding)
                    ? ""
                    : ", by itself at " + plain(member.series->named.at(change.index).run)),
           colour}};
}

std::string described(const Finding& finding, const TextOptions& options) {
  std::string title = "at " + plain(finding.run) + " (after " + plain(finding.after_run) +
                      "): " + count(finding.members.size(), "series", "series") + " changed";
  TextTable members = table();
  for (const Finding::Member& member : finding.members) members.add(row(member, finding));
  return (options.colour ? coloured(title, Colour::bold) : title) + "\n" +
         members.str(options.colour, options.width) + "\n";
}

std::string odd_points(const SeriesChanges& series) {
  if (series.found.odd.empty()) return {};
  return "odd in " + plain(series.name) + ", no change of level: " +
         a_few(series.found.odd, few,
               [&](const stats::OddPoints& odd) {
                 return plain(series.named.at(odd.first).run) + " " +
                        quantity(odd.middle, series.history.unit) +
                        (odd.size > 1 ? " (" + count(odd.size, "point") + ")" : "");
               }) +
         "\n";
}

/// Of a series most of whose changes, three at least, are no new levels.
std::string to_and_fro(const SeriesChanges& series) {
  constexpr std::size_t fewest = 3;
  std::size_t returns = 0;
  for (const stats::Change& change : series.found.changes) returns += change.returns_to ? 1u : 0u;
  const std::size_t all = series.found.changes.size();
  if (returns < fewest || 2 * returns < all) return {};
  return plain(series.name) + " goes to and fro, " + count(returns) + " of its " +
         count(all, "change") + " lead to a level it had before: look for what alternates " +
         "(machines, modes of a start) before you look for commits\n";
}

std::string drift(const SeriesChanges& series) {
  if (!series.found.drift) return {};
  const stats::Drift& its = *series.found.drift;
  const bool is_worse = direction(series.history, its) == Direction::worse;
  return plain(series.name) + " drifts, " + (is_worse ? "worse: " : "better: ") +
         drifting(series, its, [](const auto& run) { return plain(run); }) +
         "; no commit stands out\n";
}

std::string season(const SeriesChanges& series) {
  if (series.found.period == 0 || series.found.changes.empty()) return {};
  return "taken off in " + plain(series.name) + ", what returns every " +
         count(series.found.period, "point") + "\n";
}

std::string withdrawn(const SeriesChanges& series) {
  if (series.found.withdrawn.empty()) return {};
  const auto run = [&](std::size_t i) { return plain(series.named.at(i).run); };
  return "taken back in " + plain(series.name) + ": " +
         a_few(series.found.withdrawn, few,
               [&](const stats::Withdrawn& gone) {
                 return "a change at " + run(gone.place) + " (told at " + run(gone.told - 1) +
                        ", until " + run(gone.until - 1) + ")";
               }) +
         "\n";
}

}  // namespace

std::string changes_text(const std::vector<SeriesChanges>& series, const TextOptions& options) {
  std::string out;
  const std::vector<Finding> all = findings(series);
  for (const Finding& finding : all) out += described(finding, options);
  for (const SeriesChanges& one : series) out += drift(one);
  for (const SeriesChanges& one : series) out += to_and_fro(one);
  for (const SeriesChanges& one : series) out += season(one);
  for (const SeriesChanges& one : series) out += odd_points(one);
  for (const SeriesChanges& one : series) out += withdrawn(one);
  return out + summary(series, all) + "\n";
}

}  // namespace pawl::ci
