#pragma once
/// Random is the one generator of Pawl: small, fast, and the same numbers on every machine.
///
/// xoshiro256++ 1.0 (Blackman & Vigna 2021, doi 10.1145/3460772), its state filled by splitmix64 as
/// its authors advise. The distributions of the standard library are not used, since each library
/// draws its own numbers from the same generator.

#include <array>
#include <bit>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <utility>

namespace pawl::stats {

/// A stream of random bits. Meets std::uniform_random_bit_generator.
class Random {
 public:
  using result_type = std::uint64_t;

  /// Stream `stream` of `seed`: streams of one seed are independent, so that work can be divided
  /// into numbered parts whose numbers do not depend on which thread takes which part.
  explicit Random(std::uint64_t seed, std::uint64_t stream = 0) {
    std::uint64_t position = scrambled(scrambled(seed + golden) + stream);
    for (std::uint64_t& word : state_) word = scrambled(position += golden);
  }
  /// The generator in a given state, not all 0.
  explicit Random(const std::array<std::uint64_t, 4>& state) : state_(state) {}

  std::uint64_t operator()() {
    const std::uint64_t result = std::rotl(state_[0] + state_[3], 23) + state_[0];
    const std::uint64_t shifted = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = std::rotl(state_[3], 45);
    return result;
  }
  static constexpr std::uint64_t min() { return 0; }
  static constexpr std::uint64_t max() { return std::numeric_limits<std::uint64_t>::max(); }

  /// Uniform on 0 … bound − 1 without bias, 1 ≤ bound < 2³² (Lemire 2019, doi 10.1145/3230636).
  std::uint32_t below(std::uint32_t bound) {
    assert(bound > 0);
    std::uint64_t product = ((*this)() >> 32) * bound;
    if (static_cast<std::uint32_t>(product) < bound) {
      const std::uint32_t uneven = (0u - bound) % bound;
      while (static_cast<std::uint32_t>(product) < uneven) product = ((*this)() >> 32) * bound;
    }
    return static_cast<std::uint32_t>(product >> 32);
  }

  /// Uniform on [0, 1), a multiple of 2⁻⁵³.
  double unit() { return static_cast<double>((*this)() >> 11) * 0x1p-53; }

  /// Normal with mean 0 and deviation 1 (Marsaglia & Bray's polar method).
  double normal() {
    double x = 0, square = 0;
    do {
      x = 2 * unit() - 1;
      const double y = 2 * unit() - 1;
      square = x * x + y * y;
    } while (square >= 1 || square == 0);
    return x * std::sqrt(-2 * std::log(square) / square);
  }

  /// Puts `items` into a random order, each equally likely (fewer than 2³² of them).
  template <typename T>
  void shuffle(std::span<T> items) {
    for (std::size_t left = items.size(); left > 1; --left)
      std::swap(items[left - 1], items[below(static_cast<std::uint32_t>(left))]);
  }

 private:
  static constexpr std::uint64_t golden = 0x9e3779b97f4a7c15;

  /// The finaliser of splitmix64 (Steele, Lea & Flood 2014, doi 10.1145/2660193.2660195).
  static std::uint64_t scrambled(std::uint64_t word) {
    word = (word ^ (word >> 30)) * 0xbf58476d1ce4e5b9;
    word = (word ^ (word >> 27)) * 0x94d049bb133111eb;
    return word ^ (word >> 31);
  }

  std::array<std::uint64_t, 4> state_{};
};

}  // namespace pawl::stats
