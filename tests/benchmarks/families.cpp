#include "families.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <vector>

namespace pawl::benchmarks {
namespace {

using stats::Sample;
using Engine = std::mt19937_64;

double uniform(Engine& engine) {
  return (static_cast<double>(engine() >> 11) + 0.5) * 0x1p-53;
}

/// Box and Muller's: the same numbers from every standard library.
double normal(Engine& engine) {
  constexpr double turn = 6.283185307179586;
  return std::sqrt(-2 * std::log(uniform(engine))) * std::cos(turn * uniform(engine));
}

/// Launches one value each (or with iterations that vary half as much as launches do).
template <typename Level>
Sample sample_of(Engine& engine, Shape shape, double spread, Level level) {
  std::vector<Sample::Session> sessions(shape.sessions);
  for (Sample::Session& session : sessions)
    for (std::size_t l = 0; l < shape.launches; ++l) {
      const double at = level(engine);
      Sample::Launch launch(shape.iterations, at);
      if (shape.iterations > 1)
        for (double& value : launch) value *= std::exp(spread / 2 * normal(engine));
      session.push_back(launch);
    }
  return *Sample::from_sessions(sessions);
}

Sample normals(std::uint64_t seed, Shape shape, double spread) {
  Engine engine(seed);
  return sample_of(engine, shape, spread,
                   [spread](Engine& e) { return std::max(0.01, 1 + spread * normal(e)); });
}

Sample log_normals(std::uint64_t seed, Shape shape, double spread) {
  Engine engine(seed);
  return sample_of(engine, shape, spread,
                   [spread](Engine& e) { return std::exp(spread * normal(e)); });
}

Sample bimodals(std::uint64_t seed, Shape shape, double spread) {
  return in_two_modes(seed, shape, spread / 4, 2 * spread, 0.3);
}

Sample spikes(std::uint64_t seed, Shape shape, double spread) {
  Engine engine(seed);
  return sample_of(engine, shape, spread, [spread](Engine& e) {
    const double spike = uniform(e) < 0.1 ? -5 * spread * std::log(uniform(e)) : 0;
    return std::exp(spike + spread / 2 * normal(e));
  });
}

Sample heavy_tails(std::uint64_t seed, Shape shape, double spread) {
  Engine engine(seed);
  return sample_of(engine, shape, spread, [spread](Engine& e) {
    double squares = 0;
    for (int i = 0; i < 3; ++i) squares += std::pow(normal(e), 2) / 3;
    return std::exp(spread / 2 * normal(e) / std::sqrt(squares));
  });
}

Sample quantised(std::uint64_t seed, Shape shape, double spread) {
  Engine engine(seed);
  return sample_of(engine, shape, spread, [spread](Engine& e) {
    const double step = spread / 2;
    return std::max(step, std::round((1 + spread * normal(e)) / step) * step);
  });
}

Sample autocorrelated(std::uint64_t seed, Shape shape, double spread) {
  Engine engine(seed);
  double state = normal(engine);
  return sample_of(engine, shape, spread, [spread, &state](Engine& e) {
    constexpr double rho = 0.4;
    state = rho * state + std::sqrt(1 - rho * rho) * normal(e);
    return std::exp(spread * state);
  });
}

constexpr std::array<Family, 7> all{{{"normal", normals},
                                     {"log-normal", log_normals},
                                     {"bimodal", bimodals},
                                     {"spiky", spikes},
                                     {"heavy-tailed (t3)", heavy_tails},
                                     {"quantised", quantised},
                                     {"AR(1) 0.4", autocorrelated}}};

}  // namespace

std::span<const Family> families() {
  return all;
}

Sample in_two_modes(std::uint64_t seed, Shape shape, double spread, double apart, double slower) {
  Engine engine(seed);
  return sample_of(engine, shape, 4 * spread, [=](Engine& e) {
    const double mode = uniform(e) < slower ? apart : 0;
    return std::exp(mode + spread * normal(e));
  });
}

Sample drifting(std::uint64_t seed, Shape shape, double spread, double between) {
  Engine engine(seed);
  std::size_t launch = 0;
  double mood = 0;
  return sample_of(engine, shape, spread, [&](Engine& e) {
    if (launch++ % shape.launches == 0) mood = between * normal(e);
    return std::exp(mood + spread * normal(e));
  });
}

std::pair<Sample, Sample> walking(std::uint64_t seed, Shape before, double spread, double step) {
  Engine engine(seed);
  double mood = 0;
  const auto session = [&] {
    mood += step * normal(engine);
    const Sample sample = sample_of(engine, {.sessions = 1, .launches = before.launches}, spread,
                                    [&](Engine& e) { return std::exp(mood + spread * normal(e)); });
    Sample::Session launches;
    for (const double value : sample.values()) launches.push_back({value});
    return launches;
  };
  std::vector<Sample::Session> sessions;
  for (std::size_t i = 0; i < before.sessions; ++i) sessions.push_back(session());
  return {*Sample::from_sessions(sessions), *Sample::from_launches(session())};
}

}  // namespace pawl::benchmarks
