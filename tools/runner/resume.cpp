#include "resume.hpp"

#include "baselines/run/launches.hpp"
#include "baselines/text/json_text.hpp"
#include "collect.hpp"
#include "harness_launches.hpp"

#include <algorithm>

namespace pawl::tools {

namespace {

using baselines::Benchmark;
using baselines::Run;
using baselines::Series;

bool is_incomplete(const Run& run) {
  return std::any_of(run.notes.begin(), run.notes.end(), is_incomplete_note);
}

/// Of every launch its peak memory at least is kept under the benchmark's name; or else the run
/// says how many there were.
std::size_t launches_in(const Run& run, const std::string& benchmark) {
  const auto said = harness_launches(run);
  if (const auto found = said.find(benchmark); found != said.end()) return found->second;
  std::size_t most = 0;
  for (const Series& series : run.series)
    if (series.benchmark == benchmark && !series.sessions.empty())
      most = std::max(most, series.sessions.front().size());
  return most;
}

Benchmark with_launches(Benchmark benchmark, std::size_t launches) {
  if (benchmark.until || benchmark.max_time) {
    benchmark.max_launches = launches;
  } else {
    benchmark.launches = launches;
  }
  return benchmark;
}

std::string instrument(const Run& run) {
  const std::string* said = baselines::find(run.unknown, "instrument");
  return said != nullptr ? *said : "none";
}

void note_resumption(Run& run, const std::string& time) {
  constexpr auto key = "resumed";
  const std::string* before = baselines::find(run.unknown, key);
  const bool is_first = before == nullptr || !before->starts_with("[\"");
  const std::string times = is_first ? "[" : before->substr(0, before->size() - 1) + ",";
  baselines::set(run.unknown, key, times + baselines::in_json(time) + "]");
}

}  // namespace

std::string why_not_resumed(const Run& former, const Run& now) {
  if (former.commit != now.commit)
    return "expected a run of commit " + now.commit + ", found one of " + former.commit;
  if (former.suite != now.suite)
    return "expected a run of suite " + now.suite + ", found one of " + former.suite;
  if (const auto differences = baselines::differences(former.machine, now.machine);
      !differences.empty())
    return "it was made on another machine: " + differences.front();
  if (instrument(former) != instrument(now))
    return "expected an instrument of " + instrument(now) + ", found " + instrument(former);
  for (const Series& series : former.series)
    if (series.sessions.size() != 1) return "it is joined from several runs; resume one of them";
  return "";
}

std::vector<Benchmark> missing(const std::vector<Benchmark>& benchmarks, const Run& former) {
  std::vector<Benchmark> all;
  for (const Benchmark& benchmark : benchmarks) {
    const std::size_t done = launches_in(former, benchmark.name);
    const std::size_t wanted = most_launches(benchmark);
    const bool ends_itself = benchmark.until || benchmark.max_time;
    if (done >= wanted || (done > 0 && ends_itself && !is_incomplete(former))) continue;
    all.push_back(done == 0 ? benchmark : with_launches(benchmark, wanted - done));
  }
  return all;
}

Run resumed(const Run& former, const Run& now) {
  Run all = former;
  std::erase_if(all.notes, is_incomplete_note);
  std::erase_if(all.failures, [&](const baselines::Failure& failure) {
    return launches_in(former, failure.benchmark) == 0;
  });
  for (const Series& series : now.series) append_launches(all.series, series);
  all.failures.insert(all.failures.end(), now.failures.begin(), now.failures.end());
  for (const std::string& note : now.notes)
    if (std::find(all.notes.begin(), all.notes.end(), note) == all.notes.end())
      all.notes.push_back(note);
  baselines::join(all.machine.toolchain, now.machine.toolchain);
  auto launched = harness_launches(former);
  for (const auto& [benchmark, count] : harness_launches(now)) launched[benchmark] += count;
  set_harness_launches(all, launched);
  note_resumption(all, now.time);
  return all;
}

}  // namespace pawl::tools
