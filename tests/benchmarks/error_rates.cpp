/// Measures the error rates of the whole verdict, and prints them as tables for stats/README.md.
///
///   error_rates [TRIALS]                         the tables, from simulated samples
///   error_rates --trials FILE [--interleaved]    verdicts on recorded trials (trials.hpp), to
///   stdout

#include "families.hpp"
#include "stats/verdict/judge.hpp"
#include "trials.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iostream>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace {

using namespace pawl::stats;
using namespace pawl::benchmarks;

double percent(std::size_t part, std::size_t whole) {
  return whole == 0 ? std::nan("") : 100 * static_cast<double>(part) / static_cast<double>(whole);
}

/// Of so many trials, how many ended so.
struct Tally {
  std::size_t trials = 0, changed = 0, unchanged = 0, covered = 0, intervals = 0;

  void add(const Judgement& judgement, double true_ratio) {
    const Comparison& row = judgement.comparison;
    ++trials;
    changed += judgement.verdict == Verdict::regression;
    changed += judgement.verdict == Verdict::improvement;
    unchanged += judgement.verdict == Verdict::unchanged;
    if (row.evidence == Evidence::none) return;
    ++intervals;
    covered += row.ratio.low <= true_ratio && true_ratio <= row.ratio.high;
  }
};

/// Calls cell(i) for i < n on all cores; each is seeded by its number, so order does not matter.
void in_parallel(std::size_t n, const std::function<void(std::size_t)>& cell) {
  std::atomic<std::size_t> next = 0;
  std::vector<std::jthread> threads;
  for (unsigned t = 0; t < std::max(1u, std::thread::hardware_concurrency()); ++t)
    threads.emplace_back([&] {
      for (std::size_t i = next++; i < n; i = next++) cell(i);
    });
}

/// Draws before and now of one trial.
using Draw = std::function<std::pair<Sample, Sample>(std::uint64_t seed)>;

Draw draw_from(const Family& family, Shape before, Shape now, double spread, double ratio = 1) {
  return [=](std::uint64_t seed) {
    return std::pair{family.draw(2 * seed, before, spread),
                     family.draw(2 * seed + 1, now, spread).scaled(ratio)};
  };
}

Comparison compared(const Draw& draw, std::uint64_t seed, Situation situation,
                    const Policy& policy) {
  const auto [before, now] = draw(seed);
  return compare(before, now, Better::lower, situation, policy);
}

/// Each trial is a report of one row.
Tally rows_alone(const Draw& draw, std::size_t trials, double ratio, const Policy& policy,
                 Situation situation = Situation::same_testbed) {
  Tally tally;
  for (std::size_t i = 0; i < trials; ++i) {
    const std::vector<Comparison> row{compared(draw, i + 1, situation, policy)};
    tally.add(judge(row, policy).rows.front(), ratio);
  }
  return tally;
}

/// Of suites of rows, how many had one changed, and how many rows.
struct SuiteTally {
  std::size_t trials = 0, changed = 0, rows = 0, rows_changed = 0;
};

/// Each trial is a suite of `rows` rows.
SuiteTally suites(const Draw& draw, std::size_t trials, std::size_t rows, const Policy& policy) {
  SuiteTally tally;
  for (std::size_t i = 0; i < trials; ++i) {
    std::vector<Comparison> suite;
    for (std::size_t r = 0; r < rows; ++r)
      suite.push_back(compared(draw, (i + 1) * rows + r, Situation::same_testbed, policy));
    const std::vector<Judgement> judged = judge(suite, policy).rows;
    ++tally.trials;
    const auto changed = std::count_if(judged.begin(), judged.end(), [](const Judgement& row) {
      return row.reason == Reason::changed;
    });
    tally.changed += changed > 0;
    tally.rows += rows;
    tally.rows_changed += static_cast<std::size_t>(changed);
  }
  return tally;
}

/// Of suites of 50 rows in which every tenth is slower, the share of those found, %.
double found_in_suites(const Draw& same, const Draw& slower, std::size_t trials) {
  std::size_t found = 0;
  for (std::size_t i = 0; i < trials; ++i) {
    std::vector<Comparison> suite;
    for (std::size_t r = 0; r < 50; ++r)
      suite.push_back(
          compared(r % 10 == 0 ? slower : same, (i + 1) * 50 + r, Situation::same_testbed, {}));
    const std::vector<Judgement> judged = judge(suite, {}).rows;
    for (std::size_t r = 0; r < 50; r += 10) found += judged[r].verdict == Verdict::regression;
  }
  return percent(found, 5 * trials);
}

/// A table whose cells are measured in parallel, then printed. What one measurement gives for two
/// columns is one cell, with a bar between them.
class Table {
 public:
  Table(std::string title, std::vector<std::string> columns)
      : title_(std::move(title)), columns_(std::move(columns)) {}

  /// As many cells as any other row.
  void row(std::string name, std::vector<std::function<std::string()>> cells) {
    names_.push_back(std::move(name));
    for (auto& cell : cells) cells_.push_back(std::move(cell));
  }

  void print() const {
    std::vector<std::string> texts(cells_.size());
    in_parallel(cells_.size(), [&](std::size_t i) { texts[i] = cells_[i](); });
    std::cout << "\n**" << title_ << "**\n\n|";
    for (const std::string& column : columns_) std::cout << ' ' << column << " |";
    std::cout << "\n|--|";
    for (std::size_t i = 1; i < columns_.size(); ++i) std::cout << "--:|";
    const std::size_t width = cells_.size() / names_.size();
    for (std::size_t r = 0; r < names_.size(); ++r) {
      std::cout << "\n| " << names_[r] << " |";
      for (std::size_t c = 0; c < width; ++c) std::cout << ' ' << texts[r * width + c] << " |";
    }
    std::cout << std::endl;
  }

 private:
  std::string title_;
  std::vector<std::string> columns_;
  std::vector<std::string> names_;
  std::vector<std::function<std::string()>> cells_;
};

std::string text(double value, const char* format = "%.2f") {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, format, value);
  return buffer;
}

std::string name_of(const Family& family, double spread) {
  return std::string(family.name) + ", " + text(100 * spread, "%.0f") + " %";
}

Draw drift(double between, std::size_t sessions, std::size_t launches, double ratio = 1) {
  return [=](std::uint64_t seed) {
    const double spread = 0.02;
    return std::pair{
        drifting(2 * seed, {.sessions = sessions, .launches = launches}, spread, between),
        drifting(2 * seed + 1, {.sessions = 1, .launches = launches}, spread, between)
            .scaled(ratio)};
  };
}

void print_alarms(std::size_t trials, const Policy& policy, const std::string& title) {
  Table table(title, {"family, spread", "5 launches", "10", "20", "30", "50", "suites of 50 × 5",
                      "of 50 × 20"});
  for (const Family& family : families())
    for (const double spread : {0.01, 0.03, 0.1}) {
      std::vector<std::function<std::string()>> cells;
      for (const std::size_t n : {5u, 10u, 20u, 30u, 50u})
        cells.push_back([=] {
          const Draw draw = draw_from(family, {1, n, 1}, {1, n, 1}, spread);
          const Tally tally = rows_alone(draw, trials, 1, policy);
          return text(percent(tally.changed, tally.trials));
        });
      for (const std::size_t n : {5u, 20u})
        cells.push_back([=] {
          const Draw draw = draw_from(family, {1, n, 1}, {1, n, 1}, spread);
          const SuiteTally tally = suites(draw, trials / 10, 50, policy);
          return text(percent(tally.changed, tally.trials), "%.1f");
        });
      table.row(name_of(family, spread), cells);
    }
  table.print();
}

void print_drift(std::size_t trials) {
  Table table("False alarms under between-run drift, 5 baseline runs, % (launches vary by 2 %)",
              {"runs vary by", "rows alone", "95 % interval covers", "suites of 50",
               "5 % slowdown found alone", "in suites of 50", "rows alone, runs a random walk"});
  for (const double between : {0.0, 0.005, 0.01, 0.03, 0.1}) {
    const Policy policy;
    const Draw draw = drift(between, 5, 10), slower = drift(between, 5, 10, 1.05);
    table.row(text(100 * between, "%.1f %%"),
              {[=] {
                 const Tally tally = rows_alone(draw, trials, 1, policy);
                 return text(percent(tally.changed, tally.trials)) + " | " +
                        text(percent(tally.covered, tally.intervals), "%.1f");
               },
               [=] {
                 const SuiteTally tally = suites(draw, trials / 10, 50, policy);
                 return text(percent(tally.changed, tally.trials), "%.1f");
               },
               [=] {
                 const Tally tally = rows_alone(slower, trials, 1.05, policy);
                 return text(percent(tally.changed, tally.trials), "%.0f");
               },
               [=] { return text(found_in_suites(draw, slower, trials / 20), "%.0f"); },
               [=] {
                 const Draw walk = [between](std::uint64_t seed) {
                   return walking(seed, {.sessions = 5, .launches = 10}, 0.02, between);
                 };
                 const Tally tally = rows_alone(walk, trials, 1, policy);
                 return text(percent(tally.changed, tally.trials));
               }});
  }
  table.print();
}

/// The new session's launches scatter `wilder` times as far as those of the sessions before.
Draw disturbed(const Family& family, std::size_t launches, double wilder, double ratio = 1) {
  return [=](std::uint64_t seed) {
    const double spread = 0.03;
    return std::pair{family.draw(2 * seed, {5, launches, 1}, spread),
                     family.draw(2 * seed + 1, {1, launches, 1}, wilder * spread).scaled(ratio)};
  };
}

void print_disturbed(std::size_t trials) {
  Table table(
      "False alarms where the new session's launches scatter further than those of 5 baseline "
      "runs, 3 %, and slowdowns found where not, % of rows alone",
      {"family, launches", "as far", "3 times", "5 times", "10 times", "5 % found", "10 % found"});
  for (const Family& family : families())
    for (const std::size_t n : {5u, 10u, 20u}) {
      std::vector<std::function<std::string()>> cells;
      const auto add = [&](double wilder, double ratio) {
        cells.push_back([=] {
          const Tally tally = rows_alone(disturbed(family, n, wilder, ratio), trials, ratio, {});
          return text(percent(tally.changed, tally.trials), ratio == 1 ? "%.2f" : "%.0f");
        });
      };
      for (const double wilder : {1.0, 3.0, 5.0, 10.0}) add(wilder, 1);
      for (const double ratio : {1.05, 1.1}) add(1, ratio);
      table.row(std::string(family.name) + ", " + std::to_string(n), cells);
    }
  table.print();
}

/// Launches 10 % slower with that chance, or in the other of two modes.
Draw in_modes(std::size_t sessions, std::size_t launches, double slower, double ratio = 1) {
  return [=](std::uint64_t seed) {
    const auto draw = [=](std::uint64_t s, std::size_t n) {
      return in_two_modes(s, {n, launches, 1}, 0.005, std::log(1.1), slower);
    };
    return std::pair{draw(2 * seed, sessions), draw(2 * seed + 1, 1).scaled(ratio)};
  };
}

void print_modes(std::size_t trials) {
  Table table(
      "False alarms where launches fall into two modes 10 % apart (each varies by 0.5 %), the "
      "slower one with a chance of …: % of rows alone – of suites of 50; 10 % slowdowns found "
      "alone",
      {"baseline runs, launches", "0.1", "0.2", "0.3", "0.4", "0.5", "found, 0.1", "0.3", "0.5"});
  for (const std::size_t sessions : {3u, 5u, 10u})
    for (const std::size_t launches : {3u, 5u, 10u, 20u}) {
      std::vector<std::function<std::string()>> cells;
      for (const double slower : {0.1, 0.2, 0.3, 0.4, 0.5})
        cells.push_back([=] {
          const Draw draw = in_modes(sessions, launches, slower);
          const Tally alone = rows_alone(draw, trials, 1, {});
          const SuiteTally together = suites(draw, trials / 10, 50, {});
          return text(percent(alone.changed, alone.trials)) + " – " +
                 text(percent(together.changed, together.trials), "%.1f");
        });
      for (const double slower : {0.1, 0.3, 0.5})
        cells.push_back([=] {
          const Draw draw = in_modes(sessions, launches, slower, 1.1);
          const Tally alone = rows_alone(draw, trials / 4, 1.1, {});
          return text(percent(alone.changed, alone.trials), "%.0f");
        });
      table.row(std::to_string(sessions) + ", " + std::to_string(launches), cells);
    }
  table.print();
}

/// One session of 20 launches, 1 %, after so many.
Draw after(std::size_t sessions, double between, double ratio = 1) {
  return [=](std::uint64_t seed) {
    const double spread = 0.01;
    return std::pair{drifting(2 * seed, {sessions, 20, 1}, spread, between),
                     drifting(2 * seed + 1, {1, 20, 1}, spread, between).scaled(ratio)};
  };
}

void print_baselines(std::size_t trials) {
  Table table("Baselines of few runs, 20 launches that vary by 1 %: verdicts on rows alone, %",
              {"baseline runs, runs vary by", "false alarms", "equal: unchanged",
               "2.1 %: unchanged", "5 % found", "10 % found", "false alarms in suites of 50",
               "suites alarmed", "of 12", "5 % found in suites of 50", "10 % found there"});
  for (const std::size_t sessions : {1u, 2u, 3u, 5u})
    for (const double between : {0.0, 0.005, 0.01, 0.03}) {
      const Draw same = after(sessions, between);
      const auto alone = [=](double ratio) {
        return rows_alone(after(sessions, between, ratio), trials, ratio, {});
      };
      const auto found_alone = [=](double ratio) {
        return [=] {
          const Tally tally = alone(ratio);
          return text(percent(tally.changed, tally.trials), "%.1f");
        };
      };
      const auto found = [=](double ratio) {
        return [=] {
          return text(found_in_suites(same, after(sessions, between, ratio), trials / 20), "%.0f");
        };
      };
      table.row(std::to_string(sessions) + ", " + text(100 * between, "%.1f %%"),
                {[=] {
                   const Tally tally = alone(1);
                   return text(percent(tally.changed, tally.trials), "%.1f") + " | " +
                          text(percent(tally.unchanged, tally.trials), "%.1f");
                 },
                 [=] {
                   const Tally tally = alone(1.021);
                   return text(percent(tally.unchanged, tally.trials), "%.1f");
                 },
                 found_alone(1.05), found_alone(1.1),
                 [=] {
                   const SuiteTally tally = suites(same, trials / 10, 50, {});
                   return text(percent(tally.rows_changed, tally.rows), "%.2f") + " | " +
                          text(percent(tally.changed, tally.trials), "%.0f");
                 },
                 [=] {
                   const SuiteTally tally = suites(same, trials / 10, 12, {});
                   return text(percent(tally.changed, tally.trials), "%.0f");
                 },
                 found(1.05), found(1.1)});
    }
  table.print();
}

void print_power(std::size_t trials) {
  Table table(
      "Slowdowns found by a row alone, and among 50 rows of which 5 are slower, % (log-normal)",
      {"spread, launches", "1 %", "2 %", "3 %", "5 %", "10 %", "20 %", "5 % among 50",
       "10 % among 50"});
  for (const double spread : {0.01, 0.02, 0.05})
    for (const std::size_t n : {3u, 5u, 10u, 20u, 50u}) {
      std::vector<std::function<std::string()>> cells;
      for (const double slower : {0.01, 0.02, 0.03, 0.05, 0.1, 0.2})
        cells.push_back([=] {
          const Draw draw = draw_from(families()[1], {1, n, 1}, {1, n, 1}, spread, 1 + slower);
          const Tally tally = rows_alone(draw, trials, 1 + slower, {});
          return text(percent(tally.changed, tally.trials), "%.0f");
        });
      for (const double slower : {0.05, 0.1})
        cells.push_back([=] {
          const Shape shape{1, n, 1};
          return text(found_in_suites(draw_from(families()[1], shape, shape, spread),
                                      draw_from(families()[1], shape, shape, spread, 1 + slower),
                                      trials / 20),
                      "%.0f");
        });
      table.row(text(100 * spread, "%.0f") + " %, " + std::to_string(n), cells);
    }
  table.print();
}

void print_coverage(std::size_t trials) {
  Table table("95 % intervals that cover the true ratio 1, %",
              {"family, spread", "3 launches", "5", "10", "20", "30", "50", "5 × 20 iterations"});
  for (const Family& family : families())
    for (const double spread : {0.01, 0.03, 0.1}) {
      std::vector<std::function<std::string()>> cells;
      for (const Shape shape : {Shape{1, 3, 1}, Shape{1, 5, 1}, Shape{1, 10, 1}, Shape{1, 20, 1},
                                Shape{1, 30, 1}, Shape{1, 50, 1}, Shape{1, 5, 20}})
        cells.push_back([=] {
          const Tally tally = rows_alone(draw_from(family, shape, shape, spread), trials, 1, {});
          return text(percent(tally.covered, tally.intervals), "%.1f");
        });
      table.row(name_of(family, spread), cells);
    }
  table.print();
}

void print_tables(std::size_t trials) {
  const std::string each = ", % of " + std::to_string(trials) + " trials";
  print_alarms(trials, {}, "False alarms at the default policy" + each);
  print_alarms(
      trials, {.threshold = 0, .noise_floor = 0},
      "The same with threshold and noise floor 0, so that alpha alone holds them back" + each);
  print_drift(trials);
  print_disturbed(trials);
  print_modes(trials);
  print_baselines(trials);
  print_power(std::max<std::size_t>(100, trials / 4));
  print_coverage(trials);
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string_view> arguments(argv + 1, argv + argc);
  if (!arguments.empty() && arguments[0] == "--trials") {
    if (arguments.size() < 2) return 2;
    const bool interleaved = arguments.size() > 2 && arguments[2] == "--interleaved";
    std::ifstream trials{std::string(arguments[1])};
    judge_trials(trials, std::cout, interleaved ? Situation::interleaved : Situation::same_testbed,
                 {});
    return trials.bad() ? 4 : 0;
  }
  print_tables(arguments.empty() ? 2000 : std::strtoul(argv[1], nullptr, 10));
}
