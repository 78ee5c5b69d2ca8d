#include "conditions.hpp"

#include "baselines/error.hpp"
#include "child_counters.hpp"

#include <sched.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <utility>

namespace pawl::tools {

namespace {

std::optional<int> whole_number(const std::string& text) {
  int value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  return error == std::errc() && stop == end ? std::optional(value) : std::nullopt;
}

/// "0-1,4"
std::string usable_cpus(const cpu_set_t& usable) {
  std::string list;
  const auto has = [&](int cpu) {
    return cpu < CPU_SETSIZE && CPU_ISSET(static_cast<unsigned>(cpu), &usable);
  };
  for (int first = 0; first < CPU_SETSIZE; ++first) {
    if (!has(first)) continue;
    int last = first;
    while (has(last + 1)) ++last;
    list += (list.empty() ? "" : ",") + std::to_string(first);
    if (last > first) list += "-" + std::to_string(last);
    first = last;
  }
  return list;
}

int parse_cpu(const std::string& text) {
  cpu_set_t usable;
  CPU_ZERO(&usable);
  ::sched_getaffinity(0, sizeof usable, &usable);
  const std::optional<int> cpu = whole_number(text);
  if (cpu && *cpu >= 0 && *cpu < CPU_SETSIZE && CPU_ISSET(static_cast<unsigned>(*cpu), &usable))
    return *cpu;
  throw Error(Fault::usage, "--pin: expected a CPU that this process may use (" +
                                usable_cpus(usable) + "), found \"" + text + "\"");
}

int parse_nice(const std::string& text) {
  const std::optional<int> nice = whole_number(text);
  if (nice && *nice >= -20 && *nice <= 19) return *nice;
  throw Error(Fault::usage,
              "--nice: expected a whole number from -20 to 19, found \"" + text + "\"");
}

std::string advice(int error) {
  constexpr std::array advices{
      std::pair{ENOENT, "the processor shows none, as in most virtual machines"},
      std::pair{EACCES, "forbidden; try sysctl kernel.perf_event_paranoid=2"},
      std::pair{EPERM, "forbidden, as in most containers"},
      std::pair{ENOSYS, "the kernel has none"},
  };
  for (const auto& [number, sentence] : advices)
    if (number == error) return sentence;
  return std::strerror(error);
}

}  // namespace

std::vector<Option> condition_options() {
  return {{"pin", "CPU", "let launches run on that CPU only"},
          {"nice", "N", "priority of launches, -20 (first served) to 19"},
          {"no-aslr", "", "the same memory layout for each launch"},
          {"counters", "", "hardware counters too: instructions, cycles, branches, misses"}};
}

Conditions parse_conditions(const Arguments& arguments) {
  Conditions conditions;
  if (const auto cpu = arguments.value("pin")) conditions.cpu = parse_cpu(*cpu);
  if (const auto nice = arguments.value("nice")) conditions.nice = parse_nice(*nice);
  conditions.fixed_addresses = arguments.flag("no-aslr");
  conditions.counters = arguments.flag("counters");
  return conditions;
}

std::string absent_counters() {
  std::string names;
  int error = 0;
  for (const CounterEvent& event : hardware_events) {
    const int descriptor = open_counter(event);
    take_count(descriptor);
    if (descriptor >= 0) continue;
    names += (names.empty() ? "" : ", ") + std::string(event.metric);
    error = -descriptor;
  }
  return names.empty() ? "" : "hardware counters: no " + names + " (" + advice(error) + ")";
}

}  // namespace pawl::tools
