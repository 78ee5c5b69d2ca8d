#pragma once
/// An input as a source of numbers and texts, for targets that read no file.

#include <fuzzer/FuzzedDataProvider.h>

#include <bit>
#include <cstdint>
#include <string_view>

namespace pawl::fuzz {

inline FuzzedDataProvider bytes_of(std::string_view input) {
  return {reinterpret_cast<const std::uint8_t*>(input.data()), input.size()};
}

/// Any double there is.
inline double any_double(FuzzedDataProvider& bytes) {
  return std::bit_cast<double>(bytes.ConsumeIntegral<std::uint64_t>());
}

}  // namespace pawl::fuzz
