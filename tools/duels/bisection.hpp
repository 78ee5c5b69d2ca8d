#pragma once
/// A Bisection looks for the commit that changed a benchmark: each step builds one and measures it
/// and good in pairs, and what that shows moves the odds of every commit.

#include "baselines/config/config.hpp"
#include "bisect_result.hpp"
#include "bisect_state.hpp"
#include "duel_limits.hpp"
#include "tools/command_line/console.hpp"
#include "tools/project/project.hpp"

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace pawl::tools {

/// What a bisection is told.
struct BisectTask {
  Project project;
  BisectQuestion question;
  std::vector<baselines::Benchmark> candidates{};  ///< for what the question calls its benchmark
  DuelLimits limits{};                             ///< for all of it together
  double confidence = 0.95;                        ///< that one commit has to have; in (0, 1)
  std::filesystem::path file{};                    ///< its state, kept there after each step
};

/// How a commit is measured against good, once `state` knows the step that is looked for: half of
/// it decides, and the pairs spent on one commit are few, since the next may tell more.
DuelRules rules_of_step(DuelRules rules, const BisectState& state);

class Bisection {
 public:
  /// Goes on from the file, where there is one. Throws Error (Fault::usage) where that is about
  /// another question, or good is no ancestor of bad; (Fault::input) where the file is no state.
  Bisection(BisectTask task, const Console& console);

  /// Until one commit is found, none is left to try, the time is up or the user interrupts. Throws
  /// Error (Fault::input) where good or bad cannot be built or measured.
  void search();

  /// What is known so far.
  BisectResult result() const;
  const BisectState& state() const { return state_; }

 private:
  struct Arena;
  struct Trial;

  void search_in(Arena& arena);
  void build_good(Arena& arena) const;
  void find_benchmark(const Arena& arena);
  bool measure_step(Arena& arena);
  void take_step(Arena& arena, const std::string& commit);
  Trial tried(Arena& arena, const std::string& commit, DuelRules rules) const;
  void save() const;
  std::optional<double> time_left() const;
  bool must_end() const;
  BisectResult::Candidate candidate(const std::string& commit, double chance) const;

  BisectTask task_;
  const Console& console_;
  BisectState state_;
  std::vector<std::string> commits_;  ///< after good, up to bad, oldest first
  std::chrono::steady_clock::time_point begin_;
  baselines::Benchmark benchmark_{};  ///< the candidate that it is, once good is built
  bool is_cut_short_ = false;         ///< by the user or the time
};

}  // namespace pawl::tools
