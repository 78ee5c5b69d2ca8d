#pragma once
/// An outlier is a value far from the rest of its sample. Outliers are labelled and counted, never
/// deleted: a slow request is as real as a fast one.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace pawl::stats {

/// How far out: beyond 1.5 (mild) or 3 (severe) interquartile ranges from the quartiles (Tukey
/// 1977).
enum class OutlierLabel : std::uint8_t { none, low_mild, low_severe, high_mild, high_severe };

/// A label for each value, in the order given. The fences stand on the logarithms where all values
/// are > 0, since times are skewed. Where more than half of the values are equal the range of the
/// quartiles says nothing: it is then taken from the mean deviation from the median. Fewer than
/// four values have no outliers.
std::vector<OutlierLabel> outlier_labels(std::span<const double> values);

struct OutlierCount {
  std::size_t low = 0;     ///< mild and severe
  std::size_t high = 0;    ///< mild and severe
  std::size_t severe = 0;  ///< at either end
};
OutlierCount count_outliers(std::span<const OutlierLabel> labels);

}  // namespace pawl::stats
