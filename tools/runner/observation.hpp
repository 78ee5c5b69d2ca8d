#pragma once
/// An Observation is one thing about this machine that bears on how exactly it can measure.

#include "baselines/run/machine.hpp"
#include "baselines/run/run.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace pawl::tools {

struct Observation {
  std::string subject;  ///< "frequency governor"
  std::string found;    ///< "powersave"
  bool is_harmful = false;
  std::string remedy;  ///< what to do about it; empty when nothing is to be done
};

/// What the kernel tells under `root` (/proc and /sys; a parameter for tests). What it does not
/// tell is left out.
std::vector<Observation> observe(const baselines::Machine& machine,
                                 const std::filesystem::path& root = "/");

/// Keeps what is harmful of them in the run, as "surroundings" among what Pawl itself does not
/// read.
void record(baselines::Run& run, const std::vector<Observation>& observations);

}  // namespace pawl::tools
