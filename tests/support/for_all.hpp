#pragma once
/// Property tests: a law is tried on many generated inputs, from fixed seeds.

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

namespace pawl::tests {

/// PROPERTY_OFFSET=N: added to every seed, so that laws are tried on other inputs. One that says
/// how often chance may have its way fails there now and then.
inline std::uint64_t seed_offset() {
  const char* offset = std::getenv("PROPERTY_OFFSET");
  return offset != nullptr ? std::stoull(offset) : 0;
}

/// Draws the inputs of one trial.
class Gen {
 public:
  explicit Gen(std::uint64_t seed) : engine_(seed + seed_offset()) {}

  /// Uniform in [low, high].
  std::size_t size(std::size_t low, std::size_t high) {
    return std::uniform_int_distribution<std::size_t>(low, high)(engine_);
  }
  /// Uniform in [low, high).
  double real(double low, double high) {
    return std::uniform_real_distribution<double>(low, high)(engine_);
  }
  double normal(double mean, double deviation) {
    return mean + deviation * std::normal_distribution<double>()(engine_);  // which may be 0
  }
  bool coin() { return (engine_() & 1u) != 0; }
  /// Positive, log-normal round 1, as timings are; with `ties`, rounded so that values repeat.
  std::vector<double> timings(std::size_t n, double spread = 0.1, bool ties = false) {
    std::vector<double> values(n);
    for (double& value : values) {
      value = std::exp(normal(0.0, spread));
      if (ties) value = std::max(1.0, std::round(value * 20)) / 20;
    }
    return values;
  }
  std::mt19937_64& engine() { return engine_; }

 private:
  std::mt19937_64 engine_;
};

/// Tries `law(gen)` with seeds 1 … trials; a failure names its seed, and PROPERTY_SEED=N tries that
/// one alone.
template <typename Law>
void for_all(Law law, std::uint64_t trials = 200) {
  const char* only = std::getenv("PROPERTY_SEED");
  const std::uint64_t first = only != nullptr ? std::stoull(only) : 1;
  const std::uint64_t last = only != nullptr ? first : trials;
  for (std::uint64_t seed = first; seed <= last; ++seed) {
    BOOST_TEST_CONTEXT("PROPERTY_SEED=" << seed) {
      Gen gen(seed);
      law(gen);
    }
  }
}

}  // namespace pawl::tests
