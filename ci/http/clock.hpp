#pragma once
/// A Clock is time as deliveries see it: what it is, how to let it pass, and the chance that keeps
/// many clients from knocking at once. Tests bring their own and never wait.

#include <chrono>
#include <functional>

namespace pawl::ci {

struct Clock {
  using Time = std::chrono::sys_seconds;
  using Pause = std::chrono::milliseconds;

  std::function<Time()> now;
  std::function<void(Pause)> sleep;
  std::function<double()> chance;  ///< uniform in [0, 1)
};

Clock real_clock();

}  // namespace pawl::ci
