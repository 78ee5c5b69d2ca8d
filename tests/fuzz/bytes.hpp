#pragma once
/// An input as a source of numbers and texts, for targets that read no file.

#include "stats/random.hpp"

#include <fuzzer/FuzzedDataProvider.h>

#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

namespace pawl::fuzz {

inline FuzzedDataProvider bytes_of(std::string_view input) {
  return {reinterpret_cast<const std::uint8_t*>(input.data()), input.size()};
}

/// Any double there is.
inline double any_double(FuzzedDataProvider& bytes) {
  return std::bit_cast<double>(bytes.ConsumeIntegral<std::uint64_t>());
}

/// Numbers at the ends of what a double holds, many of which are equal, and any others; with
/// `finite` none that a Sample would refuse.
inline double value_of(FuzzedDataProvider& bytes, bool finite = true) {
  constexpr double largest = std::numeric_limits<double>::max();
  constexpr std::array usual = {1.0,    1.01,   2.0,      100.0, 0.0,   -0.0,  -1.0,    5e-324,
                                1e-300, 1e-308, 2.3e-308, 1e-9,  1e300, 1e308, largest, -largest};
  const auto choice = bytes.ConsumeIntegral<std::uint8_t>();
  if (choice < 128) return usual[choice % usual.size()];
  if (choice < 192) return 1 + choice / 1e4;
  const double number = any_double(bytes);
  return finite && !std::isfinite(number) ? 1 : number;
}

/// A stretch of 1 … `most` numbers as measurements are: about a level, which may rise and return.
inline void measure(FuzzedDataProvider& bytes, bool finite, std::size_t most,
                    std::vector<double>& numbers) {
  const auto part = [&] {
    return bytes.PickValueInArray({0.0, 1e-16, 1e-4, 0.003, 0.02, 0.1, 1.0});
  };
  const double level = value_of(bytes, finite), scatter = part(), rise = part() / 50;
  const double wave = part();
  const auto period = bytes.ConsumeIntegralInRange<std::size_t>(2, 30);
  const auto size = bytes.ConsumeIntegralInRange<std::size_t>(1, most);
  stats::Random random(bytes.ConsumeIntegral<std::uint8_t>());
  for (std::size_t i = 0; i < size; ++i) {
    const double off = scatter * random.normal() + rise * static_cast<double>(i);
    const double number = level * (1 + off + (i % period < period / 2 ? wave : 0));
    numbers.push_back(finite && !std::isfinite(number) ? level : number);
  }
}

inline std::vector<double> values_of(FuzzedDataProvider& bytes, std::size_t most,
                                     bool finite = true) {
  std::vector<double> numbers;
  const auto size = bytes.ConsumeIntegralInRange<std::size_t>(0, most);
  while (numbers.size() < size)
    if (bytes.ConsumeIntegralInRange(0, 3) > 0)
      numbers.push_back(value_of(bytes, finite));
    else
      measure(bytes, finite, size - numbers.size(), numbers);
  return numbers;
}

}  // namespace pawl::fuzz
