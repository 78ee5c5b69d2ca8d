#include "history_api.hpp"

#include "api.hpp"
#include "baselines/error.hpp"
#include "baselines/text/json_object.hpp"
#include "baselines/text/json_text.hpp"
#include "stats/changes/change_point.hpp"
#include "stats/summary.hpp"

#include <algorithm>
#include <functional>

namespace pawl::tools::dashboard {

namespace {

using baselines::JsonObject;
using http_server::Response;

/// At which the shift is told: 5 %, 10 % … 95 %.
constexpr int quantile_steps = 20;

const History* history_of(const Query& query, const Model& model) {
  const auto benchmark = query.find("benchmark");
  const auto metric = query.find("metric"), testbed = query.find("testbed");
  const auto unit = query.find("unit");
  const auto found = std::ranges::find_if(model.histories, [&](const History& history) {
    return history.benchmark == benchmark && (!metric || *metric == history.metric) &&
           (!testbed || *testbed == history.testbed) && (!unit || *unit == history.unit);
  });
  return found == model.histories.end() ? nullptr : &*found;
}

/// What `answer` makes of the benchmark that the query names and all of its points.
Response about_series(
    const Query& query, const Model& model,
    const std::function<Response(const History&, const std::vector<Point>&)>& answer) {
  if (!query.find("benchmark")) return refusal(400, "expected benchmark=NAME");
  const History* const found = history_of(query, model);
  if (found == nullptr) return refusal(404, "no such benchmark, metric, testbed or unit");
  try {
    return answer(*found, *all_points(model, *found));
  } catch (const Error&) {
    return refusal(503, "the history cannot be read now; pawl history list says why");
  }
}

/// Where a change or a drift begins, and from which level to which it goes.
template <typename Move>
void add_move(JsonObject& object, std::size_t index, const Move& move,
              const std::vector<Point>& points) {
  object.count("index", index)
      .text("time", points[index].time)
      .text("commit", points[index].commit)
      .number("before", move.before)
      .number("after", move.after)
      .number("ratio", move.ratio)
      .number("p", move.p);
}

void append_change(std::string& out, const stats::Change& change,
                   const std::vector<Point>& points) {
  JsonObject object(out);
  add_move(object, change.index, change, points);
  object.flag("drift", change.kind == stats::ChangeKind::drift);
  if (change.returns_to) object.text("returns_to", points[*change.returns_to].commit);
  object.end();
}

void append_drift(std::string& out, const stats::Drift& drift, const std::vector<Point>& points) {
  JsonObject object(out);
  add_move(object, drift.first, drift, points);
  object.end();
}

void append_values(std::string& out, const std::vector<double>& values) {
  baselines::append_list(out, values, "",
                         [&](double value) { baselines::append_json(out, value); });
}

void append_side(std::string& out, const Point& point) {
  JsonObject(out)
      .text("time", point.time)
      .text("commit", point.commit)
      .count("n", point.n)
      .field("values", [&] { append_values(out, point.values); })
      .end();
}

void append_shift(std::string& out, const Point& before, const Point& now) {
  out += '[';
  for (int i = 1; i < quantile_steps; ++i) {
    const double q = static_cast<double>(i) / quantile_steps;
    const double from = stats::quantile(before.values, q), to = stats::quantile(now.values, q);
    if (i > 1) out += ',';
    JsonObject(out)
        .number("q", q)
        .number("before", from)
        .number("now", to)
        .number("ratio", from > 0 && to > 0 ? std::optional(to / from) : std::nullopt)
        .end();
  }
  out += ']';
}

/// The newest point with values of that commit, or else, before the point at `end`, of any.
const Point* point_before(const std::vector<Point>& points, std::size_t end,
                          const std::optional<std::string>& commit) {
  for (std::size_t i = end; i > 0; --i)
    if (!points[i - 1].values.empty() && (!commit || points[i - 1].commit == *commit))
      return &points[i - 1];
  return nullptr;
}

}  // namespace

Response history(const Query& query, const Model& model) {
  const auto page = page_of(query);
  if (!page) return bad_page();
  return about_series(query, model, [&](const History& found, const std::vector<Point>& points) {
    // The newest are the first page, so that a page can start from the end of a long history.
    const std::size_t begin = std::min(page->offset, points.size());
    const std::size_t end = std::min(points.size(), begin + page->limit);
    const std::vector<Point> shown(points.rbegin() + static_cast<std::ptrdiff_t>(begin),
                                   points.rbegin() + static_cast<std::ptrdiff_t>(end));
    Response response;
    JsonObject object(response.body);
    add_key(object, found).count("version", 1).count("total", points.size());
    object.count("offset", page->offset);
    object.count("next", end < points.size() ? std::optional(end) : std::nullopt);
    object.field("points", [&] {
      baselines::append_list(response.body, shown, "\n",
                             [&](const Point& point) { append_point(response.body, point); });
    });
    object.end();
    response.body += '\n';
    return response;
  });
}

Response changes(const Query& query, const Model& model) {
  return about_series(query, model, [&](const History& found, const std::vector<Point>& points) {
    const std::size_t first = points.size() - std::min(points.size(), points_searched);
    std::vector<double> medians;
    for (std::size_t i = first; i < points.size(); ++i) medians.push_back(points[i].median);
    stats::Changes changes = stats::find_changes(medians);
    for (stats::Change& change : changes.changes) {
      change.index += first;
      if (change.returns_to) *change.returns_to += first;
    }
    if (changes.drift) changes.drift->first += first;
    Response response;
    JsonObject object(response.body);
    add_key(object, found).count("version", 1).count("total", changes.changes.size());
    if (changes.drift)
      object.field("drift", [&] { append_drift(response.body, *changes.drift, points); });
    object.field("changes", [&] {
      baselines::append_list(
          response.body, changes.changes, "\n",
          [&](const stats::Change& change) { append_change(response.body, change, points); });
    });
    object.end();
    response.body += '\n';
    return response;
  });
}

Response distribution(const Query& query, const Model& model) {
  return about_series(query, model, [&](const History& found, const std::vector<Point>& points) {
    const Point* const now = point_before(points, points.size(), query.find("now"));
    const Point* const before =
        now == nullptr ? nullptr
                       : point_before(points, static_cast<std::size_t>(now - points.data()),
                                      query.find("before"));
    if (before == nullptr)
      return refusal(404, "no two such points among the newest that have their samples");
    Response response;
    JsonObject object(response.body);
    add_key(object, found).count("version", 1);
    object.field("before", [&] { append_side(response.body, *before); });
    object.field("now", [&] { append_side(response.body, *now); });
    object.field("shift", [&] { append_shift(response.body, *before, *now); });
    object.end();
    response.body += '\n';
    return response;
  });
}

Response run(const Query& query, const Model& model) {
  const auto time = query.find("time"), commit = query.find("commit");
  if (!time || !commit) return refusal(400, "expected time=… and commit=…");
  Response response;
  JsonObject object(response.body);
  object.count("version", 1).text("time", *time).text("commit", *commit);
  std::string rows;
  for (const History& history : model.histories)
    for (std::size_t i = 0; i < history.points.size(); ++i) {
      const Point& point = history.points[i];
      if (point.time != *time || point.commit != *commit) continue;
      const double before = i > 0 ? history.points[i - 1].median : 0;
      rows += rows.empty() ? "\n" : ",\n";
      JsonObject row(rows);
      add_key(row, history);
      row.number("ratio", before > 0 && point.median > 0 ? std::optional(point.median / before)
                                                         : std::nullopt);
      row.field("point", [&] { append_point(rows, point); });
      row.end();
    }
  object.field("rows", [&] { response.body += '[' + rows + ']'; });
  object.end();
  response.body += '\n';
  return response;
}

}  // namespace pawl::tools::dashboard
