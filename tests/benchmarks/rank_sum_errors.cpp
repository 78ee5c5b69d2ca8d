/// Measures how far the approximate p of Mann-Whitney's U is off the exact one, and prints the
/// table of stats/README.md.

#include "stats/random.hpp"
#include "stats/ranks/rank_sum_null.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <utility>
#include <vector>

namespace {

using namespace pawl::stats;
using Groups = std::vector<std::size_t>;

constexpr double everything = std::numeric_limits<double>::infinity(), nothing = 0;  // to spend

/// Normal values, rounded to `steps` a standard deviation.
Groups rounded_normals(std::size_t count, double steps, std::uint64_t seed) {
  Random random(seed);
  std::vector<double> values(count);
  for (double& value : values) value = std::round(random.normal() * steps);
  std::sort(values.begin(), values.end());
  Groups groups;
  for (std::size_t i = 0; i < count; ++i)
    i > 0 && values[i] == values[i - 1] ? ++groups.back() : groups.emplace_back(1);
  return groups;
}

/// The largest errors of the two-sided p: anywhere, and in parts of it where it is 0.001 to 0.05.
struct Errors {
  double absolute = 0, relative = 0;

  void add(std::size_t n, std::size_t m, const Groups& groups) {
    const RankSumNull exact(n, m, groups, everything), series(n, m, groups, nothing);
    for (std::int64_t w = 0; w <= static_cast<std::int64_t>(2 * n * m); ++w) {
      const double p = exact.two_sided(w), error = std::abs(series.two_sided(w) - p);
      absolute = std::max(absolute, error);
      if (p >= 0.001 && p <= 0.05) relative = std::max(relative, error / p);
    }
  }
};

void print_cell(std::size_t n, std::size_t m, double steps) {
  constexpr std::uint64_t draws = 5;
  Errors errors;
  std::size_t distinct = 0;
  for (std::uint64_t seed = 1; seed <= draws; ++seed) {
    const Groups groups = steps > 0 ? rounded_normals(n + m, steps, seed) : Groups(n + m, 1);
    errors.add(n, m, groups);
    distinct += groups.size();
  }
  const bool counted =
      RankSumNull(n, m, steps > 0 ? rounded_normals(n + m, steps, 1) : Groups(n + m, 1)).method() !=
      NullMethod::edgeworth;
  std::printf(" %.0e, %.1f %% (%zu)%s |", errors.absolute, 100 * errors.relative, distinct / draws,
              counted ? " *" : "");
}

}  // namespace

int main() {
  std::puts("| n v m | untied | 20 steps a σ | 4 steps | 1 step |\n|--|--:|--:|--:|--:|");
  for (const auto& [n, m] :
       {std::pair{5u, 200u}, std::pair{10u, 10u}, std::pair{10u, 300u}, std::pair{20u, 20u},
        std::pair{20u, 150u}, std::pair{50u, 50u}, std::pair{80u, 80u}, std::pair{120u, 120u}}) {
    std::printf("| %u v %u |", n, m);
    for (const double steps : {0.0, 20.0, 4.0, 1.0}) print_cell(n, m, steps);
    std::puts("");
  }
}
