#include "signed_rank_null.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

namespace pawl::stats {
namespace {

constexpr double affordable = 1 << 24;  // additions: some milliseconds

}  // namespace

SignedRankNull::SignedRankNull(std::span<const std::int64_t> doubled) {
  std::int64_t common = 0;
  for (const std::int64_t rank : doubled) {
    total_ += rank;
    common = std::gcd(common, rank);
  }
  step_ = std::max(common, std::int64_t{1});
  const double cost = static_cast<double>(doubled.size()) * static_cast<double>(total_) /
                      static_cast<double>(step_);
  exact_ = cost <= affordable;
  exact_ ? count(doubled) : set_cumulants(doubled);
}

/// Shift algorithm, a rank at a time: with a minus the sum stays, with a plus it grows.
void SignedRankNull::count(std::span<const std::int64_t> doubled) {
  std::vector<double> chance(static_cast<std::size_t>(total_ / step_) + 1);
  chance[0] = 1;
  std::size_t reached = 0;
  for (const std::int64_t rank : doubled) {
    const auto shift = static_cast<std::size_t>(rank / step_);
    reached += shift;
    for (std::size_t s = reached; s >= shift; --s) chance[s] = (chance[s] + chance[s - shift]) / 2;
    for (std::size_t s = 0; s < std::min(shift, reached + 1); ++s) chance[s] /= 2;
  }
  at_least_.resize(chance.size());
  std::partial_sum(chance.rbegin(), chance.rend(), at_least_.rbegin());
}

/// The cumulants of coins worth the ranks.
void SignedRankNull::set_cumulants(std::span<const std::int64_t> doubled) {
  const UniformStep step(static_cast<double>(step_));
  double second = -step.second, fourth = -step.fourth, sixth = -step.sixth;
  for (const std::int64_t rank : doubled) {
    const double square = static_cast<double>(rank) * static_cast<double>(rank);
    second += square / 4;
    fourth -= square * square / 8;
    sixth += square * square * square / 4;
  }
  deviation_ = std::sqrt(second);
  shape_ = {.third = 0,
            .fourth = fourth / (second * second),
            .sixth = sixth / (second * second * second)};
}

double SignedRankNull::at_least(std::int64_t w) const {
  if (w <= 0) return 1;
  if (w > total_) return 0;
  const std::int64_t index = (w + step_ - 1) / step_;
  if (exact_) return at_least_[static_cast<std::size_t>(index)];
  const double boundary = (static_cast<double>(index) - 0.5) * static_cast<double>(step_);
  return edgeworth_tail((boundary - static_cast<double>(total_) / 2) / deviation_, shape_);
}

double SignedRankNull::two_sided(std::int64_t w) const {
  return 2 * w == total_ ? 1 : std::min(1.0, 2 * at_least(std::max(w, total_ - w)));
}

}  // namespace pawl::stats
