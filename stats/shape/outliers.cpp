#include "outliers.hpp"

#include "stats/summary.hpp"

#include <algorithm>
#include <cmath>

namespace pawl::stats {
namespace {

constexpr std::size_t fewest = 4;

/// Half of the values lie between the quartiles; of a Laplace distribution, log 4 mean deviations.
constexpr double range_of_mean_deviation = 1.3862943611198906;

struct Fences {
  double low, high;  ///< the quartiles
  double range;      ///< between them, or what stands for it; 0 where all values are equal
};

Fences fences(std::span<const double> values) {
  const std::vector<double> ascending = sorted(values);
  Fences result{quantile(ascending, 0.25), quantile(ascending, 0.75), 0};
  result.range = result.high - result.low;
  if (result.range > 0) return result;
  std::vector<double> away(values.begin(), values.end());
  const double middle = quantile(ascending, 0.5);
  for (double& value : away) value = std::abs(value - middle);
  result.range = range_of_mean_deviation * mean(away);
  return result;
}

OutlierLabel label(double value, const Fences& fences) {
  const double below = fences.low - value, above = value - fences.high;
  if (below > 3 * fences.range) return OutlierLabel::low_severe;
  if (above > 3 * fences.range) return OutlierLabel::high_severe;
  if (below > 1.5 * fences.range) return OutlierLabel::low_mild;
  if (above > 1.5 * fences.range) return OutlierLabel::high_mild;
  return OutlierLabel::none;
}

}  // namespace

std::vector<OutlierLabel> outlier_labels(std::span<const double> values) {
  std::vector<OutlierLabel> labels(values.size(), OutlierLabel::none);
  if (values.size() < fewest) return labels;
  std::vector<double> scale(values.begin(), values.end());
  if (std::all_of(scale.begin(), scale.end(), [](double v) { return v > 0; }))
    std::transform(scale.begin(), scale.end(), scale.begin(), [](double v) { return std::log(v); });
  const Fences about = fences(scale);
  std::transform(scale.begin(), scale.end(), labels.begin(),
                 [&](double value) { return label(value, about); });
  return labels;
}

OutlierCount count_outliers(std::span<const OutlierLabel> labels) {
  const auto count = [&](OutlierLabel label) {
    return static_cast<std::size_t>(std::count(labels.begin(), labels.end(), label));
  };
  const std::size_t low = count(OutlierLabel::low_severe), high = count(OutlierLabel::high_severe);
  return {low + count(OutlierLabel::low_mild), high + count(OutlierLabel::high_mild), low + high};
}

}  // namespace pawl::stats
