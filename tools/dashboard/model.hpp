#pragma once
/// A Model is what the dashboard shows: series over time, the runs they come from, the latest
/// report of each suite. A plain value: routes only read it.

#include "baselines/baseline.hpp"
#include "baselines/run.hpp"
#include "ci/report.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace pawl::tools::dashboard {

/// One series in one session, in the base unit.
struct Point {
  std::string time{}, commit{}, branch{};
  std::size_t n = 0;         ///< values
  std::size_t launches = 0;  ///< processes
  double median = 0;
  double low = 0, high = 0;  ///< of the median at 0.95, by launches; infinite where too few
  bool operator==(const Point&) const = default;
};

/// One metric of one benchmark on one testbed, oldest point first.
struct History {
  std::string benchmark, metric, testbed, unit;
  stats::Better better = stats::Better::lower;
  std::vector<Point> points{};
};

struct RunSummary {
  std::string time{}, commit{}, branch{}, suite{}, testbed{};
  std::size_t series = 0;
  std::vector<std::string> failures{};  ///< names of benchmarks
  std::vector<std::string> notes{};
};

struct Model {
  std::vector<History> histories{};     ///< by benchmark, metric, testbed
  std::vector<RunSummary> runs{};       ///< newest first
  std::vector<ci::Report> reports{};    ///< the latest of each suite and testbed, by these
  std::vector<std::string> warnings{};  ///< what could not be read, a sentence each
};

/// A Model in the making. What is added twice counts once.
class ModelBuilder {
 public:
  void add(const baselines::Run& run);
  void add(const baselines::Baseline& baseline);
  void add(ci::Report report);
  void warn(std::string sentence);
  /// In order.
  Model model() &&;

 private:
  History& history(const baselines::Series& series, const std::string& testbed);
  Model model_;
};

/// The latest report's row about the history; nullptr when there is none.
const ci::Row* row_of(const Model& model, const History& history);

}  // namespace pawl::tools::dashboard
