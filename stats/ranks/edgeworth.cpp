#include "edgeworth.hpp"

#include "stats/tails.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace pawl::stats {

double edgeworth_tail(double z, const Cumulants& cumulants) {
  const double z2 = z * z;
  const double density = std::exp(-z2 / 2) / std::sqrt(2 * std::numbers::pi);
  const double he2 = z2 - 1, he3 = z * (z2 - 3), he5 = z * (z2 * (z2 - 10) + 15);
  const double he7 = z * (z2 * (z2 * (z2 - 21) + 105) - 105);
  const double series = cumulants.third / 6 * he2 + cumulants.fourth / 24 * he3 +
                        (cumulants.third * cumulants.third / 72 + cumulants.sixth / 720) * he5 +
                        cumulants.fourth * cumulants.fourth / 1152 * he7;
  const double normal = normal_tail(z);
  if (normal <= 0) return 0;
  const double c = density * series / normal;
  // Far out the series may turn negative; the third-order logarithm agrees where it is small.
  return std::min(1.0, c >= 0 ? normal * (1 + c) : normal * std::exp(c * (1 - c / 2 + c * c / 3)));
}

UniformStep::UniformStep(double step)
    : second(step * step / 12),
      fourth(-step * step * step * step / 120),
      sixth(std::pow(step, 6) / 252) {}

}  // namespace pawl::stats
