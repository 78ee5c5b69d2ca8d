#include "disturbance.hpp"

#include "ci/doubts.hpp"
#include "ci/format.hpp"

#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <fstream>
#include <optional>
#include <sstream>
#include <utility>

namespace pawl::tools {

namespace {

namespace fs = std::filesystem;

constexpr double shortest_watch = 0.5;

std::string contents(const fs::path& path) {
  std::ifstream file(path);
  std::string text(1 << 16, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  return text;
}

/// The number behind the first `key` in the text; 0 without.
double number_after(const std::string& text, const std::string& key) {
  const std::size_t place = text.find(key);
  double value = 0;
  if (place != std::string::npos) std::istringstream(text.substr(place + key.size())) >> value;
  return value;
}

std::string fit_for_a_sentence(std::string name) {
  std::replace_if(
      name.begin(), name.end(),
      [](char c) {
        return std::string_view("-_./:+").find(c) == std::string_view::npos &&
               std::isalnum(static_cast<unsigned char>(c)) == 0;
      },
      '?');
  return name;
}

/// "PID (NAME) STATE PPID …", user and system time 12th and 13th after the name, which may hold
/// anything.
std::optional<KernelCounts::Process> process(const std::string& stat) {
  const std::size_t open = stat.find('('), close = stat.rfind(')');
  if (open == std::string::npos || close == std::string::npos || close < open) return std::nullopt;
  std::istringstream fields(stat.substr(close + 1));
  std::string skipped;
  for (int i = 0; i < 11; ++i) fields >> skipped;
  double user = 0, system = 0;
  if (!(fields >> user >> system)) return std::nullopt;
  return KernelCounts::Process{fit_for_a_sentence(stat.substr(open + 1, close - open - 1)),
                               (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK))};
}

void count_processes(KernelCounts& counts, const fs::path& root) {
  std::error_code none;
  for (fs::directory_iterator entry(root / "proc", none), end; entry != end;
       entry.increment(none)) {
    const std::string name = entry->path().filename().string();
    if (name.empty() || name.size() > 9 ||
        name.find_first_not_of("0123456789") != std::string::npos)
      continue;
    const int number = std::stoi(name);
    const auto its = process(contents(entry->path() / "stat"));
    if (its && number != ::getpid()) counts.processes[number] = *its;
  }
}

void count_heat(KernelCounts& counts, const fs::path& root) {
  std::error_code none;
  for (fs::directory_iterator cpu(root / "sys/devices/system/cpu", none), end; cpu != end;
       cpu.increment(none))
    counts.hot += number_after(contents(cpu->path() / "thermal_throttle/core_throttle_count"), "");
}

Observation share(const std::string& subject, double part, double harmful,
                  const std::string& remedy) {
  const bool is_harmful = part > harmful;
  return {subject, ci::percent(std::clamp(part, 0.0, 1.0)), is_harmful, is_harmful ? remedy : ""};
}

}  // namespace

KernelCounts kernel_counts(const fs::path& root) {
  KernelCounts counts;
  counts.uptime = number_after(contents(root / "proc/uptime"), "");
  counts.ticks = ticks(root);
  counts.stalled = number_after(contents(root / "proc/pressure/cpu"), "total=") / 1e6;
  counts.throttled =
      number_after(contents(root / "sys/fs/cgroup/cpu.stat"), "throttled_usec ") / 1e6;
  count_heat(counts, root);
  count_processes(counts, root);
  return counts;
}

std::vector<Observation> disturbances(const KernelCounts& before, const KernelCounts& after) {
  const double time = after.uptime - before.uptime;
  if (time < shortest_watch) return {};
  const double ticks = std::max(after.ticks.all - before.ticks.all, 1.0);
  const double hot = after.hot - before.hot;
  return {share("time stolen by the host", (after.ticks.stolen - before.ticks.stolen) / ticks, 0.01,
                "the host is overcommitted: measure elsewhere, or more often"),
          share("time with too few CPUs", (after.stalled - before.stalled) / time, 0.1,
                "other processes are busy: end them, or wait"),
          share("time stopped by a quota", (after.throttled - before.throttled) / time, 0.001,
                "the container's CPU quota is used up: lift it (--cpus)"),
          {"slowed down by heat", hot > 0 ? ci::count(static_cast<std::size_t>(hot), "time") : "no",
           hot > 0, hot > 0 ? "let it cool: fewer launches at a time, turbo off" : ""}};
}

Observation busy_processes(const KernelCounts& before, const KernelCounts& after) {
  const double time = after.uptime - before.uptime;
  std::vector<std::pair<double, std::string>> busy;
  for (const auto& [number, its] : after.processes) {
    const auto former = before.processes.find(number);
    if (former == before.processes.end() || time <= 0) continue;
    const double part = (its.processor - former->second.processor) / time;
    if (part > 0.1) busy.emplace_back(part, its.name);
  }
  std::sort(busy.rbegin(), busy.rend());
  std::string list;
  for (std::size_t i = 0; i < std::min<std::size_t>(busy.size(), 5); ++i)
    list += (list.empty() ? "" : ", ") + busy[i].second + " " + ci::percent(busy[i].first);
  return {"busy processes", list.empty() ? "none" : list, !list.empty(),
          list.empty() ? "" : "end them, or wait"};
}

void note_disturbances(baselines::Run& run, const KernelCounts& before, const KernelCounts& after) {
  constexpr double long_enough = 10;  // seconds
  if (after.uptime - before.uptime < long_enough) return;
  for (const Observation& one : disturbances(before, after))
    if (one.is_harmful)
      run.notes.push_back(std::string(ci::disturbed) + one.subject + ": " + one.found);
}

}  // namespace pawl::tools
