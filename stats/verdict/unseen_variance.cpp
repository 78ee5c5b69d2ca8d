#include "unseen_variance.hpp"

#include "stats/summary.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <span>
#include <vector>

namespace pawl::stats {
namespace {

/// From their mean, of one value or more.
double squared_deviations(std::span<const double> values) {
  const double centre = mean(values);
  double squares = 0;
  for (const double value : values) squares += (value - centre) * (value - centre);
  return squares;
}

/// The sum of 1 / launches of each session.
double inverse_sizes(const Units& side) {
  double sum = 0;
  for (const std::size_t size : side.session_sizes) sum += 1 / static_cast<double>(size);
  return sum;
}

/// 1 / launches of a typical session (harmonic mean).
double inverse_session_size(const Units& a, const Units& b) {
  return (inverse_sizes(a) + inverse_sizes(b)) / static_cast<double>(a.sessions() + b.sessions());
}

/// Of launches within their sessions.
double launch_variance(const Units& a, const Units& b) {
  double squares = 0, degrees = 0;
  for (const Units* units : {&a, &b}) {
    const std::vector<double> values = logs(units->launches);
    std::size_t begin = 0;
    for (const std::size_t size : units->session_sizes) {
      squares += squared_deviations(std::span{values}.subspan(begin, size));
      degrees += static_cast<double>(size - 1);
      begin += size;
    }
  }
  return degrees > 0 ? squares / degrees : 0;
}

/// How much more a side's launch noise weighs than the spread of sessions shows, because its
/// sessions hold fewer launches than the typical one.
double missing_launches(const Units& side, double typical) {
  const double sessions = static_cast<double>(side.sessions());
  return std::max(0.0, inverse_sizes(side) / sessions - typical) / sessions;
}

/// How far launches scatter within their sessions, on the log scale.
struct Scatter {
  double deviation = 0;
  double degrees = 0;
};

/// By the nearer half of the pairs of a session's launches, so that the few that are far out hardly
/// show, as they hardly move its level.
Scatter scatter(const Units& side) {
  constexpr std::size_t reach = 16;      // pairs further apart in time would only cost time
  constexpr double of_normals = 0.4591;  // E |d| of the nearer half, of standard deviation 1
  const std::vector<double> values = logs(side.launches);
  std::vector<double> apart;
  Scatter result;
  std::size_t begin = 0;
  for (const std::size_t size : side.session_sizes) {
    const std::size_t end = begin + size;
    for (std::size_t i = begin; i < end; ++i)
      for (std::size_t j = i + 1; j < std::min(end, i + 1 + reach); ++j)
        apart.push_back(std::abs(values[i] - values[j]));
    result.degrees += static_cast<double>(size - 1);
    begin = end;
  }
  std::sort(apart.begin(), apart.end());
  const std::size_t nearer = (apart.size() + 1) / 2;
  for (std::size_t i = 0; i < nearer; ++i)
    result.deviation += apart[i] / static_cast<double>(nearer) / of_normals;
  return result;
}

/// Whether `a` is more than what chance makes of `b` (2.5 %). The logarithm of such a deviation
/// varies by 1.25 / degrees where launches are spiky or heavy-tailed.
bool is_wilder(const Scatter& a, const Scatter& b) {
  if (!(a.degrees > 0 && b.degrees > 0) || a.deviation <= b.deviation) return false;
  const double error = std::sqrt(1.25 / a.degrees + 1.25 / b.degrees);
  return std::log(a.deviation / b.deviation) > 1.96 * error;
}

/// What a side's launches make its level vary by, beyond what the other side's sessions show,
/// because they scatter further: a median's variance is up to π/2 times a mean's.
double wilder_launches(const Units& side, const Units& other) {
  const Scatter own = scatter(side), others = scatter(other);
  if (!is_wilder(own, others)) return 0;
  const double sessions = static_cast<double>(side.sessions());
  const double told = static_cast<double>(other.sessions() - 1);  // of the spread, by the others
  const double variance = std::pow(own.deviation, 2) - std::pow(others.deviation, 2);
  return std::numbers::pi / 2 * variance * inverse_sizes(side) / (sessions * sessions) * told /
         (told + sessions - 1);
}

}  // namespace

double unseen_by_sessions(const Units& before, const Units& now) {
  const double typical = inverse_session_size(before, now);
  const double missing = missing_launches(before, typical) + missing_launches(now, typical);
  return missing * launch_variance(before, now) + wilder_launches(before, now) +
         wilder_launches(now, before);
}

}  // namespace pawl::stats
