/// Measures how long the statistics take, and prints the table of stats/README.md.
///
///   stats_speed [REGEX]      only rows whose name matches
///
/// Each row is the fastest of many rounds by the thread's own clock: what the code costs, not what
/// the machine's other tenants do.

#include "stats/histogram.hpp"
#include "stats/intervals/bootstrap.hpp"
#include "stats/intervals/interval.hpp"
#include "stats/random.hpp"
#include "stats/ranks/hodges_lehmann.hpp"
#include "stats/ranks/mann_whitney.hpp"
#include "stats/ranks/paired.hpp"
#include "stats/sequential/sequential.hpp"
#include "stats/shape/modes.hpp"
#include "stats/summary.hpp"
#include "stats/verdict/multiple.hpp"

#include <time.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <functional>
#include <limits>
#include <regex>
#include <string>
#include <vector>

namespace {

using namespace pawl::stats;

struct Row {
  std::string name;
  std::size_t n;                ///< values a side
  double figure_us;             ///< to reach; 0: none is set
  std::function<double()> run;  ///< its result is used, so that it is computed
};

/// Two samples of timings.
struct Sides {
  std::vector<double> before, now;

  explicit Sides(std::size_t n) : before(n), now(n) {
    Random random(n);
    for (double& value : before) value = std::exp(0.1 * random.normal());
    for (double& value : now) value = std::exp(0.1 * random.normal());
  }
};

void add_intervals(std::vector<Row>& rows) {
  for (const std::size_t n : {10u, 30u, 100u, 1000u, 10'000u}) {
    const Sides s(n);
    const double figure = n == 30 ? 60 : n == 1000 ? 1500 : 0;
    rows.push_back({"ratio of medians, exact bootstrap", n, figure,
                    [s] { return quantile_ratio(s.before, s.now, 0.5, 0.95)->low; }});
    rows.push_back({"ratio of means, BCa by saddlepoint", n, 0,
                    [s] { return mean_ratio(s.before, s.now, 0.95)->low; }});
    rows.push_back(
        {"mean, BCa by saddlepoint", n, 0, [s] { return mean_estimate(s.now, 0.95).low; }});
    rows.push_back({"median, order statistics", n, 0,
                    [s] { return quantile_estimate(s.now, 0.5, 0.95).low; }});
  }
}

void add_resampling(std::vector<Row>& rows) {
  for (const std::size_t n : {30u, 100u, 1000u}) {
    const Sides s(n);
    rows.push_back({"10,000 resampled means", n, n == 100 ? 600.0 : 0,
                    [s] { return resampled_means(s.now, 10'000, 1).front(); }});
  }
}

/// Values on a grid of steps of 1 %, so that many tie.
Sides tied(std::size_t n) {
  Sides sides(n);
  for (std::vector<double>* side : {&sides.before, &sides.now})
    for (double& value : *side) value = std::round(value * 100) / 100;
  return sides;
}

void add_ranks(std::vector<Row>& rows) {
  for (const std::size_t n : {10u, 20u, 30u, 50u, 100u, 1000u}) {
    const Sides s(n);
    const double figure = n == 20 ? 10 : n == 100 ? 500 : 0;
    rows.push_back({"Mann-Whitney, p", n, figure, [s] { return mann_whitney(s.before, s.now).p; }});
    rows.push_back({"Hodges-Lehmann ratio, interval", n, 0,
                    [s] { return hodges_lehmann(s.before, s.now, 0.05)->low; }});
    rows.push_back({"signed rank, p", n, 0, [s] { return signed_rank(s.before, s.now)->p; }});
    rows.push_back({"ratio of pairs, interval", n, 0,
                    [s] { return ratio_of_pairs(s.before, s.now, 0.05)->low; }});
  }
  for (const std::size_t n : {20u, 25u, 50u, 1000u}) {
    const Sides s = tied(n);
    rows.push_back({"Mann-Whitney, p, ties", n, n == 50 ? 5000.0 : 0,
                    [s] { return mann_whitney(s.before, s.now).p; }});
    rows.push_back({"Hodges-Lehmann ratio, interval, ties", n, 0,
                    [s] { return hodges_lehmann(s.before, s.now, 0.05)->low; }});
    rows.push_back({"Hodges-Lehmann ratio, interval, ties as apart", n, 0, [s] {
                      return hodges_lehmann(s.before, s.now, 0.05, TiesWithin::as_apart)->low;
                    }});
  }
  std::vector<double> p(100'000);
  Random random(1);
  for (double& value : p) value = random.unit();
  rows.push_back(
      {"Benjamini-Hochberg", p.size(), 0, [p] { return benjamini_hochberg(p).front(); }});
  rows.push_back({"plan of looks up to 100 pairs", 100, 0,
                  [] { return SequentialPlan::up_to(100, 0.01).looks()[0].alpha; }});
}

void add_shapes(std::vector<Row>& rows) {
  for (const std::size_t n : {30u, 1000u}) {
    const Sides s(n);
    rows.push_back({"modes", n, 0, [s] { return static_cast<double>(modes(s.now).size()); }});
  }
  const Sides s(100'000);
  rows.push_back({"histogram, 100,000 recorded", 100'000, 0, [s] {
                    Histogram histogram;
                    for (const double value : s.now) histogram.record(value);
                    return histogram.quantile(0.99);
                  }});
}

/// What this thread has computed for so far.
double microseconds() {
  timespec spent{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
  return static_cast<double>(spent.tv_sec) * 1e6 + static_cast<double>(spent.tv_nsec) / 1e3;
}

/// Of rounds that take a fifth of a second together, five at least.
double fastest(const Row& row, double& sink) {
  double best = std::numeric_limits<double>::infinity(), spent = 0;
  for (int round = 0; round < 5 || spent < 2e5; ++round) {
    const double start = microseconds();
    sink += row.run();
    const double took = microseconds() - start;
    best = std::min(best, took);
    spent += took;
  }
  return best;
}

}  // namespace

int main(int count, char** arguments) {
  const std::regex wanted(count > 1 ? arguments[1] : "");
  std::vector<Row> rows;
  add_intervals(rows);
  add_resampling(rows);
  add_shapes(rows);
  add_ranks(rows);
  std::printf("| what | n | µs | figure to reach |\n|--|--|--|--|\n");
  double sink = 0;
  for (const Row& row : rows) {
    if (!std::regex_search(row.name, wanted)) continue;
    std::printf("| %s | %zu | %.1f |", row.name.c_str(), row.n, fastest(row, sink));
    row.figure_us > 0 ? std::printf(" ≤ %g |\n", row.figure_us) : std::printf(" |\n");
  }
  return std::isnan(sink) ? 1 : 0;
}
