#include "baseline.hpp"

#include "baselines/error.hpp"
#include "baselines/instant.hpp"
#include "baselines/keys/sha256.hpp"
#include "baselines/run/run_json.hpp"

#include <algorithm>
#include <cassert>
#include <cctype>
#include <cstdint>
#include <limits>
#include <map>
#include <set>
#include <tuple>

namespace pawl::baselines {
namespace {

auto name_of(const BaselineSeries& series) {
  return std::tie(series.benchmark, series.metric);
}

bool comes_before(const BaselineSeries& a, const BaselineSeries& b) {
  return name_of(a) < name_of(b);
}

std::size_t count_of_sessions(const Run& run) {
  std::size_t count = 0;
  for (const Series& series : run.series) count = std::max(count, series.sessions.size());
  return count;
}

/// The last `most` sessions of each of the run's series, each as a run of its own.
std::vector<Run> sessions_of(const Run& run, std::size_t most) {
  std::vector<Run> sessions(std::min(count_of_sessions(run), most));
  for (std::size_t i = 0; i < sessions.size(); ++i) {
    Run& session = sessions[i];
    session.commit = run.commit;
    session.branch = run.branch;
    session.time = in_utc(run.time);
    session.machine = run.machine;
    for (const Series& series : run.series) {
      const std::size_t size = series.sessions.size(), place = size - std::min(size, most) + i;
      if (place < size)
        session.series.push_back({series.benchmark,
                                  series.metric,
                                  series.unit,
                                  series.better,
                                  {series.sessions[place]},
                                  series.unknown});
    }
  }
  return sessions;
}

/// Throws Error (Fault::input) unless the run can be part of a baseline.
void expect_sound(const Run& run) {
  constexpr std::size_t most = 1000;  // each is compared with all
  if (const std::size_t count = count_of_sessions(run); count > most)
    throw Error(Fault::input, "baseline: expected a run of at most " + std::to_string(most) +
                                  " sessions, found " + std::to_string(count) +
                                  "; take some of the newest");
  std::set<SeriesName> seen;
  for (const Series& series : run.series)
    if (!seen.insert({series.benchmark, series.metric}).second)
      throw Error(Fault::input,
                  "baseline: expected each benchmark and metric of a run once, found " +
                      series.benchmark + " " + series.metric + " again");
}

/// As the session's time is in UTC, ids of one length sort by time.
std::string session_id(const Run& session) {
  std::string id;
  for (const char c : session.time)
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) id += c;
  constexpr std::size_t enough_digits = 8;
  return (id.empty() ? "undated" : id) + "-" +
         sha256_hex(run_json(session)).substr(0, enough_digits);
}

/// What a run says of a series and the baseline does not yet, as that it is exact; and which
/// benchmark prints it now.
void add_fields(UnknownFields& known, const UnknownFields& said) {
  for (const auto& [name, value] : said)
    if (name == printed_by_field || find(known, name) == nullptr) set(known, name, value);
}

/// The series of that name among the first `sorted` ones, which are in order; or a new last one.
BaselineSeries& series_for(Baseline& baseline, std::size_t sorted, const Series& wanted) {
  auto& all = baseline.series;
  const auto end = all.begin() + static_cast<std::ptrdiff_t>(sorted);
  BaselineSeries key{wanted.benchmark, wanted.metric, wanted.unit, wanted.better, {},
                     wanted.unknown};
  const auto found = std::lower_bound(all.begin(), end, key, comes_before);
  if (found == end || name_of(*found) != name_of(key)) return all.emplace_back(std::move(key));
  // Figures in another unit are of something else.
  if (found->unit != wanted.unit || found->better != wanted.better) *found = std::move(key);
  add_fields(found->unknown, wanted.unknown);
  return *found;
}

/// Whether that session of the baseline has samples of the run, and none of another.
bool is_part_of(const Baseline& baseline, const std::string& id, const Run& session) {
  bool is_part = false;
  for (const Series& series : session.series)
    for (const BaselineSeries& mine : baseline.series) {
      if (mine.benchmark != series.benchmark || mine.metric != series.metric) continue;
      const BaselineSeries::Part* const part = mine.part_of(id);
      if (part != nullptr && part->launches != series.sessions.front()) return false;
      is_part = is_part || part != nullptr;
    }
  return is_part;
}

/// As which session the baseline has a part of the run, as once some of it was accepted; or
/// nullptr.
const BaselineSession* known_as(const Baseline& baseline, const Run& session) {
  const auto found = std::ranges::find_if(baseline.sessions, [&](const BaselineSession& known) {
    return known.time == session.time && known.commit == session.commit &&
           is_part_of(baseline, known.id, session);
  });
  return found == baseline.sessions.end() ? nullptr : &*found;
}

void add_session(Baseline& baseline, const Run& session, std::string_view reason) {
  const BaselineSession* const known = known_as(baseline, session);
  const std::string id = known != nullptr ? known->id : session_id(session);
  if (std::ranges::find(baseline.sessions, id, &BaselineSession::id) == baseline.sessions.end())
    baseline.sessions.push_back({id,
                                 session.commit,
                                 session.branch,
                                 session.time,
                                 std::string(reason),
                                 PAWL_VERSION,
                                 session.machine,
                                 "",
                                 {}});
  const std::size_t sorted = baseline.series.size();
  for (const Series& series : session.series) {
    auto& mine = series_for(baseline, sorted, series);
    std::erase_if(mine.parts, [&](const auto& part) { return part.session == id; });
    mine.parts.push_back({id, series.sessions.front()});
  }
  std::sort(baseline.series.begin(), baseline.series.end(), comes_before);
}

/// When the session was measured: last of all where nothing is said.
std::int64_t moment(const BaselineSession& session) {
  return instant_or_utc(session.time).value_or(std::numeric_limits<std::int64_t>::max());
}

/// When each session was measured, where that is known.
using Times = std::map<std::string_view, std::optional<std::int64_t>>;

/// Whether a session tells little that the next one does not.
bool is_close(const Times& times, const std::string& session, const std::string& next) {
  constexpr std::int64_t hour = 3600;
  const auto time = times.at(session), later = times.at(next);
  return time && later && *later - *time < hour;
}

void drop_one(BaselineSeries& series, const Times& times) {
  auto leaving = std::adjacent_find(
      series.parts.begin(), series.parts.end(),
      [&](const auto& a, const auto& b) { return is_close(times, a.session, b.session); });
  if (leaving == series.parts.end()) leaving = series.parts.begin();
  series.parts.erase(leaving);
}

/// Of the yardstick: the oldest sessions that no benchmark has, while there are more than `keep`.
void drop_unused(BaselineSeries& yardstick, const std::set<std::string_view>& used,
                 std::size_t keep) {
  while (yardstick.parts.size() > keep) {
    const auto unused = std::ranges::find_if(
        yardstick.parts, [&](const auto& part) { return !used.contains(part.session); });
    if (unused == yardstick.parts.end()) return;
    yardstick.parts.erase(unused);
  }
}

void keep_last(Baseline& baseline) {
  put_in_order(baseline);
  Times times;
  for (const BaselineSession& session : baseline.sessions)
    times[session.id] = instant(session.time);
  std::set<std::string_view> used;
  const auto use = [&](const BaselineSeries& series) {
    for (const auto& part : series.parts) used.insert(part.session);
  };
  for (BaselineSeries& series : baseline.series) {
    if (series.benchmark == yardstick_benchmark) continue;
    while (series.parts.size() > baseline.keep) drop_one(series, times);
    use(series);
  }
  const std::set<std::string_view> measured = used;
  for (BaselineSeries& series : baseline.series) {
    if (series.benchmark != yardstick_benchmark) continue;
    drop_unused(series, measured, baseline.keep);
    use(series);
  }
  baseline.signature.reset();
  std::erase_if(baseline.sessions, [&](const auto& session) { return !used.contains(session.id); });
  std::erase_if(baseline.series, [](const auto& series) { return series.parts.empty(); });
}

void name(Baseline& baseline, const Run& run) {
  if (baseline.suite.empty()) baseline.suite = run.suite.empty() ? "default" : run.suite;
  if (baseline.testbed.empty())
    baseline.testbed = run.testbed.empty() ? testbed_name(run.machine) : run.testbed;
}

std::vector<stats::Sample::Session> sessions_of(const BaselineSeries& series) {
  std::vector<stats::Sample::Session> sessions;
  for (const auto& part : series.parts) sessions.push_back(part.launches);
  return sessions;
}

double median_of(const BaselineSeries& series) {
  const auto sample = stats::Sample::from_sessions(sessions_of(series));
  return sample ? stats::median(sample->session_medians()) : 0;
}

using Kind = SeriesDifference::Kind;

SeriesDifference difference_of(const BaselineSeries* before, const BaselineSeries* now) {
  const BaselineSeries& any = now != nullptr ? *now : *before;
  SeriesDifference difference{Kind::changed, any.benchmark, any.metric};
  if (before == nullptr) difference.kind = Kind::added;
  if (now == nullptr) difference.kind = Kind::removed;
  if (before != nullptr) {
    difference.unit_before = before->unit;
    difference.median_before = median_of(*before);
    difference.sessions_before = before->parts.size();
  }
  if (now != nullptr) {
    difference.unit_now = now->unit;
    difference.median_now = median_of(*now);
    difference.sessions_now = now->parts.size();
  }
  return difference;
}

/// The sessions of `a` that `b` has not.
std::vector<BaselineSession> without(const Baseline& a, const Baseline& b) {
  std::set<std::string_view> others;
  for (const auto& session : b.sessions) others.insert(session.id);
  std::vector<BaselineSession> sessions;
  for (const auto& session : a.sessions)
    if (!others.contains(session.id)) sessions.push_back(session);
  return sessions;
}

}  // namespace

const BaselineSeries::Part* BaselineSeries::part_of(const std::string& session) const {
  const auto found = std::ranges::find(parts, session, &Part::session);
  return found == parts.end() ? nullptr : &*found;
}

void put_in_order(Baseline& baseline) {
  std::sort(baseline.sessions.begin(), baseline.sessions.end(), [](const auto& a, const auto& b) {
    return std::pair(moment(a), std::string_view(a.id)) <
           std::pair(moment(b), std::string_view(b.id));
  });
  std::map<std::string_view, std::size_t> places;
  for (const BaselineSession& session : baseline.sessions)
    places.emplace(session.id, places.size());
  for (BaselineSeries& series : baseline.series)
    std::sort(series.parts.begin(), series.parts.end(), [&](const auto& a, const auto& b) {
      return places.at(a.session) < places.at(b.session);
    });
}

Baseline updated(Baseline baseline, const Run& run, std::string_view reason) {
  expect_sound(run);
  name(baseline, run);
  for (const Run& session : sessions_of(run, baseline.keep)) add_session(baseline, session, reason);
  keep_last(baseline);
  return baseline;
}

Baseline accepted(Baseline baseline, const Run& run, std::span<const std::string> benchmarks,
                  std::string_view reason) {
  const std::set<std::string> chosen(benchmarks.begin(), benchmarks.end());
  const auto is_chosen = [&](const Series& series) { return chosen.contains(series.benchmark); };
  Run part = run;
  if (std::ranges::none_of(run.series, is_chosen)) part.series.clear();
  std::erase_if(part.series, [&](const Series& series) {
    return !is_chosen(series) && series.benchmark != yardstick_benchmark;
  });
  for (const Series& series : part.series)
    for (BaselineSeries& old : baseline.series)
      if (old.benchmark == series.benchmark && old.metric == series.metric && is_chosen(series))
        old.parts.clear();
  return updated(std::move(baseline), part, reason);
}

bool holds(const Baseline& baseline, const Run& run) {
  return std::ranges::any_of(sessions_of(run, baseline.keep), [&](const Run& session) {
    return known_as(baseline, session) != nullptr;
  });
}

Baseline dropped(Baseline baseline, std::span<const std::string> benchmarks) {
  const std::set<std::string> chosen(benchmarks.begin(), benchmarks.end());
  std::erase_if(baseline.series, [&](const auto& s) { return chosen.contains(s.benchmark); });
  keep_last(baseline);
  return baseline;
}

Baseline pruned(Baseline baseline, std::size_t keep) {
  assert(keep >= 1);
  baseline.keep = keep;
  keep_last(baseline);
  return baseline;
}

Run to_run(const Baseline& baseline) {
  Run run;
  run.suite = baseline.suite;
  run.testbed = baseline.testbed;
  if (!baseline.sessions.empty()) {
    const BaselineSession& newest = baseline.sessions.back();
    run.commit = newest.commit;
    run.branch = newest.branch;
    run.time = in_utc(newest.time);
    run.machine = newest.machine;
    for (const BaselineSession& session : baseline.sessions) {
      const std::string its = "baseline session " + session.id;
      for (const std::string& what : differences(session.machine, newest.machine))
        run.notes.push_back(its + " was measured elsewhere: " + what);
      for (const std::string& what :
           differences(session.machine.toolchain, newest.machine.toolchain))
        run.notes.push_back(its + " had another toolchain: " + what);
    }
  }
  for (const BaselineSeries& series : baseline.series) {
    run.series.push_back({series.benchmark, series.metric, series.unit, series.better,
                          sessions_of(series), series.unknown});
    for (const auto& part : series.parts) run.series.back().session_ids.push_back(part.session);
  }
  return run;
}

BaselineDifference difference(const Baseline& before, const Baseline& now) {
  BaselineDifference result{without(now, before), without(before, now), {}};
  auto old = before.series.begin();
  auto fresh = now.series.begin();
  while (old != before.series.end() || fresh != now.series.end()) {
    const bool only_old =
        fresh == now.series.end() || (old != before.series.end() && comes_before(*old, *fresh));
    const bool only_fresh = !only_old && (old == before.series.end() || comes_before(*fresh, *old));
    const BaselineSeries* a = only_fresh ? nullptr : &*old++;
    const BaselineSeries* b = only_old ? nullptr : &*fresh++;
    if (a == nullptr || b == nullptr || sessions_of(*a) != sessions_of(*b) || a->unit != b->unit)
      result.series.push_back(difference_of(a, b));
  }
  return result;
}

}  // namespace pawl::baselines
