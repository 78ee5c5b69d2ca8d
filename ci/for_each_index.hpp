#pragma once
/// Work on the elements of a list, by all cores.

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace pawl::ci {

/// Runs `action(i)` once for each i < size on up to `threads` threads (0: as many as there are
/// cores; fewer where the system gives no more), in no particular order, on which the outcome must
/// not depend. Lists too short to be worth a thread are done on this one. The first exception is
/// thrown again when all have stopped.
template <typename Action>
void for_each_index(std::size_t size, unsigned threads, Action action) {
  constexpr std::size_t chunk = 32;
  if (threads == 0) threads = std::max(1u, std::thread::hardware_concurrency());
  std::atomic<std::size_t> next{0};
  std::exception_ptr failure;
  std::mutex failing;
  const auto work = [&] {
    try {
      for (std::size_t begin = 0; (begin = next.fetch_add(chunk)) < size;)
        for (std::size_t i = begin; i < std::min(size, begin + chunk); ++i) action(i);
    } catch (...) {
      const std::lock_guard lock(failing);
      if (!failure) failure = std::current_exception();
      next = size;
    }
  };
  std::vector<std::jthread> others;
  try {
    for (std::size_t n = 1; n < threads && n * chunk < size; ++n) others.emplace_back(work);
  } catch (const std::system_error&) {
    // No more may be had here (a container's limit): those there are do it all.
  }
  work();
  others.clear();  // joins
  if (failure) std::rethrow_exception(failure);
}

}  // namespace pawl::ci
