#pragma once
/// A ChangeWatch follows a series point by point, announces where its level changed, and takes an
/// announcement back only where later points speak against it: what it says of a series is what it
/// said while the series grew.
///
/// The last 3, 4 … points are held against those before them in the same level, by robust means,
/// in standard errors that know what averages of so many points vary by in this series (Wander). A
/// longer tail is looked at more seldom, so that a point costs about log n. A change of which it
/// cannot be said where it is is none yet. Whenever wander is learnt, all of the series is looked
/// back on for long levels that nobody told while they were the tail.

#include "change_rule.hpp"
#include "levels.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace pawl::stats {

struct Announced {
  std::size_t place = 0;   ///< the first point of the new level
  std::size_t waited = 0;  ///< points of it that were known when it was announced
  std::size_t told = 0;    ///< where it was announced; `place` is within four points of that
};

/// An announcement that later points spoke against, or whose level came back.
struct Withdrawn {
  std::size_t place = 0;  ///< the first point of the level that was announced
  std::size_t told = 0;   ///< points of the series that were known when it was announced
  std::size_t until = 0;  ///< and when it was taken back
};

/// A level that was announced and came back.
struct Excursion {
  std::size_t first = 0, size = 0;
};

class ChangeWatch {
 public:
  /// `least` of a typical value's size is what single values are uncertain by at least; of 1 where
  /// the values are logarithms.
  ChangeWatch(double least, bool of_logarithms, const ChangeRule& rule = {});

  /// Takes in the next point, which is finite.
  void add(double value);

  const Levels& levels() const { return levels_; }
  /// Ascending.
  std::span<const Announced> announced() const { return announced_; }
  std::span<const Excursion> excursions() const { return excursions_; }
  /// In the order they were taken back. One may have been announced anew since.
  std::span<const Withdrawn> withdrawn() const { return withdrawn_; }
  /// Whether there were points enough to see what single ones vary by: eight.
  bool knows_noise() const { return next_learning_ > 0; }

  /// Where a level begins, the series' first being 0; the series' end for those it does not have.
  /// Change i parts levels i and i + 1.
  std::size_t start_of(std::size_t level) const;
  /// What a contrast with so many points on its shorter side is, in parts of what it takes.
  double margin(const Contrast& contrast, std::size_t points) const;
  /// The longest stretch round an announced change on which it still stands: both levels as a
  /// whole, or less of them where they wandered off since.
  Stretch support(std::size_t index) const;
  /// The largest margin of an announced change over windows of many lengths round it: all of
  /// twelve points a side and more, where there are as many.
  double standing(std::size_t index) const;

 private:
  struct Tail {
    double margin = 0;
    std::size_t middle = 0;
  };

  void learn();
  void use(Wander wander);
  /// Where the announced changes are, ascending.
  std::vector<std::size_t> places() const;
  bool may_differ(std::size_t begin, std::size_t middle, std::size_t end) const;
  std::size_t odd_at_end() const;
  Tail best_tail(std::size_t begin) const;
  /// Whether it could be told where the tail begins.
  bool announce(std::size_t begin, const Tail& tail);
  void tell(std::size_t place);
  void look_back();
  std::size_t told_before(std::size_t place);
  double tail_margin(std::size_t begin, std::size_t middle, std::size_t end) const;
  void settle(std::size_t index);
  /// Takes back announcements from that `index` on, the weakest first.
  void take_back(std::size_t index);
  void take_excursions(std::size_t index);
  void withdraw(std::size_t index);
  bool is_excursion(std::size_t index) const;
  double needed(std::size_t index) const;
  std::size_t fewest() const;

  ChangeRule rule_;
  Levels levels_;
  std::vector<Announced> announced_;
  std::vector<Excursion> excursions_;
  std::vector<Withdrawn> withdrawn_;
  double effect_ = 1;
  std::size_t next_learning_ = 0;
  Tail suspect_{};  ///< the best long tail since wander was learnt that was not enough
};

}  // namespace pawl::stats
