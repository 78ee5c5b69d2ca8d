#include "bisection.hpp"

#include "asked.hpp"
#include "baselines/error.hpp"
#include "baselines/file.hpp"
#include "baselines/text/lines.hpp"
#include "ci/format.hpp"
#include "duels.hpp"
#include "tools/git/git.hpp"
#include "tools/git/worktree.hpp"
#include "tools/launch/interruption.hpp"
#include "tools/system/workplace.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <deque>
#include <string_view>
#include <utility>

namespace pawl::tools {

namespace {

using stats::Decision;
using stats::StepEvidence;
namespace fs = std::filesystem;

constexpr std::size_t largest_state = 16 << 20;
constexpr std::size_t most_steps = 500;

std::string short_of(const std::string& commit) {
  return commit.substr(0, 12);
}

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> all;
  baselines::for_each_line(text,
                           [&](std::string_view line, std::size_t) { all.emplace_back(line); });
  return all;
}

std::vector<std::string> commits_between(const BisectQuestion& question, const fs::path& directory,
                                         const Environment& environment) {
  if (!ask_git({"merge-base", "--is-ancestor", question.good, question.bad}, directory, environment)
           .is_well)
    throw Error(Fault::usage, "bisect: expected --good to be an ancestor of --bad");
  auto commits = lines(demand_of_git(
      {"rev-list", "--reverse", "--first-parent", question.good + ".." + question.bad}, directory,
      environment, "bisect: listing commits"));
  if (commits.empty()) throw Error(Fault::usage, "bisect: --good and --bad are the same commit");
  return commits;
}

/// What the file holds, if it is about the same question.
BisectState resumed(const fs::path& file, const BisectQuestion& question, const Console& console) {
  const auto text = baselines::read_file_if_present(file, largest_state);
  if (!text) return {question, {}, {}};
  BisectState state = parse_bisect_state(*text, file.string());
  BisectQuestion asked = question;
  if (asked.metric.empty()) asked.metric = state.question.metric;
  if (!(state.question == asked))
    throw Error(Fault::usage, file.string() +
                                  ": expected this bisection's state, found another's; "
                                  "remove it, or name another --state");
  note(console,
       "going on from " + file.string() + ", which has " + ci::count(state.tests.size(), "commit"));
  return state;
}

std::string shown(StepEvidence seen) {
  return ci::change(std::exp(seen.log_ratio));
}

}  // namespace

/// Good and whichever commit is on trial, at paths of one length.
struct Bisection::Arena {
  Workplace workplace;
  std::optional<Worktree> good, trial;
};

/// A commit against good; `broken` says how it cannot be built or measured.
struct Bisection::Trial {
  std::optional<ci::SequentialOutcome> outcome;
  std::string broken;
};

DuelRules rules_of_step(DuelRules rules, const BisectState& state) {
  rules.alpha = 0.05;
  rules.threshold = std::expm1(std::abs(state.step->log_ratio) / 2);
  rules.most_pairs = std::min<std::size_t>(rules.most_pairs, 40);
  rules.seed += state.tests.size() + 1;
  return rules;
}

Bisection::Bisection(BisectTask task, const Console& console)
    : task_(std::move(task)),
      console_(console),
      state_(resumed(task_.file, task_.question, console)),
      commits_(commits_between(state_.question, task_.project.directory, console.environment)),
      begin_(console.stopwatch()) {}

void Bisection::save() const {
  baselines::write_file(task_.file, bisect_state_json(state_));
}

std::optional<double> Bisection::time_left() const {
  if (!task_.limits.max_time) return std::nullopt;
  return *task_.limits.max_time -
         std::chrono::duration<double>(console_.stopwatch() - begin_).count();
}

bool Bisection::must_end() const {
  return Interruption::signal() != 0 || time_left().value_or(1) <= 0;
}

void Bisection::search() {
  Arena arena;
  const Interruption interruption;  // ends before the arena, whose end must not be interrupted
  search_in(arena);
  is_cut_short_ = must_end();
}

void Bisection::search_in(Arena& arena) {
  build_good(arena);
  find_benchmark(arena);
  if (!state_.step && !measure_step(arena)) return;
  for (std::size_t step = 0; step < most_steps && !must_end(); ++step) {
    const auto next = replayed(state_, commits_).next(task_.confidence);
    if (!next) return;
    take_step(arena, commits_[*next]);
  }
}

void Bisection::build_good(Arena& arena) const {
  const auto made = [&](std::optional<Worktree>& tree, const char* name) {
    tree.emplace(task_.project.directory, arena.workplace.path() / name, state_.question.good,
                 console_.environment);
  };
  made(arena.good, "good");
  made(arena.trial, "test");
  if (const auto fault = arena.good->build(state_.question.build))
    throw Error(Fault::input, short_of(state_.question.good) + " (good): --build " + *fault);
}

void Bisection::find_benchmark(const Arena& arena) {
  const baselines::Config& config = task_.project.config;
  const Asked found =
      asked(task_.candidates, {state_.question.benchmark, state_.question.metric}, config.metrics,
            {arena.good->directory(), console_.environment, conditions_of(config.conditions)});
  benchmark_ = found.benchmark;
  state_.question.metric = found.issue.metric;
}

Bisection::Trial Bisection::tried(Arena& arena, const std::string& commit, DuelRules rules) const {
  const BisectQuestion& question = state_.question;
  arena.trial->check_out(commit);
  if (const auto fault = arena.trial->build(question.build)) return {{}, *fault};
  const Conditions conditions = conditions_of(task_.project.config.conditions);
  const auto in = [&](const Worktree& tree) {
    return Contestant{benchmark_, {tree.directory(), console_.environment, conditions}};
  };
  std::deque<Duel> duels;
  duels.emplace_back(in(*arena.good), in(*arena.trial),
                     std::vector<baselines::SeriesName>{{question.benchmark, question.metric}},
                     rules);
  hold(duels, time_left(), "measuring " + short_of(commit) + " against good", console_);
  const ci::SequentialOutcome outcome = duels.front().outcomes().front();
  const auto failures = duels.front().failures();
  if (outcome.before.empty())
    return {{}, failures.empty() ? "does not give that metric" : failures.front().reason};
  return {outcome, {}};
}

/// Whether bad differs from good at all; false: it does not, or it was ended before that was told.
bool Bisection::measure_step(Arena& arena) {
  const std::string& bad = state_.question.bad;
  const Trial trial = tried(arena, bad, task_.limits.rules);
  if (!trial.outcome && must_end()) return false;
  if (!trial.outcome) throw Error(Fault::input, short_of(bad) + " (bad): " + trial.broken);
  const bool has_changed = trial.outcome->decision == Decision::regression ||
                           trial.outcome->decision == Decision::improvement;
  const auto seen = stats::step_evidence(trial.outcome->before, trial.outcome->now);
  if (has_changed && !seen)
    throw Error(Fault::input, state_.question.metric +
                                  ": bad differs from good, but zero and what is below it have no "
                                  "ratio to look for; bisect another metric");
  if (!has_changed) return false;
  state_.step = *seen;
  note(console_, "bad against good: " + shown(*seen));
  save();
  return true;
}

void Bisection::take_step(Arena& arena, const std::string& commit) {
  const Trial trial = tried(arena, commit, rules_of_step(task_.limits.rules, state_));
  BisectTest test{.commit = commit, .broken = trial.broken};
  const auto seen = trial.outcome ? stats::step_evidence(trial.outcome->before, trial.outcome->now)
                                  : std::nullopt;
  if (!seen && must_end()) return;
  if (seen) test.seen = *seen;
  if (!seen && test.broken.empty()) test.broken = "gave too few pairs, or values without a ratio";
  note(console_, short_of(commit) + ": " + (seen ? shown(*seen) : "skipped: " + test.broken));
  state_.tests.push_back(std::move(test));
  save();
}

BisectResult::Candidate Bisection::candidate(const std::string& commit, double chance) const {
  const GitAnswer subject = ask_git({"show", "--no-patch", "--format=%s", commit},
                                    task_.project.directory, console_.environment);
  return {commit, subject.text, chance};
}

BisectResult Bisection::result() const {
  if (!state_.step) return {.is_finished = !is_cut_short_};
  const stats::StepSearch search = replayed(state_, commits_);
  const std::vector<std::size_t> credible = search.credible(task_.confidence);
  BisectResult result{.verdict = credible.size() == 1 ? BisectResult::Verdict::found
                                                      : BisectResult::Verdict::unsure};
  for (const std::size_t at : credible)
    result.candidates.push_back(candidate(commits_[at], search.posterior()[at]));
  result.is_finished = credible.size() == 1 || !search.next(task_.confidence);
  return result;
}

}  // namespace pawl::tools
