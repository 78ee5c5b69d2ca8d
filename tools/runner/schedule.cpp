#include "schedule.hpp"

#include "stats/random.hpp"

#include <algorithm>

namespace pawl::tools {

namespace {

/// Whether one of `wanted` turns, spread evenly over `blocks`, falls into block `block`.
bool has_turn(std::size_t block, std::size_t blocks, std::size_t wanted) {
  return (block + 1) * wanted / blocks > block * wanted / blocks;
}

template <typename Wanted>
void append_blocks(std::vector<Turn>& turns, std::span<const Share> shares, bool is_warmup,
                   Wanted wanted, stats::Random& random) {
  std::size_t blocks = 0;
  for (const Share& share : shares) blocks = std::max(blocks, wanted(share));
  for (std::size_t block = 0; block < blocks; ++block) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < shares.size(); ++i)
      if (has_turn(block, blocks, wanted(shares[i]))) order.push_back(i);
    random.shuffle(std::span(order));
    for (const std::size_t benchmark : order) turns.push_back({benchmark, is_warmup, false});
    turns.back().ends_block = true;
  }
}

}  // namespace

std::vector<Turn> schedule(std::span<const Share> shares, std::uint64_t seed) {
  std::vector<Turn> turns;
  stats::Random random(seed);
  append_blocks(
      turns, shares, true, [](const Share& share) { return share.warmup; }, random);
  append_blocks(
      turns, shares, false, [](const Share& share) { return share.launches; }, random);
  return turns;
}

}  // namespace pawl::tools
