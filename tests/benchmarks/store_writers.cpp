/// Many processes add to one history at once, for a while; then all their runs must be there, each
/// once.
///
///   store_writers [SECONDS] [PLACE]    default: 60 s, a SQLite file in the working directory
///
/// Eight writers; each adds runs of its own and, in turn, runs that all of them add. Status 1 when
/// anything is missing or double.

#include "baselines/history/open_store.hpp"
#include "baselines/history/postgres_store.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace {

using namespace pawl::baselines;
using Clock = std::chrono::steady_clock;

constexpr int writers = 8;
constexpr int series_in_a_run = 20;

Run run_called(const std::string& name) {
  Run run;
  run.commit = name;
  run.time = "2026-01-01T00:00:00Z";
  run.suite = "core";
  run.testbed = "lab";
  for (int i = 0; i < series_in_a_run; ++i)
    run.series.push_back({"b" + std::to_string(i),
                          "wall_time",
                          "s",
                          pawl::stats::Better::lower,
                          {{{0.001}, {0.002}, {0.003}}},
                          {}});
  return run;
}

struct Added {
  int own = 0, shared_offered = 0, shared = 0;
};

Added write_until(Clock::time_point end, const std::string& place, int writer) {
  const auto store = open_store(place);
  Added added;
  while (Clock::now() < end) {
    const std::string own = "w" + std::to_string(writer) + "-" + std::to_string(added.own);
    if (!store->append(own, run_called(own))) throw std::runtime_error(own + " was there already");
    ++added.own;
    const std::string shared = "shared-" + std::to_string(added.shared_offered++);
    added.shared += store->append(shared, run_called(shared)) ? 1 : 0;
  }
  return added;
}

/// Forks a writer that reports what it added by the pipe.
void start(int writer, Clock::time_point end, const std::string& place, int result) {
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("cannot fork");
  if (child != 0) return;
  try {
    const Added added = write_until(end, place, writer);
    ::_exit(::write(result, &added, sizeof added) == sizeof added ? 0 : 1);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "writer %d: %s\n", writer, error.what());
    ::_exit(1);
  }
}

bool is_all_there(const std::string& place, const std::vector<Added>& all) {
  const auto store = open_store(place);
  int own = 0, offered = 0, shared = 0;
  for (const Added& added : all) {
    own += added.own;
    shared += added.shared;
    offered = std::max(offered, added.shared_offered);
  }
  std::map<std::string, int> found;
  for (const StoredRun& run : store->runs(10'000'000)) ++found[run.id];
  const auto most = std::max_element(
      found.begin(), found.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  const auto expected = static_cast<std::size_t>(own + offered);
  std::size_t points = 0;
  for (const SeriesKey& key : store->series("")) points += store->points(key, {}).size();
  std::printf(
      "own %d, shared %d (told as added %d): %zu runs found, %zu points, at most %d a run\n", own,
      offered, shared, found.size(), points, most == found.end() ? 0 : most->second);
  return shared == offered && found.size() == expected && most->second == 1 &&
         points == expected * series_in_a_run;
}

}  // namespace

int main(int count, char** arguments) {
  const int seconds = count > 1 ? std::atoi(arguments[1]) : 60;
  const std::string place = count > 2 ? arguments[2] : "store_writers.sqlite";
  const auto remove = [&] {
    for (const char* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(place + suffix);
  };
  if (count <= 2) remove();
  const auto end = Clock::now() + std::chrono::seconds(seconds);
  int result[2];
  if (::pipe(result) != 0) return 1;
  for (int writer = 0; writer < writers; ++writer) start(writer, end, place, result[1]);
  ::close(result[1]);
  std::vector<Added> all;
  for (Added added; ::read(result[0], &added, sizeof added) == sizeof added;) all.push_back(added);
  while (::wait(nullptr) > 0) {
  }
  const bool is_well = all.size() == writers && is_all_there(place, all);
  std::printf("%d writers, %d s, %s: %s\n", writers, seconds,
              is_postgres(place) ? "PostgreSQL" : "SQLite",
              is_well ? "all there, none twice" : "NOT all there, or some twice");
  if (count <= 2) remove();
  return is_well ? 0 : 1;
}
