#include "screening.hpp"

#include "baselines/instant.hpp"
#include "format.hpp"
#include "inert.hpp"

#include <algorithm>

namespace pawl::ci {

namespace {

using baselines::Baseline;
using baselines::BaselineSeries;
using baselines::BaselineSession;

const BaselineSeries* same_series(const Baseline& baseline, const BaselineSeries& wanted) {
  for (const BaselineSeries& series : baseline.series)
    if (series.benchmark == wanted.benchmark && series.metric == wanted.metric) return &series;
  return nullptr;
}

bool shares_a_session(const BaselineSeries& a, const BaselineSeries& b) {
  return std::any_of(a.parts.begin(), a.parts.end(), [&](const auto& one) {
    return std::any_of(b.parts.begin(), b.parts.end(),
                       [&](const auto& other) { return other.session == one.session; });
  });
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
    return std::none_of(series.begin(), series.end(), [&](const BaselineSeries& one) {
      return std::any_of(one.parts.begin(), one.parts.end(),
                         [&](const auto& part) { return part.session == session.id; });
    });
  });
}

std::string reason_of(const Baseline& head, const std::string& session) {
  for (const BaselineSession& one : head.sessions)
    if (one.id == session) return one.reason;
  return {};
}

/// Puts the series in the place of the base's, or beside them.
void bring(Screening& screening, const Baseline& head, const BaselineSeries& series) {
  std::vector<BaselineSeries>& all = screening.baseline.series;
  std::erase_if(all, [&](const BaselineSeries& one) {
    return one.benchmark == series.benchmark && one.metric == series.metric;
  });
  all.push_back(series);
  screening.brought.push_back(series.benchmark);
  screening.reason = reason_of(head, series.parts.back().session);
}

}  // namespace

std::optional<Screening> screening(const std::optional<Baseline>& base,
                                   const std::optional<Baseline>& head) {
  if (!base && !head) return std::nullopt;
  Screening result{base.value_or(Baseline{}), {}, {}};
  if (!head) return result;
  if (!base) result.baseline.suite = head->suite, result.baseline.testbed = head->testbed;
  for (const BaselineSeries& series : head->series) {
    const BaselineSeries* before = base ? same_series(*base, series) : nullptr;
    if (before == nullptr || !shares_a_session(*before, series)) bring(result, *head, series);
  }
  result.baseline.sessions = sessions_of_both(result.baseline, *head);
  keep_used(result.baseline.sessions, result.baseline.series);
  put_in_order(result.baseline);
  std::sort(result.baseline.series.begin(), result.baseline.series.end(),
            [](const auto& a, const auto& b) {
              return std::pair(a.benchmark, a.metric) < std::pair(b.benchmark, b.metric);
            });
  std::sort(result.brought.begin(), result.brought.end());
  result.brought.erase(std::unique(result.brought.begin(), result.brought.end()),
                       result.brought.end());
  return result;
}

std::string warning_of(const Screening& screening) {
  constexpr std::size_t most = 5;
  if (screening.brought.empty()) return {};
  std::string names;
  for (std::size_t i = 0; i < std::min(most, screening.brought.size()); ++i)
    names += (i == 0 ? "" : ", ") + plain(screening.brought[i]);
  if (screening.brought.size() > most) names += ", …";
  return count(screening.brought.size(), "benchmark") + " (" + names +
         ") judged against a baseline that this change itself brings: \"" +
         plain(screening.reason, 300) + "\"; review it as you review the code";
}

std::optional<long> days_stale(const Baseline& baseline, std::string_view time,
                               std::chrono::seconds most) {
  if (baseline.sessions.empty()) return std::nullopt;
  const auto then = baselines::instant(baseline.sessions.back().time);
  const auto now = baselines::instant(time);
  if (!then || !now || *now - *then <= most.count()) return std::nullopt;
  return static_cast<long>((*now - *then) / 86'400);
}

}  // namespace pawl::ci
