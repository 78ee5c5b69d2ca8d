#include "yardstick.hpp"

#include "format.hpp"
#include "stats/verdict/judge.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <utility>

namespace pawl::ci {
namespace {

constexpr std::size_t fewest_launches = 5;

using Level = Yardstick::Level;

/// The variance is that of a normal sample's median, from the median absolute deviation
/// (1.4826² · π/2 / n).
std::optional<Level> level_of(const stats::Sample& session) {
  std::vector<double> logs = session.launch_medians();
  if (logs.size() < fewest_launches) return std::nullopt;
  for (double& value : logs) {
    if (value <= 0) return std::nullopt;
    value = std::log(value);
  }
  const double middle = stats::median(logs);
  const auto n = static_cast<double>(logs.size());
  for (double& value : logs) value = std::abs(value - middle);
  const double deviation = 1.4826 * stats::median(logs);
  return Level{middle, deviation * deviation * std::numbers::pi / 2 / n};
}

const baselines::Series* yardstick_of(const baselines::Run& run) {
  return baselines::find(run, yardstick_benchmark, "wall_time");
}

/// One a session; empty when any session has too little.
std::vector<Level> levels_of(const baselines::Run& run) {
  std::vector<Level> levels;
  const auto* const series = yardstick_of(run);
  if (series == nullptr) return {};
  for (const stats::Sample::Session& launches : series->sessions) {
    const auto sample = stats::Sample::from_launches(launches);
    const auto level = sample ? level_of(*sample) : std::nullopt;
    if (!level) return {};
    levels.push_back(*level);
  }
  return levels;
}

Level middle_of(const std::vector<Level>& levels) {
  std::vector<double> medians;
  double variance = 0;
  for (const Level& level : levels) {
    medians.push_back(level.log_median);
    variance += level.variance;
  }
  const auto sessions = static_cast<double>(levels.size());
  return {stats::median(medians), variance / sessions / sessions};
}

/// By how much values grow with time: 1 for times, −1 for rates.
double exponent_of_time(const baselines::Series& series) {
  if (series.unit == "s") return 1;
  return series.unit == "1/s" || series.unit == "B/s" ? -1 : 0;
}

/// The same of what the yardstick's time is divided out of.
double exponent_of(const baselines::Series& series) {
  const bool is_part = series.metric.ends_with("_time") && series.metric != "wall_time";
  return is_part ? 0 : exponent_of_time(series);
}

/// One value a launch: it is of the whole process.
bool is_of_processes(const baselines::Series& series) {
  return std::all_of(series.sessions.begin(), series.sessions.end(), [](const auto& launches) {
    return std::all_of(launches.begin(), launches.end(),
                       [](const auto& values) { return values.size() <= 1; });
  });
}

/// How far the sessions' levels lie apart: the sum of their squared distances on the log scale.
/// Sessions without a level (no values, or one ≤ 0) are passed over.
double spread(const std::vector<stats::Sample::Session>& sessions) {
  std::vector<double> logs;
  for (const stats::Sample::Session& launches : sessions) {
    const auto sample = stats::Sample::from_launches(launches);
    const double level = sample ? stats::median(sample->launch_medians()) : 0;
    if (level > 0) logs.push_back(std::log(level));
  }
  double sum = 0, squares = 0;
  for (const double value : logs) sum += value;
  for (const double value : logs)
    squares += std::pow(value - sum / static_cast<double>(logs.size()), 2);
  return squares;
}

/// Whether it is of a benchmark that the yardstick could be divided out of.
bool is_to_follow(const baselines::Series& series) {
  return series.benchmark != yardstick_benchmark && follows_the_yardstick(series);
}

/// What one run lacks of it, "before" or "now" being the run; empty: nothing.
std::string why_too_little(const baselines::Run& run, std::string_view which) {
  if (!levels_of(run).empty()) return {};
  const std::string side(which);
  if (yardstick_of(run) == nullptr) return side + " was measured without it";
  return side + " has a session with fewer than " + count(fewest_launches) +
         " usable launches of it";
}

/// The yardstick's fastest processor time in each session, a session of one launch; empty when any
/// session has too little.
std::vector<stats::Sample::Session> fastest(const baselines::Run& run) {
  const auto* const series = baselines::find(run, yardstick_benchmark, "cpu_time");
  if (series == nullptr) return {};
  std::vector<stats::Sample::Session> sessions;
  for (const stats::Sample::Session& launches : series->sessions) {
    const auto sample = stats::Sample::from_launches(launches);
    if (!sample || sample->launches() < fewest_launches) return {};
    const std::vector<double> medians = sample->launch_medians();
    sessions.push_back({{*std::min_element(medians.begin(), medians.end())}});
  }
  return sessions;
}

}  // namespace

double machine_slowdown(const baselines::Run& before, const baselines::Run& now,
                        stats::Policy policy) {
  policy.statistic = stats::Statistic::median;
  policy.absolute_floor = 0;
  policy.alpha = 1 - policy.confidence;  // to leave a row open costs less than to blame the code
  const auto then = stats::Sample::from_sessions(fastest(before));
  const auto today = stats::Sample::from_sessions(fastest(now));
  if (!then || !today || then->sessions() < Yardstick::fewest_sessions_to_see) return 1;
  const std::array row{
      stats::compare(*then, *today, stats::Better::lower, stats::Situation::same_testbed, policy)};
  const stats::Judgement judged = stats::judge(row, policy).rows[0];
  const bool has_changed =
      judged.verdict == stats::Verdict::regression || judged.verdict == stats::Verdict::improvement;
  return has_changed ? judged.comparison.ratio.estimate : 1;
}

double moved_by(double slowdown, const baselines::Series& series) {
  return std::pow(slowdown, exponent_of_time(series));
}

bool follows_the_yardstick(const baselines::Series& series) {
  return exponent_of(series) != 0 && is_of_processes(series);
}

std::variant<Yardstick, std::string> Yardstick::between(const baselines::Run& before,
                                                        const baselines::Run& now) {
  if (yardstick_of(before) == nullptr && yardstick_of(now) == nullptr) return "";
  if (std::none_of(now.series.begin(), now.series.end(), is_to_follow)) return "";
  for (const auto& [run, which] : {std::pair{&before, "before"}, std::pair{&now, "now"}})
    if (std::string why = why_too_little(*run, which); !why.empty()) return why;
  Yardstick yardstick;
  yardstick.ids_ = yardstick_of(before)->session_ids;
  yardstick.levels_ = levels_of(before);
  yardstick.present_ = middle_of(levels_of(now));
  yardstick.is_proven_ = std::ranges::any_of(before.series, [&](const auto& series) {
    return series.sessions.size() >= fewest_sessions_to_see && yardstick.may_serve(series);
  });
  if (std::string why = yardstick.why_it_drives_apart(before); !why.empty()) return why;
  return yardstick;
}

bool Yardstick::may_serve(const baselines::Series& before) const {
  return is_to_follow(before) && knows(before);
}

/// Those of that series' sessions, in their order; empty where one is not known.
std::vector<Level> Yardstick::levels_in(const baselines::Series& before) const {
  if (before.session_ids.empty() || ids_.empty())
    return before.sessions.size() == levels_.size() ? levels_ : std::vector<Level>{};
  std::vector<Level> found;
  for (const std::string& id : before.session_ids) {
    const auto place = std::ranges::find(ids_, id);
    if (place == ids_.end()) return {};
    found.push_back(levels_[static_cast<std::size_t>(place - ids_.begin())]);
  }
  return found;
}

/// By all series that should follow it; empty where it brings the sessions of `before` together, or
/// they are too few to see.
std::string Yardstick::why_it_drives_apart(const baselines::Run& before) const {
  if (!is_proven()) return {};
  double measured = 0, level = 0, degrees = 0;
  for (const baselines::Series& series : before.series) {
    if (!may_serve(series)) continue;
    measured += spread(series.sessions);
    level += spread(levelled(series));
    degrees += static_cast<double>(series.sessions.size() - 1);
  }
  if (level < measured || degrees == 0) return {};
  const auto deviation = [&](double squares) { return percent(std::sqrt(squares / degrees)); };
  return "the baseline's sessions vary by " + deviation(measured) + " as measured, by " +
         deviation(level) + " with it divided out";
}

std::vector<stats::Sample::Session> Yardstick::levelled(const baselines::Series& before) const {
  std::vector<stats::Sample::Session> sessions = before.sessions;
  const std::vector<Level> levels = levels_in(before);
  const double usual = middle_of(levels).log_median;
  for (std::size_t i = 0; i < sessions.size(); ++i) {
    const double factor = std::exp(exponent_of(before) * (usual - levels[i].log_median));
    for (auto& launch : sessions[i])
      for (double& value : launch) {
        const double scaled = value * factor;
        if (!stats::is_held(value, scaled)) return before.sessions;
        value = scaled;
      }
  }
  return sessions;
}

stats::YardstickShift Yardstick::shift_of(const baselines::Series& before) const {
  const Level usual = middle_of(levels_in(before));
  return {std::exp(exponent_of(before) * (present_.log_median - usual.log_median)),
          present_.variance + usual.variance};
}

}  // namespace pawl::ci
