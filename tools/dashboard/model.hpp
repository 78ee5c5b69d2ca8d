#pragma once
/// A Model is what the dashboard shows: series over time, the runs they come from, the latest
/// report of each suite. A plain value: routes only read it.

#include "baselines/baseline/baseline.hpp"
#include "baselines/history/store.hpp"
#include "baselines/run/run.hpp"
#include "ci/changes.hpp"
#include "ci/report.hpp"
#include "tools/runner/live_file.hpp"

#include <array>
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace pawl::tools::dashboard {

/// One series in one session, in the base unit.
struct Point {
  std::string time{}, commit{}, branch{};
  std::size_t n = 0;         ///< values
  std::size_t launches = 0;  ///< processes
  double median = 0;
  double low = 0, high = 0;  ///< of the median at 0.95, by launches; infinite where too few
  /// What was measured, ascending: of more than most_values a quantile each. Only of the newest
  /// points of a series.
  std::vector<double> values{};
};

inline constexpr std::size_t most_values = 500;
inline constexpr std::size_t points_with_values = 16;

/// A row's index within the report of that index in a model.
struct RowPlace {
  std::size_t report = 0, row = 0;
};

/// One metric of one benchmark on one testbed, oldest point first.
struct History {
  std::string benchmark, metric, testbed, unit;
  stats::Better better = stats::Better::lower;
  std::vector<Point> points{};  ///< of a stored one the newest
  /// Where the store has it, by which the whole is found; of several suites where those share it.
  std::vector<baselines::SeriesKey> stored{};
  /// The latest report's about it, in the model it is part of; none where the report is older than
  /// the newest point.
  std::optional<RowPlace> row{};
};

/// Where a stored history's points are read from.
class PointSource {
 public:
  PointSource() = default;
  PointSource(const PointSource&) = delete;
  PointSource& operator=(const PointSource&) = delete;
  virtual ~PointSource() = default;
  /// All of them, oldest first. From any thread. Throws Error.
  virtual std::shared_ptr<const std::vector<Point>> points(const History& history) = 0;
  /// Where each stored series changed, as `pawl history detect` finds it. Reads them all. Throws
  /// Error.
  virtual std::vector<ci::SeriesChanges> changes() = 0;
};

struct RunSummary {
  std::string time{}, commit{}, branch{}, suite{}, testbed{};
  std::size_t series = 0;
  std::vector<std::string> failures{};  ///< names of benchmarks
  std::vector<std::string> notes{};
};

struct BaselineSummary {
  std::string suite{}, testbed{};
  std::string newest{};  ///< time of its newest session
};

struct Model {
  std::size_t number = 0;             ///< another for each model that is read
  std::size_t store_number = 0;       ///< another whenever the store has something new
  std::vector<History> histories{};   ///< by benchmark, metric, testbed
  std::vector<RunSummary> runs{};     ///< newest first
  std::vector<ci::Report> reports{};  ///< the latest of each suite and testbed, by these
  std::vector<BaselineSummary> baselines{};
  std::vector<LiveProgress> live{};      ///< measurements in progress, and over; newest first
  std::vector<std::string> warnings{};   ///< what could not be read, a sentence each
  std::string repository{};              ///< https://…, where commits are; empty: not known
  std::shared_ptr<PointSource> store{};  ///< of stored histories; may be empty where there are none
};

/// All points of the history, which is the model's, oldest first. Throws Error where they are
/// stored.
std::shared_ptr<const std::vector<Point>> all_points(const Model& model, const History& history);

/// nullopt for a session without values. `with_values`: keep what was measured, too.
std::optional<Point> point_of(const stats::Sample::Session& session, bool with_values = true);
/// A point of which only the median is known.
Point unbounded(double median);
/// Sorts by time; keeps once what several sources have; drops the values of all but the newest.
void put_in_order(std::vector<Point>& points);

/// A Model in the making. What is added twice counts once.
class ModelBuilder {
 public:
  void add(const baselines::Run& run);
  void add(const baselines::Baseline& baseline);
  void add(RunSummary run);
  void add(LiveProgress progress);
  /// The newest points of a series that a store has.
  void add(const baselines::SeriesKey& key, std::vector<Point> newest);
  void add(ci::Report report);
  void warn(std::string sentence);
  /// In order.
  Model model() &&;

 private:
  History& history(History wanted);
  Model model_;
  std::map<std::array<std::string, 4>, History> histories_{};  // by what tells them apart
};

/// The latest report's row about the history's newest point; nullptr when there is none.
const ci::Row* row_of(const Model& model, const History& history);

}  // namespace pawl::tools::dashboard
