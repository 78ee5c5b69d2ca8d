#pragma once
/// A ChangeRule says what it takes for a change of level to be announced, and to stay so.

#include "wander.hpp"

#include <cstddef>

namespace pawl::stats {

/// README.md shows what the defaults give.
struct ChangeRule {
  double enough = 3.6;       ///< standard errors between two levels, in a series of 55 points
  double growth = 1.2;       ///< more of them for e times as many points, less for fewer
  double usual_changes = 3;  ///< so many changes told make points count half: others are likely
  double effect = 1.3;       ///< spreads of single points between them, where nothing wanders
  double weight = 12;        ///< and that, times the points of the shorter side, at least
  double keep = 0.7;         ///< the part of all that with which an announcement stays
  double certain = 0.9;      ///< the chance that it lies within five points of its place
  double hindsight = 1.75;   ///< so many times the errors, but no more effect than it takes to
                             ///< stay, of one that is found on looking back
  double first = 1.1;        ///< so many times all that of the first change, by up to eight points
  std::size_t shortest = 3;  ///< points of the new level
  std::size_t before = 12;   ///< points of the old one; with fewer, more of all that
  std::size_t excursion = 10;  ///< shorter levels that return to where they came from are odd
};

/// The standard errors that two levels have to differ by, in a series of so many points of which so
/// many changes are told.
double errors_needed(const ChangeRule& rule, std::size_t points, std::size_t changes);

/// And the spreads of single points.
double effect_needed(const ChangeRule& rule, const Wander& wander);

}  // namespace pawl::stats
