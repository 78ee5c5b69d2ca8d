#pragma once
/// A RunFile keeps what a run in progress has measured so far, for the case that it does not end.

#include "baselines/run/run.hpp"
#include "tools/command_line/console.hpp"

#include <chrono>
#include <filesystem>

namespace pawl::tools {

/// Saves at most every few seconds: writing to disk should not disturb what is measured. A failure
/// is told once and saving tried again later: the samples are in memory, and the run goes on.
class RunFile {
 public:
  /// An empty path: nothing is saved.
  RunFile(std::filesystem::path path, const Console& console);
  RunFile(const RunFile&) = delete;
  RunFile& operator=(const RunFile&) = delete;

  bool is_due() const;
  void save(const baselines::Run& so_far);

 private:
  std::filesystem::path path_;
  const Console& console_;
  std::chrono::steady_clock::time_point saved_;
  bool is_in_trouble_ = false;
};

}  // namespace pawl::tools
