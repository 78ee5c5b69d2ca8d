#include "prospects.hpp"

#include "stats/tails.hpp"
#include "steadiness.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace pawl::stats {
namespace {

constexpr double power = 0.8;

constexpr double fewest_asked_for = 5;

/// So that a report never asks for more than anybody would run.
constexpr double most_needed = 100'000;

/// How often the standard error that would find a change of the threshold goes into this one.
double excess_of(double error, const Policy& policy) {
  const double sure = normal_beyond(policy.alpha / 2) + normal_beyond(1 - power);
  return error * sure / std::log1p(policy.threshold);
}

std::size_t rounded(double needed, double least) {
  return static_cast<std::size_t>(std::clamp(std::ceil(needed), least, most_needed));
}

/// Units a side (equally many) at which a change of the threshold is found; nullopt if there are.
std::optional<std::size_t> units_needed(const Comparison& row, double units, const Policy& policy) {
  const double errors = excess_of(row.shift.error, policy);
  if (errors <= 1 || !std::isfinite(errors)) return std::nullopt;
  // What is assumed of few launches falls away with more.
  const bool assumes = row.assumed_inflation > 1;
  const double without = errors * growth_of_error(row, 1 / row.assumed_inflation);
  return rounded(units * without * without,
                 assumes ? static_cast<double>(fewest_to_correlate) : fewest_asked_for);
}

/// As many a side as tell as much as before and now do together.
double balanced(std::size_t before, std::size_t now) {
  return 2 / (1 / static_cast<double>(before) + 1 / static_cast<double>(now));
}

/// Whether it is sessions, not launches, that would tell.
bool lacks_sessions(const Comparison& row) {
  return std::any_of(row.warnings.begin(), row.warnings.end(), [](const Warning& warning) {
    return warning.kind == WarningKind::unsteady_machine ||
           warning.kind == WarningKind::suite_sessions;
  });
}

}  // namespace

bool lacks_launches(const Comparison& row, const Policy& policy) {
  if (!row.by_launches) return false;
  const double by_sessions = two_sided_p(row.shift);
  return by_sessions <= policy.alpha && by_sessions < row.by_launches->p;
}

void ask_for_launches(Comparison& row, const Policy& policy) {
  const double degrees = static_cast<double>(row.before.launches + row.now.launches - 2);
  const double reach = (row.by_launches->high - row.by_launches->low) / 2;
  const double errors =
      excess_of(reach / student_beyond((1 - policy.confidence) / 2, degrees), policy);
  row.sessions_needed = row.launches_needed = std::nullopt;
  const double now = balanced(row.before.launches, row.now.launches);
  if (errors > 1) row.launches_needed = rounded(now * errors * errors, fewest_asked_for);
}

double run_to_run(const Comparison& row, const Policy& policy) {
  return row.noise_floor * normal_beyond(policy.alpha / 2);
}

double detectable_at(double alpha, const Comparison& row, const Policy& policy) {
  const double aim = std::max(std::log1p(policy.threshold), run_to_run(row, policy));
  const double beyond_aim = aim + row.shift.error * student_beyond(1 - power, row.shift.degrees);
  return std::expm1(std::max(beyond_aim, detectable(row.shift, alpha, power)));
}

void set_prospects(Comparison& row, const Policy& policy) {
  row.minimum_detectable = detectable_at(policy.alpha, row, policy);
  row.launches_needed = row.sessions_needed = std::nullopt;
  if (row.evidence == Evidence::sessions_t) {
    const double now = balanced(row.before.sessions, row.now.sessions);
    row.sessions_needed = units_needed(row, now, policy);
  } else if (lacks_sessions(row)) {
    row.sessions_needed = enough_sessions;
  } else {
    const double now = balanced(row.before.launches, row.now.launches);
    row.launches_needed = units_needed(row, now, policy);
  }
}

}  // namespace pawl::stats
