#include "gate.hpp"

namespace pawl::ci {

Gate gate_of(const baselines::Config& config) {
  return {.policy = config.policy,
          .metrics = config.metrics,
          .budgets = config.budgets,
          .inconclusive_is_a_warning = config.inconclusive_is_a_warning};
}

}  // namespace pawl::ci
