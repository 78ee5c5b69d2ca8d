#pragma once
/// An Interruption is the user's wish to end a long work (Ctrl-C, SIGTERM) while what it has so far
/// is kept.

namespace pawl::tools {

/// While one exists, SIGINT and SIGTERM set it instead of ending the process; afterwards they do
/// again as before. At most one at a time.
class Interruption {
 public:
  Interruption();
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;
  ~Interruption();

  /// The signal that came while one existed; 0: none.
  static int signal();
};

}  // namespace pawl::tools
