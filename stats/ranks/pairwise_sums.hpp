#pragma once
/// PairwiseSums are all a_i + b_j, as a sorted matrix that is never written out: counting and
/// selecting take memory n + m and some tens of sweeps of n + m steps (Johnson & Mizoguchi 1978,
/// SIAM J. Comput. 7:147, with bisection for their row medians).

#include <cstddef>
#include <vector>

namespace pawl::stats {

class PairwiseSums {
 public:
  /// All n·m sums. Both are ascending, finite and not empty.
  PairwiseSums(std::vector<double> a, std::vector<double> b);
  /// The n(n + 1)/2 sums a_i + a_j, i ≤ j.
  static PairwiseSums with_itself(const std::vector<double>& a);

  std::size_t size() const { return size_; }
  std::size_t at_most(double x) const { return split(x).count; }
  /// The k-th smallest sum, from 0.
  double nth(std::size_t k) const;
  /// The middle sum, or the mean of the two middle ones.
  double median() const;

 private:
  /// Where the sums part at x.
  struct Split {
    std::size_t count;  ///< sums ≤ x
    double last;        ///< the largest of them; -infinity where none
    double next;        ///< the smallest sum > x; infinity where none
  };
  Split split(double x) const;

  std::vector<double> a_, b_;
  bool triangle_ = false;  ///< only i ≤ j
  std::size_t size_;
};

}  // namespace pawl::stats
