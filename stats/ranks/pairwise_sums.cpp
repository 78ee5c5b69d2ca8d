#include "pairwise_sums.hpp"

#include <algorithm>
#include <cassert>
#include <limits>
#include <numeric>
#include <utility>

namespace pawl::stats {

PairwiseSums::PairwiseSums(std::vector<double> a, std::vector<double> b)
    : a_(std::move(a)), b_(std::move(b)), size_(a_.size() * b_.size()) {
  assert(size_ > 0);
}

PairwiseSums PairwiseSums::with_itself(const std::vector<double>& a) {
  PairwiseSums sums(a, a);
  sums.triangle_ = true;
  sums.size_ = a.size() * (a.size() + 1) / 2;
  return sums;
}

PairwiseSums::Split PairwiseSums::split(double x) const {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  Split split{0, -infinity, infinity};
  std::size_t end = b_.size();  // of the row's sums ≤ x: falls from row to row
  for (std::size_t i = 0; i < a_.size(); ++i) {
    while (end > 0 && a_[i] + b_[end - 1] > x) --end;
    const std::size_t begin = triangle_ ? i : 0, reached = std::max(begin, end);
    split.count += reached - begin;
    if (reached > begin) split.last = std::max(split.last, a_[i] + b_[reached - 1]);
    if (reached < b_.size()) split.next = std::min(split.next, a_[i] + b_[reached]);
  }
  return split;
}

double PairwiseSums::nth(std::size_t k) const {
  assert(k < size_);
  double low = a_.front() + b_.front(), high = a_.back() + b_.back();
  if (split(low).count > k) return low;
  while (true) {  // at most k sums are ≤ low, more are ≤ high, which is one of them
    double middle = std::midpoint(low, high);
    if (middle >= high) middle = low;  // neighbours, rounded up
    const Split parts = split(middle);
    if (parts.count > k) {
      high = parts.last;
    } else if (parts.next >= high) {
      return high;
    } else {
      low = middle;
    }
  }
}

double PairwiseSums::median() const {
  const double upper = nth(size_ / 2);
  return size_ % 2 == 1 ? upper : std::midpoint(nth(size_ / 2 - 1), upper);
}

}  // namespace pawl::stats
