#include "compare.hpp"

#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace pawl::stats {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

struct Logs {
  std::size_t n = 0;
  double mean = 0;
  double squares = 0;  ///< sum of squared deviations
};

Logs logs_of(const std::vector<double>& values) {
  Logs logs{.n = values.size()};
  for (const double value : values) logs.mean += std::log(value) / static_cast<double>(logs.n);
  for (const double value : values) logs.squares += std::pow(std::log(value) - logs.mean, 2);
  return logs;
}

Side side_of(const Sample& sample) {
  return {.n = sample.size(),
          .launches = sample.launches(),
          .sessions = sample.sessions(),
          .median = median({sample.values().begin(), sample.values().end()}),
          .low = -infinity,
          .high = infinity};
}

bool positive(const Sample& sample) {
  return std::all_of(sample.values().begin(), sample.values().end(),
                     [](double value) { return value > 0; });
}

double a12_of(const Sample& before, const Sample& now) {
  std::vector<double> sorted(before.values().begin(), before.values().end());
  std::sort(sorted.begin(), sorted.end());
  double wins = 0;
  for (const double value : now.values()) {
    const auto [first, last] = std::equal_range(sorted.begin(), sorted.end(), value);
    wins += static_cast<double>(first - sorted.begin()) + static_cast<double>(last - first) / 2;
  }
  return wins / static_cast<double>(before.size()) / static_cast<double>(now.size());
}

void add_evidence(Comparison& result, const Policy& policy) {
  const boost::math::students_t student(result.launch.degrees);
  const double deviation = std::sqrt(result.log_variance);
  const double reach = deviation * quantile(student, 0.5 + policy.confidence / 2);
  result.evidence = Evidence::moderated_t;
  result.p = deviation > 0 ? 2 * cdf(complement(student, std::abs(result.log_ratio) / deviation))
                           : (result.log_ratio == 0 ? 1.0 : 0.0);
  result.ratio.low = std::exp(result.log_ratio - reach);
  result.ratio.high = std::exp(result.log_ratio + reach);
  const double power = quantile(student, 0.8) + quantile(student, 1 - policy.alpha / 2);
  result.minimum_detectable = std::expm1(power * deviation);
}

}  // namespace

Comparison compare(const Sample& before, const Sample& now, Better better, Situation situation,
                   const Policy& policy, std::optional<YardstickShift> yardstick) {
  Comparison result{.before = side_of(before), .now = side_of(now)};
  result.better = better;
  result.situation = situation;
  result.a12 = a12_of(before, now);
  result.ratio = {1, 0, infinity};
  result.minimum_detectable = infinity;
  if (!positive(before) || !positive(now)) {
    result.warnings.push_back({WarningKind::not_positive, 0});
    return result;
  }
  const Logs a = logs_of(before.launch_medians());
  const Logs b = logs_of(now.launch_medians());
  result.log_ratio = b.mean - a.mean - (yardstick ? std::log(yardstick->ratio) : 0);
  result.ratio.estimate = std::exp(result.log_ratio);
  if (situation == Situation::incomparable) {
    result.warnings.push_back({WarningKind::incomparable, 0});
    return result;
  }
  if (a.n + b.n < 4) {
    result.warnings.push_back({WarningKind::few_launches, static_cast<double>(std::min(a.n, b.n))});
    return result;
  }
  const double degrees = static_cast<double>(a.n + b.n - 2);
  result.launch = {(a.squares + b.squares) / degrees, degrees};
  const double sessions = situation == Situation::interleaved
                              ? 0.0
                              : policy.noise_floor * policy.noise_floor *
                                    (1 / static_cast<double>(before.sessions()) +
                                     1 / static_cast<double>(now.sessions()));
  result.log_variance =
      result.launch.value * (1 / static_cast<double>(a.n) + 1 / static_cast<double>(b.n)) +
      sessions + (yardstick ? yardstick->log_variance : 0);
  add_evidence(result, policy);
  return result;
}

}  // namespace pawl::stats
