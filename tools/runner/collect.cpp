#include "collect.hpp"

#include "schedule.hpp"
#include "tools/launch/interruption.hpp"

#include <algorithm>
#include <deque>

namespace pawl::tools {

namespace {

/// Helpers that wait for their next turn at the same time: each holds a few descriptors.
constexpr std::size_t most_awake = 100;

std::vector<Share> shares(const std::vector<baselines::Benchmark>& benchmarks) {
  std::vector<Share> shares;
  for (const baselines::Benchmark& benchmark : benchmarks)
    shares.push_back({most_launches(benchmark), benchmark.warmup});
  return shares;
}

baselines::Run with_contributions(baselines::Run run, const std::deque<Collector>& collectors) {
  for (const Collector& collector : collectors) collector.contribute(run);
  return run;
}

constexpr std::string_view incomplete_prefix = "incomplete: ended after ";

std::string incomplete(std::size_t done, std::size_t of) {
  return std::string(incomplete_prefix) + std::to_string(done) + " of " + std::to_string(of) +
         " launches";
}

}  // namespace

std::size_t most_launches(const baselines::Benchmark& benchmark) {
  const bool is_open = benchmark.until || benchmark.max_time;
  if (!is_open) return benchmark.launches;
  return benchmark.max_launches.value_or(std::max<std::size_t>(benchmark.launches, 200));
}

bool is_incomplete_note(const std::string& note) {
  return note.starts_with(incomplete_prefix);
}

baselines::Run collect(const Assignment& assignment, const baselines::Run& run,
                       const Watchers& watchers) {
  std::deque<Collector> collectors;
  for (const baselines::Benchmark& benchmark : assignment.benchmarks)
    collectors.emplace_back(benchmark, assignment.surroundings);
  const std::vector<Turn> turns = schedule(shares(assignment.benchmarks), assignment.seed);

  std::size_t done = 0;
  const auto so_far = [&] {
    baselines::Run all = with_contributions(run, collectors);
    if (done < turns.size()) all.notes.push_back(incomplete(done, turns.size()));
    return all;
  };
  for (const Turn& turn : turns) {
    Collector& collector = collectors[turn.benchmark];
    if (watchers.turn) watchers.turn(done, turns.size(), collector.name());
    if (Interruption::signal() != 0) break;
    if (!collector.is_done()) {
      if (!collector.take_turn(turn.is_warmup)) break;
      if (collector.is_done() || collectors.size() > most_awake) collector.rest();
    }
    ++done;
    if (turn.ends_block && watchers.block && done < turns.size()) watchers.block(so_far);
  }
  for (Collector& collector : collectors) collector.finish();
  return so_far();
}

}  // namespace pawl::tools
