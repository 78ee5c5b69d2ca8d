#pragma once
/// Child counters count what the processor did for one child, by perf_event_open(2): in user mode,
/// so that they need no privilege and the kernel's own work does not blur them. Needs nothing but
/// the C library: the launch helper is built with it.

#include <sys/types.h>

#include <cstdint>

namespace pawl::tools {

struct CounterEvent {
  const char* metric;
  std::uint32_t type;
  std::uint64_t config;
};

inline constexpr int hardware_events_count = 5;
/// Instructions first.
extern const CounterEvent hardware_events[hardware_events_count];

/// A counter of this process, from its next execve on, and of the processes it starts then: a
/// descriptor, or −errno where there is none to be had.
int open_counter(const CounterEvent& event);

/// As vfork(), but the child runs `become`, which must execute a program or _exit, after it opened
/// counters of itself into `descriptors`: they are this process's too. −1 with errno on failure.
/// Not by inheritance from this process: Linux may swap the counters of parent and child, and then
/// some children are not counted (seen: every second).
pid_t start_counted(void (*become)(void*), void* argument, const CounterEvent* events, int count,
                    int* descriptors);

/// Of a child that has ended; extrapolated where several events shared a counter of the processor.
/// Negative: not known. Closes the descriptor.
double take_count(int descriptor);

}  // namespace pawl::tools
