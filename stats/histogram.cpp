#include "histogram.hpp"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <limits>

namespace pawl::stats {
namespace {

/// A power of two has 2⁸ buckets, each 1/256 of it wide: half of that is the relative error.
constexpr int bucket_bits = 8;
constexpr int dropped_bits = std::numeric_limits<double>::digits - 1 - bucket_bits;
constexpr std::size_t buckets_per_octave = std::size_t{1} << bucket_bits;

/// A positive double's bits are its exponent and then its place within the power of two: their
/// leading part numbers the buckets.
std::size_t bucket_of(double value) {
  return static_cast<std::size_t>(std::bit_cast<std::uint64_t>(value) >> dropped_bits);
}

double lower_end(std::size_t bucket) {
  return std::bit_cast<double>(static_cast<std::uint64_t>(bucket) << dropped_bits);
}

double middle(std::size_t bucket) {
  return std::bit_cast<double>((static_cast<std::uint64_t>(bucket) << dropped_bits) |
                               (std::uint64_t{1} << (dropped_bits - 1)));
}

}  // namespace

bool Histogram::record(double value, std::uint64_t times) {
  if (!std::isfinite(value) || value < 0) return false;
  if (times == 0) return true;
  smallest_ = count_ == 0 ? value : std::min(smallest_, value);
  largest_ = count_ == 0 ? value : std::max(largest_, value);
  count_ += times;
  if (value < std::numeric_limits<double>::min()) {
    zeros_ += times;
    return true;
  }
  const std::size_t bucket = bucket_of(value);
  reach(bucket);
  buckets_[bucket - first_] += times;
  return true;
}

/// Grows by whole powers of two, so that the order of recording leaves no trace.
void Histogram::reach(std::size_t bucket) {
  const std::size_t octave = bucket / buckets_per_octave * buckets_per_octave;
  if (buckets_.empty()) first_ = octave;
  if (octave < first_) {
    buckets_.insert(buckets_.begin(), first_ - octave, 0);
    first_ = octave;
  }
  const std::size_t needed = octave + buckets_per_octave - first_;
  if (needed > buckets_.size()) buckets_.resize(needed, 0);
}

void Histogram::merge(const Histogram& other) {
  if (other.count_ == 0) return;
  smallest_ = count_ == 0 ? other.smallest_ : std::min(smallest_, other.smallest_);
  largest_ = count_ == 0 ? other.largest_ : std::max(largest_, other.largest_);
  count_ += other.count_;
  zeros_ += other.zeros_;
  if (other.buckets_.empty()) return;
  reach(other.first_);
  reach(other.first_ + other.buckets_.size() - 1);
  for (std::size_t i = 0; i < other.buckets_.size(); ++i)
    buckets_[other.first_ + i - first_] += other.buckets_[i];
}

double Histogram::mean() const {
  if (count_ == 0) return 0;
  double sum = 0;  // of shares, so that it cannot overflow
  for (std::size_t i = 0; i < buckets_.size(); ++i)
    if (buckets_[i] > 0)
      sum += static_cast<double>(buckets_[i]) / static_cast<double>(count_) * middle(first_ + i);
  return std::clamp(sum, smallest_, largest_);
}

double Histogram::quantile(double q) const {
  assert(q >= 0 && q <= 1);
  if (count_ == 0) return 0;
  const double rank = std::ceil(q * static_cast<double>(count_) * (1 - 1e-15));
  const std::uint64_t wanted = std::max(std::uint64_t{1}, static_cast<std::uint64_t>(rank));
  std::uint64_t seen = zeros_;
  if (wanted <= seen) return std::min(largest_, 0.0);
  for (std::size_t i = 0; i < buckets_.size(); ++i) {
    seen += buckets_[i];
    if (seen >= wanted) return std::clamp(middle(first_ + i), smallest_, largest_);
  }
  return largest_;
}

std::uint64_t Histogram::count_at_or_below(double value) const {
  if (value < 0) return 0;
  std::uint64_t seen = zeros_;
  for (std::size_t i = 0; i < buckets_.size() && lower_end(first_ + i + 1) <= value; ++i)
    seen += buckets_[i];
  return value >= largest_ ? count_ : seen;
}

}  // namespace pawl::stats
