#pragma once
/// A Slope is a level that moves on in one direction all along, so that no point of it is where it
/// changed: steps that are looked for in it hide each other.

#include <cstddef>
#include <optional>
#include <span>

namespace pawl::stats {

struct Slope {
  std::size_t part = 0;  ///< points of each average it is seen by
  double change = 0;     ///< from the first average to the last
  double error = 0;      ///< standard error of that
  double degrees = 0;    ///< of its t
  double p = 1;          ///< two-sided, that the level walks at random
};

/// Of 24 finite values and more, by what 8 to 16 robust averages of neighbouring points move by
/// from one to the next: as if the level walked at random otherwise, whose averages move by steps
/// that resemble their neighbours by 1/4 (Working 1960, doi 10.2307/1907574); those of noise alone
/// take turns, which errs to the safe side. nullopt where p > 0.001, or where the level moved by
/// less than two spreads of single points. About n operations.
std::optional<Slope> slope_of(std::span<const double> values);

}  // namespace pawl::stats
