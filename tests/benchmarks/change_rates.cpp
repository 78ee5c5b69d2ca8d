/// Measures how often change points are announced without a change, how long a change takes to be
/// announced, how often an announcement is withdrawn and what all that costs; prints tables for
/// stats/README.md.
///
///   change_rates [SERIES]      2000 by default

#include "stats/changes/change_point.hpp"
#include "stats/changes/change_watch.hpp"
#include "stats/random.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <span>
#include <vector>

namespace {

using namespace pawl::stats;
using Values = std::vector<double>;

constexpr double spread = 0.02;

Values normal(Random& random, std::size_t n) {
  Values values(n);
  for (double& value : values) value = 100 * std::exp(spread * random.normal());
  return values;
}

/// One point in 20 takes up to half as long again.
Values spiky(Random& random, std::size_t n) {
  Values values = normal(random, n);
  for (double& value : values)
    if (random.unit() < 0.05) value *= 1 + 0.5 * random.unit();
  return values;
}

template <int percent>
Values autoregressive(Random& random, std::size_t n) {
  constexpr double rho = percent / 100.0;
  Values values(n);
  double x = random.normal() / std::sqrt(1 - rho * rho);
  for (double& value : values) value = 100 * std::exp(spread * (x = rho * x + random.normal()));
  return values;
}

/// A timer with steps of a whole spread.
Values quantised(Random& random, std::size_t n) {
  Values values = normal(random, n);
  for (double& value : values) value = 2 * std::round(value / 2);
  return values;
}

/// The spread is four times as large in every other stretch of 20 points.
Values varying(Random& random, std::size_t n) {
  Values values(n);
  for (std::size_t i = 0; i < n; ++i)
    values[i] = 100 * std::exp(spread * (i / 20 % 2 == 0 ? 1 : 4) * random.normal());
  return values;
}

/// Weekdays take eight spreads longer.
Values weekly(Random& random, std::size_t n) {
  Values values = normal(random, n);
  for (std::size_t i = 0; i < n; ++i)
    if (i % 7 < 5) values[i] *= std::exp(8 * spread);
  return values;
}

struct Noise {
  const char* name;
  Values (*draw)(Random& random, std::size_t n);
};
constexpr Noise noises[] = {{"normal", normal},
                            {"5 % spikes", spiky},
                            {"AR(1) .4", autoregressive<40>},
                            {"normal, weekdays longer", weekly},
                            {"AR(1) .8", autoregressive<80>},
                            {"quantised", quantised},
                            {"spread varies", varying}};

/// Of series without a change, those in which one is announced at the end, and at any time.
struct Announcing {
  double at_end = 0, ever = 0;  ///< %
};

Announcing announcing(const Noise& noise, std::size_t n, std::size_t trials) {
  Announcing result;
  const double part = 100 / static_cast<double>(trials);
  for (std::size_t trial = 0; trial < trials; ++trial) {
    Random random(trial, n);
    const Changes found = find_changes(noise.draw(random, n));
    if (!found.changes.empty()) result.at_end += part;
    if (!found.changes.empty() || !found.withdrawn.empty()) result.ever += part;
  }
  return result;
}

void print_quiet(const Noise& noise, std::size_t trials) {
  std::printf("| %s |", noise.name);
  for (const std::size_t n : {std::size_t{30}, std::size_t{100}, std::size_t{400}}) {
    const Announcing found = announcing(noise, n, n == 400 ? trials / 4 + 1 : trials);
    std::printf(" %.1f | %.1f |", found.at_end, found.ever);
  }
  std::puts("");
}

constexpr std::size_t margin = 5;
constexpr std::size_t early[] = {3, 4, 5, 8, 12, 20, 40};

bool has_near(std::span<const std::size_t> places, std::size_t place) {
  return std::any_of(places.begin(), places.end(), [&](std::size_t other) {
    return std::max(place, other) - std::min(place, other) <= margin;
  });
}

/// What a series told while it grew, point by point.
struct Story {
  std::size_t delay = 0;  ///< points of the new level until its announcement; 0: never
  std::size_t announced = 0, withdrawn = 0;
};

Story grow(const Values& values, std::size_t step_at) {
  Story story;
  std::vector<std::size_t> known;
  ChangeWatch watch(0.002, true);
  for (std::size_t n = 1; n <= values.size(); ++n) {
    watch.add(std::log(values[n - 1]));
    std::vector<std::size_t> places;
    for (const Announced& change : watch.announced()) places.push_back(change.place);
    for (const std::size_t place : places)
      if (!has_near(known, place)) {
        known.push_back(place);
        ++story.announced;
      }
    if (story.delay == 0 && has_near(places, step_at) && n > step_at) story.delay = n - step_at;
    const auto gone = std::remove_if(known.begin(), known.end(),
                                     [&](std::size_t place) { return !has_near(places, place); });
    story.withdrawn += static_cast<std::size_t>(known.end() - gone);
    known.erase(gone, known.end());
  }
  return story;
}

void print_delays(const Noise& noise, double ratio, std::size_t trials) {
  std::vector<std::size_t> delays;
  std::size_t announced = 0, withdrawn = 0;
  for (std::size_t trial = 0; trial < trials; ++trial) {
    Random random(trial, 7);
    Values values = noise.draw(random, 100);
    for (std::size_t i = 50; i < values.size(); ++i) values[i] *= ratio;
    const Story story = grow(values, 50);
    delays.push_back(story.delay == 0 ? values.size() : story.delay);
    announced += story.announced;
    withdrawn += story.withdrawn;
  }
  std::sort(delays.begin(), delays.end());
  const auto within = [&](std::size_t most) {
    return 100.0 *
           static_cast<double>(std::upper_bound(delays.begin(), delays.end(), most) -
                               delays.begin()) /
           static_cast<double>(delays.size());
  };
  std::printf("| %s | %+.0f %% | %zu | %.0f | %.0f | %.0f | %zu | %zu (%.1f %%) |\n", noise.name,
              100 * (ratio - 1), delays[delays.size() / 2], within(3), within(8), within(50),
              announced, withdrawn,
              100.0 * static_cast<double>(withdrawn) /
                  static_cast<double>(std::max<std::size_t>(1, announced)));
}

/// The largest z of any tail of the first n points against those before it, for each n: what
/// somebody goes by who knows the spread, and that points are independent and normal.
Values likelihood_ratios(const Values& values) {
  Values sums = {0}, largest;
  for (const double value : values) {
    sums.push_back(sums.back() + std::log(value) / spread);
    const std::size_t n = sums.size() - 1;
    double most = 0;
    for (std::size_t middle = 5; middle + 3 <= n; ++middle) {
      const auto old = static_cast<double>(middle), tail = static_cast<double>(n - middle);
      const double step = (sums[n] - sums[middle]) / tail - sums[middle] / old;
      most = std::max(most, std::abs(step) / std::sqrt(1 / old + 1 / tail));
    }
    largest.push_back(most);
  }
  return largest;
}

/// The delays of that, set to announce something in 2 % of series of 100 points without a change.
void print_bound(double ratio, std::size_t trials) {
  Values quiet;
  std::vector<std::size_t> delays;
  for (std::size_t trial = 0; trial < trials; ++trial) {
    Random random(trial, 11);
    const Values all = likelihood_ratios(normal(random, 100));
    quiet.push_back(*std::max_element(all.begin(), all.end()));
  }
  std::sort(quiet.begin(), quiet.end());
  const double enough = quiet[quiet.size() * 98 / 100];
  for (std::size_t trial = 0; trial < trials; ++trial) {
    Random random(trial, 13);
    Values values = normal(random, 100);
    for (std::size_t i = 50; i < values.size(); ++i) values[i] *= ratio;
    const Values all = likelihood_ratios(values);
    const auto told =
        std::find_if(all.begin() + 50, all.end(), [&](double z) { return z > enough; });
    delays.push_back(static_cast<std::size_t>(told - all.begin()) + 1 - 50);
  }
  std::sort(delays.begin(), delays.end());
  std::printf(
      "\nAt best, were noise and independence known (likelihood ratio, 2 %% of series of 100 "
      "points called changed): %+.0f %% within a median of %zu points.\n",
      100 * (ratio - 1), delays[delays.size() / 2]);
}

/// How often a step of so many spreads is found that has so few points before it, and `after` it.
void print_early(double spreads, std::size_t after, std::size_t trials) {
  std::printf("| %.0f spreads | %zu |", spreads, after);
  for (const std::size_t at : early) {
    std::size_t found = 0;
    for (std::size_t trial = 0; trial < trials; ++trial) {
      Random random(trial, at);
      Values values = normal(random, at + after);
      for (std::size_t i = at; i < values.size(); ++i) values[i] *= std::exp(spreads * spread);
      for (const Change& change : find_changes(values).changes)
        found += has_near(std::vector<std::size_t>{change.index}, at) ? 1u : 0u;
    }
    std::printf(" %.0f |", 100.0 * static_cast<double>(found) / static_cast<double>(trials));
  }
  std::puts("");
}

/// How often 150 points that rise all the time are called a change, and said to drift.
void print_slope(double spreads, std::size_t trials) {
  std::size_t told = 0, drifting = 0, either = 0;
  for (std::size_t trial = 0; trial < trials; ++trial) {
    Random random(trial, 17);
    Values values = normal(random, 150);
    for (std::size_t i = 0; i < values.size(); ++i)
      values[i] *= std::exp(spreads * spread * static_cast<double>(i));
    const Changes found = find_changes(values);
    told += found.changes.empty() ? 0u : 1u;
    drifting += found.drift ? 1u : 0u;
    either += found.changes.empty() && !found.drift ? 0u : 1u;
  }
  const double part = 100 / static_cast<double>(trials);
  std::printf("| %.2f | %.0f | %.0f | %.0f |\n", spreads, part * static_cast<double>(told),
              part * static_cast<double>(drifting), part * static_cast<double>(either));
}

/// How often points on a random walk are said to drift, at the end and at any time.
void print_walk(double steps, std::size_t n, std::size_t trials) {
  std::size_t drifting = 0, ever = 0;
  for (std::size_t trial = 0; trial < trials; ++trial) {
    Random random(trial, 19);
    Values values = normal(random, n);
    double level = 0;
    for (double& value : values) value *= std::exp(spread * (level += steps * random.normal()));
    drifting += find_changes(values).drift ? 1u : 0u;
    bool has_drifted = false;
    for (std::size_t known = 24; known <= n && !has_drifted; ++known)
      has_drifted = find_changes(std::span(values).first(known)).drift.has_value();
    ever += has_drifted ? 1u : 0u;
  }
  const double part = 100 / static_cast<double>(trials);
  std::printf("| %.1f | %zu | %.1f | %.1f |\n", steps, n, part * static_cast<double>(drifting),
              part * static_cast<double>(ever));
}

/// How often the interval of a found step holds its true size.
void print_coverage(const Noise& noise, double ratio, std::size_t trials) {
  std::size_t found = 0, held = 0;
  for (std::size_t trial = 0; trial < trials; ++trial) {
    Random random(trial, 9);
    Values values = noise.draw(random, 100);
    for (std::size_t i = 50; i < values.size(); ++i) values[i] *= ratio;
    for (const Change& change : find_changes(values).changes) {
      if (!has_near(std::vector<std::size_t>{change.index}, 50)) continue;
      ++found;
      if (change.ratio_bounds->low <= ratio && ratio <= change.ratio_bounds->high) ++held;
    }
  }
  std::printf(
      "| %s | %+.0f %% | %.1f | %.1f |\n", noise.name, 100 * (ratio - 1),
      100.0 * static_cast<double>(found) / static_cast<double>(trials),
      100.0 * static_cast<double>(held) / static_cast<double>(std::max<std::size_t>(1, found)));
}

void print_speed(std::size_t n) {
  Random random(n, 3);
  Values values = spiky(random, n);
  for (std::size_t i = 0; i < n; ++i) values[i] *= 1 + 0.1 * static_cast<double>(i * 8 / n % 3);
  const auto rounds = std::max<std::size_t>(1, 20'000 / n);
  const std::clock_t begin = std::clock();  // of this process, whatever else runs
  std::size_t found = 0;
  for (std::size_t i = 0; i < rounds; ++i) found = find_changes(values).changes.size();
  const double each = 1e3 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC /
                      static_cast<double>(rounds);
  std::printf("| %zu | %.2f | %.0f | %zu |\n", n, each,
              1e6 * each / (static_cast<double>(n) * std::log2(static_cast<double>(n))), found);
}

}  // namespace

int main(int count, char** arguments) {
  const std::size_t trials = count > 1 ? std::strtoul(arguments[1], nullptr, 10) : 2000;
  std::puts(
      "| no change: % of series with an announcement | 30 points, at the end | at any time | 100 | "
      "at any time | 400 | at any time |");
  std::puts("|--|--:|--:|--:|--:|--:|--:|");
  for (const Noise& noise : noises) print_quiet(noise, trials);
  std::puts(
      "\n| step at point 50 of 100, noise 2 % | step | median delay, points | % within 3 | "
      "within 8 | within 50 | announced | withdrawn |");
  std::puts("|--|--:|--:|--:|--:|--:|--:|--:|");
  for (const Noise& noise : std::span(noises).first(4))
    for (const double ratio : {1.1, 1.03}) print_delays(noise, ratio, trials / 4 + 1);
  for (const double ratio : {1.1, 1.03}) print_bound(ratio, 4 * trials);
  std::printf("\n| step, %% found | points after it |");
  for (const std::size_t at : early) std::printf(" %zu before |", at);
  std::puts("\n|--|--:|--:|--:|--:|--:|--:|--:|--:|");
  for (const double spreads : {3.0, 4.0, 6.0, 10.0, 20.0})
    for (const std::size_t after : {std::size_t{12}, std::size_t{40}})
      print_early(spreads, after, trials / 4 + 1);
  std::puts("\n| slope, spreads a point | % called a change | said to drift | either |");
  std::puts("|--:|--:|--:|--:|");
  for (const double spreads : {0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 2.0})
    print_slope(spreads, trials / 4 + 1);
  std::puts("\n| random walk, spreads a step | points | % said to drift | at any time |");
  std::puts("|--:|--:|--:|--:|");
  for (const double steps : {0.0, 0.3, 1.0, 3.0})
    for (const std::size_t n : {std::size_t{60}, std::size_t{150}})
      print_walk(steps, n, trials / 4 + 1);
  std::puts("\n| 50 points a side, noise 2 % | step | % found | interval holds it, % |");
  std::puts("|--|--:|--:|--:|");
  for (const Noise& noise : std::span(noises).first(4))
    for (const double ratio : {1.1, 1.03}) print_coverage(noise, ratio, trials);
  std::puts("\n| points | ms a series | ns / (n·log₂ n) | changes found |\n|--:|--:|--:|--:|");
  for (const std::size_t n :
       {std::size_t{100}, std::size_t{1000}, std::size_t{10000}, std::size_t{100000}})
    print_speed(n);
}
