#include "child_counters.hpp"

#include <linux/perf_event.h>
#include <sched.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

namespace pawl::tools {

const CounterEvent hardware_events[hardware_events_count] = {
    {"cpu_instructions", PERF_TYPE_HARDWARE, PERF_COUNT_HW_INSTRUCTIONS},
    {"cpu_cycles", PERF_TYPE_HARDWARE, PERF_COUNT_HW_CPU_CYCLES},
    {"cpu_branches", PERF_TYPE_HARDWARE, PERF_COUNT_HW_BRANCH_INSTRUCTIONS},
    {"branch_misses", PERF_TYPE_HARDWARE, PERF_COUNT_HW_BRANCH_MISSES},
    {"cache_misses", PERF_TYPE_HARDWARE, PERF_COUNT_HW_CACHE_MISSES},
};

namespace {

/// What start_counted gives its child, which shares our memory until it executes.
struct Start {
  void (*become)(void*);
  void* argument;
  const CounterEvent* events;
  int count;
  int* descriptors;
};

int run_child(void* given) {
  const Start& start = *static_cast<const Start*>(given);
  for (int i = 0; i < start.count; ++i) start.descriptors[i] = open_counter(start.events[i]);
  start.become(start.argument);
  return 127;
}

}  // namespace

int open_counter(const CounterEvent& event) {
  perf_event_attr attributes{};
  attributes.size = sizeof attributes;
  attributes.type = event.type;
  attributes.config = event.config;
  attributes.disabled = 1;
  attributes.inherit = 1;
  attributes.enable_on_exec = 1;
  attributes.exclude_kernel = 1;
  attributes.exclude_hv = 1;
  attributes.read_format = PERF_FORMAT_TOTAL_TIME_ENABLED | PERF_FORMAT_TOTAL_TIME_RUNNING;
  const long descriptor =
      syscall(SYS_perf_event_open, &attributes, 0, -1, -1, PERF_FLAG_FD_CLOEXEC);
  return descriptor < 0 ? -errno : static_cast<int>(descriptor);
}

pid_t start_counted(void (*become)(void*), void* argument, const CounterEvent* events, int count,
                    int* descriptors) {
  alignas(16) static char stack[32 << 10];
  Start start{become, argument, events, count, descriptors};
  // Descriptors are shared until execve gives the child a table of its own.
  return clone(run_child, stack + sizeof stack, CLONE_VM | CLONE_VFORK | CLONE_FILES | SIGCHLD,
               &start);
}

double take_count(int descriptor) {
  /// As read(2) yields it.
  struct {
    std::uint64_t value, enabled, running;
  } total{};
  if (descriptor < 0) return -1;
  const bool is_read = read(descriptor, &total, sizeof total) == sizeof total;
  close(descriptor);
  if (!is_read || total.running == 0) return -1;
  const auto value = static_cast<double>(total.value);
  if (total.running >= total.enabled) return value;
  return value * (static_cast<double>(total.enabled) / static_cast<double>(total.running));
}

}  // namespace pawl::tools
