#include "pacer.hpp"

#include <cmath>

namespace pawl::tools::load {

Pacer::Pacer(double rate, bool is_random, std::uint64_t seed, std::size_t index, std::size_t of)
    : rate_(rate), is_random_(is_random), number_(index), step_(of), random_(seed, index) {}

Pacer Pacer::constant(double rate, std::size_t index, std::size_t of) {
  Pacer pacer(rate, false, 0, index, of);
  pacer.due_ = static_cast<double>(index) / rate;
  return pacer;
}

Pacer Pacer::poisson(double rate, std::uint64_t seed, std::size_t index, std::size_t of) {
  Pacer pacer(rate / static_cast<double>(of), true, seed, index, of);
  pacer.advance();
  return pacer;
}

/// A constant rate is counted, not summed, so that no rounding adds up.
void Pacer::advance() {
  if (is_random_) {
    due_ -= std::log1p(-random_.unit()) / rate_;
  } else {
    number_ += step_;
    due_ = static_cast<double>(number_) / rate_;
  }
}

}  // namespace pawl::tools::load
