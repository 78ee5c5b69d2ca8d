// What launching through the Launcher costs beside a bare loop of vfork, execve and wait4, of the
// same program in the same process, in turns. Prints a table.
//
// usage: launch_overhead PROGRAM [ROUNDS]      PROGRAM: does nothing, linked statically

#include "stats/sample.hpp"
#include "tools/launch/launcher.hpp"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;
using pawl::stats::median;
using pawl::tools::Launch;
using pawl::tools::Launcher;

constexpr int launches_a_round = 50;

double microseconds(Clock::duration time) {
  return std::chrono::duration<double, std::micro>(time).count();
}

/// Microseconds of one bare launch, and into `memory` what wait4 says of it, in KiB.
double bare(char** arguments, double& memory) {
  const Clock::time_point begin = Clock::now();
  const pid_t child = vfork();
  if (child == 0) {
    execve(arguments[0], arguments, environ);
    _exit(127);
  }
  int status = 0;
  rusage usage{};
  wait4(child, &status, 0, &usage);
  memory = static_cast<double>(usage.ru_maxrss);
  return microseconds(Clock::now() - begin);
}

struct Figures {
  std::vector<double> bare_loop, our_loop;  ///< a launch, by this loop's clock, µs
  std::vector<double> our_wall;             ///< a launch, as measured, µs
  double bare_memory = 0, our_memory = 0;   ///< KiB
};

/// Medians over single launches: the mean of a loop would be that of the machine's other work.
void one_round(Launcher& launcher, char** arguments, Figures& figures) {
  for (int i = 0; i < launches_a_round; ++i)
    figures.bare_loop.push_back(bare(arguments, figures.bare_memory));
  for (int i = 0; i < launches_a_round; ++i) {
    const Clock::time_point begin = Clock::now();
    const Launch launch = launcher.launch();
    figures.our_loop.push_back(microseconds(Clock::now() - begin));
    figures.our_wall.push_back(launch.wall_time * 1e6);
    figures.our_memory = launch.peak_memory / 1024;
  }
}

void print(const char* what, double bare, double ours) {
  std::printf("| %s | %.1f | %.1f | %.3f |\n", what, bare, ours, ours / bare);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  const int rounds = argc > 2 ? std::atoi(argv[2]) : 40;
  const std::string ballast(100 << 20, 'x');  // as a large launcher would be
  Launcher launcher({.arguments = {argv[1]}, .environment = {}, .keep_output = 0});
  char* arguments[] = {argv[1], nullptr};
  Figures figures;
  for (int round = 0; round < rounds; ++round) one_round(launcher, arguments, figures);
  std::printf("| | bare loop | Launcher | ratio |\n|:--|--:|--:|--:|\n");
  print("whole loop, a launch, µs", median(figures.bare_loop), median(figures.our_loop));
  print("measured wall time, µs", median(figures.bare_loop), median(figures.our_wall));
  print("measured peak memory, KiB", figures.bare_memory, figures.our_memory);
  return ballast.back() == 'x' ? 0 : 1;
}
