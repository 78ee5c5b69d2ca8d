#include "machine.hpp"

#include "baselines/error.hpp"
#include "baselines/file.hpp"

#include <sched.h>
#include <sys/utsname.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <string_view>

namespace pawl::baselines {
namespace {

namespace fs = std::filesystem;

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view space = " \t\r\n\"";
  const auto first = text.find_first_not_of(space);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(space) - first + 1);
}

/// The contents without the space round them; empty when there is no such file.
std::string contents(const fs::path& path) {
  try {
    return std::string(trimmed(read_file_if_present(path).value_or("")));
  } catch (const Error&) {
    return {};
  }
}

double number(std::string_view text) {
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return std::isfinite(value) ? value : 0;
}

/// What follows `key` and then `separator` at the beginning of a line; empty when nothing does.
std::string field(std::string_view text, std::string_view key, char separator) {
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    const std::size_t at = line.find(separator);
    if (at != std::string_view::npos && trimmed(line.substr(0, at)) == key)
      return std::string(trimmed(line.substr(at + 1)));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
  }
  return {};
}

/// ARM names no model: its implementer and part do as well.
std::string cpu_model(const std::string& cpuinfo) {
  std::string model = field(cpuinfo, "model name", ':');
  if (model.empty()) model = field(cpuinfo, "Model", ':');
  const std::string part = field(cpuinfo, "CPU part", ':');
  if (model.empty() && !part.empty())
    model = "ARM " + field(cpuinfo, "CPU implementer", ':') + " " + part;
  return model;
}

/// Processors a control group allows, rounded up; 0 when it sets no limit.
int control_group_cores(const fs::path& root) {
  const std::string limit =
      contents(root / "sys/fs/cgroup/cpu.max");  // "200000 100000", "max 100000"
  const double quota = number(limit);
  const auto space = limit.find(' ');
  const double period = space == std::string::npos ? 0 : number(limit.substr(space + 1));
  return quota > 0 && period > 0 ? static_cast<int>(std::ceil(quota / period)) : 0;
}

int cores(const fs::path& root) {
  cpu_set_t set;
  CPU_ZERO(&set);
  const int allowed = ::sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 0;
  const int limit = control_group_cores(root);
  return limit > 0 && (allowed == 0 || limit < allowed) ? limit : allowed;
}

std::string container(const fs::path& root) {
  std::error_code ignored;
  if (fs::exists(root / ".dockerenv", ignored)) return "docker";
  if (fs::exists(root / "run/.containerenv", ignored)) return "podman";
  return contents(root / "run/systemd/container");
}

struct Vendor {
  std::string_view words;  ///< in /sys/class/dmi/id/sys_vendor or product_name
  std::string_view name;
};
constexpr std::array vendors{
    Vendor{"Amazon EC2", "amazon-ec2"},
    Vendor{"Google", "google-compute"},
    Vendor{"Microsoft", "hyper-v"},
    Vendor{"VMware", "vmware"},
    Vendor{"VirtualBox", "virtualbox"},
    Vendor{"innotek", "virtualbox"},
    Vendor{"Xen", "xen"},
    Vendor{"KVM", "kvm"},
    Vendor{"QEMU", "kvm"},
    Vendor{"Firecracker", "firecracker"},
};

/// The hypervisor beneath, or "none".
std::string hypervisor(const fs::path& root, const std::string& cpuinfo) {
  const std::string flags = " " + field(cpuinfo, "flags", ':') + " ";
  const std::string type = contents(root / "sys/hypervisor/type");
  if (!type.empty()) return type;
  if (flags.find(" hypervisor ") == std::string::npos) return "none";
  const std::string product = contents(root / "sys/class/dmi/id/sys_vendor") + " " +
                              contents(root / "sys/class/dmi/id/product_name");
  for (const Vendor& vendor : vendors)
    if (product.find(vendor.words) != std::string::npos) return std::string(vendor.name);
  return "virtual machine";
}

std::string virtualisation(const fs::path& root, const std::string& cpuinfo) {
  const std::string beneath = hypervisor(root, cpuinfo);
  const std::string around = container(root);
  if (around.empty()) return beneath;
  return beneath == "none" ? around : around + " on " + beneath;
}

/// Up to two numbers of a version: "24.04.1" → "24.04".
std::string version(std::string_view text) {
  const auto first = text.find_first_of("0123456789");
  if (first == std::string_view::npos) return {};
  text = text.substr(first);
  std::size_t end = std::min(text.find_first_not_of("0123456789."), text.size());
  const auto second_dot = text.find('.', text.find('.') + 1);
  if (text.find('.') != std::string_view::npos) end = std::min(end, second_dot);
  while (end > 0 && text[end - 1] == '.') --end;
  return std::string(text.substr(0, end));
}

/// "Debian GNU/Linux 12 (bookworm)" → "Debian 12": point releases don't matter.
std::string distribution(std::string_view operating_system) {
  const std::string its = version(operating_system);
  const std::string_view name = operating_system.substr(0, operating_system.find(' '));
  return std::string(name) + (its.empty() ? "" : " " + its);
}

/// Words of a CPU's name that say nothing of which it is.
constexpr std::array<std::string_view, 7> filler = {"cpu", "processor", "core", "with",
                                                    "r",   "tm",        "gen"};

/// Lower-case words of letters, digits and dots, joined by hyphens.
std::string slug(std::string_view text, std::size_t most_words) {
  std::string joined;
  std::string word;
  std::size_t words = 0;
  const auto take = [&] {
    const bool is_filler = std::find(filler.begin(), filler.end(), word) != filler.end();
    if (!word.empty() && !is_filler && words++ < most_words)
      joined += (joined.empty() ? "" : "-") + word;
    word.clear();
  };
  for (const char c : text.substr(0, text.find('@'))) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 || (c == '.' && !word.empty()))
      word += static_cast<char>(std::tolower(byte));
    else
      take();
  }
  take();
  return joined;
}

/// "AMD EPYC 7763 64-Core Processor" → "amd-epyc-7763".
std::string cpu_slug(const std::string& model) {
  std::string_view name = model;
  const auto cores = name.find("-Core");
  if (cores != std::string_view::npos) name = name.substr(0, name.rfind(' ', cores));
  const std::string its = slug(name, 5);
  return its.empty() ? "unknown-cpu" : its;
}

void compare(std::vector<std::string>& all, std::string_view what, const std::string& before,
             const std::string& now) {
  if (before.empty() || now.empty() || before == now) return;
  all.push_back(std::string(what) + ": " + before + " before, " + now + " now");
}

std::string count(double number) {
  return number > 0 ? std::to_string(std::llround(number)) : "";
}

}  // namespace

Machine this_machine(const fs::path& root) {
  const std::string cpuinfo = contents(root / "proc/cpuinfo");
  const std::string release = contents(root / "etc/os-release");
  utsname system{};
  ::uname(&system);
  Machine machine;
  machine.cpu_model = cpu_model(cpuinfo);
  machine.cores = cores(root);
  machine.memory = 1024 * number(field(contents(root / "proc/meminfo"), "MemTotal", ':'));
  machine.architecture = system.machine;
  machine.operating_system = field(release, "PRETTY_NAME", '=');
  machine.kernel = contents(root / "proc/sys/kernel/osrelease");
  machine.governor = contents(root / "sys/devices/system/cpu/cpu0/cpufreq/scaling_governor");
  machine.virtualisation = virtualisation(root, cpuinfo);
  machine.load = number(contents(root / "proc/loadavg"));
  return machine;
}

std::vector<std::string> differences(const Machine& before, const Machine& now) {
  std::vector<std::string> all;
  compare(all, "CPU", before.cpu_model, now.cpu_model);
  compare(all, "cores", count(before.cores), count(now.cores));
  compare(all, "architecture", before.architecture, now.architecture);
  compare(all, "operating system", distribution(before.operating_system),
          distribution(now.operating_system));
  compare(all, "kernel", version(before.kernel), version(now.kernel));
  compare(all, "frequency governor", before.governor, now.governor);
  compare(all, "virtualisation", before.virtualisation, now.virtualisation);
  return all;
}

std::string testbed_name(const Machine& machine) {
  std::string name = cpu_slug(machine.cpu_model);
  if (machine.cores > 0) name += "-" + std::to_string(machine.cores) + "-core";
  const std::string system = slug(distribution(machine.operating_system), 3);
  if (!system.empty()) name += "-" + system;
  constexpr std::size_t longest = 100;
  return name.substr(0, longest);
}

}  // namespace pawl::baselines
