#pragma once
/// A change is a point of a series from which on its level is another: a step, or one of the steps
/// that stand for a drift; odd points that came and went are told apart from it.
///
/// Found by following the series point by point (change_watch.hpp), so that what is said of the
/// first n points is what was said when there were n.

#include "change_rule.hpp"
#include "change_watch.hpp"
#include "stats/summary.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace pawl::stats {

enum class ChangeKind : std::uint8_t {
  step,
  drift,  ///< the level goes on moving in the same direction on both sides
};

struct Change {
  std::size_t index = 0;  ///< the first point of the new level, from 0
  ChangeKind kind = ChangeKind::step;
  double before = 0, after = 0;          ///< medians of the two levels, as far as they stand apart,
                                         ///< without the season if there is one
  std::optional<double> ratio{};         ///< after / before; none where a value is ≤ 0
  std::optional<Bounds> ratio_bounds{};  ///< its 95 % interval
  double effect = 0;                     ///< the difference in spreads of single points
  double p =
      1;  ///< that noise alone has such a step anywhere in the series (Bonferroni over places)
  bool begins_as_before = false;  ///< its first point is nearer to the level before, season aside
  std::size_t waited = 0;         ///< points of the new level that were known when it was announced
  /// The first point of the latest earlier level that the new one is like, closer to it than a
  /// quarter of the change: what goes to and fro is seldom a commit's doing.
  std::optional<std::size_t> returns_to{};
};

/// The last level, where it moves on in one direction all along (slope.hpp): no change of it can be
/// laid to a commit.
struct Drift {
  std::size_t first = 0;          ///< its first point; it goes on to the last of all
  double before = 0, after = 0;   ///< medians of its first and of its last part, of up to a
                                  ///< sixteenth of it, without the season if there is one
  std::optional<double> ratio{};  ///< after / before by averages; none where a value is ≤ 0
  std::optional<Bounds> ratio_bounds{};  ///< its 95 % interval
  double p = 1;                          ///< that the level walks at random
};

/// Points of another level that came and went: 1 … excursion − 1 of them.
struct OddPoints {
  std::size_t first = 0, size = 1;
  double middle = 0;
};

struct Changes {
  std::vector<Change> changes;       ///< ascending by index
  std::vector<OddPoints> odd;        ///< ascending, none within another
  std::vector<Withdrawn> withdrawn;  ///< in the order they were taken back
  std::optional<Drift> drift{};
  std::size_t period = 0;  ///< points after which the season returns that was taken off; 0 for none
};

/// Of finite values in time order, of any number. By their logarithms where all are positive. About
/// n log n operations.
Changes find_changes(std::span<const double> values, const ChangeRule& rule = {});

/// By how much neighbouring points differ, relative to the level where all are positive, to the
/// largest value otherwise: what a change has to stand out from.
double unrest(std::span<const double> values);

}  // namespace pawl::stats
