#include "screening.hpp"

#include "baselines/baseline/merge_baselines.hpp"
#include "baselines/instant.hpp"
#include "format.hpp"
#include "inert.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace pawl::ci {

namespace {

using baselines::Baseline;
using baselines::BaselineSeries;
using baselines::BaselineSession;
using baselines::SeriesName;

SeriesName name_of(const BaselineSeries& series) {
  return {series.benchmark, series.metric};
}

/// The sessions of both, each once.
std::vector<BaselineSession> sessions_of_both(const Baseline& base, const Baseline& head) {
  std::vector<BaselineSession> all = base.sessions;
  for (const BaselineSession& session : head.sessions)
    if (std::none_of(all.begin(), all.end(), [&](const auto& one) { return one.id == session.id; }))
      all.push_back(session);
  return all;
}

void keep_used(std::vector<BaselineSession>& sessions, const std::vector<BaselineSeries>& series) {
  std::erase_if(sessions, [&](const BaselineSession& session) {
    return std::ranges::none_of(
        series, [&](const BaselineSeries& one) { return one.part_of(session.id) != nullptr; });
  });
}

/// Of the newest of these sessions.
std::string newest_reason(const Baseline& head, const std::set<std::string>& sessions) {
  std::string reason;
  for (const BaselineSession& session : head.sessions)
    if (sessions.contains(session.id)) reason = session.reason;
  return reason;
}

/// Takes what the change has done with out of the base's series.
void leave_out_dropped(Screening& screening, const Baseline& head, const baselines::Run& now) {
  std::set<std::string> kept;
  for (const BaselineSeries& series : head.series) kept.insert(series.benchmark);
  for (const baselines::Series& series : now.series) kept.insert(series.benchmark);
  for (const baselines::Failure& failure : now.failures) kept.insert(failure.benchmark);
  std::set<std::string> dropped;
  for (const BaselineSeries& series : screening.baseline.series)
    if (!kept.contains(series.benchmark)) dropped.insert(series.benchmark);
  screening.dropped.assign(dropped.begin(), dropped.end());
  std::erase_if(screening.baseline.series,
                [&](const BaselineSeries& series) { return dropped.contains(series.benchmark); });
}

/// The yardstick of the sessions that are brought: it was measured in them, too.
void bring_yardstick(Baseline& baseline, const Baseline& head,
                     const std::set<std::string>& brought) {
  for (BaselineSeries& series : baseline.series) {
    if (series.benchmark != baselines::yardstick_benchmark) continue;
    for (const BaselineSeries& other : head.series)
      if (name_of(other) == name_of(series) && other.unit == series.unit)
        for (const BaselineSeries::Part& part : other.parts)
          if (brought.contains(part.session) && series.part_of(part.session) == nullptr)
            series.parts.push_back(part);
  }
}

std::string named(const std::vector<std::string>& benchmarks) {
  const auto text_of = [](const std::string& name) { return plain(name); };
  return count(benchmarks.size(), "benchmark") + " (" + a_few(benchmarks, 5, text_of) + ")";
}

}  // namespace

std::optional<Screening> screening(const std::optional<Baseline>& base,
                                   const std::optional<Baseline>& head, const baselines::Run& now) {
  if (!base && !head) return std::nullopt;
  Screening result{base.value_or(Baseline{}), {}, {}, {}};
  if (!head) return result;
  leave_out_dropped(result, *head, now);
  if (!base) {
    result.baseline.suite = head->suite;
    result.baseline.testbed = head->testbed;
  }
  std::map<SeriesName, const BaselineSeries*> chosen;
  const std::vector<BaselineSeries> of_base = std::move(result.baseline.series);
  for (const BaselineSeries& series : of_base) chosen.emplace(name_of(series), &series);
  std::set<std::string> brought, newest;  // sessions
  for (const BaselineSeries& series : head->series) {
    const BaselineSeries*& one = chosen[name_of(series)];
    if (one != nullptr && share_a_session(*one, series)) continue;
    one = &series;
    result.brought.push_back(series.benchmark);
    for (const BaselineSeries::Part& part : series.parts) brought.insert(part.session);
    newest.insert(series.parts.back().session);
  }
  result.reason = newest_reason(*head, newest);
  result.baseline.series.clear();
  for (const auto& [key, series] : chosen) result.baseline.series.push_back(*series);
  bring_yardstick(result.baseline, *head, brought);
  result.baseline.sessions = sessions_of_both(result.baseline, *head);
  keep_used(result.baseline.sessions, result.baseline.series);
  put_in_order(result.baseline);
  std::sort(result.brought.begin(), result.brought.end());
  result.brought.erase(std::unique(result.brought.begin(), result.brought.end()),
                       result.brought.end());
  return result;
}

std::vector<std::string> warnings_of(const Screening& screening) {
  std::vector<std::string> all;
  if (!screening.brought.empty())
    all.push_back(named(screening.brought) +
                  " judged against a baseline that this change itself brings: \"" +
                  plain(screening.reason, 300) + "\"; review it as you review the code");
  if (!screening.dropped.empty())
    all.push_back(named(screening.dropped) +
                  " not missed, since this change takes them out of the baseline; review it as you "
                  "review the code");
  return all;
}

std::optional<long> days_stale(const Baseline& baseline, std::string_view time,
                               std::chrono::seconds most) {
  const auto now = baselines::instant(time);
  std::optional<std::int64_t> newest;
  for (const BaselineSession& session : baseline.sessions)
    if (const auto then = baselines::instant(session.time); then && now && *then <= *now)
      newest = *then;
  if (!newest || *now - *newest <= most.count()) return std::nullopt;
  return static_cast<long>((*now - *newest) / 86'400);
}

}  // namespace pawl::ci
