#include "thinned.hpp"

#include "random.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numeric>
#include <vector>

namespace pawl::stats {
namespace {

/// How many are kept of each value.
std::vector<std::uint64_t> kept_of(std::span<const Repeated> values, std::uint64_t count,
                                   std::uint64_t most) {
  std::vector<std::size_t> by_rank(values.size());
  std::iota(by_rank.begin(), by_rank.end(), std::size_t{0});
  std::ranges::stable_sort(by_rank, {}, [&](std::size_t i) { return values[i].value; });
  Random random(count);
  std::vector<std::uint64_t> kept(values.size());
  auto at = by_rank.begin();
  std::uint64_t past = values[*at].times;  // the rank of the first that is not *at's
  for (std::uint64_t part = 0; part < most; ++part) {
    const std::uint64_t begin = part * count / most, end = (part + 1) * count / most;
    const std::uint64_t rank = begin + random.below(static_cast<std::uint32_t>(end - begin));
    while (rank >= past) past += values[*++at].times;
    ++kept[*at];
  }
  return kept;
}

double to_six_digits(double value) {
  if (std::trunc(value) == value) return value;
  std::array<char, 32> text;
  const auto written =
      std::to_chars(text.begin(), text.end(), value, std::chars_format::scientific, 5);
  std::from_chars(text.begin(), written.ptr, value);
  return value;
}

}  // namespace

Sample::Launch thinned(Sample::Launch values, std::size_t most) {
  if (values.size() <= most) return values;
  std::vector<Repeated> each;
  each.reserve(values.size());
  for (const double value : values) each.push_back({value});
  return thinned_counts(each, most);
}

Sample::Launch thinned_counts(std::span<const Repeated> values, std::size_t most) {
  std::uint64_t count = 0;
  for (const Repeated& one : values) count += one.times;
  Sample::Launch result;
  if (count <= most) {
    for (const Repeated& one : values) result.insert(result.end(), one.times, one.value);
    return result;
  }
  const std::vector<std::uint64_t> kept = kept_of(values, count, most);
  for (std::size_t i = 0; i < values.size(); ++i)
    result.insert(result.end(), kept[i], to_six_digits(values[i].value));
  return result;
}

}  // namespace pawl::stats
