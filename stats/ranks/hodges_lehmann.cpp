#include "hodges_lehmann.hpp"

#include "inversion.hpp"
#include "mann_whitney.hpp"
#include "pairwise_sums.hpp"
#include "rank_sum_null.hpp"

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <limits>
#include <map>
#include <utility>
#include <vector>

namespace pawl::stats {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

constexpr double nothing = 0;  // to spend on counting

std::vector<double> negated(const std::vector<double>& ascending) {
  std::vector<double> negative(ascending.rbegin(), ascending.rend());
  for (double& value : negative) value = -value;
  return negative;
}

bool has_equal(const std::vector<double>& ascending) {
  return std::adjacent_find(ascending.begin(), ascending.end()) != ascending.end();
}

/// The test of before shifted along the log scale. Its U only steps where the shift passes one of
/// the n·m differences, so shifts are named by how many differences they have passed.
class ShiftTest {
 public:
  /// Logs, ascending; `untied` is kept by reference.
  ShiftTest(std::vector<double> before, std::vector<double> now, double alpha, TiesWithin ties,
            const RankSumNull& untied)
      : before_(std::move(before)),
        now_(std::move(now)),
        differences_(negated(before_), now_),
        alpha_(alpha),
        tied_(ties == TiesWithin::exact && (has_equal(before_) || has_equal(now_))),
        untied_(untied) {}

  double estimate() const { return differences_.median(); }

  /// The least difference from which on shifts are not too small; -infinity where none are.
  double low_end() const {
    const std::size_t all = differences_.size();
    const auto fits = [&](std::size_t passed) {
      return tied_ ? fits_tied(passed) : fits_untied(passed);
    };
    const auto fits_roughly = [&](std::size_t passed) { return fits_at(shift(passed), nothing); };
    const std::size_t guess = tied_ ? first_accepted(0, all, all / 4, fits_roughly) : all / 4;
    const std::size_t passed = first_accepted(0, all, guess, fits);
    return passed == 1 && fits(0) ? -infinity : shift(passed);
  }

 private:
  /// The last difference passed.
  double shift(std::size_t passed) const {
    return passed == 0 ? -infinity : differences_.nth(passed - 1);
  }

  bool is_too_small(std::int64_t w, const RankSumNull& null) const {
    return w > static_cast<std::int64_t>(differences_.size()) && null.two_sided(w) <= alpha_;
  }

  /// Apart, values have the same null distribution at every shift.
  bool fits_untied(std::size_t passed) const {
    return !is_too_small(2 * static_cast<std::int64_t>(differences_.size() - passed), untied_);
  }

  /// Between two differences values tie only within a side. The order of those groups, and with it
  /// the null distribution, changes from shift to shift.
  bool fits_at(double last, double affordable) const {
    const Ranking ranking = rank_shifted(last);
    return !is_too_small(ranking.w,
                         RankSumNull(before_.size(), now_.size(), ranking.groups, affordable));
  }
  bool fits_tied(std::size_t passed) const {
    const auto [known, is_new] = known_.try_emplace(shift(passed), false);
    if (is_new) known->second = fits_at(known->first, RankSumNull::default_affordable);
    return known->second;
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
  const RankSumNull& untied_;
  mutable std::map<double, bool> known_;  ///< fits_tied, by shift: many differences are equal
};

}  // namespace

std::optional<RatioInterval> hodges_lehmann(std::span<const double> before,
                                            std::span<const double> now, double alpha,
                                            TiesWithin ties) {
  assert(!before.empty() && !now.empty());
  const auto before_logs = sorted_logs(before), now_logs = sorted_logs(now);
  if (!before_logs || !now_logs) return std::nullopt;
  const std::vector<std::size_t> apart(before.size() + now.size(), 1);
  const RankSumNull untied(before.size(), now.size(), apart);
  const ShiftTest forth(*before_logs, *now_logs, alpha, ties, untied);
  const ShiftTest back(*now_logs, *before_logs, alpha, ties, untied);
  const RatioInterval interval{.estimate = ratio_of_log(forth.estimate()),
                               .low = ratio_of_log(forth.low_end()),
                               .high = ratio_of_log(-back.low_end())};
  const MannWhitney test = mann_whitney(before, now);
  return agreeing_at_one(interval, test.p <= alpha, test.a12 > 0.5);
}

}  // namespace pawl::stats
