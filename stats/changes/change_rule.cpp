#include "change_rule.hpp"

#include <algorithm>
#include <cmath>

namespace pawl::stats {

double errors_needed(const ChangeRule& rule, std::size_t points, std::size_t changes) {
  constexpr double usual_size = 55, least_growth = -0.3, early = 2;
  const auto size = static_cast<double>(points);
  // Of a series that has changed often, another change is expected sooner.
  const double rarity = size / (1 + static_cast<double>(changes) / rule.usual_changes);
  return (rule.enough + rule.growth * std::max(least_growth, std::log(rarity / usual_size))) *
         (1 + early / size);
}

double effect_needed(const ChangeRule& rule, const Wander& wander) {
  // Where averages wander, a step has to stand out from that too.
  return rule.effect * std::sqrt(wander.largest());
}

}  // namespace pawl::stats
