#pragma once
/// A Comparison is what two samples of one benchmark show about the ratio now / before, with how
/// sure that is, before anything is decided: deciding needs the whole report (judge.hpp).

#include "moderated.hpp"
#include "side.hpp"
#include "stats/better.hpp"
#include "stats/policy.hpp"
#include "stats/ratio_interval.hpp"
#include "stats/shift.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

namespace pawl::stats {

/// What the reader of a comparison should know; the text is made where it is shown.
enum class WarningKind : std::uint8_t {
  few_launches,      ///< amount: launches of the smaller side
  single_session,    ///< amount: the assumed standard deviation of sessions, relative
  suite_sessions,    ///< too few of them, so that other rows tell; amount: their deviation beyond
                     ///< what launches show, relative
  unsteady_machine,  ///< launches vary too much for one session; amount: their deviation, relative
  few_neighbours,    ///< too few launches to see whether neighbours resemble each other; amount:
                     ///< factor on the error
  autocorrelated,    ///< neighbouring launches resemble each other; amount: factor on the error
  moved_together,    ///< launches of both sides rise and fall together: taken as interleaved
  multimodal,        ///< amount: modes of the side that has more
  quantised,         ///< the timer's step is coarse; amount: step, relative to the median
  yardstick_used,    ///< amount: the shift of the yardstick divided out, as a ratio
  not_positive,      ///< values ≤ 0: there is no ratio, only which way they moved; amount: 0
  not_exact,     ///< claimed to be exact; amount: by how much one side's values differ, relative
  counted_once,  ///< claimed to be exact, and nothing was counted twice; amount: 0
};

struct Warning {
  WarningKind kind{};
  double amount = 0;
  bool operator==(const Warning&) const = default;
};

/// Whether a double could hold what scaling made of `value`: it neither overflowed nor vanished.
bool is_held(double value, double scaled);

/// Which evidence p and the interval rest on.
enum class Evidence : std::uint8_t {
  none,         ///< too little, or incomparable: p is 1
  exact,        ///< counts that were the same each time: no p (1), the interval is the ratio
  rank_sum,     ///< Mann-Whitney U on launches, inverted for the interval
  signed_rank,  ///< Wilcoxon signed rank on pairs of launches, inverted for the interval
  launches_t,   ///< t on log launches, where they are too few for ranks
  pairs_t,      ///< t on log ratios of pairs of launches, likewise
  sessions_t,   ///< t on log session levels: between-session variance known
  bootstrap,    ///< the bootstrap interval of a mean or a quantile over launches
};

/// What launches say of log(now / before), as if sessions did not differ.
struct ByLaunches {
  double p = 1;
  double low = 0;  ///< of the interval at the policy's confidence
  double high = 0;
};

struct Comparison {
  Side before{};
  Side now{};
  Better better = Better::lower;
  Situation situation = Situation::same_testbed;
  RatioInterval ratio{};  ///< of the policy's statistic; the interval at the policy's confidence
  double p = 1;           ///< two-sided, of "the code did not change", same evidence as `ratio`
  Evidence evidence = Evidence::none;
  double a12 = 0.5;  ///< P(a value of now > one of before), ties half
  double minimum_detectable =
      0;  ///< smallest relative change found with power 0.8 (prospects.hpp); may be infinity
  /// Launches a side of which a change of the threshold would be significant, where launches are
  /// what is short of; else nullopt.
  std::optional<std::size_t> launches_needed{};
  /// Sessions a side likewise.
  std::optional<std::size_t> sessions_needed{};
  std::vector<Warning> warnings{};

  /// Rows of the same pool (a metric, by its number in the report) share their variance; set by the
  /// caller between compare() and judge().
  std::size_t pool = 0;

  /// Where sessions of three launches and more are the evidence: their levels may lie close by
  /// chance, as those of launches that fall into modes do, so judge() asks for both.
  std::optional<ByLaunches> by_launches{};

  /// For judge(), which draws `unit` towards that of the pool's other rows of the same evidence:
  /// shift.error² = unit.value · unit_weight + assumed.
  Shift shift{};    ///< of the evidence; yardstick divided out
  Variance unit{};  ///< of a launch's or a session's level; 0 degrees: not moderated
  double unit_weight = 0;
  double assumed = 0;  ///< variance that is assumed or measured elsewhere (yardstick)
  /// Of neighbouring launches of sessions apart; nullopt where it does not matter or is not seen.
  /// The error is inflated by `inflation` for it already.
  std::optional<double> neighbours{};
  double inflation = 1;
  /// The part of `inflation` that is assumed, as launches are too few to see whether neighbours
  /// resemble each other, and no other rows tell; judge() sets it.
  double assumed_inflation = 1;
  bool has_few_neighbours = false;  ///< launches are too few to see it by themselves
  /// Between the outermost launches of both sides, in the metric's unit, where values have no
  /// ratio.
  double extent = std::numeric_limits<double>::infinity();
  double noise_floor = 0;  ///< assumed deviation of `shift` between sessions, where not measured
};

/// 1/R + 1/R' of the sessions a side, by which a session's variance weighs in that of the shift.
double session_weight(const Comparison& row);

/// By how much shift.error grows where the error of the row's launches grows by `growth`: what is
/// assumed or measured elsewhere stays.
double growth_of_error(const Comparison& row, double growth);

/// Carries a further error, `reach` ≥ 0 on the log scale, into the row's interval.
void widen(Comparison& row, double reach);

}  // namespace pawl::stats
