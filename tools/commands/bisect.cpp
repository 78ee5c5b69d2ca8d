#include "baselines/error.hpp"
#include "baselines/file.hpp"
#include "ci/format.hpp"
#include "commands.hpp"
#include "tools/duels/asked.hpp"
#include "tools/duels/bisect_result.hpp"
#include "tools/duels/duels.hpp"
#include "tools/git/git.hpp"
#include "tools/git/worktree.hpp"
#include "tools/launch/interruption.hpp"
#include "tools/project/project.hpp"
#include "tools/workplace.hpp"

#include <chrono>
#include <cmath>
#include <deque>
#include <filesystem>
#include <optional>
#include <sstream>

namespace pawl::tools {

namespace {

using stats::Decision;
using stats::StepEvidence;
namespace fs = std::filesystem;

constexpr std::size_t largest_state = 16 << 20;
constexpr std::size_t most_steps = 500;

struct Bisection {
  const Console& console;
  Project project;
  std::vector<baselines::Benchmark> candidates{};
  baselines::Benchmark benchmark{};  ///< the one of them that it is, once good is built
  DuelLimits limits{};
  double confidence = 0.95;
  fs::path file{};
  BisectState state{};
  std::vector<std::string> commits{};  ///< after good, up to bad, oldest first
  std::chrono::system_clock::time_point begin{};

  void save() const { baselines::write_file(file, bisect_state_json(state)); }
  std::optional<double> time_left() const {
    if (!limits.max_time) return std::nullopt;
    return *limits.max_time - std::chrono::duration<double>(console.clock() - begin).count();
  }
  bool must_end() const { return Interruption::signal() != 0 || time_left().value_or(1) <= 0; }
};

std::string short_of(const std::string& commit) {
  return commit.substr(0, 12);
}

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> all;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) all.push_back(line);
  return all;
}

std::vector<std::string> commits_between(const Bisection& bisection) {
  const BisectQuestion& question = bisection.state.question;
  const fs::path& directory = bisection.project.directory;
  const Environment& environment = bisection.console.environment;
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

Bisection prepared(const Arguments& arguments, const Console& console) {
  const std::string& name = only_word(arguments, "bisect: expected one benchmark of pawl.toml");
  Bisection bisection{.console = console, .project = find_project(arguments, console)};
  bisection.candidates = candidates(bisection.project, name);
  if (const auto metric = arguments.value("metric"))
    for (const auto& benchmark : bisection.candidates) expect_metric(benchmark, *metric);
  bisection.limits = duel_limits(arguments, bisection.project.config.policy, console);
  bisection.confidence = fraction(arguments, "confidence", 0.5, 0.9999).value_or(0.95);
  for (const char* end : {"good", "bad"})
    if (arguments.value_or(end, "").empty())
      throw Error(Fault::usage,
                  "bisect: which commit is " + std::string(end) + "? --" + end + " REV");
  const fs::path& directory = bisection.project.directory;
  const BisectQuestion question = {
      commit_of(arguments.value_or("good", ""), directory, console.environment),
      commit_of(arguments.value_or("bad", ""), directory, console.environment), name,
      arguments.value_or("metric", ""), arguments.value_or("build", "")};
  const auto given = arguments.value("state");
  bisection.file = given
                       ? fs::path(*given)
                       : directory / demand_of_git({"rev-parse", "--git-path", "pawl-bisect.json"},
                                                   directory, console.environment, "bisect");
  bisection.state = resumed(bisection.file, question, console);
  bisection.commits = commits_between(bisection);
  bisection.begin = console.clock();
  return bisection;
}

/// Good and whichever commit is on trial, at paths of one length.
struct Arena {
  Workplace workplace;
  std::optional<Worktree> good, trial;
};

void build_good(Arena& arena, const Bisection& bisection) {
  const BisectQuestion& question = bisection.state.question;
  const auto made = [&](std::optional<Worktree>& tree, const char* name) {
    tree.emplace(bisection.project.directory, arena.workplace.path() / name, question.good,
                 bisection.console.environment);
  };
  made(arena.good, "good");
  made(arena.trial, "test");
  if (const auto fault = arena.good->build(question.build))
    throw Error(Fault::input, short_of(question.good) + " (good): --build " + *fault);
}

struct Trial {
  std::optional<ci::SequentialOutcome> outcome;
  std::string broken;
};

/// `commit` against good; broken where it cannot be built or measured.
Trial tried(Arena& arena, const Bisection& bisection, const std::string& commit, DuelRules rules) {
  arena.trial->check_out(commit);
  if (const auto fault = arena.trial->build(bisection.state.question.build)) return {{}, *fault};
  std::deque<Duel> duels;
  const Conditions conditions = conditions_of(bisection.project.config.conditions);
  const auto in = [&](const Worktree& tree) {
    return Contestant{bisection.benchmark,
                      {tree.directory(), bisection.console.environment, conditions}};
  };
  const BisectQuestion& question = bisection.state.question;
  duels.emplace_back(in(*arena.good), in(*arena.trial),
                     std::vector<baselines::SeriesName>{{question.benchmark, question.metric}},
                     rules);
  hold(duels, bisection.time_left(), "measuring " + short_of(commit) + " against good",
       bisection.console);
  const ci::SequentialOutcome outcome = duels.front().outcomes().front();
  const auto failures = duels.front().failures();
  if (outcome.before.empty())
    return {{}, failures.empty() ? "does not give that metric" : failures.front().reason};
  return {outcome, {}};
}

std::string shown(StepEvidence seen) {
  return ci::change(std::exp(seen.log_ratio));
}

/// Whether bad differs from good at all; false: ended before, or it does not.
bool measure_step(Arena& arena, Bisection& bisection) {
  const std::string& bad = bisection.state.question.bad;
  const Trial trial = tried(arena, bisection, bad, bisection.limits.rules);
  if (bisection.must_end()) return false;
  if (!trial.outcome) throw Error(Fault::input, short_of(bad) + " (bad): " + trial.broken);
  const bool has_changed = trial.outcome->decision == Decision::regression ||
                           trial.outcome->decision == Decision::improvement;
  const auto seen = stats::step_evidence(trial.outcome->before, trial.outcome->now);
  if (!has_changed || !seen) return false;
  bisection.state.step = *seen;
  note(bisection.console, "bad against good: " + shown(*seen));
  bisection.save();
  return true;
}

/// Half the step decides, and the pairs spent on one commit are few: the next may tell more.
DuelRules step_rules(const Bisection& bisection) {
  DuelRules rules = bisection.limits.rules;
  rules.alpha = 0.05;
  rules.threshold = std::expm1(std::abs(bisection.state.step->log_ratio) / 2);
  rules.most_pairs = std::min<std::size_t>(rules.most_pairs, 40);
  rules.seed += bisection.state.tests.size() + 1;
  return rules;
}

void take_step(Arena& arena, Bisection& bisection, const std::string& commit) {
  const Trial trial = tried(arena, bisection, commit, step_rules(bisection));
  if (bisection.must_end()) return;
  BisectTest test{.commit = commit, .broken = trial.broken};
  const auto seen = trial.outcome ? stats::step_evidence(trial.outcome->before, trial.outcome->now)
                                  : std::nullopt;
  if (seen) test.seen = *seen;
  if (!seen && test.broken.empty()) test.broken = "gave too few pairs, or values without a ratio";
  note(bisection.console,
       short_of(commit) + ": " + (seen ? shown(*seen) : "skipped: " + test.broken));
  bisection.state.tests.push_back(std::move(test));
  bisection.save();
}

BisectResult::Candidate candidate(const Bisection& bisection, const std::string& commit,
                                  double chance) {
  const GitAnswer subject = ask_git({"show", "--no-patch", "--format=%s", commit},
                                    bisection.project.directory, bisection.console.environment);
  return {commit, subject.text, chance};
}

BisectResult result_of(const Bisection& bisection) {
  if (!bisection.state.step) return {.is_finished = !bisection.must_end()};
  const stats::StepSearch search = replayed(bisection.state, bisection.commits);
  const std::vector<std::size_t> credible = search.credible(bisection.confidence);
  BisectResult result{.verdict = credible.size() == 1 ? BisectResult::Verdict::found
                                                      : BisectResult::Verdict::unsure};
  for (const std::size_t at : credible)
    result.candidates.push_back(
        candidate(bisection, bisection.commits[at], search.posterior()[at]));
  result.is_finished = credible.size() == 1 || !search.next(bisection.confidence);
  return result;
}

Status concluded(const Bisection& bisection, bool is_json, Console& console) {
  const BisectResult result = result_of(bisection);
  console.out << (is_json ? bisect_json(bisection.state, result)
                          : bisect_text(bisection.state, result));
  if (result.verdict == BisectResult::Verdict::no_change) return Status::inconclusive;
  if (result.is_finished) {
    std::error_code ignored;
    fs::remove(bisection.file, ignored);
  } else {
    note(console, "not finished: the same command goes on from " + bisection.file.string());
  }
  return result.verdict == BisectResult::Verdict::found ? Status::pass : Status::inconclusive;
}

void find_benchmark(const Arena& arena, Bisection& bisection) {
  BisectQuestion& question = bisection.state.question;
  const Asked found = asked(bisection.candidates, {question.benchmark, question.metric},
                            bisection.project.config.metrics,
                            {arena.good->directory(), bisection.console.environment,
                             conditions_of(bisection.project.config.conditions)});
  bisection.benchmark = found.benchmark;
  question.metric = found.issue.metric;
}

void search_on(Arena& arena, Bisection& bisection) {
  build_good(arena, bisection);
  find_benchmark(arena, bisection);
  if (!bisection.state.step && !measure_step(arena, bisection)) return;
  for (std::size_t step = 0; step < most_steps && !bisection.must_end(); ++step) {
    const auto next = replayed(bisection.state, bisection.commits).next(bisection.confidence);
    if (!next) return;
    take_step(arena, bisection, bisection.commits[*next]);
  }
}

Status bisect(const Arguments& arguments, Console& console) {
  const bool is_json = wants_json(arguments);
  Bisection bisection = prepared(arguments, console);
  Arena arena;
  {
    const Interruption interruption;  // ends before what follows, which must not be interrupted
    search_on(arena, bisection);
  }
  return concluded(bisection, is_json, console);
}

std::vector<Option> options() {
  std::vector<Option> all = {
      {"good", "REV", "a commit without the change"},
      {"bad", "REV", "a later one with it"},
      {"build", "CMD", "shell command that builds a worktree; where it fails, it is passed by"},
      {"metric", "NAME",
       "what is judged (default: the first that the benchmark names or prints, or wall_time)"},
      {"confidence", "C", "how sure it must be (default 0.95)"},
      {"state", "FILE", "what is known so far (default: pawl-bisect.json in git's directory)"}};
  for (const Option& option : duel_options()) all.push_back(option);
  all.push_back(format_option("text, json (default: text)"));
  all.push_back(config_option());
  return all;
}

}  // namespace

Command bisect_command() {
  return {.name = "bisect",
          .arguments = "--good REV --bad REV BENCHMARK [--build CMD]",
          .most_words = any_number,
          .summary = "find the commit that made a benchmark slower, and say how sure that is",
          .details =
              "Each step builds one commit and measures it and good in turns; what that shows "
              "moves the\nodds of every commit, so that one wrong answer misleads no further. "
              "Interrupted, the same\ncommand goes on. Status 0: found. 6: not that surely.",
          .options = options(),
          .example = "  pawl bisect --good v1.2 --bad main token/small --build 'make bench'",
          .action = bisect};
}

}  // namespace pawl::tools
