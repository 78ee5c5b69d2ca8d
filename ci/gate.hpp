#pragma once
/// A Gate is what a run must get through.

#include "baselines/baseline/suppression.hpp"
#include "baselines/config/config.hpp"
#include "stats/policy.hpp"

#include <string>
#include <vector>

namespace pawl::ci {

struct Gate {
  stats::Policy policy{};
  /// What both runs have in common as far as the caller knows; runs of different machines or
  /// testbeds are incomparable whatever it says, unless they were interleaved.
  stats::Situation situation = stats::Situation::same_testbed;
  /// The metrics that are judged, for benchmarks that have any of them; for others, or when this is
  /// empty, all are (selection.hpp).
  std::vector<std::string> metrics{};
  bool has_secondary = false;  ///< also judge process counters, which are otherwise only recorded
  std::vector<baselines::Budget> budgets{};
  std::vector<baselines::Suppression> suppressions{};  ///< regressions that somebody answers for
  std::string today{};  ///< a date or time: until when suppressions hold; needed with any
  bool inconclusive_is_a_warning = false;
  unsigned threads = 0;  ///< 0: as many as there are cores
};

/// The gate that pawl.toml describes.
Gate gate_of(const baselines::Config& config);

}  // namespace pawl::ci
