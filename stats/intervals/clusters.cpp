#include "clusters.hpp"

#include "stats/summary.hpp"
#include "stats/tails.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

namespace pawl::stats {
namespace {

constexpr std::size_t fewest_sessions = 6;
constexpr std::size_t fewest_for_stretches = 200;
constexpr std::size_t most_stretches = 20;
/// Neighbours that resemble each other (AR(1) .8) make shorter stretches resemble each other.
constexpr std::size_t shortest_stretch = 25;
/// How many times as many values are beyond the second value at which the design effect is seen as
/// are beyond the quantile, and how much the first counts in the geometric mean of both. Chosen by
/// simulation (budget_rates).
constexpr double wider = 8;
constexpr double at_quantile = 0.25;
/// Launches that each have their share of the tail, as a slow first value makes it, show a design
/// effect near 0. It is not taken for less.
constexpr double least_design_effect = 0.25;

/// The variance of the share of values that are `beyond`, as the clusters' own shares show it, over
/// what it were if all values were independent; 1 where none or all are.
template <typename Beyond>
double design_effect(const Clusters& clusters, double size, Beyond beyond) {
  std::vector<double> above;
  for (const auto cluster : clusters)
    above.push_back(static_cast<double>(std::count_if(cluster.begin(), cluster.end(), beyond)));
  const double share = std::accumulate(above.begin(), above.end(), 0.0) / size;
  if (share == 0 || share == 1) return 1;
  const double groups = static_cast<double>(clusters.size());
  double squares = 0;
  for (std::size_t i = 0; i < clusters.size(); ++i) {
    const double excess = above[i] - share * static_cast<double>(clusters[i].size());
    squares += excess * excess;
  }
  return squares * groups / (groups - 1) / (size * share * (1 - share));
}

/// Of values above and of values not below: many may be equal to it.
double design_effect_at(const Clusters& clusters, double size, double value) {
  return std::max(design_effect(clusters, size, [&](double v) { return v > value; }),
                  design_effect(clusters, size, [&](double v) { return v >= value; }));
}

/// The quantile of which `wider` times as many values are beyond, at most half.
double nearer_the_middle(double q) {
  const double share = std::min(0.5, wider * std::min(q, 1 - q));
  return q < 0.5 ? share : 1 - share;
}

double design_effect_of(const Clusters& clusters, std::span<const double> ascending, double q) {
  const auto seen = [&](double at) {
    const double value = quantile(ascending, at, QuantileType::inverse_cdf);
    const double size = static_cast<double>(ascending.size());
    return std::max(least_design_effect, design_effect_at(clusters, size, value));
  };
  const double middle = seen(nearer_the_middle(q));
  return std::max(1.0, std::pow(seen(q), at_quantile) * std::pow(middle, 1 - at_quantile));
}

}  // namespace

Clusters independent_clusters(const Sample& sample) {
  Clusters clusters;
  if (sample.sessions() >= fewest_sessions) {
    for (std::size_t i = 0; i < sample.sessions(); ++i) clusters.push_back(sample.session(i));
  } else if (sample.launches() > 1) {
    for (std::size_t i = 0; i < sample.launches(); ++i) clusters.push_back(sample.launch(i));
  } else {
    const std::size_t n = sample.size();
    const std::size_t parts =
        n < fewest_for_stretches ? n : std::min(most_stretches, n / shortest_stretch);
    for (std::size_t i = 0; i < parts; ++i)
      clusters.push_back(
          sample.values().subspan(i * n / parts, (i + 1) * n / parts - i * n / parts));
  }
  return clusters;
}

double effective_size(const Clusters& clusters, std::span<const double> ascending, double q,
                      double confidence) {
  const double size = static_cast<double>(ascending.size());
  const double groups = static_cast<double>(clusters.size());
  if (clusters.size() == ascending.size()) return size;
  if (clusters.size() == 1) return 1;
  const double tail = (1 - confidence) / 2;
  const double best = student_beyond(tail, size - 1);  // about 0 where no confidence is asked for
  const double lost = best > 0 ? std::max(1.0, student_beyond(tail, groups - 1) / best) : 1;
  return size / design_effect_of(clusters, ascending, q) / (lost * lost);
}

}  // namespace pawl::stats
