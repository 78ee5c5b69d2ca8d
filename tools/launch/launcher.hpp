#pragma once
/// A Launcher starts one program again and again, and tells what each launch took and printed.

#include "captured.hpp"
#include "child_counters.hpp"
#include "conditions.hpp"
#include "descriptor.hpp"

#include <sys/types.h>

#include <array>
#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace pawl::tools {

/// A program, its arguments and its surroundings.
struct Invocation {
  std::vector<std::string> arguments;    ///< the program and its arguments; never empty
  std::vector<std::string> environment;  ///< "NAME=value", all of it
  std::filesystem::path directory{};     ///< empty: ours
  std::filesystem::path input{};         ///< standard input, read from its start by each launch
  double timeout = 0;                    ///< seconds, then SIGTERM; 0: none
  double grace = 2;                      ///< seconds from SIGTERM to SIGKILL
  std::size_t keep_output = 32 << 10;    ///< bytes of stdout kept, at its head and at its tail
  Conditions conditions{};
  bool tidies_up = false;  ///< goes on through an interruption, unless that is urgent
};

/// One launch. Times in seconds, memory in bytes; all zero when it never ran.
struct Launch {
  enum class End { exited, signalled, timed_out, interrupted, not_started };
  End end = End::not_started;
  int status = 0;  ///< exit status, signal number, or errno of what kept it from starting
  bool left_children = false;  ///< processes it started outlived it (and were killed)
  double wall_time = 0, user_time = 0, system_time = 0;
  double peak_memory = 0;
  double page_faults = 0, major_page_faults = 0;
  double voluntary_switches = 0, involuntary_switches = 0;
  std::array<double, hardware_events_count> counts{};  ///< of hardware_events; negative: not known
  Captured output, errors;
};

/// Whether it exited with status 0.
bool ended_well(const Launch& launch);

/// How it ended, for a sentence: "exited with status 3", "killed by signal 9 (Killed)".
std::string describe(const Launch& launch);

/// The last it printed, to stderr if anything, fit for a sentence; empty where it printed nothing.
std::string last_words(const Launch& launch);

class Launcher {
 public:
  /// Finds the program (by its environment's PATH) and makes ready. Throws Error (Fault::input)
  /// when there is no such program, directory or input; (Fault::io) when this machine refuses.
  explicit Launcher(const Invocation& invocation);
  Launcher(const Launcher&) = delete;
  Launcher& operator=(const Launcher&) = delete;
  ~Launcher();

  /// One launch, to its end. Ends early when an interruption (interruption.hpp) comes that it has
  /// to heed. Throws Error (Fault::io) when the kernel refuses the conditions.
  Launch launch();
  /// From another thread, while launch() runs: ends what is running, by SIGTERM and after `grace`
  /// by SIGKILL, its whole process group. Has no effect just before the program starts: to be
  /// repeated, which does no harm, until launch() returns.
  void interrupt();

 private:
  struct Pipe {
    Descriptor read, write;
  };
  static Pipe make_pipe();
  void start_helper(const Invocation& invocation, const std::string& path,
                    const Descriptor& socket);
  void await_outcome(Launch& launch);
  std::size_t drain(Launch& launch);

  std::size_t keep_output_;
  bool tidies_up_;
  Pipe output_, errors_;
  Descriptor socket_;
  pid_t helper_ = -1;
};

}  // namespace pawl::tools
