#include "multiple.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace pawl::stats {
namespace {

/// Indices of `p`, smallest p first.
std::vector<std::size_t> ascending(std::span<const double> p) {
  std::vector<std::size_t> order(p.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return p[a] < p[b]; });
  return order;
}

}  // namespace

std::vector<double> benjamini_hochberg(std::span<const double> p) {
  const std::vector<std::size_t> order = ascending(p);
  const auto rows = static_cast<double>(p.size());
  std::vector<double> adjusted(p.size());
  double smallest = 1;  // of this rank and all above: a smaller p is never adjusted to a larger one
  for (std::size_t rank = p.size(); rank >= 1; --rank) {
    const std::size_t row = order[rank - 1];
    smallest = std::min(smallest, p[row] * (rows / static_cast<double>(rank)));
    adjusted[row] = smallest;
  }
  return adjusted;
}

std::vector<double> holm(std::span<const double> p) {
  const std::vector<std::size_t> order = ascending(p);
  std::vector<double> adjusted(p.size());
  double largest = 0;
  for (std::size_t rank = 0; rank < p.size(); ++rank) {
    const auto left = static_cast<double>(p.size() - rank);
    largest = std::max(largest, std::min(1.0, p[order[rank]] * left));
    adjusted[order[rank]] = largest;
  }
  return adjusted;
}

}  // namespace pawl::stats
