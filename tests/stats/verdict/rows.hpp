#pragma once
/// Rows of a report to try a law of judging on.

#include "stats/verdict/compare.hpp"

#include <cmath>

namespace pawl::tests {

/// One of twelve launches a side, said to have moved by `estimate` with that standard error; its p
/// and interval are those of Student's t.
inline stats::Comparison measured(double estimate, double error, double degrees = 22) {
  stats::Comparison row;
  row.before = {.n = 12, .launches = 12, .sessions = 1, .median = 1, .low = 1, .high = 1};
  row.now = row.before;
  row.now.median = std::exp(estimate);
  row.evidence = stats::Evidence::launches_t;
  row.shift = {estimate, error, degrees};
  row.p = stats::two_sided_p(row.shift);
  const double reach = stats::half_width(row.shift, 0.95);
  row.ratio = {row.now.median, std::exp(estimate - reach), std::exp(estimate + reach)};
  return row;
}

}  // namespace pawl::tests
