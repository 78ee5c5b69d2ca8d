#include "doubts.hpp"

#include "baselines/run/machine.hpp"
#include "format.hpp"
#include "selection.hpp"
#include "stats/intervals/interval.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <utility>

namespace pawl::ci {
namespace {

/// The relative half-width of the median's 95 % interval; nullopt when there are too few launches.
std::optional<double> half_width(const stats::Sample::Session& session) {
  const auto sample = stats::Sample::from_sessions({&session, 1});
  if (!sample) return std::nullopt;
  const auto median = stats::quantile_estimate(sample->launch_medians(), 0.5, 0.95);
  if (median.method == stats::IntervalMethod::none || !(median.estimate > 0)) return std::nullopt;
  return (median.high - median.low) / 2 / median.estimate;
}

/// The widest session of each series.
std::map<baselines::SeriesName, double> widest_of(const baselines::Baseline& baseline) {
  std::map<baselines::SeriesName, double> all;
  for (const baselines::BaselineSeries& series : baseline.series) {
    double& widest = all[{series.benchmark, series.metric}];
    for (const auto& part : series.parts)
      widest = std::max(widest, half_width(part.launches).value_or(0));
  }
  return all;
}

/// How wide a session may be, where `widest` is of its baseline; 0: not known.
double limit_for(double widest) {
  constexpr double negligible = 0.03, times = 4;
  if (widest == 0) return noisy_half_width;
  return std::min(noisy_half_width, std::max(negligible, times * widest));
}

/// Whether it is the benchmark itself that varies, not the machine: bytes and allocations are
/// counted, so that a quieter hour counts the same.
bool is_counted(const baselines::Series& series) {
  return series.unit == "B" || series.metric == "allocations";
}

/// A series whose median is known worse than it should be.
struct Noise {
  const baselines::Series* series;
  double width, limit;
};

std::optional<Noise> noise_of(const baselines::Series& series, double limit) {
  for (const stats::Sample::Session& session : series.sessions)
    if (const auto width = half_width(session); width && *width > limit)
      return Noise{&series, *width, limit};
  return std::nullopt;
}

std::string name_of(const Noise& noise) {
  return noise.series->benchmark + " " + noise.series->metric;
}

std::string extent_of(const Noise& noise) {
  return ": its median is known to within " + percent(noise.width) + ", where " +
         percent(noise.limit) + " would do";
}

/// A few are named each; of many, how many, and the worst.
std::vector<std::string> told(const std::vector<Noise>& noisy, std::size_t judged) {
  constexpr std::size_t few = 3;
  if (noisy.size() > few) {
    const auto excess = [](const Noise& noise) { return noise.width / noise.limit; };
    const Noise& worst = *std::ranges::max_element(noisy, {}, excess);
    return {count(noisy.size()) + " of " + count(judged) +
            " judged series are noisy, most of all " + name_of(worst) + extent_of(worst)};
  }
  std::vector<std::string> sentences;
  for (const Noise& noise : noisy)
    sentences.push_back(name_of(noise) + " is noisy" + extent_of(noise));
  return sentences;
}

}  // namespace

std::vector<std::string> doubts(const baselines::Run& run, const baselines::Baseline& before,
                                const std::vector<std::string>& metrics) {
  std::vector<std::string> all;
  for (const baselines::Failure& failure : run.failures)
    all.push_back(failure.benchmark + " failed: " + failure.reason);
  if (!before.sessions.empty())
    for (const std::string& what :
         baselines::differences(before.sessions.back().machine, run.machine))
      all.push_back("measured elsewhere than the newest session: " + what);
  for (const std::string& note : run.notes)
    if (note.starts_with(disturbed) || note == altered) all.push_back(note);
  const Selection selection(nullptr, run, metrics, false);
  std::map<baselines::SeriesName, double> widest = widest_of(before);
  std::vector<Noise> noisy;
  std::size_t judged = 0;
  for (const baselines::Series& series : run.series) {
    if (!selection.contains(series) || is_counted(series)) continue;
    ++judged;
    const double limit = limit_for(widest[{series.benchmark, series.metric}]);
    if (const auto noise = noise_of(series, limit)) noisy.push_back(*noise);
  }
  std::ranges::move(told(noisy, judged), std::back_inserter(all));
  return all;
}

}  // namespace pawl::ci
