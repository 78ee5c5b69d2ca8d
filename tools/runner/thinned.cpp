#include "thinned.hpp"

#include "stats/random.hpp"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

namespace pawl::tools {

stats::Sample::Launch thinned(stats::Sample::Launch values, std::size_t most) {
  const std::size_t count = values.size();
  if (count <= most) return values;
  std::vector<std::size_t> by_rank(count);
  std::iota(by_rank.begin(), by_rank.end(), std::size_t{0});
  std::ranges::stable_sort(by_rank, {}, [&](std::size_t i) { return values[i]; });
  stats::Random random(count);
  std::vector<std::size_t> kept(most);
  for (std::size_t part = 0; part < most; ++part) {
    const std::size_t begin = part * count / most, end = (part + 1) * count / most;
    kept[part] = by_rank[begin + random.below(static_cast<std::uint32_t>(end - begin))];
  }
  std::ranges::sort(kept);
  stats::Sample::Launch result;
  for (const std::size_t i : kept) result.push_back(values[i]);
  return result;
}

}  // namespace pawl::tools
