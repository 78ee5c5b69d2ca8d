#pragma once
/// A Histogram holds any number of latencies in bounded memory, with quantiles of bounded relative
/// error: buckets are linear within each power of two, as in HdrHistogram (Tene 2012).

#include <cstddef>
#include <cstdint>
#include <vector>

namespace pawl::stats {

/// Counts values ≥ 0 in base units. Memory: 2 KiB for each power of two between the smallest and
/// the largest value > 0, some 60 KiB for a microsecond to a hundred seconds.
class Histogram {
 public:
  /// A quantile differs from the exact one by at most this share of it; of values below 2.3e-308
  /// (denormal), which count as 0, by more.
  static constexpr double relative_error = 1.0 / 512;

  /// Counts `value` `times` times. False, and not counted, when it is negative or not finite.
  bool record(double value, std::uint64_t times = 1);
  /// Adds all that `other` has counted: the same as recording its values here.
  void merge(const Histogram& other);

  std::uint64_t count() const { return count_; }
  /// Exact; 0 when nothing was counted.
  double smallest() const { return smallest_; }
  /// Exact; 0 when nothing was counted.
  double largest() const { return largest_; }
  /// The mean of the buckets' middles; 0 when nothing was counted.
  double mean() const;
  /// The smallest value with at least a share `q` in [0, 1] of all at or below it (type 1), within
  /// relative_error; 0 when nothing was counted.
  double quantile(double q) const;
  /// How many values lie in buckets wholly at or below `value`.
  std::uint64_t count_at_or_below(double value) const;

  bool operator==(const Histogram&) const = default;

 private:
  void reach(std::size_t bucket);

  std::size_t first_ = 0;  ///< the bucket that buckets_[0] counts
  std::vector<std::uint64_t> buckets_;
  std::uint64_t zeros_ = 0;
  std::uint64_t count_ = 0;
  double smallest_ = 0;
  double largest_ = 0;
};

}  // namespace pawl::stats
