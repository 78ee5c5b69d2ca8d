#pragma once
/// Callgrind counts the instructions that a launch takes, by running it on Valgrind's processor:
/// some fifty times slower, and the same number each time, where counters of the real one are
/// absent or the machine is busy.

#include "tools/command_line/console.hpp"
#include "tools/launch/launcher.hpp"
#include "tools/system/workplace.hpp"

#include <filesystem>
#include <vector>

namespace pawl::tools {

/// Throws Error (Fault::input) when there is no valgrind on the PATH.
void expect_valgrind(const Environment& environment);

/// PATH, LD_LIBRARY_PATH and LC_ALL=C only. The environment lies at the top of a program's stack,
/// so that a variable more (a job's number, a path of another length) changes addresses, and with
/// them how many instructions copying and hashing take.
Environment pinned(const Environment& environment);

class Callgrind {
 public:
  /// The same program under Valgrind, with all processes it starts.
  Invocation under(Invocation invocation) const;
  /// The instructions of all processes of the launches since the last call. Throws Error
  /// (Fault::input) when nothing was counted.
  double take_instructions() const;
  /// Discards what launches that do not count have left.
  void forget() const;

 private:
  std::vector<std::filesystem::path> files() const;

  Workplace workplace_;  ///< of valgrind's files
};

}  // namespace pawl::tools
