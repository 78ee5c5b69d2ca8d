/// Measures how often 95 % intervals hold the truth, and how often one mode is taken for two, and
/// prints the tables of stats/README.md.
///
///   interval_coverage [TRIALS]      4,000 unless told; the same numbers for the same TRIALS

#include "stats/intervals/interval.hpp"
#include "stats/intervals/rank_bootstrap.hpp"
#include "stats/random.hpp"
#include "stats/shape/modes.hpp"
#include "stats/summary.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string_view>
#include <vector>

namespace {

using namespace pawl::stats;

constexpr double confidence = 0.95;
constexpr std::size_t sizes[] = {5, 6, 8, 10, 15, 20, 30, 50, 100, 400};

/// What is drawn from, with what is true of it.
struct Source {
  std::string_view name;
  double (*draw)(Random&);
  double mean, median, p95;
};

const double e = std::exp(1.0);
const Source sources[] = {
    {"normal, CV 10 %", [](Random& r) { return 10 + r.normal(); }, 10, 10, 10 + 1.6448536269514722},
    {"log-normal, σ 0.2", [](Random& r) { return std::exp(0.2 * r.normal()); }, std::exp(0.02), 1,
     std::exp(0.2 * 1.6448536269514722)},
    {"log-normal, σ 1", [](Random& r) { return std::exp(r.normal()); }, std::sqrt(e), 1,
     std::exp(1.6448536269514722)},
    {"exponential", [](Random& r) { return -std::log1p(-r.unit()); }, 1, std::log(2.0),
     std::log(20.0)},
};

/// An interval of samples of n values; and what it should hold.
struct Method {
  std::string_view name;
  std::optional<Interval> (*interval)(const std::vector<double>& a, const std::vector<double>& b);
  double (*truth)(const Source&);
};

std::optional<Interval> unchecked_ratio(const std::vector<double>& a, const std::vector<double>& b,
                                        double q) {
  const Bounds bounds = bootstrap_quantile_ratio(sorted(a), sorted(b), q, confidence);
  return Interval{1, bounds.low, bounds.high, IntervalMethod::exact_bootstrap};
}

using Values = const std::vector<double>&;
const Method methods[] = {
    {"median",
     [](Values a, Values) { return std::optional(quantile_estimate(a, 0.5, confidence)); },
     [](const Source& s) { return s.median; }},
    {"p95", [](Values a, Values) { return std::optional(quantile_estimate(a, 0.95, confidence)); },
     [](const Source& s) { return s.p95; }},
    {"mean", [](Values a, Values) { return std::optional(mean_estimate(a, confidence)); },
     [](const Source& s) { return s.mean; }},
    {"ratio of medians", [](Values a, Values b) { return quantile_ratio(a, b, 0.5, confidence); },
     [](const Source&) { return 1.0; }},
    {"ratio of p95", [](Values a, Values b) { return quantile_ratio(a, b, 0.95, confidence); },
     [](const Source&) { return 1.0; }},
    {"ratio of p95, bootstrap at any n",
     [](Values a, Values b) { return unchecked_ratio(a, b, 0.95); },
     [](const Source&) { return 1.0; }},
    {"ratio of means", [](Values a, Values b) { return mean_ratio(a, b, confidence); },
     [](const Source&) { return 1.0; }},
};

std::vector<double> drawn(const Source& source, std::size_t n, Random& random) {
  std::vector<double> values(n);
  for (double& value : values) value = std::max(1e-9, source.draw(random));
  return values;
}

/// "95.1", or "–" where no interval is given.
void print_coverage(const Method& method, const Source& source, std::size_t n, int trials) {
  Random random(n);
  int given = 0, held = 0;
  for (int trial = 0; trial < trials; ++trial) {
    const std::vector<double> a = drawn(source, n, random), b = drawn(source, n, random);
    const auto interval = method.interval(a, b);
    if (!interval || interval->method == IntervalMethod::none) break;
    const double truth = method.truth(source);
    ++given;
    held += interval->low <= truth && truth <= interval->high;
  }
  if (given == 0)
    std::printf(" – |");
  else
    std::printf(" %.1f |", 100.0 * held / given);
}

void print_head(std::string_view first) {
  std::printf("\n| %.*s |", static_cast<int>(first.size()), first.data());
  for (const std::size_t n : sizes) std::printf(" %zu |", n);
  std::printf("\n|--|");
  for (std::size_t i = 0; i < std::size(sizes); ++i) std::printf("--|");
  std::printf("\n");
}

void print_name(std::string_view statistic, std::string_view source) {
  std::printf("| %.*s, %.*s |", static_cast<int>(statistic.size()), statistic.data(),
              static_cast<int>(source.size()), source.data());
}

void print_more_than_one_mode(const Source& source, int trials) {
  print_name("more than one mode", source.name);
  for (const std::size_t n : sizes) {
    Random random(n);
    int wrong = 0;
    for (int trial = 0; trial < trials; ++trial)
      wrong += modes(drawn(source, n, random)).size() > 1;
    std::printf(" %.1f |", 100.0 * wrong / trials);
  }
  std::printf("\n");
}

void print_two_modes(double apart, double weight, int trials) {
  std::printf("| two modes %g σ apart, %g %% in the second |", apart, 100 * weight);
  for (const std::size_t n : sizes) {
    Random random(n);
    int found = 0;
    for (int trial = 0; trial < trials; ++trial) {
      std::vector<double> values(n);
      for (double& value : values)
        value = 100 + random.normal() + (random.unit() < weight ? apart : 0);
      found += modes(values).size() == 2;
    }
    std::printf(" %.1f |", 100.0 * found / trials);
  }
  std::printf("\n");
}

}  // namespace

int main(int count, char** arguments) {
  const int trials = count > 1 ? std::max(1, std::atoi(arguments[1])) : 4000;
  std::printf("Coverage in %% of 95 %% intervals, %d trials each, by n:\n", trials);
  print_head("");
  for (const Method& method : methods)
    for (const Source& source : sources) {
      print_name(method.name, source.name);
      for (const std::size_t n : sizes) print_coverage(method, source, n, trials);
      std::printf("\n");
    }
  std::printf("\nModes, in %% of samples, by n:\n");
  print_head("");
  for (const Source& source : sources) print_more_than_one_mode(source, trials);
  print_two_modes(10, 0.5, trials);
  print_two_modes(5, 0.5, trials);
  print_two_modes(6, 0.2, trials);
}
