#pragma once
/// Conditions are what is asked of the kernel for each launch, so that launches differ less; the
/// launch helper sets them for itself, and the launched program inherits them.

#include "baselines/config/config.hpp"
#include "child_counters.hpp"
#include "tools/command_line/options.hpp"

#include <sched.h>

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace pawl::tools {

struct Conditions {
  std::optional<int> cpu{};      ///< the only one to run on
  int nice = 0;                  ///< −20 (first served) to 19; 0: as pawl itself
  bool fixed_addresses = false;  ///< no address space randomisation
  bool counters = false;         ///< hardware counters, as far as there are any
  bool drop_caches = false;      ///< the page cache is emptied before each
};

/// --pin, --nice, --no-aslr, --counters, --drop-caches.
std::vector<Option> condition_options();

/// What [run] of pawl.toml asks. Error (Fault::input) for a CPU that this process may not use.
Conditions conditions_of(const baselines::LaunchConditions& asked);
/// The same, and over it those options. Error (Fault::usage) for a CPU that this process may not
/// use and for what is no niceness.
Conditions parse_conditions(const Arguments& arguments, const baselines::LaunchConditions& asked);

/// Writes what is not on disk yet, and empties the page cache. Error (Fault::io) where that is not
/// allowed.
void drop_caches(const char* file = "/proc/sys/vm/drop_caches");

/// Numbers of CPUs as the kernel's own lists have them: "0-1,4"; empty for none.
std::string cpu_list(const cpu_set_t& cpus);

/// What opening each of hardware_events gave: 0, or the errno of what it was refused for.
using CounterRefusals = std::array<int, hardware_events_count>;
/// Of this machine.
CounterRefusals counter_refusals();
/// Why hardware counters, or which of them, are not to be had: a sentence; empty when all are.
std::string absent_counters(const CounterRefusals& refusals = counter_refusals());

}  // namespace pawl::tools
