#pragma once
/// The yardstick's work: a fixed amount of computing, memory and system calls (about 5 ms), done
/// by the launch helper itself, so that no library and no change of pawl moves it.

namespace pawl::tools {

inline constexpr int yardstick_version = 1;

/// Does it `times` times; returns the exit status.
int yardstick_workload(long times);

}  // namespace pawl::tools
