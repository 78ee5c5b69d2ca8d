#pragma once
/// A Machine is what a run was measured on, as far as it can be told: enough to say whether two
/// runs may be compared, and nothing that names its owner.

#include "baselines/text/unknown_fields.hpp"
#include "toolchain.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace pawl::baselines {

/// Empty strings and zeros: not known.
struct Machine {
  std::string cpu_model;
  int cores = 0;                 ///< that this process may use
  double memory = 0;             ///< bytes
  std::string architecture;      ///< "x86_64"
  std::string operating_system;  ///< "Debian GNU/Linux 12 (bookworm)"
  std::string kernel;            ///< release, "6.1.0-18-amd64"
  std::string governor;          ///< of frequency scaling: "performance", "schedutil"
  std::string virtualisation;    ///< "kvm", "docker", "none"
  double load = 0;               ///< 1-minute average when the run began
  Toolchain toolchain;
  UnknownFields unknown;
  bool operator==(const Machine&) const = default;
};

/// This machine, as /proc and /sys below `root` tell it; what they don't stays unknown.
Machine this_machine(const std::filesystem::path& root = "/");

/// What keeps figures of `before` and `now` from being compared, one sentence a difference such as
/// "CPU: AMD EPYC 7763 before, Intel Xeon 8370C now"; empty when nothing does. A fact not known on
/// either side is no difference, nor is the toolchain.
std::vector<std::string> differences(const Machine& before, const Machine& now);

/// The name of the kind of machine, fit for a directory: "amd-epyc-7763-2-core-debian-12".
std::string testbed_name(const Machine& machine);

}  // namespace pawl::baselines
