#include "clusters.hpp"

#include "tails.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace pawl::stats {
namespace {

constexpr std::size_t fewest_sessions = 6;
constexpr std::size_t fewest_for_stretches = 200;
constexpr std::size_t stretches = 20;

/// The variance of the share of values above, as the clusters' own shares show it, over what it
/// were if all values were independent; 1 where no value is above.
double design_effect(const Clusters& clusters, double value, double size) {
  std::vector<double> above;
  for (const auto cluster : clusters)
    above.push_back(static_cast<double>(
        std::count_if(cluster.begin(), cluster.end(), [&](double v) { return v > value; })));
  const double share = std::accumulate(above.begin(), above.end(), 0.0) / size;
  if (share == 0) return 1;
  const double groups = static_cast<double>(clusters.size());
  double squares = 0;
  for (std::size_t i = 0; i < clusters.size(); ++i) {
    const double excess = above[i] - share * static_cast<double>(clusters[i].size());
    squares += excess * excess;
  }
  return squares * groups / (groups - 1) / (size * share * (1 - share));
}

}  // namespace

Clusters independent_clusters(const Sample& sample) {
  Clusters clusters;
  if (sample.sessions() >= fewest_sessions) {
    for (std::size_t i = 0; i < sample.sessions(); ++i) clusters.push_back(sample.session(i));
  } else if (sample.launches() > 1) {
    for (std::size_t i = 0; i < sample.launches(); ++i) clusters.push_back(sample.launch(i));
  } else {
    const std::size_t n = sample.size(), parts = n < fewest_for_stretches ? n : stretches;
    for (std::size_t i = 0; i < parts; ++i)
      clusters.push_back(
          sample.values().subspan(i * n / parts, (i + 1) * n / parts - i * n / parts));
  }
  return clusters;
}

double effective_size(const Clusters& clusters, double value, double confidence) {
  std::size_t count = 0;
  for (const auto cluster : clusters) count += cluster.size();
  const double size = static_cast<double>(count), groups = static_cast<double>(clusters.size());
  if (clusters.size() == count) return size;
  if (clusters.size() == 1) return 1;
  const double tail = (1 - confidence) / 2;
  const double lost = student_beyond(tail, groups - 1) / student_beyond(tail, size - 1);
  return size / std::max(1.0, design_effect(clusters, value, size)) / (lost * lost);
}

}  // namespace pawl::stats
