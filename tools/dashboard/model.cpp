#include "model.hpp"

#include "baselines/instant.hpp"
#include "stats/intervals/interval.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

namespace pawl::tools::dashboard {

namespace {

constexpr double confidence = 0.95;

std::vector<double> values_of(const stats::Sample::Session& session) {
  std::vector<double> all;
  for (const auto& launch : session) all.insert(all.end(), launch.begin(), launch.end());
  std::ranges::sort(all);
  if (all.size() <= most_values) return all;
  std::vector<double> some;
  for (std::size_t i = 0; i < most_values; ++i)
    some.push_back(all[i * (all.size() - 1) / (most_values - 1)]);
  return some;
}

auto key_of(const RunSummary& run) {
  return std::tie(run.time, run.commit, run.branch, run.suite, run.testbed);
}

/// The testbed as runs name it, or else their machine.
std::string testbed_of(const baselines::Run& run) {
  return run.testbed.empty() ? baselines::testbed_name(run.machine) : run.testbed;
}

/// Whether it judges another run than that of the newest point, which came later.
bool is_older(const ci::Report& report, const History& history) {
  if (history.points.empty()) return false;
  const auto judged = baselines::instant_or_utc(report.time);
  const auto newest = baselines::instant_or_utc(history.points.back().time);
  return judged && newest && *judged < *newest;
}

/// For all histories at once: whoever sends files says how many rows and histories there are.
void find_rows(Model& model) {
  std::map<std::array<std::string_view, 4>, RowPlace> places;
  for (std::size_t i = 0; i < model.reports.size(); ++i) {
    const ci::Report& report = model.reports[i];
    for (std::size_t k = 0; k < report.rows.size(); ++k) {
      const ci::Row& row = report.rows[k];
      places.try_emplace({report.testbed, row.benchmark, row.metric, row.unit}, RowPlace{i, k});
    }
  }
  for (History& history : model.histories)
    if (const auto place =
            places.find({history.testbed, history.benchmark, history.metric, history.unit});
        place != places.end() && !is_older(model.reports[place->second.report], history))
      history.row = place->second;
}

}  // namespace

std::optional<Point> point_of(const stats::Sample::Session& session, bool with_values) {
  const auto sample = stats::Sample::from_launches(session);
  if (!sample) return std::nullopt;
  const std::vector<double> medians = sample->launch_medians();
  const stats::Interval interval = stats::quantile_estimate(medians, 0.5, confidence);
  return Point{.n = sample->size(),
               .launches = sample->launches(),
               .median = interval.estimate,
               .low = interval.low,
               .high = interval.high,
               .values = with_values ? values_of(session) : std::vector<double>()};
}

Point unbounded(double median) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  return {.median = median, .low = -infinity, .high = infinity};
}

void put_in_order(std::vector<Point>& points) {
  const auto key = [](const Point& point) {
    return std::tie(point.time, point.commit, point.branch, point.median);
  };
  std::ranges::stable_sort(points, {}, key);
  const auto again = std::ranges::unique(points, std::ranges::equal_to(), key);
  points.erase(again.begin(), again.end());
  for (std::size_t i = 0; i + points_with_values < points.size(); ++i)
    std::vector<double>().swap(points[i].values);
}

std::shared_ptr<const std::vector<Point>> all_points(const Model& model, const History& history) {
  if (!history.stored.empty() && model.store) return model.store->points(history);
  return {std::shared_ptr<const void>(), &history.points};  // the model outlives whoever asks
}

const ci::Row* row_of(const Model& model, const History& history) {
  return history.row ? &model.reports[history.row->report].rows[history.row->row] : nullptr;
}

History& ModelBuilder::history(History wanted) {
  std::array key = {wanted.benchmark, wanted.metric, wanted.testbed, wanted.unit};
  return histories_.try_emplace(std::move(key), std::move(wanted)).first->second;
}

void ModelBuilder::add(RunSummary run) {
  model_.runs.push_back(std::move(run));
}

void ModelBuilder::add(LiveProgress progress) {
  model_.live.push_back(std::move(progress));
}

void ModelBuilder::add(const baselines::SeriesKey& key, std::vector<Point> newest) {
  History& known = history({key.benchmark, key.metric, key.testbed, key.unit, key.better});
  known.stored.push_back(key);
  std::ranges::move(newest, std::back_inserter(known.points));
}

void ModelBuilder::add(const baselines::Run& run) {
  const std::string testbed = testbed_of(run);
  RunSummary summary = {run.time, run.commit, run.branch, run.suite, testbed, run.series.size()};
  summary.notes = run.notes;
  for (const baselines::Failure& failure : run.failures)
    summary.failures.push_back(failure.benchmark);
  model_.runs.push_back(std::move(summary));
  for (const baselines::Series& series : run.series)
    for (const stats::Sample::Session& session : series.sessions)
      if (auto point = point_of(session)) {
        std::tie(point->time, point->commit, point->branch) =
            std::tie(run.time, run.commit, run.branch);
        history({series.benchmark, series.metric, testbed, series.unit, series.better})
            .points.push_back(*std::move(point));
      }
}

void ModelBuilder::add(const baselines::Baseline& baseline) {
  if (!baseline.sessions.empty())
    model_.baselines.push_back({baseline.suite, baseline.testbed, baseline.sessions.back().time});
  std::map<std::string, baselines::Run> runs;
  for (const baselines::BaselineSession& session : baseline.sessions) {
    baselines::Run& run = runs[session.id];
    run.time = baselines::in_utc(session.time);
    run.commit = session.commit;
    run.branch = session.branch;
    run.suite = baseline.suite;
    run.testbed = baseline.testbed;
    run.machine = session.machine;
  }
  for (const baselines::BaselineSeries& series : baseline.series)
    for (const auto& part : series.parts)
      if (const auto run = runs.find(part.session); run != runs.end())
        run->second.series.push_back(
            {series.benchmark, series.metric, series.unit, series.better, {part.launches}, {}});
  for (const auto& [id, run] : runs) add(run);
}

void ModelBuilder::add(ci::Report report) {
  for (ci::Report& known : model_.reports)
    if (known.suite == report.suite && known.testbed == report.testbed) {
      if (known.time <= report.time) known = std::move(report);
      return;
    }
  model_.reports.push_back(std::move(report));
}

void ModelBuilder::warn(std::string sentence) {
  model_.warnings.push_back(std::move(sentence));
}

Model ModelBuilder::model() && {
  for (auto& [key, history] : histories_) {
    put_in_order(history.points);
    model_.histories.push_back(std::move(history));
  }
  const auto key = [](const RunSummary& run) { return key_of(run); };
  std::ranges::stable_sort(model_.runs, std::ranges::greater(), key);
  const auto again = std::ranges::unique(model_.runs, std::ranges::equal_to(), key);
  model_.runs.erase(again.begin(), again.end());
  std::ranges::sort(model_.reports, {},
                    [](const ci::Report& r) { return std::tie(r.suite, r.testbed); });
  find_rows(model_);
  std::ranges::stable_sort(model_.live, std::ranges::greater(), &LiveProgress::started);
  return std::move(model_);
}

}  // namespace pawl::tools::dashboard
