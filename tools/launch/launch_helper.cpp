// The launch helper: a tiny static program that starts one command again and again, and tells what
// each launch took. It stands between pawl and the command because
// - Linux counts into a child's peak memory that of the process it was forked from, so that process
//   must be small (measured: 0.6 MB; pawl itself would be 10 MB);
// - the clock is read right beside vfork and the child's end, by a process that does nothing else.
//
// usage: launch_helper yardstick TIMES
//        launch_helper TIMEOUT GRACE CPU NICE FIXED COUNTERS PATH ARG0 ARG…
// TIMEOUT and GRACE in nanoseconds, 0: none. CPU: the only one to run on, -1: any. NICE: niceness,
// 0: as it is. FIXED: 1 for no address space randomisation. COUNTERS: 1 for hardware counters. PATH
// is executed with the arguments from ARG0 on, the helper's environment, directory and descriptors
// 0, 1 and 2. On descriptor 3, each byte read asks for one launch and is answered by one
// LaunchOutcome. Ends when descriptor 3 is closed; SIGTERM ends the launch under way.
//
// No C++ library is used, so that nothing but the C library is in memory.

#include "child_counters.hpp"
#include "launch_outcome.hpp"
#include "yardstick_workload.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace {

using pawl::tools::hardware_events;
using pawl::tools::hardware_events_count;
using pawl::tools::launch_descriptor;
using pawl::tools::LaunchOutcome;
using pawl::tools::Refused;

constexpr std::int64_t second = 1'000'000'000;

volatile sig_atomic_t terminations = 0;

void only_interrupt(int /*signal*/) {}

std::int64_t monotonic_now() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * second + now.tv_nsec;
}

/// SIGALRM after `delay`, then ten times a second: a signal that comes just before a wait begins
/// does not interrupt it, the next one does. 0 stops it.
void alarm_after(std::int64_t delay) {
  itimerval timer{};
  timer.it_value.tv_sec = delay / second;
  timer.it_value.tv_usec = delay % second / 1000;
  if (delay > 0) timer.it_interval.tv_usec = 100'000;
  setitimer(ITIMER_REAL, &timer, nullptr);
}

/// One SIGTERM is all that comes when pawl is killed, perhaps before the wait begins.
void count_termination(int /*signal*/) {
  terminations = terminations + 1;
  alarm_after(second / 10);
}

void handle(int signal, void (*handler)(int)) {
  struct sigaction action {};
  action.sa_handler = handler;  // without SA_RESTART: waiting must be interrupted
  sigaction(signal, &action, nullptr);
}

/// What the child becomes.
struct Program {
  const char* path;
  char** arguments;
  sigset_t mask;
  volatile int error;  ///< of execve
};

/// In the child, which shares our memory until it executes: nothing but system calls.
void become(void* given) {
  Program& program = *static_cast<Program*>(given);
  setpgid(0, 0);
  prctl(PR_SET_PDEATHSIG, SIGKILL);  // when the helper is killed
  struct sigaction standard {};
  standard.sa_handler = SIG_DFL;
  sigaction(SIGALRM, &standard, nullptr);
  sigaction(SIGTERM, &standard, nullptr);
  sigprocmask(SIG_SETMASK, &program.mask, nullptr);
  execve(program.path, program.arguments, environ);
  program.error = errno;
  _exit(127);
}

/// To the child's group, and to the child where it has left that for another.
void signal_all(pid_t child, int signal) {
  kill(-child, signal);
  if (getpgid(child) != child) kill(child, signal);
}

/// How far the ending of a launch has come.
struct Ending {
  std::int64_t deadline;  ///< monotonic; 0: none
  std::int64_t grace;
  bool asked = false;  ///< SIGTERM was sent

  void step(pid_t child, LaunchOutcome& outcome) {
    const std::int64_t now = monotonic_now();
    if (terminations > 0 && !outcome.interrupted && !outcome.timed_out) {
      outcome.interrupted = true;
      deadline = now;
    }
    if (deadline == 0 || now < deadline) return;
    if (!outcome.interrupted) outcome.timed_out = true;
    if (!asked) signal_all(child, SIGTERM);
    asked = true;
    if (now >= deadline + grace) signal_all(child, SIGKILL);
  }
};

/// Until the child has ended; it stays a zombie, so that its group's number stays ours.
void await(pid_t child, Ending& ending, LaunchOutcome& outcome) {
  siginfo_t info{};
  while (waitid(P_PID, static_cast<id_t>(child), &info, WEXITED | WNOWAIT) != 0)
    ending.step(child, outcome);
}

/// Kills the children of this process, which inherits those whose own parent has ended.
void kill_children() {
  char list[4096];
  const int file = open("/proc/thread-self/children", O_RDONLY | O_CLOEXEC);
  if (file < 0) return;  // a kernel without: they stay
  const ssize_t got = read(file, list, sizeof list - 1);
  close(file);
  list[got > 0 ? got : 0] = '\0';
  char* rest = list;
  // Of more than are read a number may be cut short, and be another process's.
  for (long child = 0; (child = std::strtol(rest, &rest, 10)) > 0 && *rest == ' ';)
    kill(static_cast<pid_t>(child), SIGKILL);
}

/// Those that left the group (setsid) are ours once their parent has ended. Some may start others
/// meanwhile: looks again, but not for ever.
bool clear_away_strays() {
  int status = 0;
  bool are_some = false;
  for (int round = 0; round < 1000; ++round) {
    pid_t ended = 0;
    while ((ended = waitpid(-1, &status, WNOHANG)) > 0) {
    }
    if (ended < 0) break;  // no child is left
    are_some = true;
    kill_children();
    const timespec moment{0, 1'000'000};
    nanosleep(&moment, nullptr);
  }
  return are_some;
}

/// Those that outlived the child would disturb the next launch.
void clear_away(pid_t child, LaunchOutcome& outcome) {
  wait4(child, &outcome.wait_status, 0, &outcome.usage);
  int status = 0;
  while (waitpid(-child, &status, WNOHANG) > 0) {
  }
  outcome.left_children = kill(-child, SIGKILL) == 0;
  if (outcome.left_children) {
    while (waitpid(-child, &status, 0) > 0) {
    }
  }
  if (clear_away_strays()) outcome.left_children = true;
}

/// Whether hardware counters are wanted.
bool is_counting = false;

pid_t start(Program& program, int* counters) {
  if (is_counting)
    return pawl::tools::start_counted(become, &program, hardware_events, hardware_events_count,
                                      counters);
  const pid_t child = vfork();
  if (child == 0) become(&program);
  return child;
}

LaunchOutcome launch(const char* path, char** arguments, std::int64_t timeout, std::int64_t grace) {
  LaunchOutcome outcome{};
  int counters[hardware_events_count] = {-1, -1, -1, -1, -1};
  Program program{path, arguments, {}, 0};
  sigset_t all;
  sigfillset(&all);
  sigprocmask(SIG_BLOCK, &all, &program.mask);  // a handler must not run in the child
  const std::int64_t begin = monotonic_now();
  const pid_t child = start(program, counters);
  const int fork_error = errno;
  sigprocmask(SIG_SETMASK, &program.mask, nullptr);
  if (child < 0) {
    outcome.exec_error = fork_error;
  } else {
    Ending ending{timeout > 0 ? begin + timeout : 0, grace};
    await(child, ending, outcome);
    outcome.wall_nanoseconds = monotonic_now() - begin;
    clear_away(child, outcome);
    outcome.exec_error = program.error;
  }
  for (int i = 0; i < hardware_events_count; ++i)
    outcome.counts[i] = pawl::tools::take_count(counters[i]);
  alarm_after(0);
  return outcome;
}

/// Whether another launch is asked for. Signals between launches end nothing.
bool asked_for_launch() {
  char byte = 0;
  ssize_t got = 0;
  do {
    got = read(launch_descriptor, &byte, 1);
  } while (got < 0 && errno == EINTR);
  return got == 1;
}

bool answer(const LaunchOutcome& outcome) {
  ssize_t sent = 0;
  do {
    sent = write(launch_descriptor, &outcome, sizeof outcome);
  } while (sent < 0 && errno == EINTR);
  return sent == static_cast<ssize_t>(sizeof outcome);
}

void close_what_is_not_ours() {
#ifdef SYS_close_range
  syscall(SYS_close_range, launch_descriptor + 1, ~0U, 0);
#endif
  fcntl(launch_descriptor, F_SETFD, FD_CLOEXEC);
}

int number(const char* text) {
  return static_cast<int>(std::strtol(text, nullptr, 10));
}

/// Children inherit all of them. What the kernel refuses, with errno.
Refused set_conditions(int cpu, int nice, bool has_fixed_addresses) {
  if (cpu >= 0) {
    cpu_set_t only;
    CPU_ZERO(&only);
    CPU_SET(static_cast<unsigned>(cpu), &only);
    if (sched_setaffinity(0, sizeof only, &only) != 0) return Refused::cpu;
  }
  if (nice != 0 && setpriority(PRIO_PROCESS, 0, nice) != 0) return Refused::nice;
  if (has_fixed_addresses &&
      personality(static_cast<unsigned long>(personality(0xffffffff)) | ADDR_NO_RANDOMIZE) == -1)
    return Refused::fixed_addresses;
  return Refused::nothing;
}

/// When pawl ends, the kernel closes its descriptors before it sends us SIGTERM: whoever looks here
/// after setting `terminations` back misses neither.
bool is_pawl_gone() {
  pollfd descriptor{launch_descriptor, 0, 0};
  return poll(&descriptor, 1, 0) == 1 && (descriptor.revents & POLLHUP) != 0;
}

/// Until pawl closes the descriptor.
int serve(char** arguments, std::int64_t timeout, std::int64_t grace) {
  while (asked_for_launch()) {
    lseek(STDIN_FILENO, 0, SEEK_SET);
    alarm_after(timeout);
    terminations = 0;
    if (is_pawl_gone()) return 0;
    if (!answer(launch(arguments[0], arguments + 1, timeout, grace))) return 1;
  }
  return 0;
}

int refuse(Refused what, int error) {
  LaunchOutcome outcome{};
  outcome.refused = what;
  outcome.exec_error = error;
  return asked_for_launch() && answer(outcome) ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 3 && std::strcmp(argv[1], "yardstick") == 0)
    return pawl::tools::yardstick_workload(std::strtol(argv[2], nullptr, 10));
  if (argc < 9) return 2;
  prctl(PR_SET_PDEATHSIG, SIGTERM);  // when pawl is killed
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  handle(SIGTERM, count_termination);
  handle(SIGALRM, only_interrupt);
  close_what_is_not_ours();
  errno = 0;
  const Refused refused = set_conditions(number(argv[3]), number(argv[4]), argv[5][0] == '1');
  if (refused != Refused::nothing) return refuse(refused, errno);
  is_counting = argv[6][0] == '1';
  return serve(argv + 7, std::strtoll(argv[1], nullptr, 10), std::strtoll(argv[2], nullptr, 10));
}
