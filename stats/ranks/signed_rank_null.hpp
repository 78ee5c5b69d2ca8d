#pragma once
/// A SignedRankNull is the distribution of Wilcoxon's W, the sum of those ranks that carry a plus,
/// when each sign is the toss of a coin. In doubled units, since midranks may end in a half.

#include "edgeworth.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace pawl::stats {

class SignedRankNull {
 public:
  /// `doubled`: the doubled midranks of the pairs that differ, all > 0. Counts exactly for up to
  /// about 250 of them.
  explicit SignedRankNull(std::span<const std::int64_t> doubled);

  double at_least(std::int64_t w) const;  ///< P(2W ≥ w)
  double at_most(std::int64_t w) const { return at_least(total_ - w); }
  /// P(|2W − mean| ≥ |w − mean|).
  double two_sided(std::int64_t w) const;
  double smallest_p() const { return two_sided(total_); }
  bool exact() const { return exact_; }

 private:
  void count(std::span<const std::int64_t> doubled);
  void set_cumulants(std::span<const std::int64_t> doubled);

  std::int64_t total_ = 0;  ///< sum of the doubled ranks, twice the mean
  std::int64_t step_ = 1;   ///< 2W is a multiple of it
  bool exact_ = true;
  std::vector<double> at_least_;  ///< exact: by w / step_
  double deviation_ = 0;          ///< otherwise: of 2W, made continuous
  Cumulants shape_{};
};

}  // namespace pawl::stats
