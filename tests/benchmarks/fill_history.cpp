// Fills a history with made-up runs, for measuring what reads it.
// usage: fill_history FILE BENCHMARKS RUNS [POINTS]   POINTS: of one more benchmark, "long"

#include "baselines/history/open_store.hpp"
#include "baselines/instant.hpp"
#include "stats/random.hpp"

#include <cstdio>
#include <cstdlib>
#include <string>

namespace {

using pawl::baselines::Run;
using pawl::stats::Random;

constexpr std::int64_t begin = 1'700'000'000;
constexpr int launches = 10;

pawl::stats::Sample::Session session(double level, Random& random) {
  pawl::stats::Sample::Session all;
  for (int i = 0; i < launches; ++i) all.push_back({level * (1 + 0.01 * random.unit())});
  return all;
}

Run run_of(std::size_t number, std::size_t benchmarks, std::size_t runs, Random& random) {
  Run run;
  run.time = pawl::baselines::instant_text(begin + static_cast<std::int64_t>(number) * 3600);
  run.commit = "c" + std::to_string(number);
  run.branch = "main";
  run.suite = "default";
  run.testbed = "lab";
  for (std::size_t i = 0; i < benchmarks; ++i) {
    const double step = i % 3 == 0 && number > runs / 2 ? 1.1 : 1.0;
    run.series.push_back(
        {.benchmark = "suite" + std::to_string(i % 20) + "/case" + std::to_string(i),
         .metric = "wall_time",
         .unit = "s",
         .sessions = {session(0.001 * static_cast<double>(i + 1) * step, random)},
         .unknown = {}});
  }
  return run;
}

Run long_run(std::size_t number, Random& random) {
  Run run = run_of(number, 0, 1, random);
  run.suite = "long";
  run.series.push_back({.benchmark = "long",
                        .metric = "wall_time",
                        .unit = "s",
                        .sessions = {session(0.01, random)},
                        .unknown = {}});
  return run;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) return std::fputs("usage: fill_history FILE BENCHMARKS RUNS [POINTS]\n", stderr), 2;
  const auto count = [&](int i) {
    return argc > i ? static_cast<std::size_t>(std::strtoull(argv[i], nullptr, 10)) : 0;
  };
  const auto store = pawl::baselines::open_store(argv[1]);
  Random random(1);
  for (std::size_t i = 0; i < count(3); ++i) {
    const Run run = run_of(i, count(2), count(3), random);
    store->append("r" + std::to_string(i), run);
  }
  for (std::size_t i = 0; i < count(4); ++i)
    store->append("l" + std::to_string(i), long_run(i, random));
  std::printf("%zu runs of %zu benchmarks, and one of %zu points\n", count(3), count(2), count(4));
}
