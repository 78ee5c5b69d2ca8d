#include "hodges_lehmann.hpp"

#include "inversion.hpp"
#include "mann_whitney.hpp"
#include "pairwise_sums.hpp"
#include "rank_sum_null.hpp"

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace pawl::stats {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// The test of before shifted along the log scale. Its U only steps where the shift passes one of
/// the n·m differences, so shifts are named by how many differences they have passed.
class ShiftTest {
 public:
  /// Logs, ascending.
  ShiftTest(std::vector<double> before, std::vector<double> now, double alpha)
      : before_(std::move(before)),
        now_(std::move(now)),
        differences_(negated(before_), now_),
        alpha_(alpha),
        tied_(has_equal(before_) || has_equal(now_)),
        untied_(before_.size(), now_.size(),
                std::vector<std::size_t>(before_.size() + now_.size(), 1)) {}

  /// The least difference from which on shifts are not too small; -infinity where none are.
  double low_end() const {
    const auto untied = [&](std::size_t passed) {
      return !is_too_small(untied_w(passed), untied_);
    };
    if (tied_ ? fits(0) : untied(0)) return -infinity;
    const std::size_t all = differences_.size();
    std::size_t passed = first_accepted(0, all, all / 4, untied);
    if (tied_) passed = first_accepted(0, all, passed, [&](std::size_t k) { return fits(k); });
    return differences_.nth(passed - 1);
  }
  double estimate() const { return differences_.median(); }

 private:
  static std::vector<double> negated(const std::vector<double>& values) {
    std::vector<double> negative(values.rbegin(), values.rend());
    for (double& value : negative) value = -value;
    return negative;
  }
  static bool has_equal(const std::vector<double>& values) {
    return std::adjacent_find(values.begin(), values.end()) != values.end();
  }

  std::int64_t untied_w(std::size_t passed) const {
    return 2 * static_cast<std::int64_t>(differences_.size() - passed);
  }
  bool is_too_small(std::int64_t w, const RankSumNull& null) const {
    return w > static_cast<std::int64_t>(differences_.size()) && null.two_sided(w) <= alpha_;
  }

  /// Whether the shift that has passed so many differences is not too small. Between two
  /// differences values tie only within a side; the order of those groups, and with it the null
  /// distribution, changes from shift to shift.
  bool fits(std::size_t passed) const {
    const Ranking ranking = rank_shifted(passed == 0 ? -infinity : differences_.nth(passed - 1));
    const RankSumNull null(before_.size(), now_.size(), ranking.groups);
    return !is_too_small(ranking.w, null);
  }

  /// The ranking just past the difference `last`.
  Ranking rank_shifted(double last) const {
    Ranking ranking;
    std::size_t b = 0, a = 0;
    while (b < before_.size() || a < now_.size()) {
      const bool next_is_now =
          b == before_.size() || (a < now_.size() && -before_[b] + now_[a] <= last);
      const std::vector<double>& side = next_is_now ? now_ : before_;
      std::size_t& front = next_is_now ? a : b;
      const std::size_t begin = front;
      while (front < side.size() && side[front] == side[begin]) ++front;
      ranking.groups.push_back(front - begin);
      if (next_is_now) ranking.w += static_cast<std::int64_t>(2 * (front - begin) * b);
    }
    return ranking;
  }

  std::vector<double> before_, now_;
  PairwiseSums differences_;
  double alpha_;
  bool tied_;
  RankSumNull untied_;
};

}  // namespace

std::optional<RatioInterval> hodges_lehmann(std::span<const double> before,
                                            std::span<const double> now, double alpha) {
  assert(!before.empty() && !now.empty());
  const auto before_logs = sorted_logs(before), now_logs = sorted_logs(now);
  if (!before_logs || !now_logs) return std::nullopt;
  const ShiftTest forth(*before_logs, *now_logs, alpha), back(*now_logs, *before_logs, alpha);
  const RatioInterval interval{.estimate = ratio_of_log(forth.estimate()),
                               .low = ratio_of_log(forth.low_end()),
                               .high = ratio_of_log(-back.low_end())};
  const MannWhitney test = mann_whitney(before, now);
  return agreeing_at_one(interval, test.p <= alpha, test.a12 > 0.5);
}

}  // namespace pawl::stats
