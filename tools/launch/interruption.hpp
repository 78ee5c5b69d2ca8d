#pragma once
/// An Interruption is the user's wish to end long work (Ctrl-C, SIGTERM, a closed terminal) and
/// keep what it has so far.

namespace pawl::tools {

/// While one exists, SIGINT, SIGTERM and SIGHUP (unless it was ignored, as by nohup) set it instead
/// of ending the process; afterwards they act as before. At most one at a time.
class Interruption {
 public:
  Interruption();
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;
  ~Interruption();

  /// The signal that came while one existed; 0: none.
  static int signal();
  /// Another SIGINT or SIGTERM came after it: not even tidying up is waited for any more.
  static bool is_urgent();
};

}  // namespace pawl::tools
