#include "changes_json.hpp"

#include "baselines/text/json_object.hpp"
#include "ci/findings.hpp"

namespace pawl::ci {
namespace {

using baselines::append_list;
using baselines::JsonObject;

/// From which level to which it went, of a change or a drift.
template <typename Move>
void add_levels(JsonObject& object, const SeriesChanges& series, const Move& move) {
  const auto bound = [&](double stats::Bounds::*end) {
    return move.ratio_bounds ? std::optional(*move.ratio_bounds.*end) : std::nullopt;
  };
  object.text("direction", direction(series.history, move) == Direction::worse ? "worse" : "better")
      .number("before", move.before)
      .number("after", move.after)
      .number("ratio", move.ratio)
      .number("low", bound(&stats::Bounds::low))
      .number("high", bound(&stats::Bounds::high));
}

void append_change(std::string& out, const SeriesChanges& series, const stats::Change& change) {
  JsonObject object(out);
  object.count("index", change.index)
      .text("run", series.named.at(change.index).run)
      .text("after_run", series.named.at(change.index - 1).run)
      .text("kind", change.kind == stats::ChangeKind::step ? "step" : "drift");
  add_levels(object, series, change);
  object.number("effect", change.effect).number("p", change.p).count("waited", change.waited);
  if (change.returns_to) object.text("returns_to", series.named.at(*change.returns_to).run);
  object.end();
}

void append_drift(std::string& out, const SeriesChanges& series, const stats::Drift& drift) {
  JsonObject object(out);
  object.count("index", drift.first).text("run", series.named.at(drift.first).run);
  add_levels(object, series, drift);
  object.number("p", drift.p).end();
}

void append_odd(std::string& out, const SeriesChanges& series, const stats::OddPoints& odd) {
  JsonObject(out)
      .count("index", odd.first)
      .text("run", series.named.at(odd.first).run)
      .count("points", odd.size)
      .number("middle", odd.middle)
      .end();
}

void append_withdrawn(std::string& out, const SeriesChanges& series, const stats::Withdrawn& gone) {
  JsonObject(out)
      .count("index", gone.place)
      .text("run", series.named.at(gone.place).run)
      .text("told", series.named.at(gone.told - 1).run)
      .text("until", series.named.at(gone.until - 1).run)
      .end();
}

void append_series(std::string& out, const SeriesChanges& series) {
  JsonObject object(out);
  object.text("name", series.name);
  if (!series.suite.empty()) object.text("suite", series.suite);
  if (!series.testbed.empty()) object.text("testbed", series.testbed);
  object.text("benchmark", series.history.benchmark)
      .text("metric", series.history.metric)
      .text("unit", series.history.unit)
      .count("points", series.points)
      .text("of", series.at == Looked::median ? "median" : "best");
  if (series.found.period > 0) object.count("period", series.found.period);
  if (series.found.drift)
    object.field("drift", [&] { append_drift(out, series, *series.found.drift); });
  object
      .field("changes",
             [&] {
               append_list(out, series.found.changes, "", [&](const stats::Change& change) {
                 append_change(out, series, change);
               });
             })
      .field("odd",
             [&] {
               append_list(out, series.found.odd, "",
                           [&](const stats::OddPoints& odd) { append_odd(out, series, odd); });
             })
      .field("withdrawn",
             [&] {
               append_list(out, series.found.withdrawn, "", [&](const stats::Withdrawn& gone) {
                 append_withdrawn(out, series, gone);
               });
             })
      .end();
}

void append_finding(std::string& out, const Finding& finding) {
  JsonObject(out)
      .text("run", finding.run)
      .text("after_run", finding.after_run)
      .field("series",
             [&] {
               append_list(out, finding.members, "", [&](const Finding::Member& member) {
                 baselines::append_json(out, std::string_view(member.series->name));
               });
             })
      .end();
}

}  // namespace

std::string changes_json(const std::vector<SeriesChanges>& series) {
  std::string out;
  JsonObject(out)
      .text("format", "pawl-changes")
      .count("version", 1)
      .field("series",
             [&] {
               append_list(out, series, "\n",
                           [&](const SeriesChanges& one) { append_series(out, one); });
             })
      .field("findings",
             [&] {
               append_list(out, findings(series), "\n",
                           [&](const Finding& one) { append_finding(out, one); });
             })
      .end();
  return out + "\n";
}

}  // namespace pawl::ci
