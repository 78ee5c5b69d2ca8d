#include "process_metric.hpp"

#include <array>

namespace pawl::tools {

std::span<const ProcessMetric> process_metrics() {
  using L = const Launch&;
  static constexpr std::array<ProcessMetric, 8 + hardware_events_count> metrics = {{
      {"wall_time", "s", [](L l) { return l.wall_time; }, false},
      {"cpu_time", "s", [](L l) { return l.user_time + l.system_time; }, true},
      {"user_time", "s", [](L l) { return l.user_time; }, true},
      {"system_time", "s", [](L l) { return l.system_time; }, true},
      {"peak_memory", "B", [](L l) { return l.peak_memory; }, true},
      {"page_faults", "1", [](L l) { return l.page_faults + l.major_page_faults; }, true},
      {"context_switches", "1", [](L l) { return l.voluntary_switches; }, true},
      {"preemptions", "1", [](L l) { return l.involuntary_switches; }, true},
      {"cpu_instructions", "1", [](L l) { return l.counts[0]; }, true},
      {"cpu_cycles", "1", [](L l) { return l.counts[1]; }, true},
      {"cpu_branches", "1", [](L l) { return l.counts[2]; }, true},
      {"branch_misses", "1", [](L l) { return l.counts[3]; }, true},
      {"cache_misses", "1", [](L l) { return l.counts[4]; }, true},
  }};
  return metrics;
}

}  // namespace pawl::tools
