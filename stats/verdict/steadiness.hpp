#pragma once
/// Steadiness is how far one session can speak for its machine.
///
/// Within a session the launches show how much the machine's mood moves. Where they agree to a few
/// per cent, so do sessions (Go's nightly runs, JMH forks: levels of sessions differ by a fraction
/// of the launches' spread). Where they don't, either the program scatters or the machine wanders.
/// A machine that wanders shows it: the two sessions scatter differently, or neighbouring launches
/// resemble each other, or launches scatter beyond what programs do. Its level then moves by
/// several times that scatter: on a virtual machine with noisy neighbours identical code moved
/// between sessions by up to seven times the scatter of the worse one. Only further sessions, a
/// yardstick or interleaving can then tell code from machine.

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace pawl::stats {

/// Gini's mean difference, scaled to estimate the standard deviation of normal values: nearly as
/// efficient, and less at the mercy of single outliers. 0 for fewer than two values.
double gini_deviation(std::vector<double> values);

/// Of two single sessions' launches.
struct Steadiness {
  double spread = 0;     ///< of launches in the session that scatters more, relative
  bool wanders = false;  ///< one session does not speak for its machine
};

/// Takes logarithms of launches, in time order, two or more a side. Launches shown to scatter by at
/// most `steady` are trusted unless neighbours resemble each other clearly, those shown to scatter
/// by more than `disturbed` never.
Steadiness steadiness(std::span<const double> before, std::span<const double> now, double steady,
                      double disturbed);

/// The deviation that is shown: the lower bound, 95 % one-sided, of a standard deviation estimated
/// from `values` values; of gini_deviation(), which varies a little more, 93 % (12 values). 0 for
/// fewer than two.
double shown_deviation(double deviation, std::size_t values);

/// The lag-1 correlation ρ of ranks over both sides, corrected for its bias to first order: right
/// in the mean where launches are independent, and somewhat low elsewhere (0.31 for 0.4 of five).
/// Launches in time order; nullopt for fewer than
/// five a side.
std::optional<double> neighbour_correlation(std::span<const double> before,
                                            std::span<const double> now);

/// Launches a side from which their correlation means something by itself.
inline constexpr std::size_t fewest_to_correlate = 10;

/// The correlation that is assumed of fewer, where no other rows of the report tell: as strong as
/// machines that wander a little show it. Of five a side with this correlation a test at 1 % that
/// ignores it alarms in 7 %.
inline constexpr double assumed_correlation = 0.4;

/// By which factor the correlation of neighbours inflates a standard error: √((1 + ρ) / (1 − ρ)),
/// at least 1.
double inflation_by(double correlation);

/// What it costs that neighbouring launches resemble each other.
struct Dependence {
  double inflation = 1;  ///< of the standard error
  double degrees = 0;    ///< of freedom of an error so inflated, where inflation > 1
};

/// From the correlation of neighbours; where it is above 0 taken up to a standard error higher,
/// because a factor found too small costs false alarms and one too large only launches. Takes
/// launches in time order; fewest_to_correlate or more a side show anything.
Dependence dependence(std::span<const double> before, std::span<const double> now);

/// Whether launch i of before and launch i of now rise and fall together, beyond a common trend:
/// then they shared the machine's mood, as interleaved launches do, and pairs cancel it. By rank
/// correlation of what a straight line leaves, 1 % one-sided; false for fewer than ten pairs.
bool move_together(std::span<const double> before, std::span<const double> now);

}  // namespace pawl::stats
