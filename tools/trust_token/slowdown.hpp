#pragma once
/// A Slowdown is extra work planted on purpose, to show that the gate notices it.

#include "tools/console.hpp"

#include <chrono>

namespace pawl::tools::trust_token {

class Slowdown {
 public:
  /// None.
  Slowdown() = default;
  /// `fraction` ≥ 0 of the work's own time.
  explicit Slowdown(double fraction) : fraction_(fraction) {}
  /// What the environment's PAWL_TOKEN_SLOWDOWN says: "20%", at most 10,000 %. Error (Fault::input)
  /// when that cannot be read.
  static Slowdown from(const Environment& environment);

  explicit operator bool() const { return fraction_ > 0; }
  double fraction() const { return fraction_; }

  /// Hashes on, on this thread's processor, for `fraction` of the time that has passed since
  /// `began`: what began then takes 1 + fraction times as long, and every one of many takes so, not
  /// the mean alone.
  void prolong(std::chrono::steady_clock::time_point began) const;

 private:
  double fraction_ = 0;
};

}  // namespace pawl::tools::trust_token
