#pragma once
/// Progress tells how far long work has come: one line redrawn on a terminal, a plain line every
/// ten seconds anywhere else, nothing with --quiet.

#include "console.hpp"

#include <chrono>
#include <cstddef>
#include <limits>
#include <string>

namespace pawl::tools {

class Progress {
 public:
  /// `what` heads the log: "20 launches of each of 8 benchmarks". The work is expected to end after
  /// `most_seconds` whatever is left of it.
  Progress(const Console& console, const std::string& what,
           double most_seconds = std::numeric_limits<double>::infinity());
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress();

  /// Of work that time will end, only what is done is told: what it had been planned for is not
  /// what it will come to.
  void step(std::size_t done, std::size_t of, const std::string& what);

 private:
  const Console& console_;
  std::chrono::steady_clock::time_point begin_, told_;
  double most_seconds_;
  bool is_drawn_ = false;
};

/// Draws the line on the terminal in place of the one before, cut to its width.
void redraw(const Console& console, const std::string& line);
/// Wipes it.
void wipe(const Console& console);

/// "1 min 20 s", "35 s": rounded as far as it can be trusted.
std::string rough_duration(double seconds);

}  // namespace pawl::tools
