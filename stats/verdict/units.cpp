#include "units.hpp"

#include "stats/summary.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <span>

namespace pawl::stats {

bool Units::positive() const {
  return std::all_of(launches.begin(), launches.end(), [](double value) { return value > 0; });
}

double statistic_of(std::span<const double> values, Statistic statistic) {
  switch (statistic) {
    case Statistic::median:
      return median({values.begin(), values.end()});
    case Statistic::mean:
      return mean(values);
    case Statistic::minimum:
      return *std::min_element(values.begin(), values.end());
    case Statistic::p90:
      return quantile(sorted(values), 0.90);
    case Statistic::p95:
      return quantile(sorted(values), 0.95);
    case Statistic::p99:
      return quantile(sorted(values), 0.99);
  }
  std::abort();
}

Units units_of(const Sample& sample, Statistic statistic) {
  Units units;
  units.single_valued = sample.size() == sample.launches();
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

std::vector<double> logs(std::span<const double> values) {
  std::vector<double> result(values.begin(), values.end());
  for (double& value : result) value = std::log(value);
  return result;
}

}  // namespace pawl::stats
