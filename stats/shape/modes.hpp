#pragma once
/// A mode is a hump in the distribution of a sample: a benchmark with two of them takes one of two
/// ways each time, and its median may jump between them without any change of the code.

#include <span>
#include <vector>

namespace pawl::stats {

struct Mode {
  double median = 0;  ///< of its values, in base units
  double weight = 0;  ///< its share of all values, in (0, 1]
  double low = 0;     ///< its smallest value
  double high = 0;    ///< its largest value
};

/// The modes of one or more values, ascending; one for fewer than ten values or where nothing shows
/// more.
///
/// A kernel density (on logarithms where all values are > 0; half of Silverman's bandwidth, not
/// below the step of a coarse timer) is cut at those valleys that are deeper than chance makes
/// them: the lower peak beside exceeds the valley by 2 standard errors of a density estimate, is
/// twice as high, and holds three values and 5 % of them. stats/README.md has the rates at which
/// one mode is taken for two.
std::vector<Mode> modes(std::span<const double> values);

}  // namespace pawl::stats
