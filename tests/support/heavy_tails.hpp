#pragma once
/// Heavy tails: what is drawn of a distribution whose fourth moment is infinite.

#include "stats/random.hpp"

#include <cmath>

namespace pawl::tests {

/// Student's t with three degrees of freedom.
inline double heavy(stats::Random& random) {
  double squares = 0;
  for (int i = 0; i < 3; ++i) {
    const double z = random.normal();
    squares += z * z;
  }
  return random.normal() / std::sqrt(squares / 3);
}

}  // namespace pawl::tests
