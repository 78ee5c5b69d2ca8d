#pragma once
/// Rows are what a report says of each series: both sides paired, compared with the machine's speed
/// divided out, and judged together, since alpha is shared among them.

#include "baselines/run/run.hpp"
#include "gate.hpp"
#include "report.hpp"
#include "stats/verdict/judge.hpp"
#include "yardstick.hpp"

#include <optional>
#include <vector>

namespace pawl::ci {

/// What is known of how fast the machine was in both runs.
struct Speed {
  std::optional<Yardstick> yardstick{};  ///< to be divided out of what follows it
  double slowdown = 1;                   ///< of the machine itself, to be divided out of the rest
};

struct Rows {
  std::vector<Row> all;
  std::optional<stats::EnvironmentEvent> event;
};

/// In now's order, then what is missing in before's (which may be nullptr). The gate's situation
/// holds as it is: whether the machines differ is the caller's to ask.
Rows judged_rows(const baselines::Run* before, const baselines::Run& now, const Gate& gate,
                 const Speed& speed);

}  // namespace pawl::ci
