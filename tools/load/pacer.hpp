#pragma once
/// A Pacer says when requests of the open model are due, whatever the server does meanwhile: that
/// is what makes it open. Pure; the closed model needs none.

#include "stats/random.hpp"

#include <cstddef>
#include <cstdint>

namespace pawl::tools::load {

/// An endless, never falling series of times in seconds from the start of the load.
class Pacer {
 public:
  /// Every 1/rate seconds from 0 on, without drift. Of `of` pacers that share a rate, the
  /// `index`-th has every of-th time. rate > 0, index < of.
  static Pacer constant(double rate, std::size_t index = 0, std::size_t of = 1);
  /// Arrivals of a Poisson process: what many independent users do. `of` pacers of one seed, each
  /// with its own index, make together a process of that rate.
  static Pacer poisson(double rate, std::uint64_t seed, std::size_t index = 0, std::size_t of = 1);

  /// The next request's intended start.
  double due() const { return due_; }
  void advance();

 private:
  Pacer(double rate, bool is_random, std::uint64_t seed, std::size_t index, std::size_t of);

  double rate_;
  bool is_random_;
  std::uint64_t number_, step_;
  stats::Random random_;
  double due_ = 0;
};

}  // namespace pawl::tools::load
