#include "paired.hpp"

#include "inversion.hpp"
#include "pairwise_sums.hpp"
#include "signed_rank_null.hpp"

#include <boost/math/special_functions/beta.hpp>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

namespace pawl::stats {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// Rounded to a multiple of 2^-40 (1e-12): so that sums are exact and that equal ratios of unequal
/// values, such as 11 / 10 and 22 / 20, tie.
double on_grid(double log) {
  return std::ldexp(std::round(std::ldexp(log, 40)), -40);
}

/// log(now / before) of each pair, ascending.
std::optional<std::vector<double>> log_ratios(std::span<const double> before,
                                              std::span<const double> now) {
  assert(before.size() == now.size() && !before.empty());
  std::vector<double> logs(before.size());
  for (std::size_t i = 0; i < logs.size(); ++i) {
    if (!(before[i] > 0) || !(now[i] > 0)) return std::nullopt;
    logs[i] = on_grid(std::log(now[i]) - std::log(before[i]));
  }
  std::sort(logs.begin(), logs.end());
  return logs;
}

/// What the test sees of the pairs: ranks by distance from the centre, and those above it.
struct SignedRanks {
  std::vector<std::int64_t> doubled;  ///< midranks, doubled, of the pairs off the centre
  std::int64_t w = 0;                 ///< the sum of those of the pairs above the centre
  std::int64_t passed = 0;            ///< pairs ranked so far

  /// The next nearest pairs, all equally far.
  void add(std::size_t below, std::size_t above) {
    const auto together = static_cast<std::int64_t>(below + above);
    const std::int64_t rank = 2 * passed + together + 1;
    doubled.insert(doubled.end(), below + above, rank);
    w += rank * static_cast<std::int64_t>(above);
    passed += together;
  }
};

std::size_t equal_from(const std::vector<double>& sorted, std::size_t begin) {
  std::size_t end = begin;
  while (end < sorted.size() && sorted[end] == sorted[begin]) ++end;
  return end - begin;
}

/// Ranks round 0, pairs at 0 taking the lowest ranks and then leaving.
SignedRanks ranks_round_zero(const std::vector<double>& logs) {
  std::vector<double> below, above;
  for (const double log : logs)
    if (log != 0) (log < 0 ? below : above).push_back(std::abs(log));
  std::reverse(below.begin(), below.end());
  SignedRanks ranks;
  ranks.passed = static_cast<std::int64_t>(logs.size() - below.size() - above.size());
  std::size_t b = 0, a = 0;
  while (b < below.size() || a < above.size()) {
    const double nearest =
        std::min(b < below.size() ? below[b] : infinity, a < above.size() ? above[a] : infinity);
    const std::size_t minus = b < below.size() && below[b] == nearest ? equal_from(below, b) : 0;
    const std::size_t plus = a < above.size() && above[a] == nearest ? equal_from(above, a) : 0;
    ranks.add(minus, plus);
    b += minus;
    a += plus;
  }
  return ranks;
}

/// Ranks round a centre just past half of `sum`, which is a sum of two logs or -infinity: only
/// equal logs are equally far from it.
SignedRanks ranks_past(const std::vector<double>& logs, double sum) {
  const auto first_above =
      std::partition_point(logs.begin(), logs.end(), [&](double log) { return log + log <= sum; });
  const std::vector<double> below(std::make_reverse_iterator(first_above), logs.rend());
  const std::vector<double> above(first_above, logs.end());
  SignedRanks ranks;
  std::size_t b = 0, a = 0;
  while (b < below.size() || a < above.size()) {
    const bool next_is_above =
        b == below.size() || (a < above.size() && above[a] + below[b] <= sum);
    const std::size_t equal = next_is_above ? equal_from(above, a) : equal_from(below, b);
    next_is_above ? ranks.add(0, equal) : ranks.add(equal, 0);
    (next_is_above ? a : b) += equal;
  }
  return ranks;
}

/// The least log ratio that the test does not find too small; -infinity where there is none. Logs
/// apart have the null distribution `untied` round every centre.
double low_end(const std::vector<double>& logs, double alpha, const SignedRankNull& untied) {
  const bool tied = std::adjacent_find(logs.begin(), logs.end()) != logs.end();
  const PairwiseSums sums = PairwiseSums::with_itself(logs);
  const auto past = [&](std::size_t passed) {
    return passed == 0 ? -infinity : sums.nth(passed - 1);
  };
  const auto is_too_small = [&](std::int64_t w, const SignedRankNull& null) {
    return w > static_cast<std::int64_t>(sums.size()) && null.two_sided(w) <= alpha;
  };
  const auto fits = [&](std::size_t passed) {
    if (!tied) return !is_too_small(2 * static_cast<std::int64_t>(sums.size() - passed), untied);
    const SignedRanks ranks = ranks_past(logs, past(passed));
    return !is_too_small(ranks.w, SignedRankNull(ranks.doubled));
  };
  const std::size_t passed = first_accepted(0, sums.size(), sums.size() / 4, fits);
  return passed == 1 && fits(0) ? -infinity : past(passed) / 2;
}

}  // namespace

std::optional<SignedRank> signed_rank(std::span<const double> before, std::span<const double> now) {
  const auto logs = log_ratios(before, now);
  if (!logs) return std::nullopt;
  const SignedRanks ranks = ranks_round_zero(*logs);
  const SignedRankNull null(ranks.doubled);
  return SignedRank{.w = static_cast<double>(ranks.w) / 2,
                    .p = null.two_sided(ranks.w),
                    .p_greater = null.at_least(ranks.w),
                    .p_less = null.at_most(ranks.w),
                    .smallest_p = null.smallest_p(),
                    .exact = null.exact()};
}

std::optional<RatioInterval> ratio_of_pairs(std::span<const double> before,
                                            std::span<const double> now, double alpha) {
  const auto logs = log_ratios(before, now);
  if (!logs) return std::nullopt;
  std::vector<double> mirrored(logs->rbegin(), logs->rend());
  for (double& log : mirrored) log = -log;
  std::vector<std::int64_t> ranks(logs->size());
  for (std::size_t i = 0; i < ranks.size(); ++i) ranks[i] = 2 * static_cast<std::int64_t>(i + 1);
  const SignedRankNull untied(ranks);
  const RatioInterval interval{
      .estimate = ratio_of_log(PairwiseSums::with_itself(*logs).median() / 2),
      .low = ratio_of_log(low_end(*logs, alpha, untied)),
      .high = ratio_of_log(-low_end(mirrored, alpha, untied))};
  const SignedRank test = *signed_rank(before, now);
  return agreeing_at_one(interval, test.p <= alpha, test.p_greater < test.p_less);
}

SignTest sign_test(std::span<const double> before, std::span<const double> now) {
  assert(before.size() == now.size());
  SignTest result;
  for (std::size_t i = 0; i < before.size(); ++i) {
    result.more += now[i] > before[i] ? 1u : 0u;
    result.less += now[i] < before[i] ? 1u : 0u;
  }
  const auto [rarer, others] = std::minmax(result.more, result.less);
  if (others > 0)  // P(Binomial(moved, 1/2) <= rarer)
    result.p = std::min(1.0, 2 * boost::math::ibetac(static_cast<double>(rarer) + 1,
                                                     static_cast<double>(others), 0.5));
  return result;
}

}  // namespace pawl::stats
