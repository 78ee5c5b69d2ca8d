#include "rows.hpp"

#include "explain.hpp"
#include "for_each_index.hpp"
#include "selection.hpp"
#include "stats/verdict/exact.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>
#include <utility>

namespace pawl::ci {

namespace {

using baselines::Run;
using baselines::Series;
using Key = std::pair<std::string_view, std::string_view>;

Key key_of(const Series& series) {
  return {series.benchmark, series.metric};
}

RowVerdict verdict_of(stats::Verdict verdict) {
  switch (verdict) {
    case stats::Verdict::regression:
      return RowVerdict::regression;
    case stats::Verdict::improvement:
      return RowVerdict::improvement;
    case stats::Verdict::unchanged:
      return RowVerdict::unchanged;
    case stats::Verdict::inconclusive:
      return RowVerdict::inconclusive;
  }
  return RowVerdict::inconclusive;
}

/// Both sides of a row; one of them is nullptr where it is new or missing.
struct Pair {
  const Series* before = nullptr;
  const Series* now = nullptr;
};

/// Now's series in their order, each beside the one before; then what only before has.
std::vector<Pair> paired(const Run* before, const Run& now, const Gate& gate) {
  const Selection judged(before, now, gate.metrics, gate.has_secondary);
  std::map<Key, const Series*> unmatched;
  if (before != nullptr)
    for (const Series& series : before->series)
      if (judged.contains(series)) unmatched.emplace(key_of(series), &series);
  std::vector<Pair> pairs;
  for (const Series& series : now.series) {
    if (!judged.contains(series)) continue;
    const auto found = unmatched.find(key_of(series));
    pairs.push_back({found == unmatched.end() ? nullptr : found->second, &series});
    if (found != unmatched.end()) unmatched.erase(found);
  }
  if (before != nullptr)
    for (const Series& series : before->series)
      if (const auto left = unmatched.find(key_of(series));
          left != unmatched.end() && left->second == &series)
        pairs.push_back({&series, nullptr});
  return pairs;
}

std::optional<double> finite(double value) {
  return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

Side side_of(const stats::Side& side) {
  return {side.n, side.launches, side.sessions, side.median, side.low, side.high};
}

/// A side without anything to compare it with.
std::optional<Side> side_alone(const Series* series, const stats::Policy& policy) {
  if (series == nullptr) return std::nullopt;
  const auto sample = stats::Sample::from_sessions(series->sessions);
  if (!sample) return std::nullopt;
  return side_of(
      compare(*sample, *sample, series->better, stats::Situation::incomparable, policy).before);
}

Row named_row(const Pair& pair) {
  const Series& series = pair.now != nullptr ? *pair.now : *pair.before;
  Row row;
  row.benchmark = series.benchmark;
  row.metric = series.metric;
  row.unit = series.unit;
  row.better = series.better;
  return row;
}

bool has_p(const stats::Comparison& comparison) {
  return comparison.evidence != stats::Evidence::none &&
         comparison.evidence != stats::Evidence::exact;
}

/// Of what is not positive there is none, but where nothing moved.
bool has_ratio(const stats::Comparison& comparison) {
  const double ratio = comparison.ratio.estimate;
  const double before = comparison.before.median, now = comparison.now.median;
  return std::isfinite(ratio) && ratio > 0 && (before > 0 || before == now);
}

Row row_of(const Pair& pair, const stats::Judgement& judgement, const stats::Policy& policy) {
  const stats::Comparison& comparison = judgement.comparison;
  Row row = named_row(pair);
  row.verdict = verdict_of(judgement.verdict);
  row.before = side_of(comparison.before);
  row.now = side_of(comparison.now);
  if (has_ratio(comparison))
    row.ratio = Ratio{comparison.ratio.estimate, comparison.ratio.low, comparison.ratio.high};
  if (has_p(comparison)) {
    row.p = comparison.p;
    row.p_adjusted = judgement.p_adjusted;
    row.minimum_detectable = finite(comparison.minimum_detectable);
  }
  row.launches_needed = comparison.launches_needed;
  row.a12 = comparison.a12;
  row.evidence = evidence(comparison);
  row.reason = explanation(judgement.reason, policy);
  for (const stats::Warning& warning : comparison.warnings)
    row.warnings.push_back(explanation(warning));
  return row;
}

Row unpaired_row(const Pair& pair, const stats::Policy& policy) {
  Row row = named_row(pair);
  row.verdict = pair.now != nullptr ? RowVerdict::added : RowVerdict::missing;
  row.before = side_alone(pair.before, policy);
  row.now = side_alone(pair.now, policy);
  row.reason = pair.now != nullptr ? "no baseline to compare it with" : "not in this run";
  return row;
}

/// Whether both sides are marked as exact: as counts that are the same each time.
bool is_exact(const Pair& pair) {
  return has_mark(*pair.before, baselines::exact_mark) &&
         has_mark(*pair.now, baselines::exact_mark);
}

/// The speed divided out of `before`.
stats::Comparison comparison_of(const Pair& pair, const Gate& gate, const Speed& speed) {
  const Series& then = *pair.before;
  const Series& now = *pair.now;
  const auto today = stats::Sample::from_sessions(now.sessions);
  if (is_exact(pair))
    return compare_exact(*stats::Sample::from_sessions(then.sessions), *today, now.better,
                         gate.situation, gate.policy);
  const auto& yardstick = speed.yardstick;
  const bool levels = yardstick && yardstick->knows(then) && follows_the_yardstick(then) &&
                      follows_the_yardstick(now);
  const auto before =
      stats::Sample::from_sessions(levels ? yardstick->levelled(then) : then.sessions);
  std::optional<stats::YardstickShift> shift;
  if (levels) shift = yardstick->shift_of(then);
  if (!levels && speed.slowdown != 1) shift = {.ratio = moved_by(speed.slowdown, now)};
  return compare(*before, *today, now.better, gate.situation, gate.policy, shift);
}

/// Of pairs that can be compared, in their order. Rows of one metric are one pool.
std::vector<stats::Comparison> comparisons_of(const std::vector<Pair>& pairs, const Gate& gate,
                                              const Speed& speed) {
  std::vector<stats::Comparison> comparisons(pairs.size());
  for_each_index(pairs.size(), gate.threads,
                 [&](std::size_t i) { comparisons[i] = comparison_of(pairs[i], gate, speed); });
  std::map<std::string_view, std::size_t> pools;
  for (std::size_t i = 0; i < pairs.size(); ++i)
    comparisons[i].pool = pools.try_emplace(pairs[i].now->metric, pools.size()).first->second;
  return comparisons;
}

/// With an unproven yardstick only what holds with and without it is left; on a machine whose own
/// speed has changed, only what holds whether the code followed it not at all or twice as far.
stats::SuiteJudgement judged(const std::vector<Pair>& pairs, const Gate& gate, const Speed& speed) {
  const auto judged_by = [&](const Speed& divided) {
    return judge(comparisons_of(pairs, gate, divided), gate.policy);
  };
  const auto& [yardstick, slowdown] = speed;
  auto judgement = judged_by({yardstick});
  if (yardstick && !yardstick->is_proven())
    doubt(judgement.rows, judged_by({}).rows, stats::Reason::yardstick);
  if (slowdown != 1)
    doubt(judgement.rows, judged_by({yardstick, slowdown * slowdown}).rows,
          stats::Reason::machine_speed);
  return judgement;
}

/// Whether the row can be compared: both sides there, in the same unit, with samples.
bool comparable(const Pair& pair) {
  const auto has_values = [](const Series* series) {
    return series != nullptr &&
           std::any_of(series->sessions.begin(), series->sessions.end(), [](const auto& session) {
             return std::any_of(session.begin(), session.end(),
                                [](const auto& launch) { return !launch.empty(); });
           });
  };
  return has_values(pair.before) && has_values(pair.now) && pair.before->unit == pair.now->unit &&
         pair.before->better == pair.now->better;
}

/// What of a metric that is there on both sides differs.
std::string difference(const Series& before, const Series& now) {
  if (before.unit != now.unit)
    return "unit differs: \"" + before.unit + "\" before, \"" + now.unit + "\" now";
  if (before.better == now.better) return "one side has no values";
  return "direction differs: " + std::string(name(before.better)) + " was better before, " +
         std::string(name(now.better)) + " is now";
}

Row incomparable_row(const Pair& pair, const stats::Policy& policy) {
  if (pair.before == nullptr || pair.now == nullptr) return unpaired_row(pair, policy);
  Row row = named_row(pair);
  row.now = side_alone(pair.now, policy);
  row.reason = difference(*pair.before, *pair.now) + "; make the baseline anew";
  return row;
}

}  // namespace

Rows judged_rows(const baselines::Run* before, const baselines::Run& now, const Gate& gate,
                 const Speed& speed) {
  const std::vector<Pair> pairs = paired(before, now, gate);
  std::vector<Pair> both;
  std::copy_if(pairs.begin(), pairs.end(), std::back_inserter(both), comparable);
  const stats::SuiteJudgement judgement = judged(both, gate, speed);
  Rows rows{.all = {}, .event = judgement.event};
  rows.all.reserve(pairs.size());
  std::size_t next = 0;
  for (const Pair& pair : pairs)
    rows.all.push_back(comparable(pair) ? row_of(pair, judgement.rows[next++], gate.policy)
                                        : incomparable_row(pair, gate.policy));
  return rows;
}

}  // namespace pawl::ci
