#pragma once
/// A Slowdown is extra work planted on purpose, to show that the gate notices it.

#include "token.hpp"
#include "tools/command_line/console.hpp"

#include <cstddef>

namespace pawl::tools::trust_token {

class Slowdown {
 public:
  /// None.
  Slowdown() = default;
  /// `fraction` ≥ 0 of the work of making a token. Finds out how much that is on this machine, in
  /// about a millisecond.
  Slowdown(double fraction, const Signer& signer);
  /// What the environment's PAWL_TOKEN_SLOWDOWN says: "20%", at most 10,000 %. Error (Fault::input)
  /// when that cannot be read.
  static Slowdown from(const Environment& environment, const Signer& signer);

  explicit operator bool() const { return blocks_per_token_ > 0; }

  /// Does the extra work for one token about `bytes` of content, both sides together.
  void prolong(std::size_t bytes) const;
  /// The same work, counted in blocks of 64 bytes to hash.
  std::size_t blocks(std::size_t bytes) const;

 private:
  double blocks_per_token_ = 0;
  double blocks_per_byte_ = 0;
};

}  // namespace pawl::tools::trust_token
