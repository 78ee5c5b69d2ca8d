#include "conditions.hpp"

#include "baselines/error.hpp"

#include <fcntl.h>
#include <unistd.h>

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

/// `name` and `fault` as of where `cpu` was written, `text` as it was.
int usable_cpu(std::optional<int> cpu, const std::string& text, const char* name, Fault fault) {
  cpu_set_t usable;
  CPU_ZERO(&usable);
  ::sched_getaffinity(0, sizeof usable, &usable);
  if (cpu && *cpu >= 0 && *cpu < CPU_SETSIZE && CPU_ISSET(static_cast<unsigned>(*cpu), &usable))
    return *cpu;
  throw Error(fault, std::string(name) + ": expected a CPU that this process may use (" +
                         cpu_list(usable) + "), found " + text);
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
          {"counters", "", "hardware counters too: instructions, cycles, branches, misses"},
          {"drop-caches", "", "an empty page cache at the start of each launch; takes root"}};
}

Conditions conditions_of(const baselines::LaunchConditions& asked) {
  Conditions conditions{.nice = asked.nice,
                        .fixed_addresses = asked.no_aslr,
                        .counters = asked.counters,
                        .drop_caches = asked.drop_caches};
  if (asked.pin)
    conditions.cpu =
        usable_cpu(asked.pin, std::to_string(*asked.pin), "pawl.toml: [run]: pin", Fault::input);
  return conditions;
}

Conditions parse_conditions(const Arguments& arguments, const baselines::LaunchConditions& asked) {
  baselines::LaunchConditions rest = asked;
  const auto cpu = arguments.value("pin");
  if (cpu) rest.pin.reset();
  Conditions conditions = conditions_of(rest);
  if (cpu)
    conditions.cpu = usable_cpu(whole_number(*cpu), "\"" + *cpu + "\"", "--pin", Fault::usage);
  if (const auto nice = arguments.value("nice")) conditions.nice = parse_nice(*nice);
  if (arguments.flag("no-aslr")) conditions.fixed_addresses = true;
  if (arguments.flag("counters")) conditions.counters = true;
  if (arguments.flag("drop-caches")) conditions.drop_caches = true;
  return conditions;
}

void drop_caches(const char* file) {
  ::sync();  // dirty pages stay otherwise
  const int descriptor = ::open(file, O_WRONLY | O_CLOEXEC);
  const bool is_done = descriptor >= 0 && ::write(descriptor, "3", 1) == 1;
  const int error = errno;
  if (descriptor >= 0) ::close(descriptor);
  errno = error;
  if (!is_done) throw io_error(file, "the page cache cannot be emptied, which takes root");
}

std::string cpu_list(const cpu_set_t& cpus) {
  std::string list;
  const auto has = [&](int cpu) {
    return cpu < CPU_SETSIZE && CPU_ISSET(static_cast<unsigned>(cpu), &cpus);
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

CounterRefusals counter_refusals() {
  CounterRefusals refusals{};
  for (std::size_t i = 0; i < refusals.size(); ++i) {
    const int descriptor = open_counter(hardware_events[i]);
    take_count(descriptor);
    if (descriptor < 0) refusals.at(i) = -descriptor;
  }
  return refusals;
}

std::string absent_counters(const CounterRefusals& refusals) {
  std::string names;
  int error = 0;
  for (std::size_t i = 0; i < refusals.size(); ++i) {
    if (refusals.at(i) == 0) continue;
    names += (names.empty() ? "" : ", ") + std::string(hardware_events[i].metric);
    error = refusals.at(i);
  }
  return names.empty() ? "" : "hardware counters: no " + names + " (" + advice(error) + ")";
}

}  // namespace pawl::tools
