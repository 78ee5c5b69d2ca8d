#include "observation.hpp"

#include "baselines/text/json_text.hpp"
#include "ci/format.hpp"
#include "ticks.hpp"

#include <array>
#include <fstream>
#include <optional>
#include <string_view>

namespace pawl::tools {

namespace {

std::optional<std::string> first_line(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::string line;
  if (!std::getline(file, line)) return std::nullopt;
  return line;
}

/// A kernel setting that is one line in a file.
struct Setting {
  std::string_view subject, path, harmful, meaning, remedy;
};

constexpr std::array<Setting, 4> settings = {{
    {"turbo", "sys/devices/system/cpu/intel_pstate/no_turbo", "0", "on",
     "clock rates follow temperature: echo 1 > /sys/devices/system/cpu/intel_pstate/no_turbo"},
    {"boost", "sys/devices/system/cpu/cpufreq/boost", "1", "on",
     "clock rates follow temperature: echo 0 > /sys/devices/system/cpu/cpufreq/boost"},
    {"hyper-threads", "sys/devices/system/cpu/smt/active", "1", "on",
     "two programs may share a core: echo off > /sys/devices/system/cpu/smt/control"},
    {"address randomisation", "proc/sys/kernel/randomize_va_space", "2", "on",
     "each launch has its own memory layout: more launches even it out"},
}};

void observe_settings(std::vector<Observation>& all, const std::filesystem::path& root) {
  for (const Setting& setting : settings) {
    const std::optional<std::string> line = first_line(root / setting.path);
    if (!line) continue;
    const bool is_harmful = *line == setting.harmful;
    all.push_back({std::string(setting.subject), std::string(is_harmful ? setting.meaning : "off"),
                   is_harmful, std::string(is_harmful ? setting.remedy : "")});
  }
}

void observe_machine(std::vector<Observation>& all, const baselines::Machine& machine) {
  const double busy = machine.load / std::max(machine.cores, 1);
  all.push_back(
      {"CPU", machine.cpu_model + ", " + ci::count(static_cast<std::size_t>(machine.cores), "core"),
       machine.cores < 2,
       machine.cores < 2 ? "one core is shared with pawl itself: measure on two or more" : ""});
  all.push_back({"load", ci::fixed(machine.load, 2), busy > 0.3,
                 busy > 0.3 ? "other processes are busy: end them, or wait" : ""});
  if (!machine.governor.empty()) {
    const bool is_harmful = machine.governor != "performance";
    all.push_back({"frequency governor", machine.governor, is_harmful,
                   is_harmful ? "cpupower frequency-set -g performance" : ""});
  }
  if (!machine.virtualisation.empty()) {
    const bool is_harmful = machine.virtualisation != "none";
    all.push_back({"virtualisation", machine.virtualisation, is_harmful,
                   is_harmful ? "neighbours share the host: take several sessions into a baseline "
                                "(`pawl baseline update` on several days)"
                              : ""});
  }
}

void observe_steal(std::vector<Observation>& all, const std::filesystem::path& root) {
  const Ticks since_start = ticks(root);
  if (since_start.all <= 0) return;
  const double share = since_start.stolen / since_start.all;
  const bool is_harmful = share > 0.005;
  all.push_back({"time stolen by the host", ci::percent(share), is_harmful,
                 is_harmful ? "the host is overcommitted: measure elsewhere, or more often" : ""});
}

/// "max 100000" or "QUOTA PERIOD": a quota stops the processes of a container for a while.
void observe_quota(std::vector<Observation>& all, const std::filesystem::path& root) {
  const std::optional<std::string> line = first_line(root / "sys/fs/cgroup/cpu.max");
  if (!line) return;
  const bool is_harmful = !line->starts_with("max");
  all.push_back({"CPU quota of the container", is_harmful ? *line : "none", is_harmful,
                 is_harmful ? "processes are stopped when it is used up: lift it (--cpus)" : ""});
}

}  // namespace

std::vector<Observation> observe(const baselines::Machine& machine,
                                 const std::filesystem::path& root) {
  std::vector<Observation> all;
  observe_machine(all, machine);
  observe_settings(all, root);
  observe_steal(all, root);
  observe_quota(all, root);
  return all;
}

void record(baselines::Run& run, const std::vector<Observation>& observations) {
  std::string list;
  for (const Observation& one : observations) {
    if (!one.is_harmful) continue;
    list += list.empty() ? "[" : ",";
    baselines::append_json(list, one.subject + ": " + one.found);
  }
  if (!list.empty()) baselines::set(run.unknown, "surroundings", list + "]");
}

}  // namespace pawl::tools
