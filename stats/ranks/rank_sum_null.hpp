#pragma once
/// A RankSumNull is the distribution of Mann-Whitney's U when the labels before and now mean
/// nothing: each of the C(n + m, n) ways to deal them to the pooled values is equally likely.
///
/// It is conditional on the ties that were seen, and exact as long as that is affordable. It speaks
/// of W = 2U, which with midranks is always whole.

#include "edgeworth.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace pawl::stats {

enum class NullMethod : std::uint8_t {
  exact,       ///< all rankings counted; no values tie
  exact_tied,  ///< all rankings counted, on midranks
  edgeworth,   ///< normal with tie and continuity correction and higher cumulants
};

class RankSumNull {
 public:
  static constexpr double default_affordable = 1 << 26;  ///< some milliseconds' worth

  /// `before`, `now` ≥ 1 values; `groups`: how many of the pooled values are equal, ascending by
  /// value, so all ones where nothing ties, and in sum before + now. `affordable`: roughly how many
  /// additions an exact count may take.
  RankSumNull(std::size_t before, std::size_t now, std::span<const std::size_t> groups,
              double affordable = default_affordable);

  double at_most(std::int64_t w) const;   ///< P(W ≤ w)
  double at_least(std::int64_t w) const;  ///< P(W ≥ w)
  /// P(|W − nm| ≥ |w − nm|): by distance from the middle, which with ties is not twice a tail.
  double two_sided(std::int64_t w) const;
  /// The smallest two-sided p that any data with these ties can reach.
  double smallest_p() const;
  NullMethod method() const { return method_; }

 private:
  struct Scores;
  void accumulate(const std::vector<double>& counts);
  void set_cumulants(const Scores& scores);

  std::int64_t middle_;  ///< nm, the mean of W
  NullMethod method_;
  std::int64_t lowest_ = 0, highest_ = 0;   ///< W's range
  std::int64_t step_ = 1;                   ///< W − lowest_ is always a multiple of it
  std::vector<double> at_most_, at_least_;  ///< exact: by (W − lowest_) / step_
  double deviation_ = 0;                    ///< edgeworth: of W, made smooth
  Cumulants shape_{};                       ///< edgeworth: the same
};

/// 2 / C(before + now, before), at most 1: the smallest two-sided p that untied data can reach.
double smallest_p(std::size_t before, std::size_t now);

}  // namespace pawl::stats
