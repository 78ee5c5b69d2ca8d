#include "callgrind.hpp"

#include "baselines/error.hpp"
#include "baselines/file.hpp"
#include "baselines/importers/import.hpp"

#include <unistd.h>

#include <string>
#include <vector>

namespace pawl::tools {

namespace {

/// How much slower a program may be there.
constexpr double slowness = 100;
constexpr std::size_t largest_file = 256 << 20;

double instructions_in(const std::filesystem::path& file) {
  const baselines::Run counted = baselines::parse_any_run(baselines::read_file(file, largest_file),
                                                          "callgrind's output", "callgrind");
  double sum = 0;
  for (const baselines::Series& series : counted.series)
    if (series.metric == "instructions") sum += series.sessions.at(0).at(0).at(0);
  return sum;
}

}  // namespace

void expect_valgrind(const Environment& environment) {
  if (is_on_path(environment, "valgrind")) return;
  throw Error(Fault::input,
              "--instrument callgrind: expected valgrind on the PATH, found none; install it "
              "(Debian, Ubuntu: apt-get install valgrind)");
}

Environment pinned(const Environment& environment) {
  Environment kept = {{"LC_ALL", "C"}};
  for (const char* name : {"PATH", "LD_LIBRARY_PATH"})
    if (const auto found = environment.find(name); found != environment.end()) kept.insert(*found);
  return kept;
}

Invocation Callgrind::under(Invocation invocation) const {
  std::vector<std::string> arguments = {
      "valgrind", "-q", "--tool=callgrind", "--trace-children=yes",
      "--callgrind-out-file=" + (workplace_.path() / "%p").string()};
  arguments.insert(arguments.end(), invocation.arguments.begin(), invocation.arguments.end());
  invocation.arguments = arguments;
  invocation.timeout *= slowness;
  invocation.conditions.counters = false;
  return invocation;
}

std::vector<std::filesystem::path> Callgrind::files() const {
  std::vector<std::filesystem::path> all;
  std::error_code failure;
  std::filesystem::directory_iterator entry(workplace_.path(), failure);
  for (; !failure && entry != std::filesystem::directory_iterator(); entry.increment(failure))
    all.push_back(entry->path());
  if (failure)
    throw Error(Fault::input, "callgrind: its output cannot be read: " + failure.message());
  return all;
}

void Callgrind::forget() const {
  std::error_code ignored;
  for (const std::filesystem::path& file : files()) std::filesystem::remove(file, ignored);
}

double Callgrind::take_instructions() const {
  double sum = 0;
  for (const std::filesystem::path& file : files()) sum += instructions_in(file);
  forget();
  if (sum <= 0)
    throw Error(Fault::input,
                "callgrind: expected a count of instructions, found none; does "
                "valgrind support this program?");
  return sum;
}

}  // namespace pawl::tools
