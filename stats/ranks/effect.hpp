#pragma once
/// An effect is a relative change now / before − 1 of the code; here is how small a one
/// Mann-Whitney's test can be expected to find, and how many values that takes.
///
/// Assumes log-normal values, for which U needs π / 3 times the values of a t test (Lehmann 1975,
/// Nonparametrics, section 2.4); heavier tails, as timings have, need fewer. `spread` is the
/// standard deviation of the log of a value on one side (for small ones: the coefficient of
/// variation).

#include <cstddef>
#include <optional>

namespace pawl::stats {

struct Aim {
  double alpha = 0.01;  ///< two-sided; in (0, 1)
  double power = 0.8;   ///< the chance to find an effect that is there; in (0, 1)
};

/// The smallest slowdown, relative and > 0, that n and m values find with about the aim's power (by
/// 0.05 to 0.15 less where they are under ten a side); nullopt where no result of so few could be
/// significant.
std::optional<double> minimum_detectable_effect(std::size_t n, std::size_t m, double spread,
                                                Aim aim);

/// Values a side that find a change by `effect` (relative, > −1, not 0); never fewer than could be
/// significant at all, and at most a million.
std::size_t values_needed(double effect, double spread, Aim aim);

/// The fewest values a side with which U can be significant: 4 at .05, 5 at .01, 7 at .001.
std::size_t fewest_values(double alpha);

}  // namespace pawl::stats
