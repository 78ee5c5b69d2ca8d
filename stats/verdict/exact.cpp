#include "exact.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>

namespace pawl::stats {
namespace {

/// By how much the values differ, relative to the smallest.
double range(const Sample& sample) {
  const auto values = sample.values();
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  return *low == *high ? 0 : std::abs((*high - *low) / *low);
}

Side exact_side(const Sample& sample, double value) {
  return {.n = sample.size(),
          .launches = sample.launches(),
          .sessions = sample.sessions(),
          .median = value,
          .low = value,
          .high = value};
}

}  // namespace

std::optional<double> exact_value(const Sample& sample) {
  const auto values = sample.values();
  const auto bits = [](double value) { return std::bit_cast<std::uint64_t>(value); };
  const bool agree = std::all_of(values.begin(), values.end(),
                                 [&](double value) { return bits(value) == bits(values.front()); });
  return agree ? std::optional(values.front()) : std::nullopt;
}

Comparison compare_exact(const Sample& before, const Sample& now, Better better,
                         Situation situation, const Policy& policy) {
  const auto then = exact_value(before), today = exact_value(now);
  if (!then || !today || situation == Situation::incomparable) {
    Comparison row = compare(before, now, better, situation, policy);
    const double differ = std::max(range(before), range(now));
    if (!then || !today) row.warnings.push_back({WarningKind::not_exact, differ});
    return row;
  }
  Comparison row{.before = exact_side(before, *then), .now = exact_side(now, *today)};
  row.better = better;
  row.situation = situation;
  row.evidence = Evidence::exact;
  const double ratio = *then == *today ? 1 : *today / *then;
  row.ratio = {ratio, ratio, ratio};
  row.a12 = *then == *today ? 0.5 : *then < *today ? 1 : 0;
  row.minimum_detectable = policy.threshold;
  if (*then != *today && before.size() == 1 && now.size() == 1)
    row.warnings.push_back({WarningKind::counted_once, 0});
  return row;
}

}  // namespace pawl::stats
