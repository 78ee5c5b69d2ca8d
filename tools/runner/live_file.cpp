#include "live_file.hpp"

#include "baselines/error.hpp"
#include "baselines/file.hpp"
#include "baselines/text/json_document.hpp"
#include "baselines/text/json_object.hpp"
#include "ci/budgets.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace pawl::tools {

namespace {

using baselines::JsonFields;
using baselines::JsonNode;
using baselines::JsonObject;

void append_point(std::string& out, const LivePoint& point) {
  JsonObject(out)
      .number("seconds", point.seconds)
      .count("count", point.count)
      .number("p50", point.p50)
      .number("p95", point.p95)
      .number("p99", point.p99)
      .end();
}

void append_series(std::string& out, const LiveSeries& series) {
  JsonObject object(out);
  object.text("benchmark", series.benchmark).text("metric", series.metric);
  object.text("unit", series.unit);
  object.field("limits", [&] {
    baselines::append_list(out, series.limits, "", [&](const baselines::Limit& limit) {
      JsonObject(out).text("statistic", limit.statistic).number("limit", limit.value).end();
    });
  });
  object.field("points", [&] {
    baselines::append_list(out, series.points, "",
                           [&](const LivePoint& point) { append_point(out, point); });
  });
  object.end();
}

LivePoint parse_point(const JsonNode& node) {
  JsonFields fields(node);
  return {.seconds = fields.require("seconds").number(),
          .count = fields.require("count").count(),
          .p50 = fields.require("p50").number(),
          .p95 = fields.require("p95").number(),
          .p99 = fields.require("p99").number()};
}

baselines::Limit parse_limit(const JsonNode& node) {
  JsonFields fields(node);
  return {fields.require("statistic").string(), fields.require("limit").number(), ""};
}

LiveSeries parse_series(const JsonNode& node) {
  JsonFields fields(node);
  LiveSeries series;
  series.benchmark = fields.require("benchmark").string();
  series.metric = fields.string("metric");
  series.unit = fields.string("unit");
  series.limits = baselines::parse_list(fields, "limits", 100, parse_limit);
  series.points = baselines::parse_list(fields, "points", most_live_points, parse_point);
  return series;
}

/// The smallest value, to a thousandth, with at least a share `q` of what is new at or below it.
double quantile_between(const stats::Histogram& before, const stats::Histogram& now, double q) {
  const auto fresh = static_cast<double>(now.count() - before.count());
  double low = std::max(now.smallest(), 1e-12), high = std::max(now.largest(), low);
  while (high > low * 1.001) {
    const double middle = std::sqrt(low * high);
    const auto below = static_cast<double>(now.count_at_or_below(middle)) -
                       static_cast<double>(before.count_at_or_below(middle));
    (below >= q * fresh ? high : low) = middle;
  }
  return high;
}

/// The series of that name; the end where there is none.
auto place_of(LiveProgress& progress, const LiveSeries& like) {
  return std::ranges::find_if(progress.series, [&](const LiveSeries& one) {
    return one.benchmark == like.benchmark && one.metric == like.metric;
  });
}

}  // namespace

std::string live_json(const LiveProgress& progress) {
  std::string out;
  JsonObject object(out);
  object.text("format", "pawl-live").count("version", 1).text("command", progress.command);
  object.text("started", progress.started).flag("is_over", progress.is_over);
  object.field("series", [&] {
    baselines::append_list(out, progress.series, "\n",
                           [&](const LiveSeries& series) { append_series(out, series); });
  });
  object.end();
  return out + "\n";
}

LiveProgress parse_live(std::string_view text, std::string_view name) {
  const baselines::JsonDocument document(name, text);
  const JsonNode root = document.root();
  JsonFields fields(root);
  baselines::expect_format(fields, "pawl-live", 1);
  LiveProgress progress;
  progress.command = fields.string("command");
  progress.started = fields.string("started");
  const JsonNode over = fields.require("is_over");
  if (!over.value().is_bool()) over.fail("true or false");
  progress.is_over = over.value().get_bool();
  progress.series = baselines::parse_list(fields, "series", most_live_series, parse_series);
  return progress;
}

void add_point(LiveProgress& progress, const LiveSeries& like, const LivePoint& point) {
  auto found = place_of(progress, like);
  if (found == progress.series.end()) {
    if (progress.series.size() == most_live_series) return;
    found = progress.series.insert(progress.series.end(), like);
  }
  std::vector<LivePoint>& points = found->points;
  if (points.size() == most_live_points) {
    for (std::size_t i = 0; 2 * i + 1 < points.size(); ++i) points[i] = points[2 * i + 1];
    points.resize(points.size() / 2);
  }
  points.push_back(point);
}

LivePoint point_between(const stats::Histogram& before, const stats::Histogram& now,
                        double seconds) {
  if (now.count() <= before.count()) return {.seconds = seconds};
  return {.seconds = seconds,
          .count = now.count() - before.count(),
          .p50 = quantile_between(before, now, 0.5),
          .p95 = quantile_between(before, now, 0.95),
          .p99 = quantile_between(before, now, 0.99)};
}

LivePoint point_of_values(std::vector<double> values, double seconds) {
  if (values.empty()) return {.seconds = seconds};
  std::ranges::sort(values);
  const auto at = [&](double q) {
    const double place = std::ceil(q * static_cast<double>(values.size())) - 1;
    return values[static_cast<std::size_t>(std::max(0.0, place))];
  };
  return {seconds, values.size(), at(0.5), at(0.95), at(0.99)};
}

LiveFile::LiveFile(std::filesystem::path path, std::string command,
                   std::vector<baselines::Budget> budgets, const Console& console)
    : path_(std::move(path)),
      budgets_(std::move(budgets)),
      console_(console),
      begin_(console.stopwatch()) {
  progress_.command = std::move(command);
  progress_.started = timestamp(console);
}

LiveFile::~LiveFile() {
  progress_.is_over = true;
  if (is_wanted()) write_now();
}

double LiveFile::now() const {
  return std::chrono::duration<double>(console_.stopwatch() - begin_).count();
}

void LiveFile::add(const std::string& benchmark, const std::string& metric, const std::string& unit,
                   const LivePoint& point) {
  if (!is_wanted()) return;
  LiveSeries like{benchmark, metric, unit, {}, {}};
  // Once: what matches expressions while others measure disturbs them.
  if (place_of(progress_, like) == progress_.series.end() &&
      progress_.series.size() < most_live_series)
    like.limits = ci::limits_on(budgets_, benchmark, metric);
  add_point(progress_, like, point);
}

void LiveFile::add(const baselines::Run& so_far, const std::vector<std::string>& metrics) {
  if (!is_wanted()) return;
  for (const baselines::Series& series : so_far.series) {
    if (std::ranges::find(metrics, series.metric) == metrics.end()) continue;
    std::vector<double> values;
    for (const auto& launch : series.sessions.back())
      values.insert(values.end(), launch.begin(), launch.end());
    add(series.benchmark, series.metric, series.unit, point_of_values(std::move(values), now()));
  }
}

bool LiveFile::is_due() const {
  return is_wanted() && console_.stopwatch() - written_ >= std::chrono::seconds(1);
}

void LiveFile::write() {
  if (is_due()) write_now();
}

void LiveFile::write_now() {
  try {
    written_ = console_.stopwatch();
    baselines::write_file(path_, live_json(progress_));
  } catch (const std::exception& error) {
    if (!std::exchange(is_in_trouble_, true)) note(console_, error.what());
  }
}

}  // namespace pawl::tools
