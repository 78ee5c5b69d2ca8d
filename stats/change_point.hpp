#pragma once
/// A change is a point of a series from which on its level is another: a step, or one of the steps
/// that stand for a drift; odd points that came and went are told apart from it.
///
/// Candidates (change_candidates.hpp) are refused one by one, the weakest first, until each that is
/// left parts two levels that differ beyond doubt: bottom-up segmentation with medians in place of
/// means. Points count for fewer where they resemble their neighbours, and errors are widened by
/// what averages of 2, 4 … 32 neighbours vary beyond what independent points would.

#include "summary.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace pawl::stats {

/// What it takes to be announced. README.md shows what the defaults give.
struct ChangeRule {
  double strictness = 1.8;    ///< standard errors, in units of √(2 ln n)
  double effect = 1.4;        ///< spreads of single points that the levels differ by at least
  double weight = 12;         ///< and that, times the points of the shorter side, at least
  double keep = 0.7;          ///< what once was enough, with fewer points, stays so above this part
  std::size_t shortest = 3;   ///< points a side
  std::size_t excursion = 8;  ///< shorter levels that return to where they came from are odd
};

enum class ChangeKind : std::uint8_t {
  step,
  drift,  ///< the level goes on moving in the same direction on both sides
};

struct Change {
  std::size_t index = 0;  ///< the first point of the new level, from 0
  ChangeKind kind = ChangeKind::step;
  double before = 0, after = 0;          ///< medians of the two levels
  std::optional<double> ratio{};         ///< after / before; none where a value is ≤ 0
  std::optional<Bounds> ratio_bounds{};  ///< its 95 % interval
  double effect = 0;                     ///< the difference in spreads of single points
  double p =
      1;  ///< that noise alone has such a step anywhere in the series (Bonferroni over places)
  std::size_t waited = 0;  ///< points of the new level that it took to be this sure
};

/// Points of another level that came and went: 1 … excursion − 1 of them.
struct OddPoints {
  std::size_t first = 0, size = 1;
  double middle = 0;
};

struct Changes {
  std::vector<Change> changes;  ///< ascending by index
  std::vector<OddPoints> odd;   ///< ascending, none within another
};

/// Of finite values in time order, of any number. By their logarithms where all are positive. About
/// n log n.
Changes find_changes(std::span<const double> values, const ChangeRule& rule = {});

/// By how much neighbouring points differ, relative to the level where all are positive, to the
/// largest value otherwise: what a change has to stand out from.
double unrest(std::span<const double> values);

}  // namespace pawl::stats
