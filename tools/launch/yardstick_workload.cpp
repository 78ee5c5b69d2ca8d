// Version 1 of the yardstick's work. Any change to what it does, however small, makes it another
// yardstick: raise yardstick_version then, since figures of two versions do not compare.

#include "yardstick_workload.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>

namespace pawl::tools {

namespace {

std::uint64_t next(std::uint64_t& state) {
  std::uint64_t z = (state += 0x9e3779b97f4a7c15u);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

/// Integer and floating-point arithmetic within registers: follows the clock rate.
std::uint64_t compute(std::uint64_t state) {
  double sum = 0;
  for (int i = 0; i < 400'000; ++i) sum += 1.0 / static_cast<double>(next(state) | 1);
  return state + static_cast<std::uint64_t>(sum * 0x1p60);
}

/// Fresh pages, then dependent loads all over them: follows page faults, caches and memory.
std::uint64_t wander(std::uint64_t state) {
  constexpr std::size_t bytes = 4 << 20, words = bytes / sizeof(std::uint64_t);
  void* pages = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (pages == MAP_FAILED) return state;
  std::uint64_t* const memory = static_cast<std::uint64_t*>(pages);
  for (std::size_t i = 0; i < words; i += 64) memory[i] = next(state);
  std::size_t place = 0;
  for (int i = 0; i < 40'000; ++i) place = (memory[place] + next(state)) % words / 64 * 64;
  munmap(pages, bytes);
  return state + place;
}

/// Into the kernel and out again: follows the cost of system calls.
std::uint64_t call(std::uint64_t state) {
  int ends[2];
  if (pipe(ends) != 0) return state;
  char byte = static_cast<char>(state);
  for (int i = 0; i < 2'000; ++i) {
    if (write(ends[1], &byte, 1) != 1 || read(ends[0], &byte, 1) != 1) return state;
  }
  return state + static_cast<unsigned char>(byte);
}

}  // namespace

int yardstick_workload(long times) {
  std::uint64_t result = 1;
  for (long i = 0; i < times; ++i) result = call(wander(compute(result)));
  return result == 0 ? 1 : 0;  // used, so that nothing is left out
}

}  // namespace pawl::tools
