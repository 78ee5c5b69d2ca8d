#include "clock.hpp"

#include <random>
#include <thread>

namespace pawl::ci {

Clock real_clock() {
  const auto now = [] {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  };
  const auto chance = [] {
    thread_local std::mt19937_64 engine(std::random_device{}());
    return std::uniform_real_distribution<double>(0, 1)(engine);
  };
  return {.now = now,
          .sleep = [](Clock::Pause pause) { std::this_thread::sleep_for(pause); },
          .chance = chance};
}

}  // namespace pawl::ci
