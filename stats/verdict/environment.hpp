#pragma once
/// An EnvironmentEvent is most of a suite moving by about the same ratio at once: more likely the
/// machine than the code, and said once instead of row by row.

#include "comparison.hpp"

#include <cstddef>
#include <optional>
#include <span>

namespace pawl::stats {

struct EnvironmentEvent {
  double ratio = 1;      ///< the common ratio now / before of times (its inverse for rates)
  std::size_t rows = 0;  ///< rows that moved by about it
  std::size_t of = 0;    ///< rows with evidence from sessions apart
};

/// Smaller suites cannot tell the machine from a change in code that they share.
inline constexpr std::size_t fewest_for_event = 20;

/// Looks at rows compared across sessions (interleaved rows share their environment). The event is
/// the median shift, if it is at least half the policy's threshold, and three quarters of the rows
/// lie within the threshold or two standard errors of it and significantly off zero shift.
std::optional<EnvironmentEvent> environment_event(std::span<const Comparison> rows,
                                                  const Policy& policy);

/// Whether the row was measured, not counted, at another time than its before, and has a ratio.
bool shares_environment(const Comparison& row);

/// The shift of a row, turned so that a slower machine gives a positive one.
double slowdown(const Comparison& row);

}  // namespace pawl::stats
