#pragma once
/// A schedule is the order in which benchmarks take turns, so that whatever the machine does
/// meanwhile falls on all of them alike.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace pawl::tools {

/// How often one benchmark is launched.
struct Share {
  std::size_t launches = 1;
  std::size_t warmup = 0;  ///< launches before all others, not counted
};

struct Turn {
  std::size_t benchmark;  ///< index of its share
  bool is_warmup;
  bool ends_block;  ///< the last before a fresh shuffle
  bool operator==(const Turn&) const = default;
};

/// Warm-ups first, then blocks: in each every benchmark has at most one turn, in an order shuffled
/// anew; one with fewer launches than others has them spread evenly. The same seed yields the same
/// order on every machine.
std::vector<Turn> schedule(std::span<const Share> shares, std::uint64_t seed);

}  // namespace pawl::tools
