#include "fuzz.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);

namespace {

const pawl::fuzz::Target* target = nullptr;

}  // namespace

/// The variable FUZZ_TARGET names the target; without it, the names of all are printed.
extern "C" int LLVMFuzzerInitialize(int*, char***) {
  const char* const name = std::getenv("FUZZ_TARGET");
  for (const auto& one : pawl::fuzz::targets())
    if (name == nullptr)
      std::printf("%.*s\n", static_cast<int>(one.name.size()), one.name.data());
    else if (one.name == name)
      target = &one;
  if (target == nullptr) std::exit(name == nullptr ? 0 : 2);
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  target->run({reinterpret_cast<const char*>(data), size});
  return 0;
}

/// With FUZZ_LARGE set, a part of the input is repeated until there is no more room, every other
/// time: what takes the square of an input's size is seen as a time-out.
extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t most, unsigned seed) {
  static const bool is_large = std::getenv("FUZZ_LARGE") != nullptr;
  most = std::max(size, std::min(most, target->most));
  if (!is_large || size == 0 || seed % 2 == 0) return LLVMFuzzerMutate(data, size, most);
  const std::size_t begin = seed / 2 % size;
  const std::size_t length = std::min<std::size_t>(1 + seed / 7 % 256, size - begin);
  const std::size_t room = (most - size) / length * length, rest = size - begin - length;
  std::uint8_t* const end = data + begin + length;
  std::memmove(end + room, end, rest);
  for (std::size_t at = 0; at < room; at += length) std::memcpy(end + at, data + begin, length);
  return size + room;
}
