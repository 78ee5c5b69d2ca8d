#pragma once
/// The Levels of a growing series are what stretches of it lie at: robust means, without what
/// returns (Season), whose differences come in standard errors that know what averages of so many
/// points vary by in this series (Wander).

#include "season.hpp"
#include "segment.hpp"
#include "wander.hpp"

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace pawl::stats {

/// How far apart two neighbouring levels are.
struct Contrast {
  double difference = 0;  ///< after − before
  double effect = 0;      ///< its size in spreads of single points
  double error = 0;       ///< standard error of the difference

  /// By how many of them the levels differ.
  double errors() const;
};

/// Points from `begin` to before `end`.
struct Stretch {
  std::size_t begin = 0, end = 0;
};

/// What is asked of points from `begin` to before `end`, with a change at `middle`, is asked of
/// stretches none of which is empty.
class Levels {
 public:
  /// `least` of a typical value's size is what single values are uncertain by at least; of 1 where
  /// the values are logarithms.
  Levels(double least, bool of_logarithms) : least_(least), of_logarithms_(of_logarithms) {}

  /// Takes in the next point, which is finite.
  void add(double value);
  /// Learns anew what returns, and what values are uncertain by. What makes the levels into which
  /// `places` part the series vary by a tenth more is no season: levels that come and go about as
  /// often as one another look like some.
  void learn_season(std::span<const std::size_t> places);
  /// What the first `points` vary by about the levels that `places` part them into.
  Wander wander_about(std::span<const std::size_t> places, std::size_t points) const;
  /// Levels are judged by that from now on; plain means as soon as they are made anew.
  void use(Wander wander) { wander_ = std::move(wander); }
  void follow_anew();

  std::size_t size() const { return values_.size(); }
  /// Without their season.
  std::span<const double> values() const { return values_; }
  /// As far as it is known by now.
  const Season& season() const { return season_; }
  const Wander& wander() const { return wander_; }

  Level level(std::size_t begin, std::size_t end) const;
  /// The levels on both sides of `middle` compared.
  Contrast contrast(std::size_t begin, std::size_t middle, std::size_t end) const;
  /// By how much plain means differ of values that are each drawn in to four spreads of the one
  /// before: faster, and less sharp.
  double plain_difference(std::size_t begin, std::size_t middle, std::size_t end) const;
  /// The size of that in standard errors of independent points.
  double plain_errors(std::size_t begin, std::size_t middle, std::size_t end) const;
  /// Where within `reach` of `middle` two levels are parted best, by a loss to which no point adds
  /// more than the step, with at least `shortest` points a side.
  std::size_t best_place(std::size_t begin, std::size_t middle, std::size_t end, std::size_t reach,
                         std::size_t shortest) const;
  /// The chance that a change about `middle` lies within five points of it, if there is one: by the
  /// likelihoods of all places within 64 points, as if points were normal but for some wild ones.
  double certainty(std::size_t begin, std::size_t middle, std::size_t end) const;

 private:
  void follow(double value);

  double least_;
  bool of_logarithms_;
  std::vector<double> raw_;
  Season season_;
  std::vector<double> values_;
  Wander wander_;
  double grain_ = 0;
  double followed_ = 0;
  std::vector<double> sums_ = {0};  ///< of the followed values before each point
};

}  // namespace pawl::stats
