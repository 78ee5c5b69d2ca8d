/// Measures how often budgets on quantiles are called kept or broken though the true quantile is
/// the limit (2.5 % each are meant), and prints the table of stats/README.md.
///
///   budget_rates [TRIALS]      2,000 unless told; the same numbers for the same TRIALS

#include "stats/random.hpp"
#include "stats/summary.hpp"
#include "stats/tails.hpp"
#include "stats/verdict/budget.hpp"
#include "tests/support/heavy_tails.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace pawl::stats;
using pawl::tests::heavy;

constexpr std::array quantiles{0.5, 0.9, 0.95, 0.99};

double normal(Random& random) {
  return random.normal();
}

/// As timings are, and as timings seldom are.
double skewed(Random& random) {
  return std::exp(0.3 * random.normal());
}

double very_skewed(Random& random) {
  return std::exp(random.normal());
}

/// What launches' levels and the values within them are drawn from, and by how much levels count.
struct Noise {
  std::string name;
  double (*level)(Random&);
  double (*value)(Random&);
  std::vector<double> levels;
  double correlation = 0;  ///< of each value with the one before
};

const std::vector<Noise> noises{
    {"normal", normal, normal, {0, 0.25, 0.5, 1, 2}},
    {"log-normal, σ 0.3", skewed, skewed, {0.25, 0.5, 1, 2}},
    {"log-normal, σ 1", very_skewed, very_skewed, {0.25, 0.5, 1, 2}},
    {"heavy tails (t3)", heavy, heavy, {0.25, 0.5, 1, 2}},
    {"launches t3, values normal", heavy, normal, {0.25, 0.5, 1, 2}},
};
const std::vector<Noise> neighbours{
    {"one launch, AR(1) .4", normal, normal, {0}, 0.4},
    {"one launch, AR(1) .8", normal, normal, {0}, 0.8},
};

struct Size {
  std::size_t launches, values;
};

Sample::Launch launch(Random& random, const Noise& noise, double by, std::size_t size) {
  const double level = by == 0 ? 0 : by * noise.level(random);
  const double own = std::sqrt(1 - noise.correlation * noise.correlation);
  Sample::Launch values(size);
  double before = noise.value(random);
  for (double& value : values) {
    before = noise.correlation * before + own * noise.value(random);
    value = level + before;
  }
  return values;
}

std::vector<Sample::Launch> drawn(Random& random, const Noise& noise, double by, Size size) {
  std::vector<Sample::Launch> launches;
  for (std::size_t i = 0; i < size.launches; ++i)
    launches.push_back(launch(random, noise, by, size.values));
  return launches;
}

/// Quantile 1 − beyond of all values of all launches, of two million launches of one value; in
/// closed form where all is normal.
std::vector<double> limits(const Noise& noise, double by, std::span<const double> beyond) {
  std::vector<double> result, values;
  if (noise.level == normal && noise.value == normal) {
    for (const double share : beyond)
      result.push_back(normal_beyond(share) * std::sqrt(1 + by * by));
    return result;
  }
  Random random(4711);
  for (int i = 0; i < 2'000'000; ++i) values.push_back(launch(random, noise, by, 1).front());
  std::sort(values.begin(), values.end());
  for (const double share : beyond) result.push_back(quantile(values, 1 - share));
  return result;
}

/// In % of trials.
struct Rates {
  double kept = 0, broken = 0;
};
using RatesOfQuantiles = std::array<Rates, quantiles.size()>;

/// Of limits that `times` as many values exceed as exceed the quantile. `is_known`: that values are
/// independent, as if each were a launch.
RatesOfQuantiles rates(const Noise& noise, double by, Size size, int trials, double times = 1,
                       bool is_known = false) {
  std::vector<double> beyond;
  for (const double q : quantiles) beyond.push_back(times * (1 - q));
  const std::vector<double> limit = limits(noise, by, beyond);
  RatesOfQuantiles result{};
  for (int trial = 0; trial < trials; ++trial) {
    Random random(size.launches * 1'000'000 + size.values, static_cast<std::uint64_t>(trial));
    const Sample nested = *Sample::from_launches(drawn(random, noise, by, size));
    const auto values = nested.values();
    const Sample sample = is_known ? *Sample::from({values.begin(), values.end()}) : nested;
    for (std::size_t i = 0; i < quantiles.size(); ++i) {
      const Budget budget{.quantile = quantiles[i], .limit = limit[i]};
      const BudgetVerdict verdict = judge_budget(sample, budget, 0.95).verdict;
      result[i].kept += verdict == BudgetVerdict::kept ? 100.0 / trials : 0;
      result[i].broken += verdict == BudgetVerdict::broken ? 100.0 / trials : 0;
    }
  }
  return result;
}

/// The larger rates of both.
void take_worse(RatesOfQuantiles& worst, const RatesOfQuantiles& other) {
  for (std::size_t i = 0; i < worst.size(); ++i) {
    worst[i].kept = std::max(worst[i].kept, other[i].kept);
    worst[i].broken = std::max(worst[i].broken, other[i].broken);
  }
}

/// The worst over all sizes and levels. Large samples are slow to draw: half of the trials.
RatesOfQuantiles worst_rates(const Noise& noise, std::span<const Size> sizes, int trials) {
  const std::size_t levels = noise.levels.size();
  std::vector<RatesOfQuantiles> all(levels * sizes.size());
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t i = next++; i < all.size(); i = next++) {
      const Size size = sizes[i / levels];
      const bool is_large = size.launches * size.values >= 5000;
      all[i] = rates(noise, noise.levels[i % levels], size, is_large ? trials / 2 : trials);
    }
  };
  {
    std::jthread helper(work);
    work();
  }
  RatesOfQuantiles worst{};
  for (const RatesOfQuantiles& one : all) take_worse(worst, one);
  return worst;
}

void print_head(const char* first) {
  std::printf("\n| %s |", first);
  for (const double q : quantiles) std::printf(" p%g |", 100 * q);
  std::printf("\n|--|--:|--:|--:|--:|\n");
}

void print_row(const std::string& name, const RatesOfQuantiles& row) {
  std::printf("| %s |", name.c_str());
  for (const Rates& one : row) std::printf(" %.1f – %.1f |", one.kept, one.broken);
  std::printf("\n");
  std::fflush(stdout);
}

void print_errors(int trials) {
  for (const Noise& noise : noises)
    for (const std::size_t launches : {3u, 5u, 10u, 20u, 30u}) {
      const std::array<Size, 4> sizes{
          {{launches, 5}, {launches, 20}, {launches, 100}, {launches, 1000}}};
      print_row(noise.name + ", " + std::to_string(launches) + " launches",
                worst_rates(noise, sizes, trials));
    }
  for (const Noise& noise : neighbours)
    for (const Size size : {Size{1, 200}, Size{1, 1000}, Size{1, 5000}})
      print_row(noise.name + ", " + std::to_string(size.values) + " values",
                worst_rates(noise, std::array{size}, trials));
}

/// Kept where two fifths of the tail exceed the limit, broken where one and a half do.
void print_power(const std::string& name, double by, Size size, int trials, bool is_known = false) {
  RatesOfQuantiles row = rates(noises.front(), by, size, trials, 0.4, is_known);
  const RatesOfQuantiles beyond = rates(noises.front(), by, size, trials, 1.5, is_known);
  for (std::size_t i = 0; i < row.size(); ++i) row[i].broken = beyond[i].broken;
  print_row(name, row);
}

}  // namespace

int main(int count, char** arguments) {
  const int trials = count > 1 ? std::max(2, std::atoi(arguments[1])) : 2000;
  std::printf(
      "The true quantile is the limit: wrongly kept – wrongly broken, %% of %d trials, the "
      "worst of 5, 20, 100, 1,000 values a launch and of all spreads between launches:\n",
      trials);
  print_head("");
  print_errors(trials);
  std::printf(
      "\nNormal values: rightly kept – rightly broken, %%, where 0.4 of the tail and 1.5 of "
      "it exceed the limit:\n");
  print_head("launches × values");
  for (const Size size : {Size{3, 100}, Size{5, 100}, Size{10, 20}, Size{20, 20}, Size{20, 100}}) {
    const std::string name = std::to_string(size.launches) + " × " + std::to_string(size.values);
    print_power(name + ", known to be independent", 0, size, trials, true);
    print_power(name + ", independent", 0, size, trials);
    print_power(name + ", launches spread half as far as values", 0.5, size, trials);
  }
}
