#pragma once
/// A Segmentation is a series with the places that are taken to part its levels, and the judgement
/// of each by the two levels beside it.

#include "change_point.hpp"
#include "segment.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace pawl::stats {

/// How far apart two neighbouring levels are.
struct Contrast {
  double difference = 0;  ///< after − before
  double effect = 0;      ///< its size in spreads of single points
  double error = 0;       ///< standard error of the difference, were medians as sharp as means
  double margin = 0;      ///< ≥ 1: enough for the rule
};

class Segmentation {
 public:
  /// `values` must outlive it. `grain`: what a single value is uncertain by at least.
  Segmentation(std::span<const double> values, double grain, const ChangeRule& rule);

  /// The levels on both sides of a change at `middle` of [begin, end), compared.
  Contrast contrast(std::size_t begin, std::size_t middle, std::size_t end) const;

  /// Moves each place to where it parts its neighbours best, one after the other; then, until all
  /// have a margin of 1, takes away the weakest and moves the one behind it and the one before it.
  void refuse_weak(std::vector<std::size_t>& places) const;

  /// Widens errors from now on by what averages of neighbours vary beyond independence, given these
  /// levels.
  void learn_wander(std::span<const std::size_t> places);

  /// Where the level that ends a change at `index` of `places` begins and ends.
  std::size_t begin_of(std::span<const std::size_t> places, std::size_t index) const;
  std::size_t end_of(std::span<const std::size_t> places, std::size_t index) const;

  Level level(std::size_t begin, std::size_t end) const;
  std::span<const double> values() const { return values_; }
  /// The spread of a level's single points, drawn to the series' own by ten points' worth.
  double spread(const Level& level) const;

 private:
  double autocorrelation(std::size_t begin, std::size_t end, double middle, double spread) const;
  double inflation(const Level& before, const Level& after, std::size_t begin, std::size_t middle,
                   std::size_t end, double spread) const;
  std::size_t best_place(std::size_t begin, std::size_t place, std::size_t end) const;
  void settle(std::vector<std::size_t>& places, std::size_t index) const;
  /// Of the two levels as they are, or as they were when fewer points of the second were known.
  double margin(std::span<const std::size_t> places, std::size_t index) const;

  std::span<const double> values_;
  double grain_, common_spread_, wander_ = 1;
  ChangeRule rule_;
};

}  // namespace pawl::stats
