#include "step_search.hpp"

#include "stats/ranks/paired.hpp"
#include "stats/tails.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

namespace pawl::stats {

namespace {

/// A measurement is wrong that often whatever its error says: another memory layout, a bad build.
constexpr double wrong = 0.005;
/// What builds of equal speed differ by, relative, as a standard deviation.
constexpr double between_builds = 0.002;

double square(double x) {
  return x * x;
}

/// The density at `x` of a normal distribution, as its logarithm and less a constant.
double log_density(double x, double mean, double variance) {
  return -square(x - mean) / (2 * variance) - std::log(variance) / 2;
}

}  // namespace

std::optional<StepEvidence> step_evidence(std::span<const double> before,
                                          std::span<const double> now) {
  constexpr double alpha = 0.05;
  if (before.empty()) return std::nullopt;
  const auto ratio = ratio_of_pairs(before, now, alpha);
  if (!ratio || !(ratio->low > 0) || std::isinf(ratio->high)) return std::nullopt;
  return StepEvidence{std::log(ratio->estimate), (std::log(ratio->high) - std::log(ratio->low)) /
                                                     2 / normal_beyond(alpha / 2)};
}

StepSearch::StepSearch(std::size_t versions, StepEvidence step)
    : step_(step),
      posterior_(versions, 1 / static_cast<double>(versions)),
      excluded_(versions, false) {
  assert(versions > 0);
}

double StepSearch::chance_of_step(StepEvidence seen) const {
  const double without = square(seen.error) + square(between_builds);
  const double with = without + square(step_.error);
  const double odds = std::exp(log_density(seen.log_ratio, 0, without) -
                               log_density(seen.log_ratio, step_.log_ratio, with));
  return wrong + (1 - 2 * wrong) / (1 + odds);
}

void StepSearch::add(std::size_t at, StepEvidence seen) {
  assert(at < posterior_.size());
  const double chance = chance_of_step(seen);
  double sum = 0;
  for (std::size_t i = 0; i < posterior_.size(); ++i) {
    posterior_[i] *= i <= at ? chance : 1 - chance;
    sum += posterior_[i];
  }
  for (double& one : posterior_) one /= sum;
}

void StepSearch::exclude(std::size_t at) {
  excluded_.at(at) = true;
}

std::optional<std::size_t> StepSearch::next(double confidence) const {
  if (*std::max_element(posterior_.begin(), posterior_.end()) >= confidence) return std::nullopt;
  std::optional<std::size_t> best;
  double up_to = 0, best_share = (1 - confidence) / 2;
  for (std::size_t i = 0; i + 1 < posterior_.size(); ++i) {
    up_to += posterior_[i];
    const double share = std::min(up_to, 1 - up_to);
    if (excluded_[i] || share <= best_share) continue;
    best = i;
    best_share = share;
  }
  return best;
}

std::vector<std::size_t> StepSearch::credible(double confidence) const {
  std::vector<std::size_t> order(posterior_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return posterior_[a] > posterior_[b]; });
  double sum = 0;
  std::size_t taken = 0;
  while (taken < order.size() && sum < confidence) sum += posterior_[order[taken++]];
  order.resize(taken);
  return order;
}

}  // namespace pawl::stats
