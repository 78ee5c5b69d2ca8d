#pragma once
/// Autocorrelation is how much a value tells of the next: a machine that warms up or wanders gives
/// series whose n values count for fewer.

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace pawl::stats {

/// The values' midranks less their mean, in the values' order.
std::vector<double> centred_ranks(std::span<const double> values);

/// The correlation of neighbours, in [−1, 1], of the midranks of the values in the order of
/// measurement, so that an outlier neither feigns nor hides it. 0 for fewer than three values and
/// where all are equal.
double lag_one_autocorrelation(std::span<const double> values);

/// How many independent values would know the level as well: n / (1 + 2 Σ ρ), the sum cut by
/// Geyer's initial positive sequence (1992, doi 10.1214/ss/1177011137). In [1, n]; n where nothing
/// speaks against independence. Of midranks, as above.
double effective_sample_size(std::span<const double> values);

/// What a coarse timer leaves: values that repeat, and are whole multiples of a step apart.
struct Quantisation {
  std::size_t distinct = 0;  ///< different values, ≥ 2
  double step = 0;           ///< in base units; 0 where the values repeat without a common step
};

/// nullopt where at most half of the values are repetitions and no step is common to all, and where
/// all are equal.
std::optional<Quantisation> quantisation(std::span<const double> values);

}  // namespace pawl::stats
