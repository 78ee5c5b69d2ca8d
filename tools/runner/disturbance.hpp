#pragma once
/// A disturbance is what took time from a measurement, as the difference between the kernel's
/// counts before and after it tells.

#include "observation.hpp"
#include "ticks.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace pawl::tools {

/// What the kernel has counted up to a moment: seconds, unless said otherwise. What it does not
/// tell stays 0.
struct KernelCounts {
  struct Process {
    std::string name;      ///< fit for a sentence
    double processor = 0;  ///< used so far
  };
  double uptime = 0;
  Ticks ticks{};
  double stalled = 0;                ///< some process was ready and had no CPU (/proc/pressure/cpu)
  double throttled = 0;              ///< this container was stopped, its quota being used up
  double hot = 0;                    ///< times that a core was slowed down, being too hot
  std::map<int, Process> processes;  ///< by number; without this one
};

/// Of the kernel that shows itself under `root` (/proc and /sys; a parameter for tests).
KernelCounts kernel_counts(const std::filesystem::path& root = "/");

/// What disturbed the time between, harmful or not; nothing when it was shorter than half a second.
std::vector<Observation> disturbances(const KernelCounts& before, const KernelCounts& after);

/// The processes that used more than a tenth of a CPU in between, the busiest first, at most five.
/// For the eyes of the machine's owner: reports may be public.
Observation busy_processes(const KernelCounts& before, const KernelCounts& after);

/// Notes the harmful disturbances in the run. They are read by everyone who reads the report: no
/// names of processes. Less than ten seconds are too short to say much of its surroundings.
void note_disturbances(baselines::Run& run, const KernelCounts& before, const KernelCounts& after);

}  // namespace pawl::tools
