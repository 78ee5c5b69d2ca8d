#include "duel.hpp"

#include "interruption.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace pawl::tools {

namespace {

using stats::Decision;

/// Pairs without a value, after which none is hoped for.
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

Duel::Duel(Contestant before, Contestant now, std::vector<Issue> issues, const DuelRules& rules)
    : rules_(rules),
      plan_(stats::SequentialPlan::up_to(rules.most_pairs, rules.alpha)),
      sides_{Side(std::move(before)), Side(std::move(now))},
      turns_(pairs(
          rules.most_pairs,
          std::max(sides_[0].contestant.benchmark.warmup, sides_[1].contestant.benchmark.warmup),
          rules.seed)) {
  for (Issue& issue : issues) {
    Score& score = scores_.emplace_back();
    score.outcome.benchmark = issue.benchmark;
    score.outcome.metric = issue.metric;
    score.outcome.alpha = rules.alpha;
    score.outcome.level = plan_.looks().front().alpha;
    score.issue = std::move(issue);
  }
}

bool Duel::is_over() const {
  const auto is_settled = [&](const Score& score) {
    return score.outcome.decision != Decision::keep_going ||
           (pairs_ >= pairs_in_vain && score.outcome.before.empty());
  };
  return next_turn_ == turns_.size() || sides_[0].collector.is_done() ||
         sides_[1].collector.is_done() || std::all_of(scores_.begin(), scores_.end(), is_settled);
}

void Duel::launch(const Turn& turn) {
  Side& side = sides_[turn.benchmark];
  side.collector.take_turn(turn.is_warmup);
}

void Duel::take_pair() {
  if (is_over()) return;
  const bool is_warmup = turns_[next_turn_].is_warmup;
  launch(turns_[next_turn_++]);
  launch(turns_[next_turn_++]);
  if (is_warmup) return;
  ++pairs_;
  keep_score();
  for (Score& score : scores_) look(score);
}

/// A pair of which one side failed is none.
void Duel::keep_score() {
  std::array<baselines::Run, 2> runs;
  for (std::size_t side = 0; side < 2; ++side) sides_[side].collector.contribute(runs[side]);
  for (Score& score : scores_) {
    std::array<std::optional<double>, 2> values;
    for (std::size_t side = 0; side < 2; ++side) {
      const baselines::Series* series =
          baselines::find(runs[side], score.issue.benchmark, score.issue.metric);
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

void Duel::look(Score& score) const {
  ci::SequentialOutcome& outcome = score.outcome;
  if (outcome.decision != Decision::keep_going || outcome.before.empty()) return;
  const auto looks = plan_.looks();
  const auto at = std::find_if(looks.begin(), looks.end(),
                               [&](const auto& one) { return one.pairs == outcome.before.size(); });
  if (at == looks.end()) return;
  outcome.level = at->alpha;
  ++outcome.looks;
  outcome.decision = plan_.decide(outcome.before, outcome.now, outcome.better, rules_.threshold);
}

std::vector<ci::SequentialOutcome> Duel::outcomes() const {
  std::vector<ci::SequentialOutcome> outcomes;
  for (const Score& score : scores_) outcomes.push_back(score.outcome);
  return outcomes;
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
