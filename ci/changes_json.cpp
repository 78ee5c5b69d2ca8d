#include "changes.hpp"
#include "json_object.hpp"

namespace pawl::ci {
namespace {

using baselines::History;

void append_change(std::string& out, const History& history, const stats::Change& change) {
  const auto bound = [&](double stats::Bounds::*end) {
    return change.ratio_bounds ? std::optional(*change.ratio_bounds.*end) : std::nullopt;
  };
  JsonObject(out)
      .count("index", change.index)
      .text("run", history.points[change.index].run)
      .text("after_run", history.points[change.index - 1].run)
      .text("kind", change.kind == stats::ChangeKind::step ? "step" : "drift")
      .text("direction", direction(history, change) == Direction::worse ? "worse" : "better")
      .number("before", change.before)
      .number("after", change.after)
      .number("ratio", change.ratio)
      .number("low", bound(&stats::Bounds::low))
      .number("high", bound(&stats::Bounds::high))
      .number("effect", change.effect)
      .number("p", change.p)
      .count("waited", change.waited)
      .end();
}

void append_odd(std::string& out, const History& history, const stats::OddPoints& odd) {
  JsonObject(out)
      .count("index", odd.first)
      .text("run", history.points[odd.first].run)
      .count("points", odd.size)
      .number("middle", odd.middle)
      .end();
}

void append_series(std::string& out, const SeriesChanges& series) {
  JsonObject(out)
      .text("name", series.name)
      .text("benchmark", series.history.benchmark)
      .text("metric", series.history.metric)
      .text("unit", series.history.unit)
      .count("points", series.history.points.size())
      .text("of", series.at == Looked::median ? "median" : "best")
      .field("changes",
             [&] {
               append_list(out, series.found.changes, "", [&](const stats::Change& change) {
                 append_change(out, series.history, change);
               });
             })
      .field("odd",
             [&] {
               append_list(out, series.found.odd, "", [&](const stats::OddPoints& odd) {
                 append_odd(out, series.history, odd);
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
      .end();
  return out + "\n";
}

}  // namespace pawl::ci
