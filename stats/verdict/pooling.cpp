#include "pooling.hpp"

#include "environment.hpp"
#include "prospects.hpp"
#include "session_spread.hpp"
#include "stats/tails.hpp"
#include "steadiness.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <optional>
#include <utility>

namespace pawl::stats {
namespace {

/// The p and interval that follow from another variance of the units.
void set_unit(Comparison& row, const Variance& unit, const Policy& policy) {
  row.unit = unit;
  row.shift.error = std::sqrt(unit.value * row.unit_weight + row.assumed);
  row.shift.degrees = unit.degrees;
  row.p = two_sided_p(row.shift);
  const double reach = half_width(row.shift, policy.confidence);
  row.ratio.low = std::min(row.ratio.estimate, std::exp(row.shift.estimate - reach));
  row.ratio.high = std::max(row.ratio.estimate, std::exp(row.shift.estimate + reach));
  set_prospects(row, policy);
}

/// What a pool's launches have in common of resembling their neighbours; nullopt where that may be
/// chance (1 %, one-sided).
std::optional<double> common_correlation(const std::vector<Comparison>& rows,
                                         const std::vector<std::size_t>& members) {
  const double n = static_cast<double>(members.size());
  double mean = 0, squares = 0;
  for (const std::size_t i : members) mean += *rows[i].neighbours / n;
  for (const std::size_t i : members) squares += std::pow(*rows[i].neighbours - mean, 2);
  const double error = std::sqrt(squares / (n - 1) / n);
  return mean > 2.3263 * error ? std::optional(mean) : std::nullopt;
}

/// Lets the error of the row's launches grow, its degrees of freedom being at most so many.
void inflate(Comparison& row, double growth, double degrees, const Policy& policy) {
  const double tail = (1 - policy.confidence) / 2;
  const double reach = student_beyond(tail, row.shift.degrees);
  const double larger = growth_of_error(row, growth);
  row.inflation *= growth;
  row.unit_weight *= growth * growth;
  row.shift.error *= larger;
  row.shift.degrees = std::min(row.shift.degrees, degrees);
  row.unit.degrees = std::min(row.unit.degrees, row.shift.degrees);
  row.p = std::max(row.p, two_sided_p(row.shift));
  const double low = row.shift.estimate - std::log(row.ratio.low);
  const double high = std::log(row.ratio.high) - row.shift.estimate;
  const double stretch = larger * student_beyond(tail, row.shift.degrees) / reach;
  row.ratio.low = std::exp(row.shift.estimate - low * stretch);
  row.ratio.high = std::exp(row.shift.estimate + high * stretch);
  set_prospects(row, policy);
}

/// Inflates the row's error to what the pool's correlation asks for, where its own asked for less.
void follow(Comparison& row, double correlation, const Policy& policy) {
  const double wanted = inflation_by(correlation), growth = wanted / row.inflation;
  if (growth <= 1) return;
  const double launches = static_cast<double>(row.before.launches + row.now.launches);
  inflate(row, growth, std::max(1.0, launches / (wanted * wanted) - 2), policy);
}

/// A row that nothing tells whether its neighbours resemble each other is taken as if they did.
void assume_neighbours(Comparison& row, const Policy& policy) {
  if (!row.has_few_neighbours) return;
  const double growth = inflation_by(assumed_correlation);
  row.assumed_inflation = growth;
  row.warnings.push_back({WarningKind::few_neighbours, growth});
  inflate(row, growth, row.shift.degrees, policy);
}

/// Rows too small to see whether neighbours resemble each other follow their pool, where it is
/// large enough to tell.
void follow_pool(std::vector<Comparison>& rows, const Policy& policy) {
  std::map<std::size_t, std::vector<std::size_t>> pools;
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (rows[i].neighbours) pools[rows[i].pool].push_back(i);
  std::erase_if(pools, [](const auto& pool) { return pool.second.size() < fewest_to_moderate; });
  for (const auto& [pool, members] : pools)
    if (const auto common = common_correlation(rows, members))
      for (const std::size_t i : members) follow(rows[i], *common, policy);
  for (Comparison& row : rows)
    if (!row.neighbours || !pools.contains(row.pool)) assume_neighbours(row, policy);
}

/// Draws each row's variance towards its pool's.
void moderate(std::vector<Comparison>& rows, const Policy& policy) {
  std::map<std::pair<std::size_t, Evidence>, std::vector<std::size_t>> groups;
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (rows[i].unit.degrees > 0) groups[{rows[i].pool, rows[i].evidence}].push_back(i);
  for (const auto& [key, members] : groups) {
    std::vector<Variance> units;
    for (const std::size_t i : members) units.push_back(rows[i].unit);
    const std::optional<Variance> prior = variance_prior(units);
    if (!prior) continue;
    for (const std::size_t i : members) set_unit(rows[i], moderated(rows[i].unit, *prior), policy);
  }
}

/// By pool, what a session's level varies by in rows that have sessions enough to show it.
std::map<std::size_t, Variance> levels_of_pools(const std::vector<Comparison>& rows) {
  std::map<std::size_t, std::vector<Variance>> units;
  for (const Comparison& row : rows)
    if (row.evidence == Evidence::sessions_t) units[row.pool].push_back(row.unit);
  std::map<std::size_t, Variance> levels;
  for (const auto& [pool, members] : units)
    if (const auto prior = variance_prior(members)) levels[pool] = *prior;
  return levels;
}

/// Whether nothing but an assumption says how far sessions differ.
bool assumes_sessions(const Comparison& row) {
  return row.noise_floor > 0 && row.shift.error > 0 && shares_environment(row);
}

/// Lets the row's error hold what the suite shows of sessions, of which neighbours that resemble
/// each other, or what is assumed of a machine that wanders, may hold a part already.
void spread(Comparison& row, const Variance& between, const Policy& policy) {
  const double launches = std::pow(independent_error(row), 2), seen = std::pow(row.shift.error, 2);
  if (between.value > std::pow(row.noise_floor, 2)) row.noise_floor = 0;
  std::erase_if(row.warnings,
                [](const Warning& warning) { return warning.kind == WarningKind::single_session; });
  if (between.value > 0)
    row.warnings.push_back({WarningKind::suite_sessions, std::sqrt(between.value)});
  const double missing = launches + between.value - seen;
  if (missing <= 0) return;
  const double part = between.value / (launches + between.value);
  row.assumed += missing;
  row.shift.error = std::sqrt(seen + missing);
  row.shift.degrees = 1 / (part * part / between.degrees +
                           (1 - part) * (1 - part) / row.shift.degrees);  // Satterthwaite's
  row.p = std::max(row.p, two_sided_p(row.shift));
  widen(row, std::sqrt(missing) * student_beyond((1 - policy.confidence) / 2, row.shift.degrees));
  set_prospects(row, policy);
}

/// How far the row's sessions differ if their levels vary as those of other rows, launches' part
/// in which is the row's own.
Variance between_sessions(const Comparison& row, const Variance& level) {
  const double launches = std::pow(independent_error(row), 2);
  return {std::max(0.0, level.value * session_weight(row) - launches), level.degrees};
}

/// Rows with too few sessions learn of the pool's others how far sessions differ: of those that
/// have enough, else of how they moved themselves.
void spread_sessions(std::vector<Comparison>& rows, const std::map<std::size_t, Variance>& levels,
                     const Policy& policy) {
  std::map<std::size_t, std::vector<Comparison>> pools;
  for (const Comparison& row : rows)
    if (assumes_sessions(row)) pools[row.pool].push_back(row);
  for (const auto& [pool, members] : pools) {
    const auto level = levels.find(pool);
    const auto moved = level == levels.end() ? session_spread(members) : std::nullopt;
    for (Comparison& row : rows) {
      if (row.pool != pool || !assumes_sessions(row)) continue;
      if (level != levels.end()) {
        spread(row, between_sessions(row, level->second), policy);
        row.noise_floor = 0;
      } else if (moved) {
        spread(row, *moved, policy);
      }
    }
  }
}

/// What sessions show has to be shown by their launches, too.
void hold_to_launches(Comparison& row, const Policy& policy) {
  if (!row.by_launches) return;
  if (lacks_launches(row, policy)) ask_for_launches(row, policy);
  row.p = std::max(row.p, row.by_launches->p);
  row.ratio.low = std::min(row.ratio.low, std::exp(row.by_launches->low));
  row.ratio.high = std::max(row.ratio.high, std::exp(row.by_launches->high));
}

}  // namespace

std::vector<Comparison> pooled(std::vector<Comparison> rows, const Policy& policy) {
  follow_pool(rows, policy);
  const std::map<std::size_t, Variance> levels = levels_of_pools(rows);
  moderate(rows, policy);
  spread_sessions(rows, levels, policy);
  for (Comparison& row : rows) hold_to_launches(row, policy);
  return rows;
}

}  // namespace pawl::stats
