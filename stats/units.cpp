#include "units.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <span>
#include <utility>

namespace pawl::stats {
namespace {

double quantile_of(std::span<const double> values, double q) {
  std::vector<double> copy(values.begin(), values.end());
  const double place = q * static_cast<double>(copy.size() - 1);
  const auto at = copy.begin() + static_cast<std::ptrdiff_t>(place);
  std::nth_element(copy.begin(), at, copy.end());
  if (at + 1 == copy.end()) return *at;
  return std::lerp(*at, *std::min_element(at + 1, copy.end()), place - std::floor(place));
}

double mean_of(std::span<const double> values) {
  double mean = 0;
  for (const double value : values) mean += value / static_cast<double>(values.size());
  return mean;
}

}  // namespace

bool Units::positive() const {
  return std::all_of(launches.begin(), launches.end(), [](double value) { return value > 0; });
}

double statistic_of(std::span<const double> values, Statistic statistic) {
  switch (statistic) {
    case Statistic::median:
      return median({values.begin(), values.end()});
    case Statistic::mean:
      return mean_of(values);
    case Statistic::minimum:
      return *std::min_element(values.begin(), values.end());
    case Statistic::p90:
      return quantile_of(values, 0.90);
    case Statistic::p95:
      return quantile_of(values, 0.95);
    case Statistic::p99:
      return quantile_of(values, 0.99);
  }
  std::abort();
}

Units units_of(const Sample& sample, Statistic statistic) {
  Units units;
  for (std::size_t i = 0; i < sample.launches(); ++i)
    units.launches.push_back(statistic_of(sample.launch(i), statistic));
  for (std::size_t i = 0; i < sample.sessions(); ++i)
    units.session_sizes.push_back(sample.launches_of_session(i));
  return units;
}

std::vector<double> session_levels(const Units& units) {
  std::vector<double> levels;
  auto begin = units.launches.begin();
  for (const std::size_t size : units.session_sizes) {
    const auto end = begin + static_cast<std::ptrdiff_t>(size);
    levels.push_back(median({begin, end}));
    begin = end;
  }
  return levels;
}

}  // namespace pawl::stats
