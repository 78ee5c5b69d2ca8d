/// Measures the error rates and the savings of stopping early, and prints them as tables for
/// stats/README.md.
///
///   sequential_rates [TRIALS]      10,000 by default
///
/// Thresholds are 0, so that alpha alone holds false alarms back.

#include "families.hpp"
#include "stats/ranks/mann_whitney.hpp"
#include "stats/ranks/paired.hpp"
#include "stats/sequential/sequential.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <future>
#include <span>
#include <string>
#include <vector>

namespace {

using namespace pawl::stats;
using namespace pawl::benchmarks;
using Values = std::vector<double>;

constexpr double spread = 0.03;

struct Setting {
  double alpha;
  std::size_t most;
};
constexpr Setting settings[] = {{0.05, 30}, {0.01, 50}, {0.01, 100}};

struct Pairs {
  Values before, now;
};

/// Now is slower by `effect` spreads; a draw is the same for every method that is tried on it.
Pairs draw(const Family& family, std::size_t trial, std::size_t n, double effect) {
  const auto side = [&](std::uint64_t seed) {
    const Sample sample = family.draw(seed, {.launches = n}, spread);
    return Values(sample.values().begin(), sample.values().end());
  };
  Pairs pairs{side(2 * trial), side(2 * trial + 1)};
  for (double& value : pairs.now) value *= std::exp(effect * spread);
  return pairs;
}

struct Rates {
  double changed = 0, pairs = 0;
};

/// How often a rule says "changed", and after how many pairs it has stopped.
Rates simulate(std::size_t trials, const std::function<Rates(std::size_t)>& one) {
  Rates sum;
  for (std::size_t trial = 0; trial < trials; ++trial) {
    const Rates ending = one(trial);
    sum.changed += ending.changed;
    sum.pairs += ending.pairs;
  }
  const auto count = static_cast<double>(trials);
  return {sum.changed / count, sum.pairs / count};
}

Rates follow(const SequentialPlan& plan, const Pairs& pairs) {
  for (const SequentialPlan::Look& look : plan.looks()) {
    const Decision decision = plan.decide(std::span(pairs.before).first(look.pairs),
                                          std::span(pairs.now).first(look.pairs), Better::lower, 0);
    const bool changed = decision == Decision::regression || decision == Decision::improvement;
    if (decision != Decision::keep_going)
      return {changed ? 1.0 : 0.0, static_cast<double>(look.pairs)};
  }
  return {};
}

/// The same looks, each at the full alpha: what a plan is there to prevent.
Rates peek(const SequentialPlan& plan, const Pairs& pairs, double alpha) {
  for (const SequentialPlan::Look& look : plan.looks())
    if (signed_rank(std::span(pairs.before).first(look.pairs),
                    std::span(pairs.now).first(look.pairs))
            ->p <= alpha)
      return {1, static_cast<double>(look.pairs)};
  return {0, static_cast<double>(plan.looks().back().pairs)};
}

double power_of_u(const Family& family, std::size_t trials, std::size_t n, double effect,
                  double alpha) {
  const auto one = [&](std::size_t trial) {
    const Pairs pairs = draw(family, trial, n, effect);
    return Rates{mann_whitney(pairs.before, pairs.now).p <= alpha ? 1.0 : 0.0, 0};
  };
  return simulate(trials, one).changed;
}

/// The fewest launches a side with which U on all of them has this power.
std::size_t fixed_launches(const Family& family, std::size_t trials, double effect, double alpha,
                           double power) {
  std::size_t too_few = 3, enough = 200;
  while (enough - too_few > 1) {
    const std::size_t middle = (too_few + enough) / 2;
    const double found = power_of_u(family, trials, middle, effect, alpha);
    (found >= power ? enough : too_few) = middle;
  }
  return enough;
}

std::string text(const char* format, double value) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, format, value);
  return buffer;
}

using Line = std::future<std::string>;

void print(const char* head, std::vector<Line> lines) {
  std::puts(head);
  for (Line& line : lines) std::puts(line.get().c_str());
  std::puts("");
}

std::string false_alarms(const Family& family, std::size_t trials) {
  std::string line = "| " + std::string(family.name) + " |";
  for (const Setting& setting : settings) {
    const SequentialPlan plan = SequentialPlan::up_to(setting.most, setting.alpha);
    const auto pairs = [&](std::size_t trial) { return draw(family, trial, setting.most, 0); };
    const Rates planned =
        simulate(trials, [&](std::size_t trial) { return follow(plan, pairs(trial)); });
    const Rates peeked = simulate(
        trials, [&](std::size_t trial) { return peek(plan, pairs(trial), setting.alpha); });
    line += text(" %.2f |", 100 * planned.changed) + text(" %.1f |", 100 * peeked.changed);
  }
  const SequentialPlan ended = SequentialPlan::up_to(10'000, 0.01).ended_at(100);
  const Rates in_time = simulate(
      trials, [&](std::size_t trial) { return follow(ended, draw(family, trial, 100, 0)); });
  return line + text(" %.2f |", 100 * in_time.changed);
}

std::string savings(const Setting& setting, double effect, std::size_t trials) {
  const Family& family = families()[1];
  const SequentialPlan plan = SequentialPlan::up_to(setting.most, setting.alpha);
  const Rates rates = simulate(trials, [&](std::size_t trial) {
    return follow(plan, draw(family, trial, setting.most, effect));
  });
  const auto fixed =
      static_cast<double>(fixed_launches(family, trials, effect, setting.alpha, rates.changed));
  return text("| %.2f |", setting.alpha) + text(" %.0f |", static_cast<double>(setting.most)) +
         text(" %.1f |", effect) + text(" %.3f |", rates.changed) + text(" %.1f |", rates.pairs) +
         text(" %.0f |", fixed) + text(" %.0f %% |", 100 * (1 - rates.pairs / fixed));
}

template <typename... Arguments>
Line later(Arguments... arguments) {
  return std::async(std::launch::async, arguments...);
}

}  // namespace

int main(int count, char** arguments) {
  const std::size_t trials = count > 1 ? std::strtoul(arguments[1], nullptr, 10) : 10'000;
  std::vector<Line> alarms, saved;
  for (const Family& family : families()) alarms.push_back(later(false_alarms, family, trials));
  print(
      "| A/A, % called changed | α .05, 30 pairs | every look at .05 | α .01, 50 pairs | every "
      "look "
      "at .01 | α .01, 100 pairs | every look at .01 | α .01, of 10,000 pairs, time up after 100 "
      "|\n|--|--:|--:|--:|--:|--:|--:|--:|",
      std::move(alarms));
  for (const Setting& setting : settings)
    for (const double effect : {0.5, 1.0, 1.5})
      if (effect < 1.5 || setting.most < 100)
        saved.push_back(later(savings, setting, effect, trials));
  print(
      "| α | at most | effect, σ | power | mean pairs | fixed U of that power | fewer launches "
      "|\n|--:|--:|--:|--:|--:|--:|--:|",
      std::move(saved));
}
