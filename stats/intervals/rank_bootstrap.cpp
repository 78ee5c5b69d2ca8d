#include "rank_bootstrap.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <numeric>

namespace pawl::stats {
namespace {

/// Gauss–Legendre with six nodes on [0, 1]: exact to degree 11, and 1e-13 for what is wanted here,
/// a beta density over one n-th of its support.
struct Node {
  double place, weight;
};
constexpr std::array<Node, 6> nodes{{{0.033765242898423986, 0.085662246189585173},
                                     {0.169395306766867743, 0.180380786524069304},
                                     {0.380690406958401546, 0.233956967286345524},
                                     {0.619309593041598454, 0.233956967286345524},
                                     {0.830604693233132257, 0.180380786524069304},
                                     {0.966234757101576014, 0.085662246189585173}}};

/// The share of the mass that is left out at either end of a RankDistribution, about.
constexpr double negligible = 1e-19;

/// P(J = first + i) = mass[i], J counted from 1; ranks of negligible probability are left out.
struct RankDistribution {
  std::size_t first = 1;
  std::vector<double> mass;
};

/// J = ⌈n B⌉ where B has the Beta(k, n − k + 1) distribution (the k-th smallest of n uniforms), so
/// its probabilities are integrals of that density over ((j − 1) / n, j / n].
class BetaDensity {
 public:
  BetaDensity(std::size_t n, std::size_t k)
      : n_(static_cast<double>(n)),
        below_(static_cast<double>(k - 1)),
        above_(static_cast<double>(n - k)) {
    const double mode = n == 1 ? 0.5 : below_ / (n_ - 1);
    if (below_ > 0 && above_ > 0) peak_ = logarithm(mode);
  }

  /// The integral over ((j − 1) / n, j / n], up to the common factor 1 / B(k, n − k + 1).
  double mass(std::size_t j) const {
    double sum = 0;
    for (const Node& node : nodes)
      sum +=
          node.weight * std::exp(logarithm((static_cast<double>(j - 1) + node.place) / n_) - peak_);
    return sum;
  }

 private:
  double logarithm(double x) const { return below_ * std::log(x) + above_ * std::log1p(-x); }

  double n_, below_, above_;
  double peak_ = 0;
};

RankDistribution rank_distribution(std::size_t n, std::size_t k) {
  assert(1 <= k && k <= n);
  const BetaDensity density(n, k);
  std::vector<double> down, up;
  for (std::size_t j = k; j >= 1; --j) {
    down.push_back(density.mass(j));
    if (down.back() < negligible) break;
  }
  for (std::size_t j = k + 1; j <= n; ++j) {
    up.push_back(density.mass(j));
    if (up.back() < negligible) break;
  }
  RankDistribution result{k + 1 - down.size(), {down.rbegin(), down.rend()}};
  result.mass.insert(result.mass.end(), up.begin(), up.end());
  const double total = std::accumulate(result.mass.begin(), result.mass.end(), 0.0);
  for (double& mass : result.mass) mass /= total;
  return result;
}

/// One side of a ratio: the values that its resampled quantile can take, ascending, with their
/// probabilities.
struct Outcomes {
  std::span<const double> values;
  std::vector<double> mass;
};

Outcomes outcomes(std::span<const double> ascending, RankDistribution ranks) {
  return {ascending.subspan(ranks.first - 1, ranks.mass.size()), std::move(ranks.mass)};
}

/// The bootstrap distribution of the ratio, as the product of the two sides'.
class RatioDistribution {
 public:
  RatioDistribution(std::span<const double> before, std::span<const double> now, double q) {
    assert(!before.empty() && !now.empty() && before.front() > 0 && now.front() > 0);
    const RankDistribution ranks =
        rank_distribution(before.size(), quantile_rank(before.size(), q));
    before_ = outcomes(before, ranks);
    now_ = outcomes(now, now.size() == before.size()
                             ? ranks
                             : rank_distribution(now.size(), quantile_rank(now.size(), q)));
  }

  /// P(ratio ≤ limit): one sweep, since the larger `before`, the more of `now` lie within.
  double cdf(double limit) const {
    double sum = 0, within = 0;
    std::size_t next = 0;
    for (std::size_t i = 0; i < before_.values.size(); ++i) {
      while (next < now_.values.size() && now_.values[next] / before_.values[i] <= limit)
        within += now_.mass[next++];
      sum += before_.mass[i] * within;
    }
    return sum;
  }

  /// The smallest ratio with cdf ≥ level. Positive doubles are ordered as their bits are, so
  /// halving these finds it within 64 steps, however far apart the values are.
  double percentile(double level) const {
    auto low = bits(now_.values.front() / before_.values.back());
    auto high = bits(now_.values.back() / before_.values.front());
    while (low < high) {
      const std::uint64_t middle = std::midpoint(low, high);
      if (cdf(std::bit_cast<double>(middle)) >= level)
        high = middle;
      else
        low = middle + 1;
    }
    return std::bit_cast<double>(high);
  }

 private:
  static std::uint64_t bits(double value) { return std::bit_cast<std::uint64_t>(value); }

  Outcomes before_, now_;
};

}  // namespace

std::size_t quantile_rank(std::size_t n, double q) {
  assert(n > 0 && q >= 0 && q <= 1);
  // 0.95 · 20 must count as 19.
  const double rank = std::ceil(static_cast<double>(n) * q * (1 - 1e-15));
  return std::clamp(static_cast<std::size_t>(rank), std::size_t{1}, n);
}

std::vector<double> bootstrap_rank_cdf(std::size_t n, std::size_t k) {
  const RankDistribution ranks = rank_distribution(n, k);
  std::vector<double> cdf(n + 1, 0.0);
  std::copy(ranks.mass.begin(), ranks.mass.end(),
            cdf.begin() + static_cast<std::ptrdiff_t>(ranks.first));
  std::partial_sum(cdf.begin(), cdf.end(), cdf.begin());
  return cdf;
}

Bounds bootstrap_quantile_ratio(std::span<const double> before, std::span<const double> now,
                                double q, double confidence) {
  const RatioDistribution ratio(before, now, q);
  return {ratio.percentile((1 - confidence) / 2), ratio.percentile((1 + confidence) / 2)};
}

double bootstrap_quantile_ratio_cdf(std::span<const double> before, std::span<const double> now,
                                    double q, double ratio) {
  return RatioDistribution(before, now, q).cdf(ratio);
}

}  // namespace pawl::stats
