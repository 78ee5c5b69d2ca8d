#pragma once
/// A process metric is what is known of every launch, whatever the program prints.

#include "tools/launch/launcher.hpp"

#include <span>
#include <string_view>

namespace pawl::tools {

struct ProcessMetric {
  std::string_view name, unit;         ///< unit: a base unit
  double (*of)(const Launch& launch);  ///< negative: not known
  /// Recorded, and not judged unless the policy names it: too noisy to stop a build by default.
  bool is_secondary;
};

/// wall_time first; lower is better for all.
std::span<const ProcessMetric> process_metrics();

}  // namespace pawl::tools
