#pragma once
/// A StepSearch finds where in a line of versions a step of known size happened, by measuring one
/// version after another against the one before them all, each answer being only probably right.
///
/// Bayesian: every version may be the first with the step, alike at first; each measurement moves
/// the odds, and the next goes where it halves them best (Horstein 1963, IEEE Trans. Inf. Theory
/// 9:136; Waeber, Frazier & Henderson 2013, SIAM J. Control Optim. 51:2261). Assumes one step: with
/// two of one direction it finds one of them, or stays unsure.

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace pawl::stats {

/// What pairs of launches show of log(now / before).
struct StepEvidence {
  double log_ratio = 0;
  double error = 0;  ///< standard error, ≥ 0
};

/// The pseudo-median of the pairs' ratios; its error is that of its 95 % interval. nullopt where
/// values are ≤ 0 or pairs are fewer than six, which bound nothing.
std::optional<StepEvidence> step_evidence(std::span<const double> before,
                                          std::span<const double> now);

class StepSearch {
 public:
  /// Among `versions` ≥ 1, of which the last has the step: `step`, as it was measured.
  StepSearch(std::size_t versions, StepEvidence step);

  /// The chance that a version so measured has the step, both being as likely before: never nearer
  /// to 0 or 1 than a measurement may be wrong for reasons it does not see (0.5 %).
  double chance_of_step(StepEvidence seen) const;
  /// Takes in a measurement of version `at` against the reference. Its pairs are independent of
  /// those before; how many they are may depend on what they show.
  void add(std::size_t at, StepEvidence seen);
  /// Version `at` cannot be measured; it may still be the one.
  void exclude(std::size_t at);

  /// For each version, how likely it is the first with the step; their sum is 1.
  std::span<const double> posterior() const { return posterior_; }
  /// The version to measure next; nullopt when one is that likely, or no version that can be
  /// measured would still move much.
  std::optional<std::size_t> next(double confidence) const;
  /// The fewest versions that are that likely to hold the first, the likeliest first.
  std::vector<std::size_t> credible(double confidence) const;

 private:
  StepEvidence step_;
  std::vector<double> posterior_;
  std::vector<bool> excluded_;
};

}  // namespace pawl::stats
