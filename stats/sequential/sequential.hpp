#pragma once
/// A SequentialPlan says when to look at interleaved pairs that are still being measured, and how
/// sure each look must be, so that all looks together raise a false alarm no more often than alpha.
///
/// Peeking at p ≤ .05 after every pair raises one in 32 % of comparisons of identical code by 100
/// pairs; here each look spends its part of alpha (Lan & DeMets 1983, Biometrika 70:659). A look's
/// interval is a repeated confidence interval (Jennison & Turnbull 1989, J. R. Stat. Soc. B
/// 51:305): the chance that any of them misses the true ratio is at most alpha. Every decision
/// follows from it.

#include "stats/better.hpp"
#include "stats/ratio_interval.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace pawl::stats {

enum class Decision : std::uint8_t {
  keep_going,   ///< measure on
  regression,   ///< shown to be worse, and by more than the threshold as estimated
  improvement,  ///< likewise, better
  equivalent,   ///< shown to differ by less than the threshold
  futile,       ///< the plan is used up, or what is left of it will hardly tell
};

class SequentialPlan {
 public:
  struct Look {
    std::size_t pairs;  ///< when
    double alpha;       ///< the level of its test and interval
  };

  /// Looks at these numbers of pairs, ascending, spending alpha · (pairs / last)² by each (Kim &
  /// DeMets 1987, Biometrika 74:149: between Pocock's even spending and O'Brien & Fleming's late).
  SequentialPlan(std::span<const std::size_t> pairs, double alpha);
  /// From the first look that could tell anything to `most` pairs, each about a fifth later.
  static SequentialPlan up_to(std::size_t most, double alpha);
  /// The plan when no more than these pairs will come, for a reason that is not their values (the
  /// time is up): its last look is at them, and spends all of alpha that earlier ones left.
  SequentialPlan ended_at(std::size_t pairs) const;

  std::span<const Look> looks() const { return looks_; }

  /// What to do after so many pairs: pair i is before[i] and now[i], run in turns in random order.
  /// Not a look: keep_going. Values ≤ 0 have no ratio: which way pairs moved decides (sign_test),
  /// and the medians' difference is held against the threshold, ≥ 0, relative.
  Decision decide(std::span<const double> before, std::span<const double> now, Better better,
                  double threshold) const;

 private:
  /// Levels for the looks, each spending what is due to it when `planned` pairs spend alpha; the
  /// last spends the rest.
  void spend(std::size_t planned);
  Decision by_signs(const Look& look, std::span<const double> before, std::span<const double> now,
                    Better better, double threshold) const;
  bool hopeless(const Look& look, const RatioInterval& seen, double threshold) const;

  double alpha_;
  std::vector<Look> looks_;
};

/// How many pairs would find a change of the threshold at `alpha` with power 0.8, if they vary as
/// these: of `pairs`, `seen` at `level`. nullopt where so many are there, or none can be foretold.
std::optional<std::size_t> pairs_needed(const RatioInterval& seen, std::size_t pairs, double level,
                                        double alpha, double threshold);

/// The two-sided levels at the looks of a Brownian motion at `times` (ascending, the last 1) such
/// that the chance to have crossed by the k-th is spent[k]. Found by numerical integration
/// (Armitage, McPherson & Rowe 1969, J. R. Stat. Soc. A 132:235), right to 1e-4 (relative) where
/// times lie 0.001 apart, to 3 % where they lie 0.0001 apart.
std::vector<double> look_levels(std::span<const double> times, std::span<const double> spent);

}  // namespace pawl::stats
