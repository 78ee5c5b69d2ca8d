#include "generator.hpp"

#include "lane.hpp"
#include "tools/launch/interruption.hpp"
#include "tools/system/refused_threads.hpp"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace pawl::tools::load {

namespace {

using std::chrono::steady_clock;

/// What the lanes tell the thread that waits for them.
struct Board {
  std::mutex mutex;
  std::condition_variable changed;
  std::vector<std::optional<Tally>> tallies;
  std::vector<double> seconds;  ///< from the begin, of each tally
  std::size_t done = 0;
  std::exception_ptr failure;
};

Tally sum(const Plan& plan, const std::vector<std::optional<Tally>>& tallies) {
  Tally all(plan.most_samples, plan.timeout, plan.seed);
  for (const std::optional<Tally>& tally : tallies)
    if (tally) all.merge(*tally);
  return all;
}

void run_lane(const Plan& plan, std::size_t index, Common& common, bool is_watched, Board& board) {
  const auto publish = [&](const Tally& tally, double seconds) {
    const std::scoped_lock lock(board.mutex);
    board.tallies[index] = tally;
    board.seconds[index] = seconds;
  };
  try {
    Lane lane(plan, index, common, is_watched ? publish : Lane::Watcher());
    publish(lane.run(), plan.duration);
  } catch (...) {
    common.must_end = true;
    const std::scoped_lock lock(board.mutex);
    board.failure = std::current_exception();
  }
  const std::scoped_lock lock(board.mutex);
  ++board.done;
  board.changed.notify_one();
}

/// Starts a thread for each lane. Where one is refused those there are end, too.
void start(const Plan& plan, Common& common, bool is_watched, Board& board,
           std::vector<std::jthread>& lanes) {
  try {
    while (lanes.size() < plan.threads)
      lanes.emplace_back([&, is_watched, i = lanes.size()] {
        run_lane(plan, i, common, is_watched, board);  // which may begin when start() has ended
      });
  } catch (const std::system_error& error) {
    common.must_end = true;
    throw refused_threads("load", plan.threads, lanes.size(), error, "load with fewer (--threads)");
  }
}

/// Waits for all lanes, tells `watch` each second, and passes an interruption on.
void attend(const Plan& plan, Board& board, Common& common,
            const std::function<void(const Tally&, double)>& watch) {
  double watched = 0;
  std::unique_lock lock(board.mutex);
  while (board.done < plan.threads) {
    board.changed.wait_for(lock, std::chrono::milliseconds(100));
    if (Interruption::signal() != 0) common.must_end = true;
    const double known = *std::min_element(board.seconds.begin(), board.seconds.end());
    if (!watch || known < watched + 1) continue;
    watched = known;
    const std::vector<std::optional<Tally>> tallies = board.tallies;
    lock.unlock();
    watch(sum(plan, tallies), watched);
    lock.lock();
  }
}

}  // namespace

Result generate(const Plan& plan, const std::function<void(const Tally&, double)>& watch) {
  Common common;
  common.begin = steady_clock::now() + std::chrono::milliseconds(2);  // time to start the threads
  Board board;
  board.tallies.resize(plan.threads);
  board.seconds.resize(plan.threads);
  {
    std::vector<std::jthread> lanes;
    start(plan, common, bool(watch), board, lanes);
    attend(plan, board, common, watch);
  }
  if (board.failure) std::rethrow_exception(board.failure);
  const bool was_interrupted = Interruption::signal() != 0;
  Tally tally = sum(plan, board.tallies);
  const double least = was_interrupted ? 0 : plan.duration;
  const double seconds = std::max(tally.last_good(), least);
  return {std::move(tally), seconds, was_interrupted};
}

}  // namespace pawl::tools::load
