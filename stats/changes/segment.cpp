#include "segment.hpp"

#include "stats/sample.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace pawl::stats {

double spread_of(std::vector<double> residuals) {
  if (residuals.empty()) return 0;
  for (double& residual : residuals) residual = std::abs(residual);
  const std::size_t bulk = std::max<std::size_t>(1, residuals.size() * 9 / 10);
  const auto end = residuals.begin() + static_cast<std::ptrdiff_t>(bulk);
  std::nth_element(residuals.begin(), end - 1, residuals.end());
  // Mean of |x| below its 90 % quantile is 0.639 σ for a normal x.
  const double mean = std::accumulate(residuals.begin(), end, 0.0) / static_cast<double>(bulk);
  const auto half = residuals.begin() + static_cast<std::ptrdiff_t>(residuals.size() / 2);
  if (half < end) std::nth_element(residuals.begin(), half, end);
  return std::max(1.4826 * *half, 1.57 * mean);
}

Level level_of(std::span<const double> values, double usual) {
  constexpr double usual_weight = 10, reach = 2;
  std::vector<double> residuals(values.begin(), values.end());
  const double middle = median(residuals);
  double sum = 0;
  for (double& residual : residuals) {
    residual -= middle;
    sum += std::clamp(residual, -reach * usual, reach * usual);
  }
  const auto size = static_cast<double>(values.size());
  const double own = values.size() > 2 ? spread_of(std::move(residuals)) : usual;
  const double variance = (size * own * own + usual_weight * usual * usual) / (size + usual_weight);
  return {middle + sum / size, std::sqrt(variance), values.size()};
}

double spread_of_neighbours(std::span<const double> values) {
  std::vector<double> differences;
  for (std::size_t i = 1; i < values.size(); ++i) differences.push_back(values[i] - values[i - 1]);
  return spread_of(std::move(differences)) / std::numbers::sqrt2;
}

}  // namespace pawl::stats
