#pragma once
/// A LiveFile tells how a measurement in progress is going: percentiles of each series over time,
/// beside the limits of its budgets. One JSON file, replaced about once a second; `pawl serve`
/// shows it.
///
/// {"format":"pawl-live","version":1,"command","started","is_over","series":[{"benchmark","metric",
/// "unit","limits":[{"statistic","limit"}],"points":[{"seconds","count","p50","p95","p99"}]}]}

#include "baselines/config/config.hpp"
#include "baselines/run/run.hpp"
#include "stats/histogram.hpp"
#include "tools/command_line/console.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace pawl::tools {

struct LivePoint {
  double seconds = 0;       ///< since the beginning
  std::uint64_t count = 0;  ///< values that the percentiles are of
  double p50 = 0, p95 = 0, p99 = 0;
};

struct LiveSeries {
  std::string benchmark{}, metric{}, unit{};
  std::vector<baselines::Limit> limits{};
  std::vector<LivePoint> points{};
};

struct LiveProgress {
  std::string command{}, started{};
  bool is_over = false;
  std::vector<LiveSeries> series{};
};

inline constexpr std::size_t most_live_points = 600, most_live_series = 200;

std::string live_json(const LiveProgress& progress);
/// Reads one; `name` stands for it in errors. Throws Error (Fault::input).
LiveProgress parse_live(std::string_view text, std::string_view name);

/// Adds a point to the series of that name, which is made when it is new. Of more than
/// most_live_points every other one is dropped; more than most_live_series are not kept.
void add_point(LiveProgress& progress, const LiveSeries& like, const LivePoint& point);

/// What was added between two states of one histogram, as a point; its count is 0 when nothing was.
LivePoint point_between(const stats::Histogram& before, const stats::Histogram& now,
                        double seconds);

/// The point of these values; zeros when there are none.
LivePoint point_of_values(std::vector<double> values, double seconds);

class LiveFile {
 public:
  /// An empty path: nothing is kept or written. Budgets' limits on the benchmarks go with them.
  LiveFile(std::filesystem::path path, std::string command, std::vector<baselines::Budget> budgets,
           const Console& console);
  /// Says that it is over.
  ~LiveFile();
  LiveFile(const LiveFile&) = delete;
  LiveFile& operator=(const LiveFile&) = delete;

  bool is_wanted() const { return !path_.empty(); }
  /// Seconds since the beginning.
  double now() const;
  void add(const std::string& benchmark, const std::string& metric, const std::string& unit,
           const LivePoint& point);
  /// Of all that the run has so far of these metrics, a point each.
  void add(const baselines::Run& so_far, const std::vector<std::string>& metrics);
  /// It is wanted, and was not replaced within the last second.
  bool is_due() const;
  /// Replaces the file where that is due. Trouble with the disk is no reason to stop measuring: it
  /// is told once.
  void write();

 private:
  void write_now();
  std::filesystem::path path_;
  std::vector<baselines::Budget> budgets_;
  const Console& console_;
  std::chrono::steady_clock::time_point begin_, written_{};
  LiveProgress progress_;
  bool is_in_trouble_ = false;
};

}  // namespace pawl::tools
