#pragma once
/// Conditions are what is asked of the kernel for each launch, so that launches differ less; the
/// launch helper sets them for itself, and the launched program inherits them.

#include "baselines/config/config.hpp"
#include "tools/command_line/options.hpp"

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

/// Why hardware counters, or which of them, are not to be had on this machine: a sentence; empty
/// when all are.
std::string absent_counters();

}  // namespace pawl::tools
