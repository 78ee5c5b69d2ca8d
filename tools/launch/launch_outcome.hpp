#pragma once
/// A LaunchOutcome is what the launch helper (launch_helper.cpp) tells of one launch, as it stands
/// in memory: both sides are built together and run on one machine.

#include "child_counters.hpp"

#include <sys/resource.h>

#include <cstdint>

namespace pawl::tools {

/// A condition (conditions.hpp) that the kernel may refuse.
enum class Refused : std::int32_t { nothing, cpu, nice, fixed_addresses };

struct LaunchOutcome {
  std::int64_t wall_nanoseconds = 0;  ///< monotonic, from just before vfork to the child's end
  rusage usage{};                     ///< of the child and those of its children it waited for
  int wait_status = 0;                ///< as wait(2) gives it
  int exec_error = 0;                 ///< errno of a failed execve or vfork; 0: it ran
  bool timed_out = false;
  bool interrupted = false;            ///< ended because the helper was told to (SIGTERM)
  bool left_children = false;          ///< others of its processes outlived it, and were killed
  Refused refused = Refused::nothing;  ///< nothing was launched, exec_error says why
  double counts[hardware_events_count] = {-1, -1, -1, -1, -1};  ///< negative: not known
};

/// The helper's descriptor for requests (one byte each) and outcomes.
inline constexpr int launch_descriptor = 3;

}  // namespace pawl::tools
