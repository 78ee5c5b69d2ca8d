#include "duel.hpp"

#include "baselines/config/narrowed.hpp"
#include "tools/launch/interruption.hpp"

#include <algorithm>
#include <cassert>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

namespace pawl::tools {

namespace {

using stats::Decision;

/// After so many pairs without a value none is expected any more.
constexpr std::size_t pairs_in_vain = 3;

Contestant open_ended(Contestant contestant) {
  contestant.benchmark.until.reset();
  contestant.benchmark.max_time.reset();
  return contestant;
}

std::vector<Turn> pairs(std::size_t count, std::size_t warmup, std::uint64_t seed) {
  const std::array<Share, 2> shares = {Share{count, warmup}, Share{count, warmup}};
  return schedule(shares, seed);
}

/// The launches from `seen` on as one value, since one turn made them all.
std::optional<double> fresh_value(const baselines::Series& series, std::size_t& seen) {
  const stats::Sample::Session& all = series.sessions.front();
  const std::size_t begin = std::min(std::exchange(seen, all.size()), all.size());
  const auto fresh = stats::Sample::from_launches(std::span(all).subspan(begin));
  if (!fresh) return std::nullopt;
  return stats::median(fresh->launch_medians());
}

}  // namespace

Duel::Side::Side(Contestant given)
    : contestant(open_ended(std::move(given))),
      collector(contestant.benchmark, contestant.surroundings) {}

Duel::Duel(Contestant before, Contestant now, const std::vector<baselines::SeriesName>& issues,
           const DuelRules& rules)
    : rules_(rules),
      plan_(stats::SequentialPlan::up_to(rules.most_pairs, rules.alpha)),
      sides_{Side(std::move(before)), Side(std::move(now))},
      turns_(pairs(
          rules.most_pairs,
          std::max(sides_[0].contestant.benchmark.warmup, sides_[1].contestant.benchmark.warmup),
          rules.seed)) {
  for (const baselines::SeriesName& issue : issues) {
    ci::SequentialOutcome& outcome = scores_.emplace_back().outcome;
    outcome.benchmark = issue.benchmark;
    outcome.metric = issue.metric;
    outcome.alpha = rules.alpha;
    outcome.level = plan_.looks().front().alpha;
  }
}

bool Duel::is_settled() const {
  const auto is_told = [&](const Score& score) {
    return score.outcome.decision != Decision::keep_going ||
           (pairs_ >= pairs_in_vain && score.outcome.before.empty());
  };
  return sides_[0].collector.is_done() || sides_[1].collector.is_done() ||
         std::all_of(scores_.begin(), scores_.end(), is_told);
}

bool Duel::is_over() const {
  return next_turn_ == turns_.size() || is_settled();
}

void Duel::plan_for(std::size_t pairs) {
  const std::size_t most =
      std::clamp(pairs, plan_.looks().front().pairs, plan_.looks().back().pairs);
  assert(pairs_ < plan_.looks().front().pairs);
  turns_.resize(turns_.size() - 2 * (plan_.looks().back().pairs - most));
  plan_ = stats::SequentialPlan::up_to(most, rules_.alpha);
  for (Score& score : scores_) score.outcome.level = plan_.looks().front().alpha;
}

bool Duel::end() {
  turns_.resize(next_turn_);
  for (Score& score : scores_) {
    ci::SequentialOutcome& outcome = score.outcome;
    if (outcome.decision != Decision::keep_going || outcome.before.empty()) continue;
    look(outcome, plan_.ended_at(outcome.before.size()));
    if (outcome.decision == Decision::futile) outcome.decision = Decision::keep_going;
  }
  return is_settled();
}

/// None where the process itself is an issue, which is another when it measures less.
std::vector<std::string> Duel::open_names() const {
  std::vector<std::string> names;
  for (const Score& score : scores_) {
    const ci::SequentialOutcome& outcome = score.outcome;
    if (outcome.decision != Decision::keep_going) continue;
    if (outcome.benchmark == name()) return {};
    if (std::ranges::find(names, outcome.benchmark) == names.end())
      names.push_back(outcome.benchmark);
  }
  return names;
}

void Duel::launch(const Turn& turn) {
  Side& side = sides_[turn.benchmark];
  side.collector.take_turn(turn.is_warmup);
}

void Duel::take_pair() {
  if (is_over()) return;
  const bool is_warmup = turns_[next_turn_].is_warmup;
  const std::vector<std::string> open = open_names();
  for (Side& side : sides_) side.collector.ask_for(open);
  launch(turns_[next_turn_++]);
  launch(turns_[next_turn_++]);
  for (Side& side : sides_) side.collector.rest();
  if (is_warmup) return;
  ++pairs_;
  keep_score();
  for (Score& score : scores_) look(score.outcome, plan_);
}

/// A pair counts only where both sides gave a value.
void Duel::keep_score() {
  for (Score& score : scores_) {
    std::array<std::optional<double>, 2> values;
    for (std::size_t side = 0; side < 2; ++side) {
      const baselines::Series* const series = baselines::find(
          sides_[side].collector.series(), score.outcome.benchmark, score.outcome.metric);
      if (series == nullptr) continue;
      values[side] = fresh_value(*series, score.launches_seen[side]);
      score.outcome.unit = series->unit;
      score.outcome.better = series->better;
    }
    const bool is_settled = score.outcome.decision != Decision::keep_going;
    if (is_settled || !values[0] || !values[1] || Interruption::signal() != 0) continue;
    score.outcome.before.push_back(*values[0]);
    score.outcome.now.push_back(*values[1]);
  }
}

void Duel::look(ci::SequentialOutcome& outcome, const stats::SequentialPlan& plan) const {
  if (outcome.decision != Decision::keep_going || outcome.before.empty()) return;
  const auto looks = plan.looks();
  const auto at = std::find_if(looks.begin(), looks.end(),
                               [&](const auto& one) { return one.pairs == outcome.before.size(); });
  if (at == looks.end()) return;
  outcome.level = at->alpha;
  ++outcome.looks;
  outcome.decision = plan.decide(outcome.before, outcome.now, outcome.better, rules_.threshold);
}

std::vector<ci::SequentialOutcome> Duel::outcomes() const {
  std::vector<ci::SequentialOutcome> outcomes;
  for (const Score& score : scores_) outcomes.push_back(score.outcome);
  return outcomes;
}

std::size_t Duel::measured_in_vain() const {
  if (baselines::can_be_narrowed(sides_[0].contestant.benchmark)) return 0;
  std::set<std::string_view> others;
  for (const baselines::Series& series : sides_[0].collector.series())
    if (series.benchmark != name()) others.insert(series.benchmark);
  for (const Score& score : scores_) others.erase(score.outcome.benchmark);
  return others.size();
}

std::vector<baselines::Failure> Duel::failures() const {
  constexpr std::array<const char*, 2> names = {"before: ", "now: "};
  std::vector<baselines::Failure> all;
  for (std::size_t side = 0; side < 2; ++side) {
    baselines::Run run;
    sides_[side].collector.contribute(run);
    for (baselines::Failure& failure : run.failures) {
      failure.reason.insert(0, names[side]);
      all.push_back(std::move(failure));
    }
  }
  return all;
}

}  // namespace pawl::tools
